package vn.tinbao.server.offers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import vn.tinbao.sms.text.Unaccented;

/** Texts as they are compared: without marks, small, words parted by one blank. */
final class Folded {
  private Folded() {}

  static String text(String text) {
    return Unaccented.of(text).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
  }

  static List<String> words(String text) {
    String folded = text(text);
    return folded.isEmpty() ? List.of() : Arrays.asList(folded.split(" "));
  }

  /** Whether two words are the same but for one letter too many, too few or another one. */
  static boolean near(String one, String other) {
    if (one.length() > other.length()) {
      return near(other, one);
    }
    if (other.length() - one.length() > 1) {
      return false;
    }
    int at = 0;
    while (at < one.length() && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    int from = one.length() == other.length() ? at + 1 : at;
    return one.substring(Math.min(from, one.length()))
        .equals(other.substring(Math.min(at + 1, other.length())));
  }
}
