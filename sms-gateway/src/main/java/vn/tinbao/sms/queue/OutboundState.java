package vn.tinbao.sms.queue;

import java.util.EnumSet;
import java.util.Set;
import vn.tinbao.sms.provider.DeliveryStatus;

/**
 * Where an outbound message is, and where it may go from there: the one table of the moves. Their
 * causes are drawn in the package's documentation.
 */
public enum OutboundState {
  QUEUED(10, false),
  SENDING(20, false),
  UNKNOWN(22, false),
  ACCEPTED(25, false),
  SENT(30, false),
  SENT_UNCONFIRMED(40, true),
  UNDELIVERED(90, true),
  FAILED(90, true),
  EXPIRED(95, true),
  SUPPRESSED(95, true),
  CANCELED(95, true),
  DELIVERED(100, true);

  private final int rank;
  private final boolean last;

  OutboundState(int rank, boolean last) {
    this.rank = rank;
    this.last = last;
  }

  /**
   * A provider's news moves a message only to a higher rank: news arrives repeated and out of
   * order. Delivered may follow undelivered (operators correct themselves), never the reverse.
   */
  public int rank() {
    return rank;
  }

  /** True: nothing more will be sent, the text is erased. */
  public boolean isFinal() {
    return last;
  }

  /** True when a message may go from here to there. */
  public boolean mayBecome(OutboundState next) {
    return next().contains(next);
  }

  /** The states that may follow this one. */
  public Set<OutboundState> next() {
    return switch (this) {
      // An answer or news may come after a doubt was decided: then none is sent a second time.
      case QUEUED ->
          EnumSet.of(
              SENDING,
              EXPIRED,
              SUPPRESSED,
              CANCELED,
              ACCEPTED,
              SENT,
              UNDELIVERED,
              FAILED,
              DELIVERED);
      case SENDING -> EnumSet.of(QUEUED, UNKNOWN, ACCEPTED, SENT, UNDELIVERED, FAILED, DELIVERED);
      case UNKNOWN ->
          EnumSet.of(QUEUED, ACCEPTED, SENT, SENT_UNCONFIRMED, UNDELIVERED, FAILED, DELIVERED);
      // Given up by the network for the moment: once more later.
      case ACCEPTED -> EnumSet.of(QUEUED, SENT, SENT_UNCONFIRMED, UNDELIVERED, FAILED, DELIVERED);
      case SENT -> EnumSet.of(QUEUED, SENT_UNCONFIRMED, UNDELIVERED, FAILED, DELIVERED);
      case SENT_UNCONFIRMED -> EnumSet.of(UNDELIVERED, FAILED, DELIVERED);
      // The news of an earlier sending may be the last word.
      case UNDELIVERED, FAILED, EXPIRED, SUPPRESSED, CANCELED -> EnumSet.of(DELIVERED);
      case DELIVERED -> EnumSet.noneOf(OutboundState.class);
    };
  }

  static OutboundState of(DeliveryStatus status) {
    return switch (status) {
      case ACCEPTED -> ACCEPTED;
      case SENT -> SENT;
      case DELIVERED -> DELIVERED;
      case UNDELIVERED -> UNDELIVERED;
      case FAILED -> FAILED;
    };
  }
}
