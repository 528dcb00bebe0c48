package vn.tinbao.server.plan;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document that a plan rests on.
 *
 * @param number null when only its title is named
 * @param dated as the plan says, even where that is wrong; {@code note} says so
 * @param byKeys agencies that issued it, keys of the common list
 * @param lines first and last line of the plan's text, then further ones; empty: not known
 */
public record PlanBasis(
    @Nullable String number,
    @Nullable LocalDate dated,
    List<String> byKeys,
    @Nullable String title,
    @Nullable String note,
    List<Integer> lines) {

  /** Lists are copied. */
  public PlanBasis {
    byKeys = List.copyOf(byKeys);
    lines = List.copyOf(lines);
  }
}
