package vn.tinbao.sms.provider.smpp;

import java.math.BigInteger;
import java.util.Locale;

/**
 * How an operator writes its message ids. Many answer a submit with one form and put the other into
 * the receipt; both are brought into one before they are compared.
 */
public enum IdForm {
  /** As it is. */
  TEXT,
  /** A hexadecimal number. */
  HEX,
  /** A decimal number. */
  DEC;

  private static final int LONGEST = 64;

  /** One form for all; what is no number of this form stays as it is. */
  String plain(String id) {
    String written = id.strip();
    try {
      return switch (this) {
        case TEXT -> cut(written);
        case HEX -> number(written.toLowerCase(Locale.ROOT).replaceFirst("^0x", ""), 16);
        case DEC -> number(written, 10);
      };
    } catch (NumberFormatException e) {
      return cut(written);
    }
  }

  private static String number(String digits, int radix) {
    return cut(new BigInteger(digits, radix).toString());
  }

  private static String cut(String id) {
    return id.length() <= LONGEST ? id : id.substring(0, LONGEST);
  }
}
