package vn.tinbao.server.conversation;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.UUID;
import vn.tinbao.server.tip.TipWords;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;
import vn.tinbao.sms.text.Unaccented;

/** What the machine answers by SMS, in the caller's transaction. */
@Singleton
class Replies {
  static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

  private final SmsOutbox outbox;
  private final SmsDeliveries deliveries;

  Replies(SmsOutbox outbox, SmsDeliveries deliveries) {
    this.outbox = outbox;
    this.deliveries = deliveries;
  }

  /** Sends a text as it is, about a tip: when it does not arrive, that is told there. */
  void answer(UUID tipId, UUID messageId, SealedPhone to, String text) {
    if (outbox.enqueue(new OutboundSms(messageId, MessageClass.REPLY, to, text, null))) {
      deliveries.follow(tipId, messageId);
    }
  }

  /** The same from the machine. */
  void answer(UUID tipId, SealedPhone to, String text) {
    answer(tipId, UuidCreator.getTimeOrderedEpoch(), to, text);
  }

  /** Sends a sentence of {@code i18n/tip*} that is about no tip. */
  void say(SealedPhone to, String key, Object... values) {
    var unused =
        outbox.enqueue(
            new OutboundSms(
                UuidCreator.getTimeOrderedEpoch(),
                MessageClass.REPLY,
                to,
                words(key, values),
                null));
  }

  /** The sentence without marks: two segments instead of five. */
  static String words(String key, Object... values) {
    return Unaccented.of(TipWords.say(key, VIETNAMESE, values));
  }
}
