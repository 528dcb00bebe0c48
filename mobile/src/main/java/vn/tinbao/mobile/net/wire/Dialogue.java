package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt code opens.
 *
 * @param status RECEIVED, IN_PROGRESS, CLOSED or what a later server adds
 * @param statusText the status in plain words, in the language asked for
 * @param openedAt when somebody of the agency first read the report; null when nobody has
 * @param attachments what was attached, names and sizes
 */
@Json
public record Dialogue(
    String id,
    String status,
    String statusText,
    String leadAgency,
    Instant receivedAt,
    @Nullable Instant openedAt,
    List<DialogueMessage> messages,
    @Nullable List<FileDoc> attachments) {}
