package vn.tinbao.server.console;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.clocks.ClockRule;
import vn.tinbao.server.clocks.ClockRules;
import vn.tinbao.server.clocks.TipClock;
import vn.tinbao.server.web.Ui;

/**
 * A tip's clocks as its page shows them.
 *
 * @param open still owed, what runs out first on top
 * @param done met or not owed any more, the newest on top
 */
public record ClockCard(List<Line> open, List<Line> done) {
  private static final ClockRules RULES = new ClockRules();

  /**
   * A clock.
   *
   * @param doubt {@code SECONDARY} or {@code MEMORY} when its rule was not read in the law, {@code
   *     HOUSE} when there is none; null for one that was
   */
  public record Line(TipClock clock, @Nullable String doubt) {
    static Line of(TipClock clock) {
      return new Line(
          clock,
          RULES
              .of(clock.clock(), LegalTime.day(clock.startedAt()))
              .map(ClockRule::verified)
              .filter(verified -> verified != ClockRule.Verified.TEXT)
              .map(Enum::name)
              .orElse(null));
    }

    /** Whether it was met after its time. */
    public boolean late() {
      return clock.metAt() != null && clock.breachedAt() != null;
    }
  }

  /** The card of these clocks. */
  public static ClockCard of(List<TipClock> clocks) {
    return new ClockCard(
        clocks.stream()
            .filter(TipClock::open)
            .sorted(Comparator.comparing(TipClock::dueAt))
            .map(Line::of)
            .toList(),
        clocks.stream()
            .filter(clock -> !clock.open())
            .sorted(Comparator.comparing(ClockCard::over).reversed())
            .map(Line::of)
            .toList());
  }

  private static Instant over(TipClock clock) {
    Instant met = clock.metAt();
    Instant ended = clock.endedAt();
    return met != null ? met : ended != null ? ended : clock.dueAt();
  }

  /**
   * A due time as the law writes it: {@code 24:00 20/11/2026} for one at midnight, which belongs to
   * the day before it.
   */
  public static String due(Ui ui, Instant dueAt) {
    ZonedDateTime local = dueAt.atZone(LegalTime.ZONE);
    return local.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? "24:00 " + ui.day(local.toLocalDate().minusDays(1))
        : ui.minute(dueAt);
  }
}
