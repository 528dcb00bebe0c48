package vn.tinbao.sms.queue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Set;
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

  /** No calling code begins with another one (ITU-T E.164). */
  private static final Set<Integer> CALLING_CODES =
      PhoneNumberUtil.getInstance().getSupportedCallingCodes();

  private static final int LONGEST_CODE = 3;
  private static final int DIGITS = 3;

  /** So many digits are never shown, however short the number. */
  private static final int HIDDEN = 5;

  private Areas() {}

  static String of(PhoneNumber number) {
    String digits = number.e164().substring(1);
    int code = callingCode(digits);
    int shown = Math.min(code + DIGITS, digits.length() - HIDDEN);
    return digits.substring(0, Math.max(shown, 1));
  }

  /** How many digits it has; of one that is not assigned the first counts. */
  private static int callingCode(String digits) {
    for (int length = 1; length <= LONGEST_CODE; length++) {
      if (CALLING_CODES.contains(Integer.valueOf(digits.substring(0, length)))) {
        return length;
      }
    }
    return 1;
  }
}
