package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something the officer did: a step of the task, or words in its report.
 *
 * @param id made here; the server applies each once
 * @param action ACCEPT, DECLINE, EN_ROUTE, ON_SITE, REPORT or DONE; null for words in the report
 * @param fields what was written, by field; null for a step
 * @param finished whether the officer says with it that the report is done
 */
@Json
public record SyncOperation(
    String id,
    String assignmentId,
    Instant at,
    @Nullable String action,
    @Nullable String note,
    @Nullable Map<String, SyncEdit> fields,
    @Nullable Boolean finished) {

  @Override
  public String toString() {
    return "SyncOperation[" + id + "]";
  }
}
