package vn.tinbao.sms.text;

import java.util.Arrays;

/**
 * The 7-bit default alphabet of the phone network (3GPP TS 23.038 section 6.2.1), one octet a
 * septet, as it travels in SMPP.
 */
public final class Gsm7 {
  private static final char ESCAPE = '\u001b';

  /** Table 6.2.1; the place in the string is the code. */
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ"
          + ESCAPE
          + "ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Table 6.2.1.1: characters that follow an escape, and their codes there. */
  private static final String EXTENSION = "\f^{}\\[~]|€";

  private static final byte[] EXTENSION_CODES = {
    0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
  };

  /** Septets by character; the last one of both tables is the euro sign. */
  private static final byte[] SEPTETS = new byte['€' + 1];

  static {
    BASIC.chars().forEach(c -> SEPTETS[c] = 1);
    EXTENSION.chars().forEach(c -> SEPTETS[c] = 2);
    SEPTETS[ESCAPE] = 0;
  }

  private Gsm7() {}

  /** How many septets a character takes: 1, 2, or 0 when it is not in the alphabet. */
  public static int septets(int codePoint) {
    return codePoint < SEPTETS.length ? SEPTETS[codePoint] : 0;
  }

  /** True when every character is in the alphabet. */
  public static boolean canEncode(String text) {
    return text.chars().allMatch(c -> septets(c) > 0);
  }

  /**
   * Encodes a text.
   *
   * @throws IllegalArgumentException when a character is not in the alphabet
   */
  public static byte[] encode(String text) {
    byte[] octets = new byte[text.length() * 2];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int basic = c == ESCAPE ? -1 : BASIC.indexOf(c);
      int extended = basic >= 0 ? -1 : EXTENSION.indexOf(c);
      if (basic >= 0) {
        octets[length++] = (byte) basic;
      } else if (extended >= 0) {
        octets[length++] = (byte) ESCAPE;
        octets[length++] = EXTENSION_CODES[extended];
      } else {
        throw new IllegalArgumentException("A character is not in the 7-bit alphabet");
      }
    }
    return Arrays.copyOf(octets, length);
  }

  /**
   * Reads octets of the alphabet. As the standard asks, an unknown extension shows the character of
   * the basic table; an octet above 127 cannot be in the alphabet and is read as Latin-1.
   */
  public static String decode(byte[] octets) {
    StringBuilder text = new StringBuilder(octets.length);
    for (int i = 0; i < octets.length; i++) {
      int code = octets[i] & 0xFF;
      if (code == ESCAPE && i + 1 < octets.length) {
        int next = octets[++i] & 0xFF;
        int extended = extension(next);
        text.append(extended >= 0 ? EXTENSION.charAt(extended) : basic(next));
      } else {
        text.append(basic(code));
      }
    }
    return text.toString();
  }

  private static int extension(int code) {
    for (int i = 0; i < EXTENSION_CODES.length; i++) {
      if (EXTENSION_CODES[i] == code) {
        return i;
      }
    }
    return -1;
  }

  /** A lone escape is shown as a space, as the standard says. */
  private static char basic(int code) {
    if (code == ESCAPE) {
      return ' ';
    }
    return code < BASIC.length() ? BASIC.charAt(code) : (char) code;
  }
}
