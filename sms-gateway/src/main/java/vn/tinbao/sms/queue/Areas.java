package vn.tinbao.sms.queue;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import vn.tinbao.sms.phone.PhoneNumber;

/**
 * The readable part of a number by which a provider is chosen: calling code and the first three
 * digits, which name an operator and no person.
 */
final class Areas {
  /** A number that cannot be read: treated as one at home. */
  static final String UNKNOWN = "";

  /** Calling code and three digits of the longest code. */
  static final int LONGEST = 6;

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final int DIGITS = 3;

  /** So many digits are never shown, however short the number. */
  private static final int HIDDEN = 5;

  private Areas() {}

  static String of(PhoneNumber number) {
    String digits = number.e164().substring(1);
    int code = callingCode(number);
    int shown = Math.min(code + DIGITS, digits.length() - HIDDEN);
    return digits.substring(0, Math.max(shown, 1));
  }

  private static int callingCode(PhoneNumber number) {
    try {
      return String.valueOf(NUMBERS.parse(number.e164(), null).getCountryCode()).length();
    } catch (NumberParseException e) {
      return 1;
    }
  }
}
