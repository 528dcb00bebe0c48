package vn.tinbao.server.clocks;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import vn.tinbao.server.calendar.LegalCalendar;
import vn.tinbao.server.calendar.LegalCount;
import vn.tinbao.server.calendar.LegalTime;

/**
 * The statutory clocks of a person's own record (law 53/2024 art. 27): which start and which are
 * met by an event, by the rules of {@code clocks.yaml} that are marked {@code person}. Keeps
 * nothing; the room that keeps the record keeps its clocks.
 */
@Singleton
public class PersonClocks {
  private final ClockRules rules;
  private final ClockSettings settings;
  private final LegalCount count;

  PersonClocks(ClockRules rules, ClockSettings settings, LegalCalendar calendar) {
    this.rules = rules;
    this.settings = settings;
    this.count = new LegalCount(calendar);
  }

  /**
   * A clock that starts.
   *
   * @param startedAt when what it counts from happened
   * @param dueAt the first instant after the limit
   * @param overdueAt when it counts as broken
   * @param confirmed false when it was counted over days whose calendar nobody has confirmed
   * @param nextAlertAt when something must be said of it first
   * @param replaces clocks that end when it starts
   */
  public record Started(
      String clock,
      String basis,
      Instant startedAt,
      Instant dueAt,
      Instant overdueAt,
      boolean confirmed,
      Instant nextAlertAt,
      Set<String> replaces) {}

  /** Version of the rules, to be stored with each clock. */
  public String version() {
    return rules.version();
  }

  /**
   * What starts by an event.
   *
   * @param since clocks that ran or run, and when each started: some count from another's start
   */
  public List<Started> starting(LegalEvent event, Instant at, Map<String, Instant> since) {
    List<Started> started = new ArrayList<>();
    for (ClockRule rule : rules.validOn(LegalTime.day(at))) {
      if (!rule.person() || !rule.starts().contains(event)) {
        continue;
      }
      ClockRule.From from = rule.from();
      Instant begun = from == null || from.due() ? at : since.getOrDefault(from.key(), at);
      LegalCount.Due due = count.after(begun, rule.limit());
      Instant overdue = due.at().isAfter(begun) ? due.at() : due.at().plus(settings.immediate());
      started.add(
          new Started(
              rule.key(),
              rule.basis(),
              begun,
              due.at(),
              overdue,
              due.confirmed(),
              nextAlert(begun, due.at(), overdue, at),
              rule.replaces()));
    }
    return List.copyOf(started);
  }

  /**
   * When something must be said next of a clock that is still owed: a warning, or that it ran out.
   *
   * @param after not before then, unless it ran out already
   */
  public Instant nextAlert(Instant startedAt, Instant dueAt, Instant overdueAt, Instant after) {
    return settings.nextAlert(startedAt, dueAt, overdueAt, after);
  }

  /** Names of the clocks that are met by an event. */
  public Set<String> met(LegalEvent event) {
    return rules.all().stream()
        .filter(rule -> rule.person() && rule.met().contains(event))
        .map(ClockRule::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the limit of a clock was read in the text of the law. */
  public boolean verified(String clock, Instant startedAt) {
    return rules
        .of(clock, LegalTime.day(startedAt))
        .map(rule -> rule.verified() == ClockRule.Verified.TEXT)
        .orElse(false);
  }
}
