package vn.tinbao.sms.queue;

import vn.tinbao.sms.provider.DeliveryStatus;

/**
 * Where an outbound message is; the moves between the states are drawn in the package's
 * documentation.
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
