package vn.tinbao.server.gate;

import java.time.Instant;

/**
 * A puzzle that was set.
 *
 * @param text what is signed and comes back: 43 characters, base64url
 * @param bits zero bits of each of the {@link Puzzle#PIECES} pieces
 * @param expiresAt when its solution is no longer taken
 */
public record Challenge(String text, int bits, Instant expiresAt) {

  /** The puzzle's seed in hexadecimal, for a page: it does not show the subject. */
  public String seed(String subject) {
    return Puzzle.seed(text, subject);
  }

  /**
   * Solves it and writes the solution as it is sent: the challenge, a full stop, 32 numbers with
   * commas between them.
   */
  public String solved(String subject) {
    StringBuilder solution = new StringBuilder(text).append('.');
    int[] numbers = new Puzzle(text, subject, bits).solve();
    for (int i = 0; i < numbers.length; i++) {
      solution.append(i == 0 ? "" : ",").append(Integer.toUnsignedString(numbers[i]));
    }
    return solution.toString();
  }
}
