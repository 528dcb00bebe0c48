package vn.tinbao.sms.queue;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger stands, for health and metrics. Ages in seconds; 0 when nothing waits.
 *
 * @param lanes by class: what is due and has not been sent
 * @param unknown outbound messages whose outcome nobody knows
 * @param oldestUnknown since when, the oldest of them
 * @param stuck outbound messages that are being sent for longer than the lease allows
 * @param inboundWaiting inbound messages that the server has not acted upon
 * @param oldestInbound age of the oldest
 * @param carriers the providers of this process
 */
@Serdeable
public record QueueFigures(
    Map<MessageClass, Lane> lanes,
    long unknown,
    long oldestUnknown,
    long stuck,
    long inboundWaiting,
    long oldestInbound,
    List<CarrierFigures> carriers) {

  /**
   * One lane.
   *
   * @param due messages that may be sent and are not
   * @param oldest how long the first has been
   * @param perMinute taken by providers, in the last minute and by this process
   */
  @Serdeable
  public record Lane(long due, long oldest, long perMinute) {}

  /**
   * A provider.
   *
   * @param inFlight claimed, outcome not yet written down
   * @param window most of these
   * @param breaker CLOSED: it works; OPEN: it is left alone; PROBING: one message tries it
   * @param broken its code, when it says that a person must act
   */
  @Serdeable
  public record CarrierFigures(
      String provider,
      boolean connected,
      int inFlight,
      int window,
      String breaker,
      @Nullable String broken) {}
}
