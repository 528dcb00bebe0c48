package vn.tinbao.sms.queue;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/**
 * How the ledger stands, for health and metrics. Ages in seconds; 0 when nothing waits.
 *
 * @param lanes by class: what is due and has not been sent
 * @param unknown outbound messages whose outcome nobody knows
 * @param oldestUnknown since when, the oldest of them
 * @param inboundWaiting inbound messages that the server has not acted upon
 * @param oldestInbound age of the oldest
 */
@Serdeable
public record QueueFigures(
    Map<MessageClass, Lane> lanes,
    long unknown,
    long oldestUnknown,
    long inboundWaiting,
    long oldestInbound) {

  /** One lane: how many are due, and how long the first has been. */
  @Serdeable
  public record Lane(long due, long oldest) {}
}
