package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tip as it is sent.
 *
 * @param replayKey base64url of 16 random bytes; proves that a repeat comes from the same phone
 * @param language {@code vi} or {@code en}
 * @param officialInvolved an official is involved: the report goes past commune and district
 * @param officialOf whose official, in the reporter's words
 */
@Json
public record TipRequest(
    String id,
    String replayKey,
    String narrative,
    @Nullable Instant occurredAt,
    @Nullable TipPlace place,
    @Nullable Reporter reporter,
    String language,
    boolean immediateDanger,
    @Nullable Boolean officialInvolved,
    @Nullable String officialOf) {

  @Override
  public String toString() {
    return "TipRequest[" + id + "]";
  }
}
