package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * What was written into one field.
 *
 * @param base version of the field that this phone knew, 0 for none
 * @param after this phone's unanswered operation before it on the same field, or the rival that it
 *     settles
 */
@Json
public record SyncEdit(String value, int base, @Nullable String after) {

  @Override
  public String toString() {
    return "SyncEdit[on " + base + "]";
  }
}
