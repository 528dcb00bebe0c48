package vn.tinbao.server.proceeding;

import java.time.Instant;
import java.util.UUID;
import vn.tinbao.server.clocks.LegalEvent;

/**
 * Something happened to a tip by law, and its clocks were told. Published inside the transaction,
 * for whoever must be told besides: other tips are one with it.
 *
 * @param at when it happened
 */
public record CourseWent(UUID tipId, LegalEvent event, Instant at) {

  /** Whether what starts by it is counted from when the agency got the report (TTLT 01/2017). */
  public boolean countsFromReceipt() {
    return event == LegalEvent.RECEIVED_BY_COMPETENT;
  }
}
