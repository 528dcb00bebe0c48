package vn.tinbao.sms.provider.twilio;

import java.util.Optional;
import java.util.regex.Pattern;

/** Twilio's own names. */
final class TwilioIds {
  private static final Pattern MESSAGE = Pattern.compile("(?:SM|MM)[0-9a-fA-F]{32}");

  private TwilioIds() {}

  /** Of the message that a call is about, if it has the form of one. */
  static Optional<String> message(Fields call) {
    return call.first("MessageSid")
        .or(() -> call.first("SmsSid"))
        .filter(sid -> MESSAGE.matcher(sid).matches());
  }
}
