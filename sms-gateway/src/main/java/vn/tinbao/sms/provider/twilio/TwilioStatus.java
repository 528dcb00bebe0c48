package vn.tinbao.sms.provider.twilio;

import vn.tinbao.sms.provider.DeliveryStatus;

/** Twilio's words for where a message is. */
final class TwilioStatus {
  private TwilioStatus() {}

  /** A word that nobody has told us of says no more than that Twilio has the message. */
  static DeliveryStatus of(String word) {
    return switch (word) {
      case "sent", "partially_delivered" -> DeliveryStatus.SENT;
      case "delivered", "read" -> DeliveryStatus.DELIVERED;
      case "undelivered" -> DeliveryStatus.UNDELIVERED;
      case "failed", "canceled" -> DeliveryStatus.FAILED;
      default -> DeliveryStatus.ACCEPTED;
    };
  }
}
