package vn.tinbao.server.statistics;

import java.time.LocalDate;
import java.util.Set;

/**
 * Of what a figure is counted: what happened in these units and all in them, what these agencies
 * lead, or, when both are given, what lies in both.
 *
 * @param units ids of units that stand on {@code unitsOn}; empty: the whole country, places that
 *     nobody knows included
 * @param agencies ids of lead agencies; work of one that is no more counts for its first heir;
 *     empty: whoever leads
 * @param unitsOn the day whose map is used: what happened before or after a reform is counted for
 *     the unit in which the place lies on that day
 */
public record FigureScope(Set<Long> units, Set<String> agencies, LocalDate unitsOn) {
  /** Keeps copies. */
  public FigureScope {
    units = Set.copyOf(units);
    agencies = Set.copyOf(agencies);
  }

  /** The whole country. */
  public static FigureScope everywhere(LocalDate unitsOn) {
    return new FigureScope(Set.of(), Set.of(), unitsOn);
  }

  /** A unit with all that lies in it. */
  public static FigureScope unit(long unit, LocalDate unitsOn) {
    return new FigureScope(Set.of(unit), Set.of(), unitsOn);
  }

  /** What an agency leads. */
  public static FigureScope agency(String agency, LocalDate unitsOn) {
    return new FigureScope(Set.of(), Set.of(agency), unitsOn);
  }
}
