package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A commune where the longer limits for remote places run ("vùng rừng núi xa xôi, hải đảo", TTLT
 * 01/2017 art. 8.5a).
 *
 * @param validFrom first day, in Vietnam
 * @param validTo first day on which they run no more; null: they go on
 * @param source by what decision
 */
public record RemoteUnit(
    long unitId, LocalDate validFrom, @Nullable LocalDate validTo, String source) {
  /** Longest source, in characters. */
  public static final int MOST_SOURCE = 500;

  /** The joint circular is in force from then on: no limit was longer before. */
  public static final LocalDate FIRST = LocalDate.of(2018, 3, 1);

  /** Whether the longer limits run there on that day. */
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
  }

  /** Whether some day at or after that one belongs to it. */
  boolean reaches(LocalDate day) {
    return validTo == null || validTo.isAfter(day);
  }
}
