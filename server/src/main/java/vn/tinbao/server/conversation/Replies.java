package vn.tinbao.server.conversation;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.tip.SafeContact;
import vn.tinbao.server.tip.SafeContacts;
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
  private final SafeContacts safeContacts;

  Replies(SmsOutbox outbox, SmsDeliveries deliveries, SafeContacts safeContacts) {
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.safeContacts = safeContacts;
  }

  /**
   * Sends what staff wrote about a tip: when it does not arrive, that is told there. Within the
   * hours that the reporter named; who wants nothing said gets only that there is news, and reads
   * it with the receipt code.
   */
  void answer(UUID tipId, UUID messageId, SealedPhone to, String text) {
    Optional<SafeContact> safe = safeContacts.of(tipId);
    send(
        tipId,
        new OutboundSms(
            messageId,
            MessageClass.REPLY,
            to,
            safe.filter(SafeContact::neutral).isPresent() ? words("sms.neutral-news") : text,
            null,
            null,
            safe.map(SafeContact::hours).orElse(null)));
  }

  /**
   * What the machine says to somebody who has just written, at whatever hour: the phone is in their
   * hand.
   */
  void answer(UUID tipId, SealedPhone to, String text) {
    boolean neutral = safeContacts.of(tipId).filter(SafeContact::neutral).isPresent();
    send(
        tipId,
        new OutboundSms(
            UuidCreator.getTimeOrderedEpoch(),
            MessageClass.REPLY,
            to,
            neutral ? words("sms.neutral-thanks") : text,
            null));
  }

  private void send(UUID tipId, OutboundSms sms) {
    if (outbox.enqueue(sms)) {
      deliveries.follow(tipId, sms.id());
    }
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
