package vn.tinbao.mobile.officer;

import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the officer is writing into a report and has not saved yet.
 *
 * @param id of the operation that saving makes: saving twice is saving once
 */
@Json
record ReportDraft(String id, Map<String, Edited> fields) {

  /**
   * One field.
   *
   * @param base version of the field when it was first touched
   * @param after own operation on it that was on its way then
   */
  @Json
  record Edited(String value, int base, @Nullable String after) {

    @Override
    public String toString() {
      return "Edited[on " + base + "]";
    }
  }

  @Override
  public String toString() {
    return "ReportDraft[" + id + "]";
  }
}
