package vn.tinbao.sms.provider.smpp;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SenderName;
import vn.tinbao.sms.phone.SmsSender;

/**
 * A number or name with its type (SMPP 3.4 section 5.2.5) and plan (5.2.6).
 *
 * @param value at most 20 characters
 */
record Address(int ton, int npi, String value) {
  private static final Pattern NUMBER = Pattern.compile("\\+?\\d{2,15}");
  private static final Pattern NAME = Pattern.compile("[\\x20-\\x7E]{1,11}");

  /** A Vietnamese mobile number without its zero. */
  private static final Pattern HOME_WITHOUT_ZERO = Pattern.compile("[35789]\\d{8}");

  private static final int SHORT = 8;
  private static final int UNKNOWN = 0;
  private static final int INTERNATIONAL = 1;
  private static final int NETWORK_SPECIFIC = 3;
  private static final int ALPHANUMERIC = 5;

  static boolean canSend(String sender) {
    return NUMBER.matcher(sender).matches() || NAME.matcher(sender).matches();
  }

  /** A sender; types that are not set follow from its form. */
  static Address sender(String sender, @Nullable Integer ton, @Nullable Integer npi) {
    boolean number = NUMBER.matcher(sender).matches();
    String value = number && sender.startsWith("+") ? sender.substring(1) : sender;
    int byForm =
        !number ? ALPHANUMERIC : value.length() <= SHORT ? NETWORK_SPECIFIC : INTERNATIONAL;
    return new Address(
        ton != null ? ton : byForm, npi != null ? npi : byForm == INTERNATIONAL ? 1 : 0, value);
  }

  /** The phone, when it is one: a short code or a name cannot be answered. */
  Optional<PhoneNumber> phone() {
    String written = value.strip();
    if (ton == ALPHANUMERIC) {
      return Optional.empty();
    }
    boolean bare = !written.startsWith("+") && !written.startsWith("0");
    if (bare && ton == INTERNATIONAL) {
      return PhoneNumber.parse("+" + written);
    }
    if (bare && ton == UNKNOWN && !HOME_WITHOUT_ZERO.matcher(written).matches()) {
      // Operators hand on foreign senders so, without a plus.
      Optional<PhoneNumber> abroad = PhoneNumber.parseValid("+" + written);
      return abroad.isPresent() ? abroad : PhoneNumber.parse(written);
    }
    return PhoneNumber.parse(written);
  }

  /** Who wrote: a phone, or a name or short code that cannot be answered. */
  SmsSender sender() {
    return phone().<SmsSender>map(number -> number).orElseGet(() -> new SenderName(value));
  }

  @Override
  public String toString() {
    return "Address[" + ton + "/" + npi + "]";
  }
}
