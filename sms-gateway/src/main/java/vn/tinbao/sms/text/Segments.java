package vn.tinbao.sms.text;

import java.text.Normalizer;

/**
 * How many segments a text takes, that is, what it costs and how long it lasts.
 *
 * @param encoding chosen by the network: 7-bit when every character is in its alphabet
 * @param units septets or UTF-16 code units of the whole text
 * @param count segments; an empty text is sent as one
 */
public record Segments(Encoding encoding, int units, int count) {
  /** 3GPP TS 23.038 table 6.2.1, without the escape character itself. */
  private static final String ALPHABET =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Table 6.2.1.1: an escape septet, then one more. */
  private static final String EXTENSION = "\f^{}\\[~]|€";

  /**
   * Counts a text as it will be sent, in composed form (NFC): decomposed Vietnamese takes up to
   * twice the room.
   */
  public static Segments of(String text) {
    String composed = compose(text);
    return composed.chars().allMatch(c -> septets((char) c) > 0)
        ? count(composed, Encoding.GSM_7)
        : count(composed, Encoding.UCS_2);
  }

  /** The form in which every text is stored and sent. */
  public static String compose(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static Segments count(String text, Encoding encoding) {
    int units = 0;
    int parts = 1;
    int inPart = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      int width =
          encoding == Encoding.GSM_7 ? septets((char) codePoint) : Character.charCount(codePoint);
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

  /** 0 when the character is not in the 7-bit alphabet. */
  private static int septets(char c) {
    if (ALPHABET.indexOf(c) >= 0) {
      return 1;
    }
    return EXTENSION.indexOf(c) >= 0 ? 2 : 0;
  }
}
