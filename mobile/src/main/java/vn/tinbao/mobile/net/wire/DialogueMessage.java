package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * One message between the reporter and the agency.
 *
 * @param from REPORTER, STAFF or SYSTEM
 */
@Json
public record DialogueMessage(String id, String from, String text, Instant at) {

  public boolean fromReporter() {
    return from.equals("REPORTER");
  }

  @Override
  public String toString() {
    return "DialogueMessage[" + id + "]";
  }
}
