package vn.tinbao.server.bench.figures;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report that never was, with all that happened to it: what tests count independently of the
 * database.
 *
 * @param unitId where; null: nobody knows
 * @param leads who led it when, the oldest first
 * @param steps legal steps in their order
 * @param clocks that ran
 */
public record SimulatedTip(
    UUID id,
    Instant receivedAt,
    String channel,
    String sourceKind,
    List<String> categories,
    @Nullable Long unitId,
    List<Lead> leads,
    List<Step> steps,
    List<ClockRun> clocks) {

  /**
   * Who led it.
   *
   * @param until null: to the end
   */
  public record Lead(String agency, Instant since, @Nullable Instant until) {}

  /**
   * A legal step.
   *
   * @param happenedAt when it was done
   * @param at when it was written down, not before
   */
  public record Step(
      String step, String from, String to, String agency, Instant happenedAt, Instant at) {}

  /** A clock; null for what never came. */
  public record ClockRun(
      String clock,
      Instant startedAt,
      Instant dueAt,
      @Nullable Instant metAt,
      @Nullable Instant endedAt) {}
}
