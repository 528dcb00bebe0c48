package vn.tinbao.server.portal;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Map;
import vn.tinbao.server.gate.Door;
import vn.tinbao.server.gate.Gate;

/**
 * What somebody wrote who must wait. Only ever seen sealed outside of the server.
 *
 * @param fields of the form, by name, as typed
 * @param due from when on waiting was enough
 */
@Serdeable
record Draft(Door door, Map<String, String> fields, Instant due) {

  /** A field, empty when it was not sent. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** What the work for it is bound to. */
  String subject() {
    return door == Door.LOOK_UP ? Gate.codeDigits(field("code")) : field("id");
  }

  @Override
  public String toString() {
    return "Draft[" + door + "]";
  }
}
