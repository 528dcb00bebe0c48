package vn.tinbao.server.vault;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reporter keeps to come back: 19 digits and a Damm check digit, shown in five groups of
 * four. Knows how to be read aloud and typed; never printed by accident.
 */
public final class ReceiptCode {
  /** Digits before the check digit. */
  static final int PAYLOAD = 19;

  /** Damm's quasigroup of order 10 (H. M. Damm, 2004): finds every slip of one digit or a swap. */
  private static final int[][] DAMM = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
  };

  private final String digits;

  private ReceiptCode(String digits) {
    this.digits = digits;
  }

  /** Adds the check digit to 19 digits. */
  static ReceiptCode ofPayload(String payload) {
    if (payload.length() != PAYLOAD) {
      throw new IllegalArgumentException("A receipt code has 19 digits before its check digit");
    }
    return new ReceiptCode(payload + damm(payload));
  }

  /**
   * Reads what a person typed: blanks, dashes and dots between the digits do not matter.
   *
   * @return empty when it is not 20 digits or the check digit is wrong
   */
  public static Optional<ReceiptCode> parse(@Nullable String typed) {
    if (typed == null || typed.length() > 60) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder(20);
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if (" -._\u00a0\t\r\n".indexOf(c) < 0) {
        return Optional.empty();
      }
    }
    String all = digits.toString();
    return all.length() == PAYLOAD + 1 && damm(all) == 0
        ? Optional.of(new ReceiptCode(all))
        : Optional.empty();
  }

  /** {@code 1234 5678 9012 3456 7890}: for the reporter's eyes only. */
  public String grouped() {
    StringBuilder out = new StringBuilder(24);
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && i % 4 == 0) {
        out.append(' ');
      }
      out.append(digits.charAt(i));
    }
    return out.toString();
  }

  String digits() {
    return digits;
  }

  static int damm(String digits) {
    int state = 0;
    for (int i = 0; i < digits.length(); i++) {
      state = DAMM[state][digits.charAt(i) - '0'];
    }
    return state;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReceiptCode code && code.digits.equals(digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  /** Redacted: a receipt code opens a tip. */
  @Override
  public String toString() {
    return "ReceiptCode[…]";
  }
}
