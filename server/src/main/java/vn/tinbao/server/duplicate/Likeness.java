package vn.tinbao.server.duplicate;

import java.time.Duration;

/**
 * What speaks for two tips being about the same fact, and how much.
 *
 * @param text of their words, 0–1
 * @param apart between their receipts, never negative
 * @param samePhone they came from one number
 * @param sameFile they have a file in common
 */
public record Likeness(
    double text, Place place, Duration apart, boolean samePhone, boolean sameFile) {
  /** From here on it is worth a look. */
  static final double WORTH_A_LOOK = 0.5;

  private static final double SOME_TEXT = 0.15;
  private static final double PHONE = 0.35;
  private static final double FILE = 0.45;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration SEASON = Duration.ofDays(90);

  /** How the places of the two stand to each other. */
  public enum Place {
    SAME(0.15),
    ONE_IN_THE_OTHER(0.1),
    UNKNOWN(0),
    ELSEWHERE(-0.1);

    private final double weight;

    Place(double weight) {
      this.weight = weight;
    }
  }

  /** All of it in one figure; {@link #WORTH_A_LOOK} and more is shown to people. */
  public double weight() {
    double time = 0;
    if (apart.compareTo(DAY) <= 0) {
      time = 0.1;
    } else if (apart.compareTo(WEEK) <= 0) {
      time = 0.05;
    } else if (apart.compareTo(SEASON) > 0) {
      time = -0.1;
    }
    return text + place.weight + time + (samePhone ? PHONE : 0) + (sameFile ? FILE : 0);
  }

  /** Whether people should look at it. Place and time alone never say so. */
  public boolean worthALook() {
    return (text >= SOME_TEXT || samePhone || sameFile) && weight() >= WORTH_A_LOOK;
  }
}
