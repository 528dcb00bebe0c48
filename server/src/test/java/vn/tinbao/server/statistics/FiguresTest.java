package vn.tinbao.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.bench.figures.SimulatedRows;
import vn.tinbao.server.bench.figures.SimulatedTip;
import vn.tinbao.server.bench.figures.SimulatedYear;
import vn.tinbao.server.bench.figures.ToldFigures;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/**
 * The figures of a simulated time, by SQL from the tables and by plain loops over what the
 * simulation told: the year 2025, in the middle of which the map changed.
 */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-02-01T00:00:00+07:00")
@Property(name = "tinbao.test.by-hand", value = "FigureJob")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiguresTest {
  private static final int FEW = 1_500;
  private static final int TIPS =
      "full".equals(System.getProperty("tinbao.test.size")) ? 20_000 : FEW;
  private static final Period YEAR = Period.year(2025);

  /** Cases of the simulation may be opened later than their report came. */
  private static final Period OPENED =
      new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2027, 1, 1));

  private static final Instant TOLD = LegalTime.start(LocalDate.of(2026, 2, 1));
  private static final LocalDate BEFORE = LocalDate.of(2025, 3, 1);
  private static final LocalDate AFTER = LocalDate.of(2025, 12, 1);

  @Inject Figures figures;
  @Inject Catalogue catalogue;
  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject OpenData open;
  @Inject FigureParts parts;
  @Inject Database database;
  @Inject FigureCounts counts;
  @Inject FigureCheck check;
  @Inject CampaignHistory history;
  @Inject Clock clock;
  @Inject SettableClock settable;
  @Inject TestSql sql;

  private List<SimulatedTip> tips = List.of();

  @BeforeAll
  void simulate() throws Exception {
    tips =
        SimulatedYear.of(catalogue.now(), YEAR.from(), 365, TIPS, TOLD, 20_261_123, unit -> true);
    SimulatedRows.write(database.address(), tips, TOLD);
  }

  @Test
  void the_whole_country_is_what_the_simulation_told() {
    same(FigureScope.everywhere(AFTER), YEAR, TOLD, tip -> true);
  }

  @Test
  void half_a_year_as_it_was_known_in_the_middle_of_it() {
    Period half = new Period(LocalDate.of(2024, 12, 15), LocalDate.of(2025, 6, 15));
    same(
        FigureScope.everywhere(BEFORE),
        half,
        LegalTime.start(LocalDate.of(2025, 4, 2)),
        tip -> true);
    same(
        FigureScope.everywhere(BEFORE),
        half,
        LegalTime.start(LocalDate.of(2025, 6, 15)),
        tip -> true);
  }

  @Test
  void a_province_counts_what_happened_before_and_after_the_reform() {
    Unit quangNgai = unit("51", AFTER);
    Unit konTum = unit("62", BEFORE);
    Unit iaHdrai = unit("618", BEFORE);
    FigureTable today =
        same(FigureScope.unit(quangNgai.id(), AFTER), YEAR, TOLD, tip -> in(tip, quangNgai, AFTER));
    FigureTable former =
        same(FigureScope.unit(konTum.id(), BEFORE), YEAR, TOLD, tip -> in(tip, konTum, BEFORE));
    FigureTable district =
        same(FigureScope.unit(iaHdrai.id(), BEFORE), YEAR, TOLD, tip -> in(tip, iaHdrai, BEFORE));
    assertThat(received(today)).isPositive();
    assertThat(received(district)).isPositive();
    assertThat(received(former)).isGreaterThanOrEqualTo(received(district));
  }

  @Test
  void an_agency_counts_what_it_led_then_and_its_heir_what_it_left() {
    String police = "ca_tinh@51/2021-11-01";
    same(FigureScope.agency(police, BEFORE), YEAR, TOLD, tip -> led(tip, TOLD).equals(police));
    Unit unit = unit("51", AFTER);
    same(
        new FigureScope(Set.of(unit.id()), Set.of(police), BEFORE),
        YEAR,
        LegalTime.start(LocalDate.of(2025, 6, 1)),
        tip ->
            led(tip, LegalTime.start(LocalDate.of(2025, 6, 1))).equals(police)
                && in(tip, unit, BEFORE));
  }

  @Test
  void parts_add_up_to_the_whole() {
    FigureScope scope = FigureScope.everywhere(AFTER);
    for (Dimension by :
        List.of(
            Dimension.UNIT,
            Dimension.PROVINCE,
            Dimension.AGENCY,
            Dimension.MONTH,
            Dimension.CHANNEL,
            Dimension.SOURCE_KIND,
            Dimension.STATE)) {
      Breakdown parts = figures.by("tips_received_and_classified", by, scope, YEAR, TOLD);
      assertThat(parts.overlapping()).isFalse();
      assertThat(parts.lines().stream().mapToLong(line -> line.value().denominator()).sum())
          .as(by.name())
          .isEqualTo(tips.size());
    }
    assertThat(figures.by("tips_received", Dimension.MONTH, scope, YEAR, TOLD).lines())
        .extracting(Breakdown.Line::part)
        .containsExactly(
            "2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06", "2025-07", "2025-08",
            "2025-09", "2025-10", "2025-11", "2025-12");
    Map<String, Long> categories = new HashMap<>();
    for (SimulatedTip tip : tips) {
      tip.categories().forEach(c -> categories.merge(c, 1L, Long::sum));
    }
    Breakdown by = figures.by("messages_received", Dimension.CATEGORY, scope, YEAR, TOLD);
    assertThat(by.overlapping()).isTrue();
    assertThat(by.lines())
        .allSatisfy(
            line ->
                assertThat(line.value().numerator().longValue())
                    .isEqualTo(categories.get(line.part())))
        .hasSameSizeAs(categories.keySet());
  }

  @Test
  void the_year_before_is_told_as_known_at_the_same_moment_and_nothing_has_no_value() {
    Instant later = TOLD.plus(Duration.ofDays(365));
    FigureComparison compared =
        figures.compare(FigureScope.everywhere(AFTER), Period.year(2026), later);
    assertThat(compared.before()).isEqualTo(figures.of(FigureScope.everywhere(AFTER), YEAR, later));
    assertThat(compared.now().value("tips_resolved").orElseThrow().value()).isNull();
    assertThat(compared.change("tips_resolved")).isEmpty();
    assertThat(compared.change("messages_received")).hasValue(BigDecimal.valueOf(-tips.size()));
  }

  @Test
  void what_no_figure_has_is_refused() {
    FigureScope scope = FigureScope.everywhere(AFTER);
    assertThatThrownBy(() -> figures.by("nothing", Dimension.UNIT, scope, YEAR, TOLD))
        .hasMessageContaining("nothing");
    assertThatThrownBy(() -> figures.by("tips_received", Dimension.SEX, scope, YEAR, TOLD))
        .hasMessageContaining("SEX");
    assertThatThrownBy(() -> new Period(AFTER, AFTER)).hasMessageContaining("needs a day");
  }

  @Test
  void what_is_counted_ahead_is_what_events_say() {
    counts.catchUp();
    List<FigureScope> scopes =
        List.of(
            FigureScope.everywhere(AFTER),
            FigureScope.unit(unit("51", AFTER).id(), AFTER),
            FigureScope.unit(unit("618", BEFORE).id(), BEFORE),
            FigureScope.agency("ca_tinh@51/2021-11-01", BEFORE));
    List<Period> periods =
        List.of(
            YEAR,
            new Period(LocalDate.of(2024, 12, 15), LocalDate.of(2025, 6, 15)),
            new Period(LocalDate.of(2025, 3, 5), LocalDate.of(2025, 3, 9)),
            new Period(LocalDate.of(2025, 3, 5), LocalDate.of(2025, 4, 9)));
    for (FigureScope scope : scopes) {
      for (Period period : periods) {
        FigureTable ahead = counts.of(scope, period);
        assertThat(ahead).isEqualTo(figures.of(scope, period, ahead.asOf()));
        for (Dimension by :
            List.of(
                Dimension.UNIT,
                Dimension.PROVINCE,
                Dimension.AGENCY,
                Dimension.MONTH,
                Dimension.CHANNEL,
                Dimension.STATE,
                Dimension.CATEGORY)) {
          Breakdown parts = counts.by("tips_received", by, scope, period);
          assertThat(parts).isEqualTo(figures.by("tips_received", by, scope, period, parts.asOf()));
        }
      }
    }
  }

  @Test
  void what_changes_is_counted_once_and_a_wrong_sum_is_found_and_mended() throws Exception {
    Period june = new Period(LocalDate.of(2024, 6, 1), LocalDate.of(2024, 7, 1));
    FigureScope scope = FigureScope.everywhere(BEFORE);
    List<SimulatedTip> few =
        SimulatedYear.of(catalogue.now(), june.from(), 30, 40, TOLD, 7, unit -> true);
    SimulatedRows.write(database.address(), few, TOLD);
    counts.catchUp();
    assertThat(counts.of(scope, june)).isEqualTo(figures.of(scope, june, clock.instant()));
    assertThat(counts.of(scope, june).value("messages_received").orElseThrow().value())
        .isEqualByComparingTo("40");
    UUID open =
        few.stream().filter(tip -> tip.steps().isEmpty()).findFirst().orElse(few.get(0)).id();
    sql.run(
        """
        INSERT INTO tinbao.tip_step (id, tip_id, n, step, from_state, to_state, agency_id,
          happened_at, at, rules_version)
        VALUES (gen_random_uuid(), '%s', 99, 'PROSECUTE', 'VERIFYING', 'PROSECUTED', 'x',
          '2024-06-30T10:00:00Z', '2024-06-30T10:00:00Z', 'test')
        """
            .formatted(open));
    sql.run("DELETE FROM tinbao.tip WHERE id = '" + few.get(1).id() + "'");
    assertThat(counts.standing().waiting()).isZero();
    FigureTable changed = counts.of(scope, june);
    assertThat(changed).isEqualTo(figures.of(scope, june, changed.asOf()));
    assertThat(changed.value("messages_received").orElseThrow().value()).isEqualByComparingTo("39");

    assertThat(check.run()).isEmpty();
    sql.run(
        "UPDATE tinbao.figure_cell SET sums[1] = sums[1] + 5 WHERE source = 'tip' AND month ="
            + " '2024-06-01' AND unit_id = (SELECT max(unit_id) FROM tinbao.figure_cell WHERE month"
            + " = '2024-06-01')");
    List<FigureCheck.Difference> found = check.run();
    assertThat(found)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.counted() - one.recomputed()).isEqualTo(5));
    assertThat(found).extracting(FigureCheck.Difference::figure).containsOnly("tips_received");
    assertThat(counts.standing().wrong()).isEqualTo(found.size());
    counts.catchUp();
    assertThat(counts.of(scope, june)).isEqualTo(figures.of(scope, june, clock.instant()));
    assertThat(check.run()).isEmpty();
  }

  @Test
  void the_sums_of_the_country_are_those_of_its_cells_and_the_check_mends_them() {
    counts.catchUp();
    FigureScope country = FigureScope.everywhere(AFTER);
    Period odd = new Period(LocalDate.of(2025, 2, 10), LocalDate.of(2025, 11, 20));
    for (Period period : List.of(YEAR, odd)) {
      FigureTable table = counts.of(country, period);
      assertThat(table).isEqualTo(figures.of(country, period, table.asOf()));
      for (Dimension dimension :
          List.of(Dimension.PROVINCE, Dimension.MONTH, Dimension.CHANNEL, Dimension.CATEGORY)) {
        Breakdown parts = counts.by("tips_received", dimension, country, period);
        assertThat(parts)
            .isEqualTo(figures.by("tips_received", dimension, country, period, parts.asOf()));
      }
    }
    assertThat(check.run()).isEmpty();
    String wrong = " SET sums[1] = sums[1] + 5 WHERE source = 'tip'";
    sql.run(
        "UPDATE tinbao.figure_top"
            + wrong
            + " AND month = '2025-03-01' AND province_id ="
            + " (SELECT max(province_id) FROM tinbao.figure_top WHERE month = '2025-03-01')");
    sql.run("UPDATE tinbao.figure_day" + wrong + " AND day = '2025-02-11'");
    assertThat(check.run())
        .extracting(FigureCheck.Difference::figure, FigureCheck.Difference::counted)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("figure_top", 1L),
            org.assertj.core.groups.Tuple.tuple("figure_day", 1L));
    FigureTable mended = counts.of(country, odd);
    assertThat(mended).isEqualTo(figures.of(country, odd, mended.asOf()));
    assertThat(check.run()).isEmpty();
  }

  @Test
  void a_year_that_goes_on_is_held_against_the_same_days_of_the_year_before() {
    LocalDate today = LegalTime.day(clock.instant());
    FigureScope country = FigureScope.everywhere(today);
    Period year = Period.year(today.getYear());
    FigureTable before = counts.compare(country, year).before();
    assertThat(before.period())
        .isEqualTo(new Period(year.from().minusYears(1), today.plusDays(1).minusYears(1)));
    assertThat(figures.compare(country, year, clock.instant()).before().period())
        .isEqualTo(before.period());
    assertThat(counts.compare(country, YEAR).before().period()).isEqualTo(Period.year(2024));
  }

  @Test
  void what_a_campaign_reached_is_told_as_of_any_day() {
    UUID campaign = UUID.randomUUID();
    LocalDate today = LegalTime.day(clock.instant());
    LocalDate began = today.minusDays(10);
    sql.run(
        """
        INSERT INTO tinbao.campaign (id, code, agency_id, kind, reach, title, theme, goal, starts_on,
          ends_on, state, made_by, made_at, started_at)
        VALUES ('%1$s', 'ngaythu2', 'ca_tinh@51/2021-11-01', 'WARNING', 'PUBLIC', 'thử', '', '', '%2$s',
          '%2$s', 'STOPPED', gen_random_uuid(), now(), '%2$s 05:00+07')
        """
            .formatted(campaign, began));
    sql.run(
        """
        INSERT INTO tinbao.campaign_sending (campaign, stage, audience, texts, per_second, parts, next_at,
          window_at, mark_at, before_at, frozen_at, delivered)
        VALUES ('%s', 'DONE', '{}', '{}', 0, 1, now(), now(), now(), now(), now(), 700)
        """
            .formatted(campaign));
    sql.run(
        "INSERT INTO tinbao.campaign_visit VALUES ('%s', '%s', 3), ('%s', '%s', 4)"
            .formatted(campaign, began, campaign, today));
    FigureScope scope = FigureScope.everywhere(today);
    Period days = new Period(began, began.plusDays(1));
    Instant then = LegalTime.start(today);
    assertThat(history.note()).isEqualTo(1);
    assertThat(history.note()).isZero();
    settable.advance(Duration.ofDays(2));
    try {
      sql.run(
          "UPDATE tinbao.campaign_sending SET delivered = 900 WHERE campaign = '" + campaign + "'");
      assertThat(delivered(scope, days, clock.instant())).isEqualTo("900");
      assertThat(history.note()).isEqualTo(1);
      assertThat(delivered(scope, days, clock.instant())).isEqualTo("900");
      assertThat(delivered(scope, days, then)).isEqualTo("700");
      assertThat(delivered(scope, days, then.minus(Duration.ofDays(1)))).isEqualTo("0");
      assertThat(
              figures
                  .of(scope, days, then.minus(Duration.ofDays(1)))
                  .value("campaign_visits")
                  .orElseThrow()
                  .numerator())
          .isEqualByComparingTo("3");
    } finally {
      settable.advance(Duration.ofDays(-2));
      sql.run("DELETE FROM tinbao.campaign_sending WHERE campaign = '" + campaign + "'");
      sql.run("DELETE FROM tinbao.campaign WHERE id = '" + campaign + "'");
    }
  }

  private String delivered(FigureScope scope, Period days, Instant asOf) {
    return figures
        .of(scope, days, asOf)
        .value("campaign_messages_delivered")
        .orElseThrow()
        .numerator()
        .toPlainString();
  }

  @Test
  void work_is_told_side_by_side_as_each_figure_is_alone() {
    counts.catchUp();
    FigureScope place = FigureScope.unit(unit("51", AFTER).id(), AFTER);
    List<String> keys = List.of("tips_received", "tips_resolved");
    var together = counts.together(keys, Dimension.AGENCY, place, YEAR);
    for (int i = 0; i < keys.size(); i++) {
      int at = i;
      for (Breakdown.Line line : counts.by(keys.get(i), Dimension.AGENCY, place, YEAR).lines()) {
        assertThat(java.util.Objects.requireNonNull(together.get(line.part())).get(at))
            .isEqualTo(line.value());
      }
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                counts.together(
                    List.of("tips_received", "cases_opened"), Dimension.AGENCY, place, YEAR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void time_alone_changes_a_figure_and_the_count_follows() throws Exception {
    Instant before = clock.instant();
    LocalDate today = LegalTime.day(before);
    Period month = new Period(today, today.plusDays(1));
    List<SimulatedTip> one =
        List.of(
            new SimulatedTip(
                UUID.randomUUID(),
                before.minusSeconds(60).isBefore(month.begins()) ? before : before.minusSeconds(60),
                "APP",
                "REPORT",
                List.of("CHILD"),
                null,
                List.of(new SimulatedTip.Lead("ca_tinh@51/2021-11-01", before, null)),
                List.of(),
                List.of()));
    SimulatedRows.write(database.address(), one, before);
    counts.catchUp();
    FigureScope scope = FigureScope.everywhere(today);
    assertThat(counts.of(scope, month).value("tips_classified_in_24h").orElseThrow().denominator())
        .isZero();
    settable.advance(Duration.ofHours(25));
    try {
      assertThat(counts.standing().waiting()).isZero();
      FigureTable later = counts.of(scope, month);
      assertThat(later.value("tips_classified_in_24h").orElseThrow().value())
          .isEqualByComparingTo("0");
      assertThat(later).isEqualTo(figures.of(scope, month, later.asOf()));
    } finally {
      sql.run("DELETE FROM tinbao.tip WHERE id = '" + one.get(0).id() + "'");
      settable.advance(Duration.ofHours(-25));
      // Time goes back in tests only: what lapsed meanwhile is counted anew.
      var unused = check.run();
      counts.catchUp();
    }
  }

  @Test
  void outcomes_count_as_last_corrected_and_not_when_withdrawn() {
    List<UUID> opened =
        tips.stream()
            .filter(tip -> tip.steps().stream().anyMatch(step -> step.to().equals("PROSECUTED")))
            .map(SimulatedTip::id)
            .limit(3)
            .toList();
    outcome(opened.get(0), "INDICTED", 1, null, false);
    outcome(opened.get(1), "INVESTIGATED", 2, null, false);
    outcome(opened.get(1), "INVESTIGATED", 3, 2, false);
    outcome(opened.get(2), "TRIED", 4, null, false);
    outcome(opened.get(2), "TRIED", 5, 4, true);
    FigureScope scope = FigureScope.everywhere(AFTER);
    FigureTable now = figures.of(scope, OPENED, TOLD.plusSeconds(86_400));
    assertThat(now.value("cases_investigated").orElseThrow().numerator()).isEqualByComparingTo("2");
    assertThat(now.value("cases_prosecuted").orElseThrow().value()).isEqualByComparingTo("50.0");
    assertThat(now.value("cases_tried").orElseThrow().value()).isEqualByComparingTo("0");
    FigureTable then = figures.of(scope, OPENED, TOLD.plusSeconds(4));
    assertThat(then.value("cases_tried").orElseThrow().numerator()).isEqualByComparingTo("1");
    assertThat(
            figures
                .by("cases_opened", Dimension.OFFENCE, scope, OPENED, TOLD.plusSeconds(86_400))
                .lines())
        .anySatisfy(line -> assertThat(line.part()).isEqualTo("ART_150"));
  }

  private void outcome(
      UUID tip, String kind, int n, @Nullable Integer corrects, boolean withdrawn) {
    sql.run(
        """
        INSERT INTO tinbao.case_outcome (id, tip_id, kind, decided_on, defendants, article,
          reported_by_agency, reported_at, corrects, withdrawn, written_by, written_for, rules_version)
        VALUES ('00000000-0000-7000-8000-%012d', '%s', '%s', '2025-12-30', 2, 'ART_150', 'x',
          timestamptz '%s' + interval '%d s', %s, %s, gen_random_uuid(), 'x', 'test')
        """
            .formatted(
                n,
                tip,
                kind,
                TOLD,
                n,
                corrects == null ? "NULL" : "'00000000-0000-7000-8000-%012d'".formatted(corrects),
                withdrawn));
  }

  @Test
  void people_are_counted_by_status_as_it_was_known_and_support_by_its_days() {
    Period march = new Period(LocalDate.of(2023, 3, 1), LocalDate.of(2023, 4, 1));
    person(1, "FEMALE", "2023-03-02", "KHM", "{SexualExploitation,ForcedLabour}");
    person(2, "MALE", "2023-03-03", "KHM", "{ForcedLabour}");
    person(3, "MALE", "2023-03-31", "VNM", "{}");
    person(4, "FEMALE", "2023-04-01", "VNM", "{}");
    status(1, 1, "IN_IDENTIFICATION", "2023-03-02");
    status(1, 2, "VICTIM", "2023-03-20");
    status(2, 1, "NOT_VICTIM", "2023-03-10");
    support(1, "2023-03-05");
    FigureScope scope = FigureScope.everywhere(BEFORE);
    FigureTable now = figures.of(scope, march, LegalTime.start(LocalDate.of(2023, 5, 1)));
    assertThat(now.value("people_met").orElseThrow().numerator()).isEqualByComparingTo("2");
    assertThat(now.value("victims_identified").orElseThrow().numerator()).isEqualByComparingTo("1");
    assertThat(now.value("victims_supported_in_time").orElseThrow().value())
        .isEqualByComparingTo("50");
    assertThat(now.value("supports_given").orElseThrow().numerator()).isEqualByComparingTo("1");
    FigureTable then = figures.of(scope, march, LegalTime.start(LocalDate.of(2023, 3, 6)));
    assertThat(then.value("people_met").orElseThrow().numerator()).isEqualByComparingTo("2");
    assertThat(then.value("victims_identified").orElseThrow().numerator()).isZero();
    assertThat(
            figures
                .by(
                    "people_met",
                    Dimension.EXPLOITATION,
                    scope,
                    march,
                    LegalTime.start(LocalDate.of(2023, 5, 1)))
                .lines())
        .extracting(line -> line.part() + " " + line.value().numerator())
        .containsExactly("ForcedLabour 1", "SexualExploitation 1");
    assertThat(
            parts.of(
                figures.asOf(LegalTime.start(LocalDate.of(2023, 5, 1))),
                FigureParts.OF_PEOPLE,
                scope,
                march,
                Locale.forLanguageTag("vi")))
        .flatExtracting(
            told ->
                told.parts().stream()
                    .map(part -> told.split().dimension() + " " + part.name() + " " + part.count())
                    .toList())
        .containsExactly(
            "STATUS Đang trong quá trình xác định 1",
            "STATUS Nạn nhân 1",
            "SEX Nữ 1",
            "SEX Nam 1",
            "AGE_BAND 18–24 tuổi 2",
            "ETHNICITY Không rõ 2",
            "DESTINATION Campuchia 1",
            "DESTINATION Việt Nam 1",
            "EXPLOITATION Cưỡng bức lao động 1",
            "EXPLOITATION Bóc lột tình dục 1",
            "SUPPORT_KIND Y tế 1");
    Surfer head = headOfProvince();
    assertThat(head.get("/figures?period=2023-03").body()).contains("Campuchia");
    assertThat(
            head.get(
                    "/figures?period=2023-03&unit="
                        + unit("23538", LegalTime.day(clock.instant())).id())
                .body())
        .doesNotContain("Campuchia")
        .contains("ít hơn 11 người");
  }

  private Surfer headOfProvince() {
    return Surfer.signedIn(
        server,
        world.cookie(world.person("lanhdaotinh", "ca_tinh@51/2021-11-01", Role.AGENCY_LEAD)));
  }

  @Test
  void the_page_draws_any_map_and_any_moment_of_the_own_territory() {
    counts.catchUp();
    Surfer head = headOfProvince();
    Unit konTum = unit("62", BEFORE);
    Instant known = LegalTime.start(LocalDate.of(2025, 4, 3));
    String former = "/figures/table?period=2025-H1&unit=" + konTum.id() + "&map=" + BEFORE;
    Period half = new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 7, 1));
    FigureScope scope = FigureScope.unit(konTum.id(), BEFORE);
    assertThat(received(figures.of(scope, half, known)))
        .isPositive()
        .isLessThan(received(figures.of(scope, half, clock.instant())));
    assertThat(head.get(former).body()).contains(line(figures.of(scope, half, clock.instant())));
    assertThat(head.get(former + "&known=2025-04-02").body())
        .contains(line(figures.of(scope, half, known)));

    Unit quangNgai = unit("51", BEFORE);
    FigureScope both = new FigureScope(Set.of(konTum.id(), quangNgai.id()), Set.of(), BEFORE);
    assertThat(head.get("/figures/table?period=2025-H1&map=" + BEFORE).body())
        .contains(line(figures.of(both, half, clock.instant())));
    assertThat(head.get("/figures?period=2025-H1&map=" + BEFORE).body())
        .contains(konTum.fullName(), "theo đơn vị hành chính ngày 01/03/2025");
    for (String wrong :
        List.of(
            "unit=" + unit("20", BEFORE).id() + "&map=" + BEFORE,
            "map=2025-02-30",
            "map=2099-01-01",
            "known=x",
            "known=0001-01-01")) {
      assertThat(head.get("/figures?" + wrong).statusCode()).as(wrong).isEqualTo(404);
    }
  }

  private static String line(FigureTable table) {
    FigureValue value = table.value("tips_received").orElseThrow();
    return "tips_received,"
        + value.figure().name(Locale.forLanguageTag("vi"))
        + ",COUNT,"
        + value.numerator().toPlainString()
        + ",";
  }

  private void person(int n, String sex, String metOn, String destination, String exploitation) {
    sql.run(
        """
        INSERT INTO tinbao.victim (id, agency_id, sex, age_band, destination, exploitation, met_on,
          created_at, created_by, changed_at)
        VALUES ('00000000-0000-7000-8000-%012d', 'ca_tinh@51/2021-11-01', '%s', '18-24', '%s', '%s',
          '%s', '%sT03:00:00Z', gen_random_uuid(), now())
        """
            .formatted(n, sex, destination, exploitation, metOn, metOn));
  }

  private void status(int person, int n, String status, String day) {
    sql.run(
        """
        INSERT INTO tinbao.victim_status (id, victim_id, n, status, since, decided_by, agency_id,
          staff_id, written_at)
        VALUES (gen_random_uuid(), '00000000-0000-7000-8000-%012d', %d, '%s', '%s', 'POLICE', 'x',
          gen_random_uuid(), '%sT04:00:00Z')
        """
            .formatted(person, n, status, day, day));
  }

  private void support(int person, String day) {
    sql.run(
        """
        INSERT INTO tinbao.victim_support (id, victim_id, kind, given_on, agency, staff_id, written_at)
        VALUES (gen_random_uuid(), '00000000-0000-7000-8000-%012d', 'MEDICAL', '%s',
          'ca_tinh@51/2021-11-01', gen_random_uuid(), '%sT05:00:00Z')
        """
            .formatted(person, day, day));
  }

  @Test
  void the_page_and_its_files_tell_the_same_and_of_the_own_territory_only() throws Exception {
    counts.catchUp();
    Unit province = unit("51", LegalTime.day(clock.instant()));
    Surfer head = headOfProvince();
    FigureTable table =
        figures.of(
            FigureScope.unit(province.id(), LegalTime.day(clock.instant())), YEAR, clock.instant());
    HttpResponse<String> csv = head.get("/figures/table?period=2025");
    assertThat(csv.statusCode()).isEqualTo(200);
    List<String> lines = csv.body().lines().toList();
    assertThat(lines).hasSize(1 + table.values().size());
    for (FigureValue value : table.values()) {
      BigDecimal number = value.value();
      assertThat(lines)
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith(value.key() + ",")
                      .contains(
                          ","
                              + value.figure().unit()
                              + ","
                              + (number == null ? "" : number.toPlainString())
                              + ","));
    }
    HttpResponse<String> page = head.get("/figures?period=2025");
    assertThat(page.body())
        .contains(
            java.text.NumberFormat.getInstance(Locale.forLanguageTag("vi")).format(received(table)))
        .contains("Xã Ia Tơi")
        .contains("Nguồn tin đã giải quyết");
    try (var book =
        new org.apache.poi.xssf.usermodel.XSSFWorkbook(
            new java.io.ByteArrayInputStream(head.bytes("/figures/workbook?period=2025")))) {
      var sheet = book.getSheetAt(0);
      assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
      int line = 1;
      for (FigureValue value : table.values()) {
        var cell = sheet.getRow(line++).getCell(1);
        var number = value.value();
        if (number == null) {
          assertThat(cell).as(value.key()).isNull();
        } else {
          assertThat(cell.getNumericCellValue()).as(value.key()).isEqualTo(number.doubleValue());
        }
      }
    }
    Unit commune = unit("23538", LegalTime.day(clock.instant()));
    assertThat(head.get("/figures?unit=" + commune.id()).statusCode()).isEqualTo(200);
    for (String wrong :
        List.of(
            "?unit=" + unit("20", BEFORE).id(),
            "?unit=99999999",
            "?unit=x",
            "?period=2025-13",
            "?period=0000",
            "?period=99999")) {
      assertThat(head.get("/figures" + wrong).statusCode()).as(wrong).isEqualTo(404);
    }
  }

  @Test
  void open_tables_are_made_once_tell_nothing_small_and_stay() {
    assertThat(open.publish()).isEqualTo(2);
    assertThat(open.publish()).isZero();
    List<OpenData.Cell> cells = open.cells(OpenData.Subject.REPORTS, 2025);
    assertThat(cells)
        .isNotEmpty()
        .allSatisfy(
            cell -> {
              Long count = cell.count();
              assertThat(count == null || count == 0 || count >= OpenData.LEAST).isTrue();
            });
    assertThat(cells.get(cells.size() - 1).count())
        .isEqualTo(received(figures.of(FigureScope.everywhere(AFTER), YEAR, TOLD)));
    assertThat(cells.stream().anyMatch(cell -> cell.count() == null))
        .as("a year of so few has small cells, one of twenty thousand has none")
        .isEqualTo(TIPS == FEW);
    Surfer anybody = new Surfer(server);
    assertThat(anybody.get("/open-data").body()).contains("/open-data/reports-2025.csv");
    assertThat(anybody.get("/open-data/reports-2025.csv").body())
        .startsWith("year,province,channel,count,withheld")
        .contains("2025,TOTAL,TOTAL," + cells.get(cells.size() - 1).count());
    assertThat(anybody.get("/open-data/reports-1999.csv").statusCode()).isEqualTo(404);
    assertThat(anybody.get("/open-data/x").statusCode()).isEqualTo(404);
    assertThatThrownBy(() -> sql.run("UPDATE tinbao.open_data SET count = 20"))
        .hasStackTraceContaining("stays");
  }

  private FigureTable same(
      FigureScope scope, Period period, Instant asOf, Predicate<SimulatedTip> counts) {
    FigureTable table = figures.of(scope, period, asOf);
    List<SimulatedTip> known =
        tips.stream().filter(tip -> !tip.receivedAt().isAfter(asOf)).filter(counts).toList();
    ToldFigures.of(known, period, asOf)
        .forEach(
            (key, expected) -> {
              FigureValue value = table.value(key).orElseThrow();
              assertThat(new long[] {value.numerator().longValue(), value.denominator()})
                  .as(key + " of " + scope)
                  .isEqualTo(expected);
            });
    return table;
  }

  private static String led(SimulatedTip tip, Instant asOf) {
    return tip.leads().stream()
        .filter(lead -> !lead.since().isAfter(asOf))
        .reduce((a, b) -> b)
        .orElseThrow()
        .agency();
  }

  /** Whether a tip lies in a unit of that day: by the one unit its place became, or came from. */
  private boolean in(SimulatedTip tip, Unit scope, LocalDate day) {
    Unit unit = tip.unitId() == null ? null : catalogue.now().unit(tip.unitId()).orElseThrow();
    return unit != null
        && places(unit, day).stream()
            .allMatch(one -> catalogue.now().withAncestors(one, day).contains(scope))
        && !places(unit, day).isEmpty();
  }

  /** Forward by the catalogue; back by asking every unit of that day what it became. */
  private List<Unit> places(Unit unit, LocalDate day) {
    CatalogueSnapshot now = catalogue.now();
    if (unit.standsOn(day)) {
      return List.of(unit);
    }
    if (!day.isBefore(unit.validFrom())) {
      return now.currentOf(unit, day);
    }
    return now.units().stream()
        .filter(old -> old.standsOn(day) && old.level() == unit.level())
        .filter(old -> now.currentOf(old, unit.validFrom()).contains(unit))
        .toList();
  }

  private Unit unit(String code, LocalDate day) {
    return catalogue.now().unitByCode(code, day).orElseThrow();
  }

  private static long received(FigureTable table) {
    return table.value("tips_received").orElseThrow().numerator().longValue();
  }
}
