package vn.tinbao.server.conversation;

import vn.tinbao.sms.queue.OutboundState;

/** Whether an answer by SMS has reached its phone. */
public enum Delivery {
  ON_ITS_WAY,
  ARRIVED,
  /** Sent, and the network never said whether it arrived. */
  UNCONFIRMED,
  LOST;

  static Delivery of(OutboundState state) {
    return switch (state) {
      case QUEUED, SENDING, UNKNOWN, ACCEPTED, SENT -> ON_ITS_WAY;
      case DELIVERED -> ARRIVED;
      case SENT_UNCONFIRMED -> UNCONFIRMED;
      case UNDELIVERED, FAILED, EXPIRED, SUPPRESSED, CANCELED -> LOST;
    };
  }
}
