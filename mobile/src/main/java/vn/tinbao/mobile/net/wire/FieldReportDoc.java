package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report of a task as the server has it. */
@Json
public record FieldReportDoc(int version, @Nullable Instant finishedAt, List<FieldDoc> fields) {
  /** A server that leaves out what is empty means that it is empty. */
  public FieldReportDoc {
    fields = fields == null ? List.of() : fields;
  }
}
