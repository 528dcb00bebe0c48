package vn.tinbao.server.console;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.TipTransfers;

/** What the page that offers a tip to another agency sends, as chosen and typed. */
@Serdeable
@Introspected
public record TransferForm(
    @Nullable String id,
    @Nullable String to,
    @Nullable String reason,
    @Nullable String note,
    @Nullable String stays) {

  /** The reason, empty when none was chosen. */
  Optional<TipTransfers.Reason> reasonValue() {
    return Arrays.stream(TipTransfers.Reason.values())
        .filter(value -> value.name().equals(reason))
        .findFirst();
  }

  /** The agency chosen, or nothing. */
  public String toValue() {
    return Objects.requireNonNullElse(to, "");
  }

  @Override
  public String toString() {
    return "TransferForm[…]";
  }
}
