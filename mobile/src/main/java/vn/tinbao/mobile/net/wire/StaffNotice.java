package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a member of staff is told besides tasks.
 *
 * @param topic code of what it is about, such as {@code duty-call}
 * @param text may be empty
 * @param readAt null until somebody said on any device to have read it
 */
@Json
public record StaffNotice(
    String id, String topic, String title, String text, Instant at, @Nullable Instant readAt) {

  /** The same, read. */
  public StaffNotice read(Instant when) {
    return new StaffNotice(id, topic, title, text, at, when);
  }

  /** Never the words. */
  @Override
  public String toString() {
    return "StaffNotice[" + id + "]";
  }
}
