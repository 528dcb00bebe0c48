package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;

/** What another phone of the officer wrote into a field without knowing of the value in it. */
@Json
public record RivalDoc(String operationId, String value, Instant at) {
  /** A server that leaves out what is empty means that it is empty. */
  public RivalDoc {
    value = value == null ? "" : value;
  }

  @Override
  public String toString() {
    return "RivalDoc[" + operationId + "]";
  }
}
