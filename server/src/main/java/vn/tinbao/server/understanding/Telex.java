package vn.tinbao.server.understanding;

import org.jspecify.annotations.Nullable;

/**
 * Undoes what is left when somebody typed for a keyboard program that was not running: Telex
 * ({@code ddang}, {@code dduwowcj}) and VNI ({@code vie65c}, {@code ngu7o7i2}).
 */
final class Telex {
  private static final String TELEX_TONES = "sfrxj";

  private Telex() {}

  /**
   * The letters that the Telex keys stand for, null when they stand for none.
   *
   * @param late whether a doubled vowel or d may stand apart ({@code moiox}, {@code dangd})
   */
  static @Nullable Token telex(Token typed, boolean late) {
    Token out = new Token();
    boolean vowel = false;
    boolean key = false;
    for (int at = 0; at < typed.length(); at++) {
      char c = typed.letter(at);
      int tone = vowel ? TELEX_TONES.indexOf(c) + 1 : 0;
      boolean afterVowel = vowel;
      vowel |= Syllable.isVowel(c) || c == 'w';
      if (tone > 0) {
        if (!setTone(out, tone)) {
          return null;
        }
        key = true;
      } else if (c == 'w') {
        if (!setHook(out)) {
          if (afterVowel) {
            return null;
          }
          out.add('u', Fold.HORN, 0);
        }
        key = true;
      } else if (c == 'd' && typed.quality(at) == 0 && strokes(out, late || key, afterVowel)) {
        key = true;
      } else if (typed.quality(at) == 0
          && (c == 'a' || c == 'e' || c == 'o')
          && circumflex(out, c, late || isToneLater(typed, at + 1))) {
        key = true;
      } else {
        out.add(typed, at);
      }
    }
    return key && out.isSyllable() ? out : null;
  }

  private static boolean isToneLater(Token typed, int from) {
    for (int at = from; at < typed.length(); at++) {
      if (TELEX_TONES.indexOf(typed.letter(at)) >= 0 || typed.letter(at) == 'w') {
        return true;
      }
    }
    return false;
  }

  /** The letters that the digits of VNI stand for, null when they stand for none. */
  static @Nullable Token vni(Token typed) {
    Token out = new Token();
    boolean key = false;
    for (int at = 0; at < typed.length(); at++) {
      char c = typed.letter(at);
      if (c < '0' || c > '9') {
        out.add(typed, at);
        continue;
      }
      if (!digit(out, c - '0')) {
        return null;
      }
      key = true;
    }
    return key && out.isSyllable() ? out : null;
  }

  private static boolean digit(Token out, int digit) {
    return switch (digit) {
      case 1, 2, 3, 4, 5 -> setTone(out, digit);
      case 6 -> setQuality(out, "aeo", Fold.CIRCUMFLEX);
      case 7 -> setHorn(out);
      case 8 -> setQuality(out, "a", Fold.BREVE);
      case 9 -> setQuality(out, "d", Fold.STROKE);
      default -> false;
    };
  }

  /** On the last vowel; where it stands in the syllable does not count. */
  private static boolean setTone(Token out, int tone) {
    for (int at = 0; at < out.length(); at++) {
      if (out.tone(at) != 0) {
        return false;
      }
    }
    for (int at = out.length() - 1; at >= 0; at--) {
      if (Syllable.isVowel(out.letter(at))) {
        out.tone(at, tone);
        return true;
      }
    }
    return false;
  }

  private static boolean setQuality(Token out, String letters, int quality) {
    for (int at = out.length() - 1; at >= 0; at--) {
      if (letters.indexOf(out.letter(at)) >= 0 && out.quality(at) == 0) {
        out.quality(at, quality);
        return true;
      }
    }
    return false;
  }

  /** w: ư, ơ, ươ or ă. */
  private static boolean setHook(Token out) {
    return setHorn(out) || setQuality(out, "a", Fold.BREVE);
  }

  private static boolean setHorn(Token out) {
    for (int at = out.length() - 1; at >= 0; at--) {
      char c = out.letter(at);
      if ((c == 'o' || c == 'u') && out.quality(at) == 0) {
        boolean pair = at > 0 && c == 'o' && out.letter(at - 1) == 'u';
        boolean ofQu = at > 1 && out.letter(at - 2) == 'q';
        if (c == 'u' && at > 0 && out.letter(at - 1) == 'q') {
          return false;
        }
        if (c == 'u' && isSecondVowel(out, at)) {
          continue;
        }
        out.quality(at, Fold.HORN);
        if (pair && !ofQu && out.quality(at - 1) == 0) {
          out.quality(at - 1, Fold.HORN);
        }
        return true;
      }
    }
    return false;
  }

  /** {@code ruouw} and {@code huuw}: the first of the vowels takes the horn. */
  private static boolean isSecondVowel(Token out, int at) {
    return at > 0 && (out.letter(at - 1) == 'o' || out.letter(at - 1) == 'u');
  }

  private static boolean strokes(Token out, boolean late, boolean afterVowel) {
    if (out.length() == 0 || out.letter(0) != 'd' || out.quality(0) != 0) {
      return false;
    }
    if (out.length() > 1 && !(late && afterVowel)) {
      return false;
    }
    out.quality(0, Fold.STROKE);
    return true;
  }

  private static boolean circumflex(Token out, char c, boolean late) {
    int last = out.length() - 1;
    for (int at = last; at >= 0; at--) {
      if (out.letter(at) == c) {
        boolean here = out.quality(at) == 0 && (at == last || late);
        if (here) {
          out.quality(at, Fold.CIRCUMFLEX);
        }
        return here;
      }
    }
    return false;
  }
}
