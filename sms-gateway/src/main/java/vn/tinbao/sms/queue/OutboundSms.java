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
 * @param campaign what it belongs to, for {@link SmsOutbox#hold} and the like; null: to none
 * @param safeHours sent only within these, every day; null: at any hour
 */
public record OutboundSms(
    UUID id,
    MessageClass messageClass,
    SealedPhone to,
    String body,
    @Nullable Instant validUntil,
    @Nullable UUID campaign,
    @Nullable SafeHours safeHours) {

  /** What providers take as one concatenated message. */
  public static final int LONGEST = 1600;

  public OutboundSms {
    if (body.isBlank() || body.length() > LONGEST) {
      throw new IllegalArgumentException(
          "The text of an SMS has 1 to " + LONGEST + " characters, this one " + body.length());
    }
  }

  /** A message of no campaign that may be sent at any hour. */
  public OutboundSms(
      UUID id,
      MessageClass messageClass,
      SealedPhone to,
      String body,
      @Nullable Instant validUntil) {
    this(id, messageClass, to, body, validUntil, null, null);
  }

  @Override
  public String toString() {
    return "OutboundSms[" + id + ", " + messageClass + "]";
  }
}
