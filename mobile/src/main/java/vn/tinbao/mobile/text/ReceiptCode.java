package vn.tinbao.mobile.text;

import java.util.Optional;

/**
 * The code with which a reporter comes back: 19 digits and a check digit after Damm, which finds
 * every single wrong digit and every swap of neighbours before the server is asked.
 *
 * @param digits all twenty, without blanks
 */
public record ReceiptCode(String digits) {
  private static final int LENGTH = 20;
  private static final int GROUP = 4;

  /** H. M. Damm's quasigroup of order 10, from his dissertation (Marburg 2004). */
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
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}
  };

  /**
   * Reads what a person typed: blanks, dots and hyphens do not matter; empty when it cannot be one.
   */
  public static Optional<ReceiptCode> parse(String typed) {
    String digits = withoutBlanks(typed);
    return checks(digits, LENGTH) ? Optional.of(new ReceiptCode(digits)) : Optional.empty();
  }

  static String withoutBlanks(String typed) {
    return typed.replaceAll("[\\s.\\-\\u00a0]", "");
  }

  /** Whether these are so many digits, the last of which checks the others. */
  static boolean checks(String digits, int length) {
    return digits.length() == length
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        && interim(digits) == 0;
  }

  /** In five groups of four, as it is read aloud and written down. */
  public String grouped() {
    return digits.replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
  }

  private static int interim(String digits) {
    int interim = 0;
    for (int i = 0; i < digits.length(); i++) {
      interim = DAMM[interim][digits.charAt(i) - '0'];
    }
    return interim;
  }

  /** Never the code: who has it reads the dialogue. */
  @Override
  public String toString() {
    return "ReceiptCode[…]";
  }
}
