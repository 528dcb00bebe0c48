package vn.tinbao.server.clocks;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A clock of a tip.
 *
 * @param clock key of its rule
 * @param basis the article it follows
 * @param ruleVersion of {@code clocks.yaml} when it started; empty for clocks of before
 * @param dueAt the first instant after the limit
 * @param overdueAt when it counts as broken: {@code dueAt}, or later when it was due at once
 * @param calendarConfirmed false when it was counted over days that nobody has confirmed
 * @param nextAlertAt when something must be said of it next, null for never
 * @param breachedAt when it was found broken; stays when it was met late
 */
@Introspected
public record TipClock(
    String clock,
    String basis,
    String ruleVersion,
    State state,
    Instant startedAt,
    Instant dueAt,
    Instant overdueAt,
    boolean calendarConfirmed,
    @Nullable Instant nextAlertAt,
    @Nullable Instant warnedAt,
    @Nullable Instant breachedAt,
    @Nullable Instant metAt,
    @Nullable Instant endedAt) {

  /** How far it is. */
  public enum State {
    RUNNING,
    /** Done what was owed, perhaps late. */
    MET,
    /** Not done in time, and still owed. */
    BREACHED,
    /** Not owed any more, and not met. */
    ENDED
  }

  /** Names of clocks that are owed to the reporter begin so; statements of SQL know it too. */
  static final String TO_REPORTER = "notify_reporter_";

  /** Whether it is the reporter who must be told. */
  public boolean owedToReporter() {
    return clock.startsWith(TO_REPORTER);
  }

  /** Whether it is still owed. */
  public boolean open() {
    return state == State.RUNNING || state == State.BREACHED;
  }

  /** Whether it is still owed and late, whether or not somebody was told yet. */
  public boolean overdue(Instant now) {
    return open() && !now.isBefore(overdueAt);
  }

  TipClock met(Instant at) {
    Instant broken = breachedAt == null && at.isAfter(overdueAt) ? overdueAt : breachedAt;
    return to(State.MET, null, warnedAt, broken, at, null);
  }

  TipClock ended(Instant at) {
    return to(State.ENDED, null, warnedAt, breachedAt, null, at);
  }

  TipClock warned(Instant at, Instant next) {
    return to(state, next, at, breachedAt, metAt, endedAt);
  }

  /** After it ended unmet: owed again, late for as long as it was. */
  TipClock again(Instant next) {
    return breachedAt == null
        ? to(State.RUNNING, next, warnedAt, null, null, null)
        : to(State.BREACHED, null, warnedAt, breachedAt, null, null);
  }

  TipClock breached(Instant at) {
    return to(State.BREACHED, null, warnedAt, at, null, null);
  }

  private TipClock to(
      State after,
      @Nullable Instant next,
      @Nullable Instant warned,
      @Nullable Instant breached,
      @Nullable Instant met,
      @Nullable Instant ended) {
    return new TipClock(
        clock,
        basis,
        ruleVersion,
        after,
        startedAt,
        dueAt,
        overdueAt,
        calendarConfirmed,
        next,
        warned,
        breached,
        met,
        ended);
  }
}
