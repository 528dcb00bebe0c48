package vn.tinbao.server.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The Vietnamese lunar calendar: months begin on the day of the new moon at 105° east (UTC+7), the
 * 11th month holds the winter solstice, and of thirteen months between two solstices the first one
 * without a principal term is the leap month.
 *
 * <p>Moon and sun by the series of J. Meeus, Astronomical Algorithms (2nd edition, chapters 25 and
 * 49), to about a minute: good for 1900–2100 but for a new moon within a minute of midnight.
 */
public final class MoonCalendar {
  private static final double J2000 = 2_451_545.0;
  private static final double CENTURY = 36_525.0;
  private static final double ZONE_DAYS = 7 / 24.0;
  private static final double LUNATION = 29.530588861;
  private static final double FIRST_NEW_MOON = 2_451_550.09766;
  private static final double LUNATIONS_PER_CENTURY = 1236.85;
  private static final double DAY_SECONDS = 86_400;

  /** Julian day number of 1970-01-01, by its noon. */
  private static final long EPOCH_NOON = 2_440_588;

  private static final int WINTER = 9;
  private static final int MONTHS = 12;

  private MoonCalendar() {}

  /**
   * A lunar day as a day of the common calendar.
   *
   * @param year lunar year, named by the common year in which it begins
   * @param month 1–12, never the leap month
   * @param day 1–30
   */
  public static LocalDate day(int year, int month, int day) {
    return LocalDate.ofEpochDay(firstDay(year, month) + day - 1);
  }

  /** First day of the lunar year: Tết. */
  public static LocalDate newYear(int year) {
    return day(year, 1, 1);
  }

  private static long firstDay(int year, int month) {
    // Months 11 and 12 of a lunar year lie before the next solstice's month.
    int solstice = month >= 11 ? year : year - 1;
    List<Long> starts = monthsFrom(solstice);
    int leap = leap(starts);
    int steps = Math.floorMod(month - 11, MONTHS);
    return starts.get(leap >= 0 && steps >= leap ? steps + 1 : steps);
  }

  /** Beginnings of months from the 11th of a year to that of the next, both included. */
  private static List<Long> monthsFrom(int year) {
    long k = eleventh(year);
    long end = eleventh(year + 1);
    List<Long> starts = new ArrayList<>();
    for (long i = k; i <= end; i++) {
      starts.add(newMoonDay(i));
    }
    return starts;
  }

  /** Which month is the leap one, counted from the 11th; -1 for none. */
  private static int leap(List<Long> starts) {
    if (starts.size() <= MONTHS + 1) {
      return -1;
    }
    for (int i = 1; i < starts.size() - 1; i++) {
      if (term(starts.get(i)) == term(starts.get(i + 1))) {
        return i;
      }
    }
    throw new IllegalStateException("Thirteen months and no leap month");
  }

  /** The lunation that begins the month of the winter solstice of a common year. */
  private static long eleventh(int year) {
    long lastDay = LocalDate.of(year, 12, 31).toEpochDay();
    long k = (long) Math.floor((lastDay + EPOCH_NOON - FIRST_NEW_MOON) / LUNATION) + 1;
    while (newMoonDay(k) > lastDay) {
      k--;
    }
    // The sun has passed 270° before the month of the solstice is over, and not before it begins.
    return term(newMoonDay(k)) >= WINTER && term(newMoonDay(k)) < MONTHS ? k - 1 : k;
  }

  /** The local day, counted from 1970-01-01, of a new moon. */
  private static long newMoonDay(long k) {
    return (long) Math.floor(newMoon(k) + 0.5 + ZONE_DAYS) - EPOCH_NOON;
  }

  /** How many principal terms the sun has passed at the first moment of a local day: 0–11. */
  private static int term(long epochDay) {
    return (int) Math.floor(sunLongitude(epochDay + EPOCH_NOON - 0.5 - ZONE_DAYS) / 30);
  }

  /** Julian date, universal time, of a new moon; k = 0 is that of 6 January 2000. */
  private static double newMoon(long k) {
    double t = k / LUNATIONS_PER_CENTURY;
    double e = 1 - 0.002516 * t - 0.0000074 * t * t;
    double sun = Math.toRadians(2.5534 + 29.10535670 * k - 0.0000014 * t * t);
    double moon = Math.toRadians(201.5643 + 385.81693528 * k + 0.0107582 * t * t);
    double node = Math.toRadians(160.7108 + 390.67050284 * k - 0.0016118 * t * t);
    double ascending = Math.toRadians(124.7746 - 1.56375588 * k + 0.0020672 * t * t);
    double mean = FIRST_NEW_MOON + LUNATION * k + 0.00015437 * t * t - 0.000000150 * t * t * t;
    double correction =
        -0.40720 * Math.sin(moon)
            + 0.17241 * e * Math.sin(sun)
            + 0.01608 * Math.sin(2 * moon)
            + 0.01039 * Math.sin(2 * node)
            + 0.00739 * e * Math.sin(moon - sun)
            - 0.00514 * e * Math.sin(moon + sun)
            + 0.00208 * e * e * Math.sin(2 * sun)
            - 0.00111 * Math.sin(moon - 2 * node)
            - 0.00057 * Math.sin(moon + 2 * node)
            + 0.00056 * e * Math.sin(2 * moon + sun)
            - 0.00042 * Math.sin(3 * moon)
            + 0.00042 * e * Math.sin(sun + 2 * node)
            + 0.00038 * e * Math.sin(sun - 2 * node)
            - 0.00024 * e * Math.sin(2 * moon - sun)
            - 0.00017 * Math.sin(ascending);
    double planets =
        0.000325 * Math.sin(Math.toRadians(299.77 + 0.107408 * k - 0.009173 * t * t))
            + 0.000165 * Math.sin(Math.toRadians(251.88 + 0.016321 * k))
            + 0.000164 * Math.sin(Math.toRadians(251.83 + 26.651886 * k))
            + 0.000126 * Math.sin(Math.toRadians(349.42 + 36.412478 * k))
            + 0.000110 * Math.sin(Math.toRadians(84.66 + 18.206239 * k));
    return mean + correction + planets - deltaT(t) / DAY_SECONDS;
  }

  /** Seconds by which the earth lags behind dynamical time, near enough for 1900–2100. */
  private static double deltaT(double t) {
    return Math.max(0, 64 + 35 * t);
  }

  /** Apparent longitude of the sun, degrees from 0 to 360, at a Julian date of universal time. */
  private static double sunLongitude(double julian) {
    double t = (julian - J2000) / CENTURY;
    double mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t;
    double anomaly = Math.toRadians(357.52911 + 35_999.05029 * t - 0.0001537 * t * t);
    double centre =
        (1.914602 - 0.004817 * t) * Math.sin(anomaly)
            + (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly)
            + 0.000289 * Math.sin(3 * anomaly);
    double ascending = Math.toRadians(125.04 - 1934.136 * t);
    double longitude = mean + centre - 0.00569 - 0.00478 * Math.sin(ascending);
    return ((longitude % 360) + 360) % 360;
  }
}
