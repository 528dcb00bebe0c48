package vn.tinbao.server.proceeding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import vn.tinbao.server.calendar.Limit;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.clocks.ClockRule;
import vn.tinbao.server.clocks.ClockRules;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.routing.DeadlineProfile;
import vn.tinbao.server.victim.VictimCourse;
import vn.tinbao.server.web.Languages;
import vn.tinbao.server.web.Messages;

/**
 * The clocks of the program beside the list of the law ({@code clocks/sla.yaml}, as the domain's
 * notes have it), and beside what people can do: each is started and met by something.
 */
class ClocksOfLawTest {
  private static final ClockRules RULES = new ClockRules();
  private static final StepTable TABLE = new StepTable();
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  /** What the list calls the moment that a limit is counted from. */
  private static final Map<String, LegalEvent> BASES =
      Map.ofEntries(
          Map.entry("received_at", LegalEvent.RECEIVED),
          Map.entry("received_by_competent_at", LegalEvent.RECEIVED_BY_COMPETENT),
          Map.entry("no_jurisdiction_determined_at", LegalEvent.NO_JURISDICTION_FOUND),
          Map.entry("extension_requested_at", LegalEvent.EXTENSION_REQUESTED),
          Map.entry("decided_at", LegalEvent.DECIDED),
          Map.entry("closed_at", LegalEvent.CLOSED),
          Map.entry("suspended_at", LegalEvent.SUSPENDED),
          Map.entry("resumed_at", LegalEvent.RESUMED),
          Map.entry("resumed_at_or_annulment_received_at", LegalEvent.RESUMED),
          Map.entry("procuracy_demand_received_at", LegalEvent.PROCURACY_DEMANDED),
          // Not every decision not to prosecute finds an offence: the finding is said with it.
          Map.entry("no_prosecution_decided_at", LegalEvent.ADMIN_OFFENCE_FOUND),
          Map.entry("prosecuted_at", LegalEvent.PROSECUTED));

  /** Said of a tip by its intake and by an answer, not by a step or a notice. */
  private static final Set<LegalEvent> OF_TIPS =
      EnumSet.of(LegalEvent.RECEIVED, LegalEvent.ANSWERED);

  /** Said of a person by the beginning of a record and by its statuses. */
  private static final Set<LegalEvent> OF_PEOPLE =
      EnumSet.of(
          LegalEvent.VICTIM_REPORTED,
          LegalEvent.PERSON_MET,
          LegalEvent.IDENTIFIED,
          LegalEvent.VICTIM_CONFIRMED);

  /** A clock of the list. */
  record Listed(Map<?, ?> entry) {
    String id() {
      return Objects.requireNonNull(entry.get("id")).toString();
    }

    Limit limit(String field) {
      return Limit.parse(Objects.requireNonNull(entry.get(field)).toString());
    }

    LocalDate day(String field) {
      return LocalDate.ofInstant(((Date) entry.get(field)).toInstant(), ZoneOffset.UTC);
    }

    @Override
    public String toString() {
      return id();
    }
  }

  static Stream<Listed> listed() {
    try (InputStream in =
        Objects.requireNonNull(ClocksOfLawTest.class.getResourceAsStream("/clocks/sla.yaml"))) {
      Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      List<Listed> all = new ArrayList<>();
      for (String group : List.of("tip_clocks", "victim_clocks", "privacy_clocks")) {
        ((Collection<?>) Objects.requireNonNull(file.get(group)))
            .forEach(entry -> all.add(new Listed((Map<?, ?>) entry)));
      }
      return all.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<ClockRule> rules() {
    return RULES.all().stream();
  }

  @ParameterizedTest
  @MethodSource("listed")
  void a_clock_of_the_law_runs_as_long_and_from_when_the_law_says(Listed law) {
    List<ClockRule> all = RULES.all().stream().filter(r -> r.key().equals(law.id())).toList();
    assertThat(all).isNotEmpty();
    ClockRule rule = all.get(all.size() - 1);
    assertThat(rule.limit()).isEqualTo(law.limit("limit"));
    assertThat(rule.remote())
        .isEqualTo(law.entry().containsKey("limit_remote") ? law.limit("limit_remote") : null);
    if (law.entry().containsKey("limit_complex")) {
      assertThat(RULES.of(law.id() + "_complex", TODAY).orElseThrow())
          .returns(law.limit("limit_complex"), ClockRule::limit)
          .returns(new ClockRule.From(law.id(), false), ClockRule::from)
          .returns(Set.of(law.id()), ClockRule::replaces);
    }
    if (law.entry().containsKey("from")) {
      assertThat(all.get(0).validFrom()).isEqualTo(law.day("from"));
    }
    assertThat(rule.validTo())
        .isEqualTo(law.entry().containsKey("until") ? law.day("until").plusDays(1) : null);
    Object base = law.entry().get("base");
    if (base != null) {
      countedFrom(rule, base.toString());
    }
  }

  private static void countedFrom(ClockRule rule, String base) {
    ClockRule.From from = rule.from();
    if (base.endsWith("_due_at")) {
      String other = base.substring(0, base.length() - "_due_at".length());
      if (rule.limit().back()) {
        assertThat(rule.before()).contains(other);
      } else {
        assertThat(from).isEqualTo(new ClockRule.From(other, true));
      }
    } else if (from != null) {
      // Another clock's beginning, which is that moment.
      assertThat(from.due()).isFalse();
      assertThat(RULES.of(from.key(), TODAY).orElseThrow().starts()).contains(BASES.get(base));
    } else {
      assertThat(rule.starts()).contains(Objects.requireNonNull(BASES.get(base), base));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void every_clock_is_started_and_met_by_something_that_happens(ClockRule rule) {
    Set<LegalEvent> happens =
        rule.person()
            ? both(OF_PEOPLE, VictimCourse.EVENTS)
            : both(OF_TIPS, Stream.concat(ofSteps(), ofNotices()).toList());
    assertThat(happens).containsAll(rule.starts()).containsAll(rule.met()).containsAll(rule.ends());
    assertThat(rule.met()).isNotEmpty();
    assertThat(rule.starts().isEmpty()).isEqualTo(!rule.before().isEmpty());
  }

  /** From each state in which it may start a state can be reached in which it can be met. */
  @ParameterizedTest
  @MethodSource("rules")
  void whoever_owes_it_can_meet_it_from_where_it_starts(ClockRule rule) {
    if (rule.person() || !rule.before().isEmpty()) {
      return;
    }
    assertThat(leads(rule)).isNotEmpty();
    for (Agency lead : leads(rule)) {
      Set<TipState> begin = begins(rule, lead);
      assertThat(begin).as("%s", lead).isNotEmpty();
      boolean byNotice = ofNotices().anyMatch(rule.met()::contains);
      boolean byAnswer = rule.met().contains(LegalEvent.ANSWERED);
      for (TipState state : begin) {
        Set<TipState> reached = reached(state);
        boolean byStep =
            takenBy(lead, r -> r.events().stream().anyMatch(rule.met()::contains))
                .anyMatch(r -> r.from().stream().anyMatch(reached::contains));
        assertThat(byStep || byNotice || byAnswer).as("%s at %s", state, lead).isTrue();
      }
    }
  }

  private static List<Agency> leads(ClockRule rule) {
    List<Agency> leads = new ArrayList<>();
    for (AgencyFunction function : AgencyFunction.values()) {
      for (AgencyLevel level : AgencyLevel.values()) {
        boolean owes =
            rule.whoeverLeads()
                || rule.owners().stream()
                    .anyMatch(
                        owner ->
                            (owner.function() == null || owner.function() == function)
                                && (owner.level() == null || owner.level() == level));
        if (owes) {
          leads.add(agency(function, level));
        }
      }
    }
    return startable(rule, leads);
  }

  /** Who cannot take the step that starts it never has it. */
  private static List<Agency> startable(ClockRule rule, List<Agency> leads) {
    return leads.stream().filter(lead -> !begins(rule, lead).isEmpty()).toList();
  }

  private static Set<TipState> begins(ClockRule rule, Agency lead) {
    Set<TipState> begin = EnumSet.noneOf(TipState.class);
    if (rule.starts().contains(LegalEvent.RECEIVED)
        || rule.starts().contains(LegalEvent.ANSWERED)) {
      begin.add(TipState.RECEIVED);
    }
    takenBy(lead, r -> r.events().stream().anyMatch(rule.starts()::contains))
        .forEach(r -> begin.addAll(r.to() == null ? r.from() : Set.of(r.to())));
    return begin;
  }

  private static Stream<StepRule> takenBy(Agency lead, Predicate<StepRule> which) {
    return TABLE.rules().stream().filter(which).filter(rule -> rule.lead().fits(lead));
  }

  private static Set<TipState> reached(TipState from) {
    Set<TipState> seen = EnumSet.of(from);
    Deque<TipState> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      for (StepRule rule : TABLE.from(next.pop(), TODAY)) {
        TipState to = rule.to();
        if (to != null && seen.add(to)) {
          next.add(to);
        }
      }
    }
    return seen;
  }

  /** Law 66/2011 until the last day of June 2025, law 53/2024 from the next one on. */
  @Test
  void who_was_met_before_the_new_law_has_the_same_clocks_by_the_old_one() {
    for (String key : List.of("bring_to_commune", "commune_notify_health", "initial_verify")) {
      ClockRule before = RULES.of(key, LocalDate.of(2025, 6, 30)).orElseThrow();
      ClockRule since = RULES.of(key, LocalDate.of(2025, 7, 1)).orElseThrow();
      assertThat(before.basis()).startsWith("Luật 66/2011");
      assertThat(since.basis()).startsWith("Luật 53/2024");
      assertThat(before.validTo()).isEqualTo(since.validFrom());
      assertThat(before.starts()).isEqualTo(since.starts());
      assertThat(before.met()).isEqualTo(since.met());
    }
  }

  @Test
  void every_clock_and_event_has_its_words_in_both_languages() {
    Messages messages = new Messages();
    Set<String> keys = new HashSet<>();
    rules().forEach(rule -> keys.add("console.clock." + rule.key()));
    Arrays.stream(LegalEvent.values()).forEach(event -> keys.add("clocks.event." + event));
    Arrays.stream(DeadlineProfile.values()).forEach(one -> keys.add("clocks.profile." + one));
    Arrays.stream(ClockRule.Group.values()).forEach(group -> keys.add("clocks.group." + group));
    Arrays.stream(ClockRule.Verified.values()).forEach(one -> keys.add("clocks.verified." + one));
    for (String key : keys) {
      assertThat(messages.has(key)).as(key).isTrue();
      assertThat(messages.text(Languages.VIETNAMESE, key)).as(key).isNotEqualTo(key);
      assertThat(messages.text(Languages.ENGLISH, key)).as(key).isNotEqualTo(key);
    }
  }

  private static Stream<LegalEvent> ofSteps() {
    return TABLE.rules().stream().flatMap(rule -> rule.events().stream());
  }

  private static Stream<LegalEvent> ofNotices() {
    return Arrays.stream(NoticeKind.values()).map(NoticeKind::event).filter(Objects::nonNull);
  }

  private static Set<LegalEvent> both(Set<LegalEvent> some, Collection<LegalEvent> others) {
    Set<LegalEvent> both = EnumSet.copyOf(some);
    both.addAll(others);
    return both;
  }

  /** Commune police and who only passes on may not resolve (BLTTHS art. 145.3). */
  private static Agency agency(AgencyFunction function, AgencyLevel level) {
    boolean resolves =
        (function == AgencyFunction.POLICE && level != AgencyLevel.COMMUNE)
            || function == AgencyFunction.BORDER_GUARD
            || function == AgencyFunction.PROCURACY;
    return new Agency(
        function + "@" + level,
        "key",
        function,
        level,
        function + " " + level,
        1,
        Set.of(1L),
        false,
        resolves,
        null,
        null,
        LocalDate.of(2025, 7, 1),
        null,
        "thử");
  }
}
