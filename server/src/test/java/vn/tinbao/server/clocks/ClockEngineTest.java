package vn.tinbao.server.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.server.calendar.LegalCount;
import vn.tinbao.server.calendar.Limit;
import vn.tinbao.server.calendar.SlowCount;
import vn.tinbao.server.calendar.WorkingDays;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.routing.DeadlineProfile;

class ClockEngineTest {
  private static final int WALKS =
      "full".equals(System.getProperty("tinbao.test.size")) ? 5_000 : 300;
  private static final Instant MONDAY = Instant.parse("2026-11-16T01:00:00Z");
  private static final WorkingDays DAYS =
      new WorkingDays() {
        @Override
        public boolean worked(LocalDate day) {
          return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
        }

        @Override
        public boolean confirmed(LocalDate day) {
          return day.getYear() == 2026;
        }
      };

  private final ClockRules rules = new ClockRules();
  private final ClockEngine engine = engine(rules, DAYS);

  private static ClockEngine engine(ClockRules rules, WorkingDays days) {
    return new ClockEngine(
        rules,
        new ClockSettings(
            Duration.ofMinutes(15),
            List.of(Duration.ofDays(3), Duration.ofDays(1), Duration.ofHours(2)),
            Duration.ofSeconds(2)),
        new LegalCount(days));
  }

  /** Events that nothing starts, meets or ends: only those that are reported beside another one. */
  @Test
  void every_event_does_something() {
    Set<LegalEvent> used = new TreeSet<>(Set.of(LegalEvent.ENDED));
    rules
        .all()
        .forEach(
            rule -> {
              used.addAll(rule.starts());
              used.addAll(rule.met());
              used.addAll(rule.ends());
            });
    assertThat(used).containsExactlyInAnyOrder(LegalEvent.values());
  }

  @ParameterizedTest
  @EnumSource(DeadlineProfile.class)
  void no_tip_comes_in_without_a_clock(DeadlineProfile profile) {
    for (AgencyFunction function : AgencyFunction.values()) {
      for (AgencyLevel level : AgencyLevel.values()) {
        assertThat(engine.atReceipt(tip(function, level, profile, false, true), MONDAY))
            .as("%s %s", function, level)
            .isNotEmpty();
      }
    }
  }

  @Test
  void suspected_trafficking_never_takes_the_seven_days() {
    TipFacts commune =
        tip(AgencyFunction.POLICE, AgencyLevel.COMMUNE, DeadlineProfile.OTHER_REPORT, false, true);
    assertThat(engine.atReceipt(commune, MONDAY))
        .extracting(TipClock::clock)
        .containsExactlyInAnyOrder("commune_transfer_normal", "commune_propose_investigator");
    for (boolean remote : List.of(false, true)) {
      TipFacts suspected =
          tip(
              AgencyFunction.POLICE,
              AgencyLevel.COMMUNE,
              DeadlineProfile.TRAFFICKING_SUSPECTED,
              remote,
              true);
      List<TipClock> clocks = engine.atReceipt(suspected, MONDAY);
      assertThat(due(clocks, "commune_transfer_urgent"))
          .isEqualTo(MONDAY.plus(Duration.ofHours(remote ? 48 : 24)));
      assertThat(due(clocks, "commune_propose_investigator"))
          .isEqualTo(MONDAY.plus(Duration.ofHours(remote ? 24 : 12)));
      assertThat(clocks).extracting(TipClock::clock).doesNotContain("commune_transfer_normal");
    }
    // What was another report turns out to be one, three days on: at once, from now.
    Instant later = MONDAY.plus(Duration.ofDays(3));
    List<TipClock> reread =
        engine.reread(
            engine.atReceipt(commune, MONDAY),
            tip(
                AgencyFunction.POLICE,
                AgencyLevel.COMMUNE,
                DeadlineProfile.TRAFFICKING_SUSPECTED,
                false,
                true),
            later);
    assertThat(due(reread, "notify_investigator_now")).isEqualTo(later);
    assertThat(open(reread)).doesNotContain("commune_transfer_normal");
  }

  @Test
  void a_child_in_danger_has_twelve_hours_whoever_leads() {
    for (AgencyFunction function : AgencyFunction.values()) {
      List<TipClock> clocks =
          engine.atReceipt(
              tip(function, AgencyLevel.PROVINCE, DeadlineProfile.CHILD_IN_DANGER, false, true),
              MONDAY);
      assertThat(due(clocks, "child_emergency")).isEqualTo(MONDAY.plus(Duration.ofHours(12)));
    }
  }

  @Test
  void who_cannot_be_told_is_owed_no_notice() {
    TipFacts silent =
        tip(
            AgencyFunction.POLICE,
            AgencyLevel.PROVINCE,
            DeadlineProfile.TRAFFICKING_SUSPECTED,
            false,
            false);
    List<TipClock> clocks = engine.atReceipt(silent, MONDAY);
    clocks = engine.after(clocks, silent, LegalEvent.RECEIVED_BY_COMPETENT, MONDAY);
    clocks = engine.after(clocks, silent, LegalEvent.SUSPENDED, MONDAY.plusSeconds(60));
    assertThat(clocks)
        .extracting(TipClock::clock)
        .noneMatch(key -> key.startsWith("notify_reporter"))
        .contains("resolve", "send_decision_procuracy");
  }

  @Test
  void a_lead_that_takes_over_while_it_is_verified_classifies_nothing_again() {
    TipFacts province = provincialPolice();
    List<TipClock> clocks = engine.atReceipt(province, MONDAY);
    clocks = engine.after(clocks, province, LegalEvent.RECEIVED_BY_COMPETENT, MONDAY);
    Instant due = due(clocks, "resolve");
    clocks =
        engine.underLead(
            clocks, province, MONDAY.plus(Duration.ofDays(5)), MONDAY.plus(Duration.ofDays(5)));
    assertThat(open(clocks)).doesNotContain("classify");
    assertThat(due(clocks, "resolve")).isEqualTo(due);
  }

  @Test
  void another_message_of_the_reporter_starts_nothing_that_ran_or_was_not_owed() {
    TipFacts province = provincialPolice();
    List<TipClock> clocks = engine.atReceipt(province, MONDAY);
    assertThat(engine.reread(clocks, province, MONDAY.plusSeconds(60))).isEqualTo(clocks);
    clocks = engine.after(clocks, province, LegalEvent.CLASSIFIED, MONDAY.plusSeconds(90));
    clocks = engine.after(clocks, province, LegalEvent.RECEIVED_BY_COMPETENT, MONDAY);
    assertThat(engine.reread(clocks, province, MONDAY.plusSeconds(120))).isEqualTo(clocks);
  }

  @Test
  void a_child_that_was_helped_is_not_owed_help_again_by_the_next_lead() {
    TipFacts province =
        tip(
            AgencyFunction.POLICE,
            AgencyLevel.PROVINCE,
            DeadlineProfile.CHILD_IN_DANGER,
            false,
            true);
    List<TipClock> clocks = engine.atReceipt(province, MONDAY);
    clocks = engine.after(clocks, province, LegalEvent.CHILD_HELPED, MONDAY.plusSeconds(60));
    Instant later = MONDAY.plus(Duration.ofDays(1));
    clocks = engine.underLead(clocks, province, later, later);
    assertThat(open(clocks)).doesNotContain("child_emergency").contains("classify");
  }

  @Test
  void a_prolonged_term_has_no_new_one_beside_it() {
    TipFacts province = provincialPolice();
    List<TipClock> clocks = engine.atReceipt(province, MONDAY);
    clocks = engine.after(clocks, province, LegalEvent.RECEIVED_BY_COMPETENT, MONDAY);
    clocks = engine.after(clocks, province, LegalEvent.MADE_COMPLEX, MONDAY.plusSeconds(60));
    clocks =
        engine.after(clocks, province, LegalEvent.RECEIVED_BY_COMPETENT, MONDAY.plusSeconds(90));
    assertThat(open(clocks)).contains("resolve_complex").doesNotContain("resolve");
    clocks = engine.after(clocks, province, LegalEvent.RESUMED, MONDAY.plusSeconds(120));
    assertThat(open(clocks)).contains("resolve_after_resume").doesNotContain("resolve_complex");
  }

  @Test
  void an_answer_leaves_a_question_with_a_clock_until_it_is_said_what_it_was() {
    TipFacts union =
        tip(
            AgencyFunction.MASS_ORGANISATION,
            AgencyLevel.PROVINCE,
            DeadlineProfile.ADVICE,
            false,
            true);
    List<TipClock> clocks = engine.atReceipt(union, MONDAY);
    assertThat(open(clocks)).containsExactly("answer_request");
    Instant answered = MONDAY.plusSeconds(600);
    clocks = engine.after(clocks, union, LegalEvent.ANSWERED, answered);
    assertThat(open(clocks)).containsExactly("after_answer");
    // A second word answers nothing that is still owed.
    assertThat(engine.after(clocks, union, LegalEvent.ANSWERED, answered.plusSeconds(60)))
        .isEqualTo(clocks);
    clocks = engine.after(clocks, union, LegalEvent.CLASSIFIED, answered.plusSeconds(90));
    assertThat(open(clocks)).isEmpty();
    assertThat(engine.after(clocks, union, LegalEvent.ANSWERED, answered.plusSeconds(120)))
        .isEqualTo(clocks);
  }

  @Test
  void what_starts_counts_from_receipt_and_what_is_met_is_met_when_it_happened() {
    TipFacts province = provincialPolice();
    Instant classified = MONDAY.plus(Duration.ofDays(2));
    List<TipClock> clocks =
        engine.after(
            engine.atReceipt(province, MONDAY),
            province,
            LegalEvent.RECEIVED_BY_COMPETENT,
            classified,
            MONDAY);
    for (TipClock clock : clocks) {
      assertThat(clock.startedAt()).isEqualTo(MONDAY);
      assertThat(clock.metAt()).isEqualTo(clock.clock().equals("classify") ? classified : null);
    }
  }

  @Test
  void what_was_put_aside_and_is_competent_after_all_has_its_clocks_again_with_their_due_times() {
    TipFacts tip = provincialPolice();
    List<TipClock> first =
        engine.after(
            engine.atReceipt(tip, MONDAY),
            tip,
            LegalEvent.RECEIVED_BY_COMPETENT,
            MONDAY.plusSeconds(60),
            MONDAY);
    List<TipClock> aside = engine.after(first, tip, LegalEvent.ENDED, MONDAY.plusSeconds(120));
    assertThat(open(aside)).isEmpty();
    List<TipClock> again =
        engine.after(
            aside, tip, LegalEvent.RECEIVED_BY_COMPETENT, MONDAY.plusSeconds(86_400), MONDAY);

    assertThat(open(again)).contains("resolve", "assign", "notify_procuracy_received");
    assertThat(again.stream().filter(c -> c.clock().equals("resolve")).toList())
        .isEqualTo(first.stream().filter(c -> c.clock().equals("resolve")).toList());
  }

  /** Any limits, any days off: what is due is held against a count of its own, step by step. */
  @Test
  void random_lives_with_random_limits_and_holidays_keep_their_clocks_in_order() {
    long seed = Long.getLong("tinbao.test.seed", new Random().nextLong());
    for (int walk = 0; walk < WALKS; walk++) {
      Random random = new Random(seed + walk);
      ClockRules rules = walk % 3 == 0 ? this.rules : RandomLimits.rules(random);
      WorkingDays days = anyDays(random);
      ClockEngine engine = engine(rules, days);
      Reference reference = new Reference(rules, new SlowCount(days::worked));
      TipFacts tip = anyTip(random);
      Instant now = MONDAY;
      List<TipClock> clocks = engine.atReceipt(tip, now);
      StringBuilder path = new StringBuilder("seed " + (seed + walk) + ": " + tip.lead().id());
      for (int step = 0; step < 25; step++) {
        now = now.plusSeconds(1 + random.nextInt(4 * 86_400));
        LegalEvent event = LegalEvent.values()[random.nextInt(LegalEvent.values().length)];
        path.append(", ").append(event).append(' ').append(now);
        List<TipClock> before = clocks;
        clocks = engine.after(before, tip, event, now);
        holds(reference, tip, before, clocks, event, now, path.toString());
        if (random.nextInt(6) == 0) {
          tip = anyTip(random);
          path.append(", led by ").append(tip.lead().id());
          clocks = engine.underLead(clocks, tip, now, now);
          for (TipClock clock : clocks) {
            assertThat(!clock.open() || reference.rule(clock).fits(tip.lead()))
                .as(path.toString())
                .isTrue();
          }
        }
      }
    }
  }

  /** What is expected of a walk: its rules, and a slow count. */
  private record Reference(ClockRules rules, SlowCount count) {
    ClockRule rule(TipClock clock) {
      return rules.of(clock.clock(), LocalDate.of(2026, 11, 16)).orElseThrow();
    }
  }

  private static void holds(
      Reference reference,
      TipFacts tip,
      List<TipClock> before,
      List<TipClock> after,
      LegalEvent event,
      Instant now,
      String path) {
    List<String> open = open(after);
    assertThat(open).as(path).doesNotHaveDuplicates();
    assertThat(after.stream().map(c -> c.clock() + c.startedAt()).toList())
        .as(path)
        .doesNotHaveDuplicates()
        .containsAll(before.stream().map(c -> c.clock() + c.startedAt()).toList());
    for (TipClock clock : after) {
      ClockRule rule = reference.rule(clock);
      TipClock was =
          before.stream()
              .filter(
                  c -> c.clock().equals(clock.clock()) && c.startedAt().equals(clock.startedAt()))
              .findFirst()
              .orElse(null);
      assertThat(clock.open()).as(path).isEqualTo(clock.nextAlertAt() != null);
      if (was == null) {
        started(reference, tip, clock, before, after, event, now, path);
      } else if (!was.open()) {
        assertThat(clock).as(path).isEqualTo(was);
      } else if (clock.state() == TipClock.State.MET) {
        assertThat(rule.met()).as(path).contains(event);
        assertThat(clock.metAt()).as(path).isEqualTo(now);
      } else if (clock.open()) {
        assertThat(rule.met()).as(path).doesNotContain(event);
        assertThat(clock).as(path).isEqualTo(was);
        assertThat(event == LegalEvent.ENDED && rule.group() != ClockRule.Group.PRIVACY)
            .as(path)
            .isFalse();
      }
      if (clock.open() && !rule.before().isEmpty()) {
        assertThat(open).as(path).containsAnyElementsOf(rule.before());
      }
    }
  }

  /** A clock that began now is due as its rule says, counted anew. */
  private static void started(
      Reference reference,
      TipFacts tip,
      TipClock clock,
      List<TipClock> before,
      List<TipClock> after,
      LegalEvent event,
      Instant now,
      String path) {
    ClockRule rule = reference.rule(clock);
    SlowCount count = reference.count();
    assertThat(clock.startedAt()).as(path).isEqualTo(now);
    if (!rule.before().isEmpty()) {
      Set<Instant> bases =
          after.stream()
              .filter(c -> rule.before().contains(c.clock()) && c.startedAt().equals(now))
              .map(c -> count.before(c.dueAt(), rule.limit()))
              .collect(Collectors.toSet());
      assertThat(bases).as(path).contains(clock.dueAt());
      return;
    }
    assertThat(rule.starts()).as(path).contains(event);
    ClockRule.From from = rule.from();
    Limit remote = rule.remote();
    Limit limit = tip.remote() && remote != null ? remote : rule.limit();
    List<TipClock> others =
        from == null
            ? List.of()
            : before.stream().filter(c -> c.clock().equals(from.key())).toList();
    if (from == null || others.isEmpty()) {
      if (from == null) {
        assertThat(clock.dueAt()).as(path).isEqualTo(count.after(now, limit));
      }
    } else {
      TipClock last = others.get(others.size() - 1);
      for (TipClock other : others) {
        last = other.startedAt().isAfter(last.startedAt()) ? other : last;
      }
      assertThat(clock.dueAt())
          .as(path)
          .isEqualTo(
              from.due()
                  ? count.afterEnd(last.dueAt(), limit)
                  : count.after(last.startedAt(), limit));
    }
    for (String replaced : rule.replaces()) {
      assertThat(open(after)).as(path).doesNotContain(replaced);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version: 1\nrules:\n- {key: a}",
        "version: 1\nrules:\n- {key: a, what: x, limit: 1w, starts: [RECEIVED], owner: [],"
            + " valid-from: 2026-01-01, basis: b, verified: TEXT}",
        "version: 1\nrules:\n- {key: a, what: x, limit: 1d, starts: [NEVER], owner: [],"
            + " valid-from: 2026-01-01, basis: b, verified: TEXT}",
        "version: 1\nrules:\n- {key: a, what: x, limit: -1d, starts: [RECEIVED], owner: [],"
            + " valid-from: 2026-01-01, basis: b, verified: TEXT}",
        "version: 1\nrules:\n- {key: a, what: x, limit: 1d, starts: [RECEIVED], replaces: [b],"
            + " owner: [], valid-from: 2026-01-01, basis: b, verified: TEXT}",
        "version: 1\nrules:\n- {key: a, what: x, limit: 1d, start: [RECEIVED], owner: [],"
            + " valid-from: 2026-01-01, basis: b, verified: TEXT}"
      })
  void rules_that_make_no_sense_are_refused_by_name(String yaml) {
    assertThatThrownBy(
            () -> new ClockRules(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clocks/clocks.yaml: a");
  }

  private static List<String> open(List<TipClock> clocks) {
    List<String> keys = new ArrayList<>();
    clocks.stream().filter(TipClock::open).forEach(clock -> keys.add(clock.clock()));
    return keys;
  }

  private static Instant due(List<TipClock> clocks, String key) {
    return clocks.stream()
        .filter(clock -> clock.clock().equals(key))
        .findFirst()
        .orElseThrow()
        .dueAt();
  }

  /** Weekends that are worked, and days off in the middle of a week, some of them in a row. */
  private static WorkingDays anyDays(Random random) {
    Set<LocalDate> other = new HashSet<>();
    LocalDate first = LocalDate.of(2026, 1, 1);
    for (int i = 0; i < 200; i++) {
      LocalDate day = first.plusDays(random.nextInt(900));
      for (int row = random.nextInt(9); row >= 0; row--) {
        other.add(day.plusDays(row));
      }
    }
    return new WorkingDays() {
      @Override
      public boolean worked(LocalDate day) {
        return DAYS.worked(day) != other.contains(day);
      }

      @Override
      public boolean confirmed(LocalDate day) {
        return DAYS.confirmed(day);
      }
    };
  }

  private static TipFacts anyTip(Random random) {
    return tip(
        AgencyFunction.values()[random.nextInt(AgencyFunction.values().length)],
        AgencyLevel.values()[random.nextInt(AgencyLevel.values().length)],
        DeadlineProfile.values()[random.nextInt(DeadlineProfile.values().length)],
        random.nextBoolean(),
        random.nextBoolean());
  }

  /** A suspicion of trafficking that provincial police lead, from somebody who can be told. */
  private static TipFacts provincialPolice() {
    return tip(
        AgencyFunction.POLICE,
        AgencyLevel.PROVINCE,
        DeadlineProfile.TRAFFICKING_SUSPECTED,
        false,
        true);
  }

  private static TipFacts tip(
      AgencyFunction function,
      AgencyLevel level,
      DeadlineProfile profile,
      boolean remote,
      boolean reachable) {
    return new TipFacts(
        new Agency(
            function + "@" + level,
            "key",
            function,
            level,
            "Cơ quan",
            1,
            Set.of(1L),
            false,
            true,
            null,
            null,
            LocalDate.of(2025, 7, 1),
            null,
            "thử"),
        profile,
        remote,
        reachable,
        false);
  }
}
