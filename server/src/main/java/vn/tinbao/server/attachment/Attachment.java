package vn.tinbao.server.attachment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.clean.FileKind;

/**
 * What a list says of one attachment.
 *
 * @param origin who brought it
 * @param name as the sender called it, without folders and control signs; people's words
 * @param length bytes of the original
 * @param received how many of them have arrived
 * @param kind of the original, by its content
 * @param receivedAt when the last byte was stored, null while it is arriving
 * @param problem code: why there is no cleaned copy; null when there is one or none is made yet
 * @param clean kind of the cleaned copy, null when there is none
 */
public record Attachment(
    UUID id,
    UUID tipId,
    Origin origin,
    String name,
    long length,
    long received,
    State state,
    FileKind kind,
    Scan scan,
    @Nullable Instant receivedAt,
    @Nullable String problem,
    @Nullable FileKind clean,
    long cleanLength,
    boolean thumbnail) {

  /** How far it is. */
  public enum State {
    /** Bytes are still missing. */
    ARRIVING,
    /** Stored; the cleaned copy is being made. */
    WAITING,
    /** Stored, with a cleaned copy. */
    CLEANED,
    /** Stored; it cannot be cleaned, so that ordinary staff do not open it. */
    KEPT,
    /** Stored; the scanner found malware in it. */
    INFECTED
  }

  /** What the scanner says of the original. */
  public enum Scan {
    NOT_SCANNED,
    CLEAN,
    INFECTED,
    /** Larger than the scanner takes. */
    TOO_LARGE
  }

  @Override
  public String toString() {
    return "Attachment[" + id + ", " + state + "]";
  }
}
