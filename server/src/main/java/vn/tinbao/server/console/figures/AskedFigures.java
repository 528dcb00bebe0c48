package vn.tinbao.server.console.figures;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an address of figures asks for.
 *
 * @param unit id of a place; empty: all that the viewer may see
 * @param map the day whose units are meant; null: today's
 * @param known the day by whose end everything must have been written down; null: as of now
 */
public record AskedFigures(
    AskedPeriod period, String unit, @Nullable LocalDate map, @Nullable LocalDate known) {
  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);

  /**
   * What was asked; a day that is not over, and today's map, are what goes without saying.
   *
   * @return empty when a part of it is none
   */
  static Optional<AskedFigures> of(
      String period, String unit, String map, String known, LocalDate today) {
    try {
      LocalDate on = day(map);
      LocalDate until = day(known);
      if (on != null && (on.isAfter(today) || on.isBefore(FIRST))
          || until != null && until.isBefore(FIRST)) {
        return Optional.empty();
      }
      return AskedPeriod.of(period.isEmpty() ? Integer.toString(today.getYear()) : period)
          .map(
              asked ->
                  new AskedFigures(
                      asked,
                      unit,
                      today.equals(on) ? null : on,
                      until == null || !until.isBefore(today) ? null : until));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable LocalDate day(String typed) {
    return typed.isEmpty() ? null : LocalDate.parse(typed);
  }

  /** The same of another place. */
  AskedFigures of(String other) {
    return new AskedFigures(period, other, map, known);
  }

  /** Behind the question mark of an address. */
  public String query() {
    return "period="
        + period.code()
        + (unit.isEmpty() ? "" : "&unit=" + unit)
        + (map == null ? "" : "&map=" + map)
        + (known == null ? "" : "&known=" + known);
  }
}
