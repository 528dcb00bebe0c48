package vn.tinbao.server.campaign.print;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.campaign.print.SheetFonts.Face;

/**
 * A text set in lines of one size. Lines are broken so that they are about as long as each other (a
 * headline) or well filled (running text), and the last one never is a lonely syllable.
 *
 * @param lines from above
 * @param baselines where each line stands, below the upper edge of the ink of the first
 * @param height from the upper edge of the first line's ink to the lower edge of the last one's
 */
record Setting(Face face, float size, List<String> lines, List<Float> baselines, float height) {
  /** White between the ink of one line and that of the next, at the size 1. */
  private static final float LEAST_GAP = 0.07f;

  private static final double LONELY = 3;
  private static final float SHORT_END = 0.25f;

  Setting {
    lines = List.copyOf(lines);
    baselines = List.copyOf(baselines);
  }

  /**
   * Sets a text.
   *
   * @param leading from line to line, at the size 1; more where marks would touch
   * @param even whether the last line counts like the others
   * @return null when a word alone is wider than a line
   */
  static @Nullable Setting of(
      Face face, String text, float size, float width, float leading, boolean even) {
    String[] words = text.strip().split("\\s+");
    List<String> lines = broken(face, words, width / size, even);
    if (lines.isEmpty()) {
      return null;
    }
    List<Float> baselines = new ArrayList<>();
    float at = face.above(lines.get(0)) * size;
    baselines.add(at);
    float down = leading;
    for (int line = 1; line < lines.size(); line++) {
      float ink = face.below(lines.get(line - 1)) + face.above(lines.get(line)) + LEAST_GAP;
      down = Math.max(down, ink);
    }
    for (int line = 1; line < lines.size(); line++) {
      at += down * size;
      baselines.add(at);
    }
    return new Setting(
        face, size, lines, baselines, at + face.below(lines.get(lines.size() - 1)) * size);
  }

  /** The widest line. */
  float width() {
    return size * (float) lines.stream().mapToDouble(face::width).max().orElse(0);
  }

  /** Least cost of all ways to break; empty when there is none. */
  private static List<String> broken(Face face, String[] words, float width, boolean even) {
    int count = words.length;
    float blank = face.width(" ");
    float[] wide = new float[count];
    for (int i = 0; i < count; i++) {
      wide[i] = face.width(words[i]);
    }
    double[] cost = new double[count + 1];
    int[] next = new int[count];
    Arrays.fill(cost, 0, count, Double.POSITIVE_INFINITY);
    for (int from = count - 1; from >= 0; from--) {
      float used = -blank;
      for (int to = from; to < count; to++) {
        used += blank + wide[to];
        if (used > width) {
          break;
        }
        double here =
            cost[to + 1] + cost(used / width, to == count - 1, to - from + 1, count, even);
        if (here < cost[from]) {
          cost[from] = here;
          next[from] = to + 1;
        }
      }
    }
    if (Double.isInfinite(cost[0])) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < count; from = next[from]) {
      lines.add(String.join(" ", Arrays.asList(words).subList(from, next[from])));
    }
    return lines;
  }

  private static double cost(float filled, boolean last, int inLine, int all, boolean even) {
    double slack = (1 - filled) * (1 - filled);
    // A line more is never worth a little evenness.
    double line = 1;
    if (!last) {
      return line + slack;
    }
    double lonely = inLine == 1 && all > 1 ? LONELY : 0;
    double end = even ? slack : filled < SHORT_END ? slack : 0;
    return line + lonely + end;
  }
}
