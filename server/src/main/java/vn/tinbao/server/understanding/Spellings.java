package vn.tinbao.server.understanding;

import org.jspecify.annotations.Nullable;

/** What the spellings of chat stand for: {@code fải}, {@code khôg}, {@code rồj}, {@code kon}. */
final class Spellings {
  /** Begin and end of what is replaced, in pairs: what is typed and what is meant. */
  private static final String[][] CHAT_ONSETS = {
    {"f", "ph"}, {"z", "d"}, {"z", "gi"}, {"z", "v"}, {"dz", "d"}, {"dz", "v"}, {"j", "gi"},
    {"j", "ch"}, {"w", "qu"}, {"k", "c"}, {"c", "k"}, {"gh", "g"}, {"g", "gh"}, {"ng", "ngh"},
    {"ngh", "ng"},
  };

  private static final String[][] CHAT_ENDS = {
    {"g", "ng"},
    {"j", "i"},
    {"k", "ch"},
    {"k", "c"},
    {"h", "nh"},
    {"h", "ch"},
    {"z", ""},
    {"iu", "ieu"},
    {"iu", "yeu"},
    {"ui", "uoi"},
    {"it", "iet"},
    {"ik", "ich"},
    {"ut", "uot"},
    {"in", "ien"},
    {"un", "uon"},
    {"uoj", "uoi"},
    {"oy", "oi"},
    {"ui", "oi"},
    {"im", "iem"},
  };

  private Spellings() {}

  /** Says which of several spellings is meant. */
  interface Choice {
    /** How well this one fits; 0 when it is no word here. */
    int fit(Token spelling);
  }

  /** What chat spelling stands for, null when it is none. */
  static @Nullable Token chat(Token typed, Choice choice) {
    Search search = new Search(typed, choice);
    search.tryAll(CHAT_ONSETS, CHAT_ENDS);
    return search.best;
  }

  private static final class Search {
    private final Token typed;
    private final Choice choice;
    private @Nullable Token best;
    private int fit;

    private Search(Token typed, Choice choice) {
      this.typed = typed;
      this.choice = choice;
    }

    private void tryAll(String[][] onsets, String[][] ends) {
      for (String[] end : ends) {
        considerEnd(typed, end);
      }
      for (String[] onset : onsets) {
        if (begins(typed, onset[0])) {
          consider(replaced(typed, 0, onset[0].length(), onset[1]));
        }
      }
      if (best != null) {
        return;
      }
      for (String[] onset : onsets) {
        if (begins(typed, onset[0])) {
          Token other = replaced(typed, 0, onset[0].length(), onset[1]);
          for (String[] end : ends) {
            considerEnd(other, end);
          }
        }
      }
    }

    private void considerEnd(@Nullable Token token, String[] end) {
      if (token != null && ends(token, end[0])) {
        int from = token.length() - end[0].length();
        consider(replaced(token, from, token.length(), end[1]));
      }
    }

    private void consider(@Nullable Token other) {
      int fits = other == null || !other.isSyllable() ? 0 : choice.fit(other);
      if (fits > fit) {
        fit = fits;
        best = other;
      }
    }
  }

  /** Only a whole onset: ng is none that begins with n; đ is no d. */
  private static boolean begins(Token token, String onset) {
    int length = onset.length();
    if (token.length() <= length || !same(token, 0, onset) || token.quality(0) == Fold.STROKE) {
      return false;
    }
    char next = token.letter(length);
    boolean longer =
        next == 'h' || (onset.equals("n") && next == 'g') || (onset.equals("t") && next == 'r');
    boolean gi = onset.equals("gi") && (token.length() < 4 || !Syllable.isVowel(next));
    return !longer && !gi;
  }

  private static boolean ends(Token token, String end) {
    int from = token.length() - end.length();
    if (from < 1 || !same(token, from, end)) {
      return false;
    }
    char before = token.letter(from - 1);
    return switch (end) {
      case "g" -> before != 'n';
      case "h" -> before != 'n' && before != 'c';
      case "i", "y" -> !Syllable.isVowel(before);
      default -> true;
    };
  }

  private static boolean same(Token token, int from, String letters) {
    for (int i = 0; i < letters.length(); i++) {
      if (token.letter(from + i) != letters.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Marks are kept on the vowels, in their order. */
  private static @Nullable Token replaced(Token token, int from, int to, String by) {
    if (token.length() - (to - from) + by.length() > Token.LONGEST) {
      return null;
    }
    Token out = new Token();
    for (int at = 0; at < from; at++) {
      out.add(token, at);
    }
    int marks = from;
    for (int i = 0; i < by.length(); i++) {
      char letter = by.charAt(i);
      boolean takes = marks < to && Syllable.isVowel(letter) && token.letter(marks) == letter;
      out.add(letter, takes ? token.quality(marks) : 0, takes ? token.tone(marks) : 0);
      marks += takes ? 1 : 0;
    }
    int tone = 0;
    for (int at = from; at < to; at++) {
      tone = Math.max(tone, token.tone(at));
    }
    if (tone != 0 && out.tonesBetween(0, out.length()) == 0 && out.length() > 0) {
      out.tone(out.length() - 1, tone);
    }
    for (int at = to; at < token.length(); at++) {
      out.add(token, at);
    }
    return out;
  }
}
