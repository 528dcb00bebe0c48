package vn.tinbao.server.tip;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Hotline;
import vn.tinbao.server.vault.ReceiptCode;

/**
 * What a reporter gets back.
 *
 * @param leadAgency public name
 * @param place full name of the place as understood, null when none was
 * @param dangerLine whom to call in danger
 */
public record TipReceipt(
    UUID id,
    ReceiptCode code,
    String leadAgency,
    Instant receivedAt,
    @Nullable String place,
    Optional<Hotline> dangerLine) {}
