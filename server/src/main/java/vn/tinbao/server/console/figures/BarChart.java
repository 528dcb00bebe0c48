package vn.tinbao.server.console.figures;

import java.util.List;

/**
 * Bars beside each other, to be drawn as SVG, with the table behind them.
 *
 * @param width of the drawing, its units are about pixels
 * @param top the value of the highest line
 */
public record BarChart(int width, int height, long top, List<Bar> bars) {
  static final int BASE = 24;
  private static final int HEAD = 20;

  /**
   * One bar.
   *
   * @param second a smaller amount, drawn into the bar
   */
  public record Bar(
      String label,
      long value,
      long second,
      double x,
      double y,
      double wide,
      double high,
      double secondHigh) {}

  /** What stands for one month or part. */
  record Amount(String label, long value, long second) {}

  /** As wide as there are amounts. */
  static BarChart of(List<Amount> amounts, int width, int height) {
    long top = Math.max(1, amounts.stream().mapToLong(Amount::value).max().orElse(1));
    double step = (double) width / Math.max(1, amounts.size());
    double wide = Math.min(48, step * 0.7);
    double full = height - (double) BASE - HEAD;
    List<Bar> bars = new java.util.ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      Amount one = amounts.get(i);
      double high = round(full * one.value() / top);
      bars.add(
          new Bar(
              one.label(),
              one.value(),
              one.second(),
              round(step * i + (step - wide) / 2),
              round(height - BASE - high),
              round(wide),
              high,
              round(full * Math.min(one.second(), one.value()) / top)));
    }
    return new BarChart(width, height, top, List.copyOf(bars));
  }

  /** Where the bars stand. */
  public int base() {
    return height - BASE;
  }

  /** The middle of a bar. */
  public double middle(Bar bar) {
    return round(bar.x() + bar.wide() / 2);
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
