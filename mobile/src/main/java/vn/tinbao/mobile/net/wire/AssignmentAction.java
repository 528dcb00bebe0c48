package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an officer did.
 *
 * @param operationId made here; the server applies each once
 * @param action ACCEPT, DECLINE, EN_ROUTE, ON_SITE, REPORT or DONE
 * @param note required to decline and to report
 * @param at when it was done by the phone's clock
 */
@Json
public record AssignmentAction(
    String operationId, String action, @Nullable String note, Instant at) {

  @Override
  public String toString() {
    return "AssignmentAction[" + action + " " + operationId + "]";
  }
}
