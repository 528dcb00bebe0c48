package vn.tinbao.server.clocks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import vn.tinbao.server.calendar.LegalCount;
import vn.tinbao.server.calendar.LegalTime;

/**
 * What an event makes of a tip's clocks: a function of the rules, the facts, the clocks there are
 * and the event. Keeps nothing and asks nobody.
 */
final class ClockEngine {
  private final ClockRules rules;
  private final ClockSettings settings;
  private final LegalCount count;

  ClockEngine(ClockRules rules, ClockSettings settings, LegalCount count) {
    this.rules = rules;
    this.settings = settings;
    this.count = count;
  }

  /** The clocks of a tip received then; never none. */
  List<TipClock> atReceipt(TipFacts tip, Instant receivedAt) {
    Book book = new Book(List.of());
    start(book, tip, LegalEvent.RECEIVED, receivedAt, rule -> true);
    return book.clocks;
  }

  /**
   * All clocks after an event.
   *
   * @param clocks all there are, those that are over too
   * @param at when it happened
   */
  List<TipClock> after(List<TipClock> clocks, TipFacts tip, LegalEvent event, Instant at) {
    return after(clocks, tip, event, at, at);
  }

  /**
   * The same, where what starts is counted from an earlier time.
   *
   * @param from when what it starts began
   */
  List<TipClock> after(
      List<TipClock> clocks, TipFacts tip, LegalEvent event, Instant at, Instant from) {
    Book book = new Book(clocks);
    Predicate<TipClock> meets =
        clock -> clock.open() && rule(clock).map(r -> r.met().contains(event)).orElse(false);
    Set<String> met =
        clocks.stream().filter(meets).map(TipClock::clock).collect(Collectors.toUnmodifiableSet());
    book.change(meets, clock -> clock.met(at));
    book.change(
        clock ->
            clock.open()
                && ((event == LegalEvent.ENDED && !ofPrivacy().contains(clock.clock()))
                    || rule(clock).map(r -> r.ends().contains(event)).orElse(false)),
        clock -> clock.ended(at));
    start(
        book,
        tip,
        event,
        from,
        rule -> rule.follows().isEmpty() || rule.follows().stream().anyMatch(met::contains));
    endOrphans(book, at);
    return book.clocks;
  }

  /**
   * All clocks of a tip that was joined to another one, after something happened to that one: what
   * its own reporter must be told of it starts.
   *
   * @param from when what starts began
   */
  List<TipClock> afterForReporter(
      List<TipClock> clocks, TipFacts tip, LegalEvent event, Instant from) {
    Book book = new Book(clocks);
    start(book, tip, event, from, rule -> rule.key().startsWith(TipClock.TO_REPORTER));
    return book.clocks;
  }

  /**
   * All clocks when an event turns out not to have happened to this tip: what its reporter was to
   * be told for it ends.
   *
   * @param joined which clocks began because of another tip
   */
  List<TipClock> withoutForReporter(
      List<TipClock> clocks, Predicate<TipClock> joined, LegalEvent event, Instant at) {
    Book book = new Book(clocks);
    book.change(
        clock -> clock.open() && joined.test(clock) && startsForReporter(clock, event),
        clock -> clock.ended(at));
    return book.clocks;
  }

  /** Whether it says that the reporter must be told of this event, and began since then. */
  boolean startedForReporter(TipClock clock, LegalEvent event, Instant since) {
    return !clock.startedAt().isBefore(since) && startsForReporter(clock, event);
  }

  private boolean startsForReporter(TipClock clock, LegalEvent event) {
    return clock.owedToReporter()
        && rule(clock).map(rule -> rule.starts().contains(event)).orElse(false);
  }

  /**
   * All clocks when another agency leads. What runs goes on; what nobody owes any more ends; what
   * is owed beyond it starts, unless the tip rests.
   *
   * @param owedFrom when that starts
   */
  List<TipClock> underLead(List<TipClock> clocks, TipFacts tip, Instant owedFrom, Instant now) {
    Book book = new Book(clocks);
    book.change(
        clock -> clock.open() && !rule(clock).map(r -> r.fits(tip.lead())).orElse(true),
        clock -> clock.ended(now));
    if (tip.resting()) {
      endOrphans(book, now);
      return book.clocks;
    }
    boolean atCompetent =
        clocks.stream()
            .filter(TipClock::open)
            .map(this::rule)
            .flatMap(Optional::stream)
            .anyMatch(ClockEngine::ofWhoIsCompetent);
    start(
        book,
        tip,
        LegalEvent.RECEIVED,
        owedFrom,
        rule ->
            (!atCompetent || !rule.met().contains(LegalEvent.RECEIVED_BY_COMPETENT))
                && !(othersDuty(rule) && book.newest(rule.key()).isPresent()));
    endOrphans(book, now);
    return book.clocks;
  }

  /** Runs once it is with who may resolve it, until that is decided, also after it was resumed. */
  private static boolean ofWhoIsCompetent(ClockRule rule) {
    return rule.starts().contains(LegalEvent.RECEIVED_BY_COMPETENT)
        || rule.met().contains(LegalEvent.DECIDED);
  }

  /** Named owners owe it whoever leads: another lead changes nothing about it. */
  private static boolean othersDuty(ClockRule rule) {
    return rule.whoeverLeads() && !rule.owners().isEmpty();
  }

  /** All clocks when new words were read and the same agency leads. */
  List<TipClock> reread(List<TipClock> clocks, TipFacts tip, Instant now) {
    Book book = new Book(clocks);
    if (!tip.resting() && clocks.stream().anyMatch(TipClock::open)) {
      start(book, tip, LegalEvent.RECEIVED, now, rule -> book.newest(rule.key()).isEmpty());
      endOrphans(book, now);
    }
    return book.clocks;
  }

  private void start(
      Book book, TipFacts tip, LegalEvent event, Instant at, Predicate<ClockRule> which) {
    List<ClockRule> fitting =
        rules.validOn(LegalTime.day(at)).stream()
            .filter(rule -> rule.starts().contains(event) && rule.fits(tip))
            .toList();
    boolean nothingElse = fitting.stream().allMatch(ClockRule::otherwise);
    fitting.stream()
        .filter(rule -> which.test(rule) && (!rule.otherwise() || nothingElse))
        .filter(rule -> !book.hasOpen(rule.key()))
        .filter(rule -> !book.hasBegun(rule.key(), at) || goesOn(book, rule, event, at))
        .filter(rule -> !replaced(book, rule))
        .filter(rule -> rule.notWhile().stream().noneMatch(book::hasOpen))
        .forEach(rule -> start(book, tip, rule, at));
  }

  /**
   * Whether what ended unmet is owed again, counted from the same moment: as when a report that was
   * put aside, or joined to another one, is found to be the agency's matter after all. A receipt
   * happens once.
   */
  private static boolean goesOn(Book book, ClockRule rule, LegalEvent event, Instant at) {
    return event != LegalEvent.RECEIVED
        && book.begun(rule.key(), at)
            .filter(clock -> clock.state() == TipClock.State.ENDED)
            .isPresent();
  }

  /** Whether a clock runs that took this one's place. */
  private boolean replaced(Book book, ClockRule rule) {
    return book.clocks.stream()
        .filter(TipClock::open)
        .map(this::rule)
        .flatMap(Optional::stream)
        .anyMatch(running -> running.replaces().contains(rule.key()));
  }

  private void start(Book book, TipFacts tip, ClockRule rule, Instant at) {
    LegalCount.Due due = due(book, tip, rule, at);
    book.change(
        clock -> clock.open() && rule.replaces().contains(clock.clock()), clock -> clock.ended(at));
    if (book.hasBegun(rule.key(), at)) {
      book.change(
          clock -> clock.clock().equals(rule.key()) && clock.startedAt().equals(at), this::again);
    } else {
      book.clocks.add(clock(rule, tip, at, due));
    }
    for (ClockRule back : rules.validOn(LegalTime.day(at))) {
      if (back.before().contains(rule.key()) && back.fits(tip)) {
        book.change(
            clock -> clock.open() && clock.clock().equals(back.key()), clock -> clock.ended(at));
        LegalCount.Due early = count.before(due.at(), back.limitFor(tip));
        if (early.at().isAfter(at) && !book.hasBegun(back.key(), at)) {
          boolean confirmed = early.confirmed() && due.confirmed();
          book.clocks.add(clock(back, tip, at, new LegalCount.Due(early.at(), confirmed)));
        }
      }
    }
  }

  private LegalCount.Due due(Book book, TipFacts tip, ClockRule rule, Instant at) {
    ClockRule.From from = rule.from();
    Optional<TipClock> other =
        from == null ? Optional.empty() : book.newest(from.key()).or(() -> fallback(book, rule));
    if (from == null || other.isEmpty()) {
      return count.after(at, rule.limitFor(tip));
    }
    LegalCount.Due due =
        from.due()
            ? count.afterEnd(other.get().dueAt(), rule.limitFor(tip))
            : count.after(other.get().startedAt(), rule.limitFor(tip));
    boolean confirmed = due.confirmed() && (!from.due() || other.get().calendarConfirmed());
    return new LegalCount.Due(due.at(), confirmed);
  }

  /** The clock it should count from never ran: from one that it replaces. */
  private static Optional<TipClock> fallback(Book book, ClockRule rule) {
    return rule.replaces().stream().map(book::newest).flatMap(Optional::stream).findFirst();
  }

  private TipClock clock(ClockRule rule, TipFacts tip, Instant at, LegalCount.Due due) {
    Instant overdue =
        rule.limitFor(tip).immediate() ? due.at().plus(settings.immediate()) : due.at();
    return new TipClock(
        rule.key(),
        rule.basis(),
        rules.version(),
        TipClock.State.RUNNING,
        at,
        due.at(),
        overdue,
        due.confirmed(),
        settings.nextAlert(at, due.at(), overdue, at),
        null,
        null,
        null,
        null);
  }

  /** Names of clocks about personal data: they are owed whatever becomes of the report. */
  Set<String> ofPrivacy() {
    return rules.all().stream()
        .filter(rule -> rule.group() == ClockRule.Group.PRIVACY)
        .map(ClockRule::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Clocks that rested, owed again with the due times they had; warnings that were missed too. */
  List<TipClock> goOn(List<TipClock> rested) {
    return rested.stream().map(this::again).toList();
  }

  private TipClock again(TipClock clock) {
    Instant warned = clock.warnedAt();
    return clock.again(
        settings.nextAlert(
            clock.startedAt(),
            clock.dueAt(),
            clock.overdueAt(),
            warned == null ? clock.startedAt() : warned));
  }

  /** What counts back from a due time ends with the clocks whose due time that is. */
  private void endOrphans(Book book, Instant at) {
    book.change(
        clock ->
            clock.open()
                && rule(clock)
                    .filter(rule -> !rule.before().isEmpty())
                    .map(rule -> rule.before().stream().noneMatch(book::hasOpen))
                    .orElse(false),
        clock -> clock.ended(at));
  }

  private Optional<ClockRule> rule(TipClock clock) {
    return rules.of(clock.clock(), LegalTime.day(clock.startedAt()));
  }

  /** The clocks of one tip while they change. */
  private static final class Book {
    private final List<TipClock> clocks;

    Book(List<TipClock> clocks) {
      this.clocks = new ArrayList<>(clocks);
    }

    void change(Predicate<TipClock> which, UnaryOperator<TipClock> how) {
      clocks.replaceAll(clock -> which.test(clock) ? how.apply(clock) : clock);
    }

    boolean hasOpen(String key) {
      return clocks.stream().anyMatch(clock -> clock.open() && clock.clock().equals(key));
    }

    boolean hasBegun(String key, Instant at) {
      return begun(key, at).isPresent();
    }

    Optional<TipClock> begun(String key, Instant at) {
      return clocks.stream()
          .filter(clock -> clock.clock().equals(key) && clock.startedAt().equals(at))
          .findFirst();
    }

    Optional<TipClock> newest(String key) {
      return clocks.stream()
          .filter(clock -> clock.clock().equals(key))
          .max(Comparator.comparing(TipClock::startedAt));
    }
  }
}
