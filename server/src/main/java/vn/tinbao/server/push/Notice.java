package vn.tinbao.server.push;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a member of staff is told besides tasks, as it is read signed in; on the way to
 * the phone there is only its id.
 *
 * @param id as {@link Push#toStaff} named it, or of the newest that it was about
 * @param title one line
 * @param text what there is to say besides; may be empty
 * @param readAt null until the reader says to have read it
 */
public record Notice(UUID id, String title, String text, Instant at, @Nullable Instant readAt) {

  /** Never the words. */
  @Override
  public String toString() {
    return "Notice[" + id + "]";
  }
}
