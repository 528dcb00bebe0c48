package vn.tinbao.server.statistics;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Withholds what is small in a table with totals, and as much besides that nothing withheld can be
 * worked out.
 *
 * <p>Every number from 1 to below {@code k} is withheld, totals too. A withheld number can be
 * worked out from the others exactly when, drawn as a line between its row and its column, it is
 * the only way from the one to the other over withheld numbers; so the smallest numbers that close
 * such gaps are withheld as well (never a zero: it could not be anything else). Where all that is
 * withheld of a row adds up to less than {@code k}, one more is withheld: else the few would be
 * told together. Totals are cells like others, of one more row and column.
 */
final class Suppression {
  private final long[][] cells;
  private final boolean[][] withheld;
  private final int rows;
  private final int columns;
  private final long k;

  private Suppression(long[][] inner, long k) {
    this.k = k;
    rows = inner.length + 1;
    columns = (inner.length == 0 ? 0 : inner[0].length) + 1;
    cells = new long[rows][columns];
    withheld = new boolean[rows][columns];
    for (int r = 0; r < rows - 1; r++) {
      for (int c = 0; c < columns - 1; c++) {
        if (inner[r][c] < 0) {
          throw new IllegalArgumentException("A count below zero");
        }
        cells[r][c] = inner[r][c];
        cells[r][columns - 1] += inner[r][c];
        cells[rows - 1][c] += inner[r][c];
        cells[rows - 1][columns - 1] += inner[r][c];
      }
    }
  }

  /**
   * A table as it may be told.
   *
   * @param cells with a last column and a last row of totals
   * @param withheld of the same size
   */
  record Told(long[][] cells, boolean[][] withheld) {}

  /**
   * What may be told of these counts.
   *
   * @param inner without totals, all rows of the same length
   * @param k the least number that is told
   */
  static Told of(long[][] inner, long k) {
    Suppression one = new Suppression(inner, k);
    one.small();
    while (one.closeGap() || one.addToFew()) {
      continue;
    }
    return new Told(one.cells, one.withheld);
  }

  private void small() {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        withheld[r][c] = cells[r][c] > 0 && cells[r][c] < k;
      }
    }
  }

  /** Finds a withheld number that can be worked out, and withholds another one. */
  private boolean closeGap() {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        if (withheld[r][c]) {
          boolean[] reached = reached(r, c);
          if (!reached[rows + c]) {
            return withholdAcross(reached);
          }
        }
      }
    }
    return false;
  }

  /** Rows, then columns, that are reached from this row without this cell. */
  private boolean[] reached(int row, int column) {
    boolean[] seen = new boolean[rows + columns];
    Deque<Integer> next = new ArrayDeque<>();
    seen[row] = true;
    next.add(row);
    while (!next.isEmpty()) {
      int at = next.remove();
      int many = at < rows ? columns : rows;
      for (int other = 0; other < many; other++) {
        int r = at < rows ? at : other;
        int c = at < rows ? other : at - rows;
        int to = at < rows ? rows + other : other;
        if (withheld[r][c] && !(r == row && c == column) && !seen[to]) {
          seen[to] = true;
          next.add(to);
        }
      }
    }
    return seen;
  }

  private boolean withholdAcross(boolean[] side) {
    int bestRow = -1;
    int bestColumn = -1;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        if (!withheld[r][c]
            && cells[r][c] > 0
            && side[r] != side[rows + c]
            && (bestRow < 0 || cells[r][c] < cells[bestRow][bestColumn])) {
          bestRow = r;
          bestColumn = c;
        }
      }
    }
    if (bestRow < 0) {
      throw new IllegalStateException(
          "Nothing is left to withhold in " + Arrays.deepToString(cells));
    }
    withheld[bestRow][bestColumn] = true;
    return true;
  }

  private boolean addToFew() {
    for (int r = 0; r < rows; r++) {
      if (fewInRow(r)) {
        return smallestOfRow(r);
      }
    }
    for (int c = 0; c < columns; c++) {
      if (fewInColumn(c)) {
        return smallestOfColumn(c);
      }
    }
    return false;
  }

  private boolean fewInRow(int r) {
    long sum = 0;
    for (int c = 0; c < columns - 1; c++) {
      sum += withheld[r][c] ? cells[r][c] : 0;
    }
    return sum > 0 && sum < k && !withheld[r][columns - 1];
  }

  private boolean fewInColumn(int c) {
    long sum = 0;
    for (int r = 0; r < rows - 1; r++) {
      sum += withheld[r][c] ? cells[r][c] : 0;
    }
    return sum > 0 && sum < k && !withheld[rows - 1][c];
  }

  /** A total that is told is at least what is withheld, so something is always left. */
  private boolean smallestOfRow(int r) {
    int best = columns - 1;
    for (int c = 0; c < columns; c++) {
      if (!withheld[r][c] && cells[r][c] > 0 && cells[r][c] < cells[r][best]) {
        best = c;
      }
    }
    withheld[r][best] = true;
    return true;
  }

  private boolean smallestOfColumn(int c) {
    int best = rows - 1;
    for (int r = 0; r < rows; r++) {
      if (!withheld[r][c] && cells[r][c] > 0 && cells[r][c] < cells[best][c]) {
        best = r;
      }
    }
    withheld[best][c] = true;
    return true;
  }
}
