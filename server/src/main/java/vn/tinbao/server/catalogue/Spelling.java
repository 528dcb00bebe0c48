package vn.tinbao.server.catalogue;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Tells whether two spellings of a Vietnamese name are the same name, and what a name is without
 * its accents.
 *
 * <p>Official lists write one unit in different ways: {@code Thanh Hóa} and {@code Thanh Hoá}
 * (where the tone mark stands), {@code Ia H' Drai} and {@code Ia H’Drai}, {@code Cò Nòi} with two
 * blanks, {@code xã Bắc Sơn}. These are spellings, not renamings.
 */
final class Spelling {
  private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";

  private Spelling() {}

  /** Equal for two spellings of one name; accents, tones and letters still count. */
  static String key(String name) {
    String text = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(text.length());
    StringBuilder tones = new StringBuilder(2);
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (TONES.indexOf(c) >= 0) {
        tones.append(c);
        continue;
      }
      if (isBlank(c)) {
        blank = true;
        continue;
      }
      boolean mark = isApostrophe(c) || isDash(c);
      if (mark || blank) {
        out.append(tones);
        tones.setLength(0);
        // No blank stands beside a mark: "Ia H' Drai" is "Ia H'Drai".
        if (blank && !mark && !out.isEmpty() && !isMark(out.charAt(out.length() - 1))) {
          out.append(' ');
        }
        blank = false;
      }
      out.append(isApostrophe(c) ? '\'' : isDash(c) ? '-' : c);
    }
    return out.append(tones).toString();
  }

  /** Lower case, without accents, only letters and digits, one blank between words. */
  static String folded(String name) {
    String text = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'đ') {
        out.append('d');
      } else if (Character.isLetterOrDigit(c)) {
        out.append(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK
          && !isApostrophe(c)
          && !out.isEmpty()
          && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }
    return out.toString().strip();
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || c == '\u00a0' || c == '\u200b' || c == '\ufeff';
  }

  private static boolean isMark(char c) {
    return c == '\'' || c == '-';
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == '\u2019' || c == '\u2018' || c == '`' || c == '\u02bc' || c == '´';
  }

  private static boolean isDash(char c) {
    return c == '-' || c == '\u2010' || c == '\u2011' || c == '\u2013' || c == '\u2014';
  }
}
