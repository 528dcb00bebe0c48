package vn.tinbao.sms.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * How many segments a text takes, that is, what it costs and how long it lasts.
 *
 * @param encoding chosen by the network: 7-bit when every character is in its alphabet
 * @param units septets or UTF-16 code units of the whole text
 * @param count segments; an empty text is sent as one
 */
public record Segments(Encoding encoding, int units, int count) {
  /**
   * Counts a text as it will be sent, in composed form (NFC): decomposed Vietnamese takes up to
   * twice the room.
   */
  public static Segments of(String text) {
    String composed = compose(text);
    return Gsm7.canEncode(composed)
        ? count(composed, Encoding.GSM_7)
        : count(composed, Encoding.UCS_2);
  }

  /** The form in which every text is stored and sent. */
  public static String compose(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /**
   * The composed text cut as the network will cut it, for a preview; a text that fits one segment
   * is one piece.
   */
  public static List<String> parts(String text) {
    String composed = compose(text);
    Segments segments = of(composed);
    if (segments.count() == 1) {
      return List.of(composed);
    }
    List<String> parts = new ArrayList<>();
    int from = 0;
    int inPart = 0;
    for (int i = 0; i < composed.length(); ) {
      int codePoint = composed.codePointAt(i);
      int width = width(codePoint, segments.encoding());
      if (inPart + width > segments.encoding().part()) {
        parts.add(composed.substring(from, i));
        from = i;
        inPart = 0;
      }
      inPart += width;
      i += Character.charCount(codePoint);
    }
    parts.add(composed.substring(from));
    return List.copyOf(parts);
  }

  /** Whether a character is in the 7-bit alphabet or its extension. */
  static boolean isGsm(int codePoint) {
    return Gsm7.septets(codePoint) > 0;
  }

  private static int width(int codePoint, Encoding encoding) {
    return encoding == Encoding.GSM_7 ? Gsm7.septets(codePoint) : Character.charCount(codePoint);
  }

  private static Segments count(String text, Encoding encoding) {
    int units = 0;
    int parts = 1;
    int inPart = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      int width = width(codePoint, encoding);
      units += width;
      // An escape or a surrogate pair is never torn: it moves to the next segment whole.
      if (inPart + width > encoding.part()) {
        parts++;
        inPart = 0;
      }
      inPart += width;
    }
    return new Segments(encoding, units, units <= encoding.single() ? 1 : parts);
  }
}
