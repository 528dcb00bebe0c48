package vn.tinbao.sms.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number that can be called, in the one form in which numbers are compared.
 *
 * @param e164 {@code +84912345678}
 */
public record PhoneNumber(String e164) implements SmsSender {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /** Where a number without a country code belongs. */
  private static final String HOME = "VN";

  /** What people put into a number; letters and extensions are no part of it. */
  private static final Pattern WRITTEN = Pattern.compile("[+＋]?[\\p{Nd}\\s().\\-/]{3,40}");

  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{5,14}");

  public PhoneNumber {
    if (!E164.matcher(e164).matches()) {
      throw new IllegalArgumentException("Not a phone number in E.164 form");
    }
  }

  /**
   * Reads a number as people and operators write it: {@code 0912 345 678}, {@code 84912345678},
   * {@code 0084…}, {@code +84…}. Vietnamese when no country is named.
   *
   * <p>The length is checked, not the range: operators open ranges faster than libraries learn
   * them, and a tip must not be lost for that. Short codes and alphanumeric senders are no phone
   * numbers.
   */
  public static Optional<PhoneNumber> parse(String raw) {
    return parse(raw, false);
  }

  /**
   * The same, and the number lies in a range that is known: for one of which it is not sure where
   * its country begins.
   */
  public static Optional<PhoneNumber> parseValid(String raw) {
    return parse(raw, true);
  }

  private static Optional<PhoneNumber> parse(String raw, boolean valid) {
    String written = raw.strip();
    if (!WRITTEN.matcher(written).matches()) {
      return Optional.empty();
    }
    try {
      Phonenumber.PhoneNumber number = NUMBERS.parse(written, HOME);
      if (NUMBERS.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE
          || valid && !NUMBERS.isValidNumber(number)) {
        return Optional.empty();
      }
      String e164 = NUMBERS.format(number, PhoneNumberFormat.E164);
      return E164.matcher(e164).matches() ? Optional.of(new PhoneNumber(e164)) : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public String plain() {
    return e164;
  }

  /** Only the country and the last two digits: enough to talk about it, not to call it. */
  @Override
  public String toString() {
    return "PhoneNumber[…" + e164.substring(e164.length() - 2) + "]";
  }
}
