package vn.tinbao.server.push;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;
import vn.tinbao.server.papers.PrintableText;
import vn.tinbao.server.push.UnfitTextException.Problem;

/**
 * What everybody may read in a push on a public topic. Fits into a topic message (2,000 bytes with
 * ids and keys) and into JSON without escaping, since Gluon Attach glues what it got together as it
 * is.
 *
 * @param title one line
 * @param text one line; the whole article is fetched when it is opened
 */
public record PublicText(String title, String text) {
  /** Bytes of UTF-8 that title and text have together: 2,000 less ids, keys and times. */
  public static final int MOST_BYTES = 1_850;

  /** Characters of a title: two lines on a cheap phone. */
  public static final int LONGEST_TITLE = 100;

  private static final String MORE = "…";

  /**
   * Takes only what is fit as it stands.
   *
   * @throws UnfitTextException which says what is wrong; {@link #of} mends what can be mended
   */
  public PublicText {
    if (title.isBlank()) {
      throw new UnfitTextException(Problem.TITLE_MISSING, 0);
    }
    if (text.isBlank()) {
      throw new UnfitTextException(Problem.TEXT_MISSING, 0);
    }
    if (!safe(title) || !safe(text)) {
      throw new UnfitTextException(Problem.UNSAFE, 0);
    }
    int characters = title.codePointCount(0, title.length());
    if (characters > LONGEST_TITLE) {
      throw new UnfitTextException(Problem.TITLE_TOO_LONG, characters - LONGEST_TITLE);
    }
    int bytes = bytes(title) + bytes(text);
    if (bytes > MOST_BYTES) {
      throw new UnfitTextException(Problem.TOO_LONG, bytes - MOST_BYTES);
    }
  }

  /**
   * What people typed, on one line each: letters composed, quotation marks typographic, backslashes
   * turned, signs that steer or cannot be seen left out. Twice is the same as once.
   *
   * @throws UnfitTextException when one is missing or both are too long together
   */
  public static PublicText of(String title, String text) {
    return new PublicText(mended(title), mended(text));
  }

  /**
   * The same, the text cut after a word where it is too long: for the beginning of an article.
   *
   * @throws UnfitTextException when one is missing or the title alone is too long
   */
  public static PublicText beginning(String title, String text) {
    String head = mended(title);
    return new PublicText(head, cut(mended(text), MOST_BYTES - bytes(head)));
  }

  private static String cut(String text, int most) {
    if (bytes(text) <= most) {
      return text;
    }
    int room = most - bytes(MORE);
    int end = lastBreak(BreakIterator.getWordInstance(Locale.ROOT), text, room);
    if (end == 0) {
      end = lastBreak(BreakIterator.getCharacterInstance(Locale.ROOT), text, room);
    }
    return text.substring(0, end).stripTrailing() + MORE;
  }

  private static int lastBreak(BreakIterator breaks, String text, int room) {
    breaks.setText(text);
    int end = 0;
    int used = 0;
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      used += bytes(text.substring(end, to));
      if (used > room) {
        break;
      }
      end = to;
    }
    return end;
  }

  private static String mended(String typed) {
    // Twice: letters may compose anew once a sign between them is gone.
    String line = PrintableText.line(PrintableText.line(typed)).replaceAll(" {2,}", " ");
    StringBuilder mended = new StringBuilder(line.length());
    for (int at = 0; at < line.length(); at++) {
      char sign = line.charAt(at);
      if (sign == '"') {
        mended.append(opens(line, at) ? '“' : '”');
      } else {
        mended.append(sign == '\\' ? '/' : sign);
      }
    }
    return mended.toString();
  }

  private static boolean opens(String line, int at) {
    return at == 0 || " ([{-–—/“".indexOf(line.charAt(at - 1)) >= 0;
  }

  private static boolean safe(String text) {
    return PrintableText.line(text).equals(text) && text.indexOf('"') < 0 && text.indexOf('\\') < 0;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
