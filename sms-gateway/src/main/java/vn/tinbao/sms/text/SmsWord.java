package vn.tinbao.sms.text;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Words that mean something to the service when they are the whole message. However they are typed:
 * {@code Từ chối!}, {@code "stop"}, {@code H.D}. Within a sentence they are words like others: Huy
 * is a name, and {@code dung} also yes.
 */
public enum SmsWord {
  /** No more awareness messages; the one word that says so also where an answer is awaited. */
  STOP("STOP"),
  /** No more awareness messages; the English ones are those that Twilio's opt-out knows. */
  OPT_OUT(
      "HUY",
      "TU CHOI",
      "TC",
      "DUNG",
      "STOPALL",
      "UNSUBSCRIBE",
      "CANCEL",
      "END",
      "QUIT",
      "OPTOUT",
      "REVOKE"),
  /** Awareness messages again. */
  OPT_IN("START", "UNSTOP", "DANG KY", "DK"),
  /** A cry for help as much as a question how this works. */
  HELP("HELP", "TRO GIUP"),
  /** How does this work? */
  GUIDE("HD", "HUONG DAN");

  private static final Map<String, SmsWord> BY_LETTERS = new HashMap<>();

  static {
    for (SmsWord word : values()) {
      word.words.forEach(written -> BY_LETTERS.put(letters(written), word));
    }
  }

  private final List<String> words;

  SmsWord(String... words) {
    this.words = List.of(words);
  }

  /** As they are told to people. */
  public List<String> words() {
    return words;
  }

  /** Which of these words the text is; empty when it says anything else. */
  public static Optional<SmsWord> of(String text) {
    // Much longer than any word with its signs around it: it says more.
    return text.length() > 60
        ? Optional.empty()
        : Optional.ofNullable(BY_LETTERS.get(letters(text)));
  }

  /** Without marks, spaces, signs, width and case. */
  private static String letters(String text) {
    StringBuilder letters = new StringBuilder();
    Unaccented.of(Normalizer.normalize(text, Normalizer.Form.NFKC))
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
