package vn.tinbao.server.conversation;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import vn.tinbao.server.catalogue.UnitSearch;
import vn.tinbao.server.subscription.ConsentWay;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.server.subscription.Subscriptions;
import vn.tinbao.server.subscription.Wish;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.Suppressions;
import vn.tinbao.sms.text.SmsWord;

/**
 * Messages that are one word for the service. While an answer is awaited every word but {@code
 * STOP} is the answer: {@code dung} is also yes, and Huy a name.
 */
@Singleton
class Commands {
  private final Suppressions suppressions;
  private final Subscriptions subscriptions;
  private final JoinWords joinWords;
  private final Replies replies;

  Commands(
      Suppressions suppressions,
      Subscriptions subscriptions,
      JoinWords joinWords,
      Replies replies) {
    this.suppressions = suppressions;
    this.subscriptions = subscriptions;
    this.joinWords = joinWords;
    this.replies = replies;
  }

  /**
   * Ends awareness messages when the text says so; replies and alerts go on. The first time ever it
   * is confirmed.
   *
   * @return whether it did: the text is nothing else then
   */
  boolean optOut(SealedPhone from, String text, boolean awaited) {
    Optional<SmsWord> word = SmsWord.of(text);
    boolean out =
        word.filter(said -> said == SmsWord.STOP || said == SmsWord.OPT_OUT && !awaited)
            .isPresent();
    if (out) {
      subscriptions.leave(from.hash(), ConsentWay.SMS);
      if (suppressions.confirmOnce(from.hash())) {
        replies.say(from, "sms.opted-out");
      }
    }
    return out;
  }

  /**
   * Answers a question how this works, or takes somebody back who had left, or subscribes them to a
   * place.
   *
   * @return whether it did: the text is nothing else then
   */
  boolean guide(Heard heard) {
    SmsWord word = SmsWord.of(heard.text()).orElse(null);
    if (word != SmsWord.GUIDE && word != SmsWord.OPT_IN) {
      return join(heard);
    }
    if (word == SmsWord.OPT_IN && subscriptions.comeBack(heard.from().hash(), ConsentWay.SMS)) {
      replies.say(heard.from(), "sms.opted-in");
    } else if (!heard.repeated()) {
      // Also who wants back in and never left, or was let in by the provider already.
      replies.say(heard.from(), "sms.help");
    }
    return true;
  }

  /** {@code DK <xã>}: news of that place. */
  private boolean join(Heard heard) {
    JoinWords.Asked asked = joinWords.read(heard.text()).orElse(null);
    if (asked == null) {
      return false;
    }
    if (asked.places().size() > 1) {
      if (!heard.repeated()) {
        replies.say(
            heard.from(),
            "sms.subscribe-which",
            asked.places().get(0).place(),
            asked.places().get(1).place());
      }
      return true;
    }
    UnitSearch.Hit place = asked.places().get(0);
    String told = Replies.words("sms.subscribed", place.place());
    Subscriptions.Joined joined =
        subscriptions.join(
            heard.from(),
            new Wish(place.unit().id(), "vi", SubscriberKind.CITIZEN, Set.of()),
            ConsentWay.SMS,
            told);
    if (!heard.repeated()) {
      switch (joined) {
        case NEW, ALREADY -> replies.say(heard.from(), "sms.subscribed", place.place());
        case TOO_MANY -> replies.say(heard.from(), "sms.subscribed-too-many");
      }
    }
    return true;
  }

  /** Whether somebody cries for help in one word: that is a report, and needs to be asked more. */
  static boolean isCry(Heard heard) {
    return SmsWord.of(heard.text()).filter(word -> word == SmsWord.HELP).isPresent();
  }
}
