package vn.tinbao.server.statistics;

/** What a figure is measured in. */
public enum FigureUnit {
  /** How many; no denominator. */
  COUNT,
  /** So many of a hundred: numerator of denominator. */
  PERCENT,
  /** Days on the average: sum of days of so many. */
  DAYS
}
