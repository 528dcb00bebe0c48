package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;

/**
 * What a receipt code opens.
 *
 * @param status RECEIVED, IN_PROGRESS, CLOSED or what a later server adds
 * @param statusText the status in plain words, in the language asked for
 */
@Json
public record Dialogue(
    String id,
    String status,
    String statusText,
    String leadAgency,
    Instant receivedAt,
    List<DialogueMessage> messages) {}
