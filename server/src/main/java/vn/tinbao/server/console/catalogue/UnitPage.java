package vn.tinbao.server.console.catalogue;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Succession;
import vn.tinbao.server.catalogue.Unit;

/**
 * One unit as it stood, what came before and after, and who is there on a day.
 *
 * @param stands whether it stands on the day
 * @param above the units above it on that day, nearest first
 * @param below the units in it on that day
 * @param history reforms that led to it or followed, oldest first
 * @param now units that stand today where it stood; itself alone while it stands
 * @param map null when no outline was imported
 * @param remote since when the longer limits for remote places run there, null when they do not
 * @param agencies those of its own on the day, then those above it
 */
public record UnitPage(
    Unit unit,
    AskedDay at,
    boolean stands,
    List<Unit> above,
    List<Unit> below,
    List<Reform> history,
    List<Unit> now,
    @Nullable UnitMap map,
    @Nullable LocalDate remote,
    List<Agency> own,
    List<Agency> agencies) {

  /**
   * What became one unit on one day.
   *
   * @param event of the first old unit: MERGE, SPLIT, RENAME …; null when not recorded
   * @param law null when none is recorded
   */
  public record Reform(
      LocalDate day,
      Unit to,
      List<Part> from,
      @Nullable String event,
      @Nullable String law,
      String source) {}

  /** A unit that went there, wholly or in part. */
  public record Part(Unit unit, Succession.Extent extent, boolean inferred) {}
}
