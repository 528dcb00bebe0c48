package vn.tinbao.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is withheld of a table cannot be worked out from what is told. */
class SuppressionTest {
  private static final int TABLES =
      "full".equals(System.getProperty("tinbao.test.size")) ? 20_000 : 400;
  private static final long K = 11;

  @Test
  void nothing_withheld_follows_from_what_is_told() {
    SplittableRandom random = new SplittableRandom(20_261_123);
    int some = 0;
    for (int i = 0; i < TABLES; i++) {
      long[][] table = new long[random.nextInt(1, 7)][random.nextInt(1, 6)];
      int most = new int[] {3, 15, 40, 400}[random.nextInt(4)];
      for (long[] row : table) {
        for (int c = 0; c < row.length; c++) {
          row[c] = random.nextInt(3) == 0 ? 0 : random.nextInt(most);
        }
      }
      Suppression.Told told = Suppression.of(table, K);
      some += check(told);
    }
    assertThat(some).isPositive();
  }

  @Test
  void a_table_of_large_numbers_is_told_whole_and_zeros_are_told() {
    Suppression.Told told = Suppression.of(new long[][] {{20, 0}, {11, 300}}, K);
    for (boolean[] row : told.withheld()) {
      assertThat(row).containsOnly(false);
    }
  }

  @Test
  void one_small_number_takes_others_with_it() {
    Suppression.Told told =
        Suppression.of(new long[][] {{5, 20, 90}, {30, 40, 90}, {90, 90, 90}}, K);
    assertThat(told.withheld()[0]).containsExactly(true, true, false, false);
    assertThat(told.withheld()[1]).containsExactly(true, true, false, false);
    assertThat(told.withheld()[2]).containsExactly(false, false, false, false);
  }

  /** How many are withheld. */
  private static int check(Suppression.Told told) {
    int rows = told.cells().length;
    int columns = told.cells()[0].length;
    List<int[]> unknown = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        long cell = told.cells()[r][c];
        if (told.withheld()[r][c]) {
          unknown.add(new int[] {r, c});
          assertThat(cell).as("zeros are never withheld").isPositive();
        } else {
          assertThat(cell == 0 || cell >= K).as("told: " + cell).isTrue();
        }
      }
    }
    List<BigInteger[]> equations = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      BigInteger[] line = new BigInteger[unknown.size()];
      for (int u = 0; u < line.length; u++) {
        line[u] = sign(unknown.get(u)[0] == r, unknown.get(u)[1] == columns - 1);
      }
      equations.add(line);
    }
    for (int c = 0; c < columns; c++) {
      BigInteger[] line = new BigInteger[unknown.size()];
      for (int u = 0; u < line.length; u++) {
        line[u] = sign(unknown.get(u)[1] == c, unknown.get(u)[0] == rows - 1);
      }
      equations.add(line);
    }
    int rank = rank(equations, unknown.size());
    for (int u = 0; u < unknown.size(); u++) {
      BigInteger[] alone = new BigInteger[unknown.size()];
      for (int i = 0; i < alone.length; i++) {
        alone[i] = i == u ? BigInteger.ONE : BigInteger.ZERO;
      }
      List<BigInteger[]> with = new ArrayList<>(equations);
      with.add(alone);
      // It follows from the equations exactly when it adds nothing to them.
      assertThat(rank(with, unknown.size())).isEqualTo(rank + 1);
    }
    return unknown.size();
  }

  private static BigInteger sign(boolean in, boolean total) {
    return in ? (total ? BigInteger.ONE.negate() : BigInteger.ONE) : BigInteger.ZERO;
  }

  /** By Gauss, without fractions. */
  private static int rank(List<BigInteger[]> lines, int width) {
    List<BigInteger[]> left = new ArrayList<>();
    lines.forEach(line -> left.add(line.clone()));
    int rank = 0;
    for (int column = 0; column < width; column++) {
      int at = column;
      BigInteger[] pivot =
          left.stream().filter(line -> line[at].signum() != 0).findFirst().orElse(null);
      if (pivot == null) {
        continue;
      }
      left.remove(pivot);
      rank++;
      for (BigInteger[] line : left) {
        if (line[at].signum() != 0) {
          BigInteger mine = line[at];
          for (int i = 0; i < width; i++) {
            line[i] = line[i].multiply(pivot[at]).subtract(pivot[i].multiply(mine));
          }
        }
      }
    }
    return rank;
  }
}
