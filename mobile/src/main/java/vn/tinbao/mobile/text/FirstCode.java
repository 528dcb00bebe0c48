package vn.tinbao.mobile.text;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The one-time code that a duty officer reads out to a caller: 14 digits and a check digit after
 * Damm. It is good for one use, by which the caller gets a {@link ReceiptCode}.
 *
 * @param digits all fifteen, without blanks
 */
public record FirstCode(String digits) {
  private static final int LENGTH = 15;
  private static final int CLAIM_BYTES = 16;

  /**
   * Reads what a person typed: blanks, dots and hyphens do not matter; empty when it cannot be one.
   */
  public static Optional<FirstCode> parse(String typed) {
    String digits = ReceiptCode.withoutBlanks(typed);
    return ReceiptCode.checks(digits, LENGTH)
        ? Optional.of(new FirstCode(digits))
        : Optional.empty();
  }

  /** Random bytes that prove, asked again, that it is the same phone that asks. */
  public static byte[] newClaim() {
    byte[] claim = new byte[CLAIM_BYTES];
    new SecureRandom().nextBytes(claim);
    return claim;
  }

  /** A claim as it is sent. */
  public static String encoded(byte[] claim) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(claim);
  }

  /** Never the code: who has it reads the dialogue. */
  @Override
  public String toString() {
    return "FirstCode[…]";
  }
}
