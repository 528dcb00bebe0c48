package vn.tinbao.sms.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.phone.SealedPhone;

/**
 * A message that somebody wants sent.
 *
 * @param id UUIDv7 made by the caller; the same id is the same message
 * @param messageClass decides lane and repetition
 * @param to the recipient
 * @param body 1 to {@value #LONGEST} characters; composed (NFC) when stored
 * @param validUntil not sent after this; null: always
 */
public record OutboundSms(
    UUID id, MessageClass messageClass, SealedPhone to, String body, @Nullable Instant validUntil) {

  /** What providers take as one concatenated message. */
  public static final int LONGEST = 1600;

  public OutboundSms {
    if (body.isBlank() || body.length() > LONGEST) {
      throw new IllegalArgumentException(
          "The text of an SMS has 1 to " + LONGEST + " characters, this one " + body.length());
    }
  }

  @Override
  public String toString() {
    return "OutboundSms[" + id + ", " + messageClass + "]";
  }
}
