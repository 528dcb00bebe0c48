package vn.tinbao.server.vault;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a duty officer reads out to a caller: 14 digits and a Damm check digit, in three groups of
 * five. Good for one use, by which the caller gets a {@link ReceiptCode}. With 10,000 of them
 * waiting one guess in 10 thousand million opens something.
 */
public final class FirstCode {
  /** Digits before the check digit. */
  static final int PAYLOAD = 14;

  private static final int GROUP = 5;

  private static final int LONGEST_TYPED = 40;

  private final String digits;

  private FirstCode(String digits) {
    this.digits = digits;
  }

  /** Adds the check digit to 14 digits. */
  static FirstCode ofPayload(String payload) {
    if (payload.length() != PAYLOAD) {
      throw new IllegalArgumentException("A one-time code has 14 digits before its check digit");
    }
    return new FirstCode(payload + ReceiptCode.damm(payload));
  }

  /**
   * Reads what a person typed: blanks, dashes and dots between the digits do not matter.
   *
   * @return empty when it is not 15 digits or the check digit is wrong
   */
  public static Optional<FirstCode> parse(@Nullable String typed) {
    if (typed == null || typed.length() > LONGEST_TYPED) {
      return Optional.empty();
    }
    String digits = typed.replaceAll("[ \\-._\u00a0\t\r\n]", "");
    return digits.matches("[0-9]{" + (PAYLOAD + 1) + "}") && ReceiptCode.damm(digits) == 0
        ? Optional.of(new FirstCode(digits))
        : Optional.empty();
  }

  /** {@code 12345 67890 12345}: to be read aloud. */
  public String grouped() {
    return digits.substring(0, GROUP)
        + " "
        + digits.substring(GROUP, 2 * GROUP)
        + " "
        + digits.substring(2 * GROUP);
  }

  String digits() {
    return digits;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FirstCode code && code.digits.equals(digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  /** Redacted: the code opens a tip. */
  @Override
  public String toString() {
    return "FirstCode[…]";
  }
}
