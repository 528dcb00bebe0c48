package vn.tinbao.server.papers;

import java.text.Normalizer;
import java.util.List;

/**
 * What of a text may stand on paper: composed letters, no signs that steer a terminal, turn the
 * direction of writing or cannot be seen. Words are never lost: line ends of all kinds become line
 * feeds, other blanks become spaces, broken halves of letters become {@code �}.
 */
public final class PrintableText {
  private static final int LAST_OF_PLANE = 0xFFFE;
  private static final int REPLACEMENT = 0xFFFD;
  private static final int NEXT_LINE = 0x85;

  private PrintableText() {}

  /** The text as it may be printed; lines end with {@code \n}. */
  public static String of(String given) {
    String text = Normalizer.normalize(given.replace("\r\n", "\n"), Normalizer.Form.NFC);
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().forEach(sign -> keep(kept, sign));
    return kept.toString();
  }

  /** The same on one line. */
  public static String line(String given) {
    return of(given).replace('\n', ' ').strip();
  }

  /** Its lines; blank ones at the end are left out. */
  public static List<String> lines(String given) {
    return of(given).stripTrailing().lines().map(String::stripTrailing).toList();
  }

  private static void keep(StringBuilder kept, int sign) {
    if (sign == '\n' || sign == '\r' || sign == '\f' || sign == NEXT_LINE) {
      kept.append('\n');
      return;
    }
    if ((sign & LAST_OF_PLANE) == LAST_OF_PLANE) {
      return;
    }
    switch (Character.getType(sign)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> kept.append('\n');
      case Character.SURROGATE -> kept.appendCodePoint(REPLACEMENT);
      case Character.CONTROL -> {
        if (sign == '\t' || sign == '\u000B') {
          kept.append(' ');
        }
      }
      case Character.FORMAT -> {}
      default -> kept.appendCodePoint(sign);
    }
  }
}
