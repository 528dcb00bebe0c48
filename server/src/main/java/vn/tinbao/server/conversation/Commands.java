package vn.tinbao.server.conversation;

import jakarta.inject.Singleton;
import java.util.Optional;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.Suppressions;
import vn.tinbao.sms.text.SmsWord;

/**
 * Messages that are one word for the service. While an answer is awaited every word but {@code
 * STOP} is the answer: {@code dung} is also yes, and Huy a name.
 */
@Singleton
class Commands {
  private static final String SOURCE = "sms";

  private final Suppressions suppressions;
  private final Replies replies;

  Commands(Suppressions suppressions, Replies replies) {
    this.suppressions = suppressions;
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
      suppressions.optOut(from.hash(), SOURCE);
      if (suppressions.confirmOnce(from.hash())) {
        replies.say(from, "sms.opted-out");
      }
    }
    return out;
  }

  /**
   * Answers a question how this works, or takes somebody back who had left.
   *
   * @return whether it did: the text is nothing else then
   */
  boolean guide(Heard heard) {
    SmsWord word = SmsWord.of(heard.text()).orElse(null);
    if (word != SmsWord.GUIDE && word != SmsWord.OPT_IN) {
      return false;
    }
    boolean back = word == SmsWord.OPT_IN && suppressions.isOptedOut(heard.from().hash());
    if (back) {
      suppressions.optIn(heard.from().hash());
      replies.say(heard.from(), "sms.opted-in");
    } else if (!heard.repeated()) {
      // Also who wants back in and never left, or was let in by the provider already.
      replies.say(heard.from(), "sms.help");
    }
    return true;
  }

  /** Whether somebody cries for help in one word: that is a report, and needs to be asked more. */
  static boolean isCry(Heard heard) {
    return SmsWord.of(heard.text()).filter(word -> word == SmsWord.HELP).isPresent();
  }
}
