package vn.tinbao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class PuzzleTest {
  private static final String CHALLENGE = "AQAJahl8QAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBk";
  private static final String SUBJECT = "019a1111-0000-7000-8000-000000000001";

  @Test
  void a_piece_is_solved_by_the_zeros_that_its_specification_demands() throws Exception {
    Puzzle puzzle = new Puzzle(CHALLENGE, SUBJECT, 9);
    int[] numbers = puzzle.solve();
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    byte[] seed = sha.digest((CHALLENGE + "\n" + SUBJECT).getBytes(StandardCharsets.UTF_8));
    for (int piece = 0; piece < 32; piece++) {
      int number = numbers[piece];
      sha.update(seed);
      sha.update((byte) piece);
      sha.update(
          new byte[] {
            (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
          });
      byte[] hash = sha.digest();
      assertThat(hash[0]).isZero();
      assertThat(hash[1] & 0x80).isZero();
    }
  }

  @Test
  void the_first_number_that_solves_is_found() {
    Puzzle puzzle = new Puzzle(CHALLENGE, SUBJECT, 8);
    int[] numbers = puzzle.solve();
    for (int number = 0; number < numbers[31]; number++) {
      assertThat(puzzle.solves(31, number)).isFalse();
    }
    assertThat(puzzle.solves(31, numbers[31])).isTrue();
  }

  /** The script of the pages and the app compute the same: this line stands in their tests too. */
  @Test
  void these_are_the_numbers_of_the_example() {
    assertThat(new Puzzle(CHALLENGE, SUBJECT, 8).solve()).startsWith(283, 100, 5, 88);
  }

  @Test
  void another_subject_is_another_puzzle() {
    int[] numbers = new Puzzle(CHALLENGE, SUBJECT, 8).solve();
    Puzzle other = new Puzzle(CHALLENGE, SUBJECT + "x", 8);
    int right = 0;
    for (int piece = 0; piece < Puzzle.PIECES; piece++) {
      right += other.solves(piece, numbers[piece]) ? 1 : 0;
    }
    assertThat(right).isLessThan(8);
  }
}
