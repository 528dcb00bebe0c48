package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a report.
 *
 * @param version rises with every change of this field
 */
@Json
public record FieldDoc(
    String name, String value, int version, Instant at, @Nullable List<RivalDoc> rivals) {
  /** A server that leaves out what is empty means that it is empty. */
  public FieldDoc {
    value = value == null ? "" : value;
  }

  @Override
  public String toString() {
    return "FieldDoc[" + name + "]";
  }
}
