package vn.tinbao.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import vn.tinbao.server.catalogue.BuiltInCatalogue;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.DesksOnDuty;
import vn.tinbao.server.staff.RosteredDesks;
import vn.tinbao.server.understanding.Category;

@MicronautTest(transactional = false, startApplication = false)
class CheckCommandTest {
  @Inject BuiltInCatalogue builtIn;
  @Inject Catalogue catalogue;
  @Inject Router router;
  @Inject DesksOnDuty desks;
  @Inject RosteredDesks rosters;
  @Inject Clock clock;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void install() {
    builtIn.installIfEmpty();
  }

  private int run(Router with, String... arguments) {
    CommandLine command = new CommandLine(new CheckCommand(catalogue, with, desks, rosters, clock));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private RoutingDecision decision(RoutingQuestion question, boolean fallback) {
    return new RoutingDecision(
        "bo_ca@01/2021-11-01",
        List.of(),
        null,
        fallback,
        question.unitId(),
        List.of(),
        1,
        "",
        DeadlineProfile.OTHER_REPORT,
        List.of(),
        false);
  }

  @Test
  void what_falls_back_is_counted_by_category_level_and_province() {
    Router gapForBeggars =
        question ->
            decision(question, question.categories().equals(List.of(Category.FORCED_BEGGING)));
    assertThat(run(gapForBeggars, "--at", "2026-11-22")).isZero();
    assertThat(out.toString())
        .containsPattern("FORCED_BEGGING +6 +63")
        .doesNotContain("FORCED_LABOUR")
        .containsPattern("46 Thành phố Huế +40 +40")
        .contains("Agencies without a contact", "Desks without a duty roster for the next 7 days")
        .containsPattern("ca_xa +63");
    assertThat(err.toString()).contains("Routing every unit and category");
    assertThat(run(gapForBeggars, "--strict")).isOne();
  }

  @Test
  void each_day_of_change_has_its_line() {
    assertThat(run(router, "--since", "2025-01-01", "--at", "2025-12-31")).isZero();
    assertThat(out.toString())
        .contains("2025-01-01", "2025-03-01", "2025-07-01")
        .doesNotContain("2024-", "2026-");
  }

  @Test
  void units_with_a_gap_are_named_when_asked_for() {
    Router gap = question -> decision(question, question.unitId() % 2 == 0);
    assertThat(run(gap, "--at", "2026-11-22", "--units")).isZero();
    assertThat(out.toString()).containsPattern("\\d{5} (Xã|Phường) .*: \\[FORCED_LABOUR");
  }

  @Test
  void nothing_to_report_is_said_too() {
    assertThat(run(question -> decision(question, false), "--strict")).isZero();
    assertThat(out.toString()).contains("nothing, of");
  }

  @Test
  void the_areas_of_the_plans_are_covered_by_the_rules_that_come_with_the_program() {
    assertThat(run(router, "--at", "2026-11-22")).isZero();
    System.out.println(out);
    assertThat(out.toString()).containsPattern("46 Thành phố Huế +0 +40");
  }
}
