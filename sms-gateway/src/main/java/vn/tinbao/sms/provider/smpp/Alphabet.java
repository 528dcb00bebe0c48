package vn.tinbao.sms.provider.smpp;

import java.nio.charset.StandardCharsets;
import vn.tinbao.sms.text.Encoding;
import vn.tinbao.sms.text.Gsm7;

/** What the octets of data_coding 0 mean at an operator (SMPP leaves it to the message centre). */
public enum Alphabet {
  /** 3GPP TS 23.038, one octet a septet. */
  GSM7,
  /** ISO 8859-1. */
  LATIN1,
  /** Seven bits of ASCII. */
  ASCII;

  /**
   * Only characters of the 7-bit alphabet, also where the octets are of another one: the network
   * sends it as that, and so it is counted.
   */
  boolean canEncode(String text) {
    return Gsm7.canEncode(text)
        && switch (this) {
          case GSM7 -> true;
          case LATIN1 -> StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
          case ASCII -> StandardCharsets.US_ASCII.newEncoder().canEncode(text);
        };
  }

  byte[] encode(String text) {
    return this == GSM7 ? Gsm7.encode(text) : text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** ASCII is read as Latin-1: what has the eighth bit set means something all the same. */
  String decode(byte[] octets) {
    return this == GSM7 ? Gsm7.decode(octets) : new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** Room that a character takes in a segment. */
  static int width(Encoding encoding, int codePoint) {
    return encoding == Encoding.GSM_7 ? Gsm7.septets(codePoint) : Character.charCount(codePoint);
  }
}
