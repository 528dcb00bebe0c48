package vn.tinbao.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.plan.PlanImportReport.Outcome;
import vn.tinbao.sms.testing.TestSql;

/** Plans in the database: imported, in force, and whose task it is. */
@MicronautTest(transactional = false)
class PlansTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 8, 1);

  @Inject EmbeddedServer server;
  @Inject Plans plans;
  @Inject PlanImport imports;
  @Inject BuiltInPlans builtIn;
  @Inject TestSql sql;

  @Test
  void the_founding_plans_are_there_from_the_start() {
    assertThat(plans.all()).extracting(Plan::id).containsAll(BuiltInPlans.IDS);
    assertThat(builtIn.install()).isZero();
    assertThat(
            sql.text(
                "SELECT count(*) FROM tinbao.plan_task t JOIN tinbao.plan p ON p.id = t.plan_id"
                    + " WHERE p.built_in AND t.kind = 'TASK'"))
        .isEqualTo("161");
    for (String id : BuiltInPlans.IDS) {
      assertThat(plans.plan(id)).contains(BuiltInPlans.read(id));
    }
    assertThat(plans.reportRules()).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void the_same_file_twice_is_nothing_and_another_one_a_new_version() {
    String text = PlanFileTest.GOOD.replace("thu-2026", "thu-hai-lan");
    assertThat(imports.run("thu.yaml", text, null, true).outcome()).isEqualTo(Outcome.ADDED);
    assertThat(plans.plan("thu-hai-lan")).isEmpty();
    assertThat(imports.run("thu.yaml", text, null, false).outcome()).isEqualTo(Outcome.ADDED);
    PlanImportReport again = imports.run("thu.yaml", text + "# nhận xét\n", null, false);
    assertThat(again.outcome()).isEqualTo(Outcome.SAME);
    assertThat(again.version()).isEqualTo(1);

    String other = text.replace("id: t1", "id: t2").replace("value: 90", "value: 95");
    PlanImportReport changed = imports.run("thu.yaml", other, null, false);
    assertThat(changed.outcome()).isEqualTo(Outcome.CHANGED);
    assertThat(changed.changes()).containsExactly("~ targets g1", "+ tasks t2", "- tasks t1");
    assertThat(plans.version("thu-hai-lan")).contains(2);
    assertThat(plans.plan("thu-hai-lan").orElseThrow().task("t1")).isEmpty();
    assertThat(
            sql.rows(
                "SELECT id || left_out FROM tinbao.plan_task WHERE plan_id = 'thu-hai-lan' ORDER BY id"))
        .containsExactly("s1false", "t1true", "t2false");
    assertThatThrownBy(
            () ->
                sql.run(
                    "UPDATE tinbao.plan_version SET content = '' WHERE plan_id = 'thu-hai-lan'"))
        .hasStackTraceContaining("does not change");
  }

  @Test
  void a_plan_for_a_unit_that_nobody_knows_is_refused_with_its_line() {
    assertThatThrownBy(
            () ->
                imports.run(
                    "thu.yaml",
                    PlanFileTest.GOOD.replace("unit: \"46\"", "unit: \"99999\""),
                    null,
                    false))
        .isInstanceOf(PlanUnreadableException.class)
        .hasMessage("thu.yaml: line 6, unit is no unit on the plan's first day or later: 99999");
  }

  @Test
  void an_agency_has_the_tasks_of_the_plans_in_its_line() {
    assertThat(plans.tasksOf("ca_huyen@395/2021-11-01", LocalDate.of(2024, 7, 15)))
        .allMatch(own -> own.plan().id().equals("tho-xuan-30-7-2024"))
        .anyMatch(own -> own.task().id().equals("t2.2") && own.role() == TaskAgency.Role.LEAD)
        .anyMatch(own -> own.task().id().equals("t7.6") && own.role() == TaskAgency.Role.SUPPORTS);
    assertThat(plans.tasksOf("ca_huyen@395/2021-11-01", LocalDate.of(2023, 7, 15))).isEmpty();
    // The commune of today has what its district and its predecessors had to do.
    LocalDate from = LocalDate.of(2024, 1, 1);
    LocalDate until = LocalDate.of(2024, 12, 31);
    assertThat(plans.tasksOf("ca_xa@23538/2025-07-01", TODAY, from, until))
        .allMatch(own -> own.plan().id().equals("ia-hdrai-2024"))
        .anyMatch(own -> own.task().id().equals("t7.2"));
    assertThat(plans.tasksOf("ca_tinh@51/2021-11-01", TODAY, from, until))
        .anyMatch(own -> own.task().id().equals("t7.2"));
    assertThat(plans.tasksOf("khong@1/2025-07-01", TODAY)).isEmpty();
  }
}
