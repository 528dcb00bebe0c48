package vn.tinbao.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms of the editor say the same as the document. */
class PlanEntriesTest {
  private static final Plan PLAN = PlanFile.read("thu.yaml", PlanFileTest.GOOD).plan();

  static List<String> builtIn() {
    return BuiltInPlans.IDS;
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void every_form_of_the_founding_plans_sent_back_unchanged_changes_nothing(String id) {
    Plan plan = BuiltInPlans.read(id);
    for (PlanSection section : PlanSection.values()) {
      for (int n = 1; n <= PlanEntries.of(plan).count(section); n++) {
        PlanEntries entries = PlanEntries.of(plan);
        String text = entries.with(section, n, entries.values(section, n).orElseThrow());
        assertThat(PlanFile.read(id, text).plan()).as(section + " " + n).isEqualTo(plan);
      }
    }
  }

  @Test
  void a_new_task_stands_at_the_end_with_the_next_id_and_agencies_by_name() {
    PlanEntries entries = PlanEntries.of(PLAN);
    assertThat(entries.freshId(PlanSection.TASKS)).isEqualTo("s2");
    assertThat(entries.freshId(PlanSection.WINDOWS)).isEqualTo("w1");
    assertThat(entries.freshId(PlanSection.RULES)).isEmpty();
    Plan after =
        PlanFile.read(
                "thu.yaml",
                entries.with(
                    PlanSection.TASKS,
                    3,
                    Map.of(
                        "id", List.of("t9"),
                        "title", List.of(" Ngày 30/7 "),
                        "group", List.of("COMMUNICATION"),
                        "kind", List.of("TASK"),
                        "lead", List.of("Công an tỉnh (ca_tinh)", "", "sở tư pháp"),
                        "yearly", List.of("30/7"),
                        "focus", List.of(String.join("\r\n", "học sinh", "", "biên giới")),
                        "channels", List.of("SCHOOL", "ZALO"))))
            .plan();
    PlanTask task = after.tasks().get(2);
    assertThat(task.title()).isEqualTo("Ngày 30/7");
    assertThat(task.agencies())
        .extracting(TaskAgency::key)
        .containsExactly("ca_tinh", "so_tu_phap");
    assertThat(task.yearly()).isEqualTo(MonthDay.of(7, 30));
    assertThat(task.focus()).containsExactly("học sinh", "biên giới");
    assertThat(task.channels()).containsExactly(TaskChannel.SCHOOL, TaskChannel.ZALO);
  }

  @Test
  void entries_move_and_go_and_the_id_of_one_that_is_there_stays() {
    String moved = PlanEntries.of(PLAN).moved(PlanSection.TASKS, 2, -1);
    assertThat(PlanFile.read("x", moved).plan().tasks())
        .extracting(PlanTask::id)
        .containsExactly("s1", "t1");
    assertThat(PlanEntries.of(PLAN).moved(PlanSection.TASKS, 1, -1)).isEqualTo(PlanText.of(PLAN));
    String without = PlanEntries.of(PLAN).without(PlanSection.RULES, 1);
    assertThat(PlanFile.read("x", without).plan().reporting().rules()).isEmpty();
    String other =
        PlanEntries.of(PLAN)
            .with(
                PlanSection.TASKS,
                2,
                Map.of(
                    "id", List.of("khac"),
                    "title", List.of("Giải pháp khác"),
                    "group", List.of("LAW"),
                    "kind", List.of("SOLUTION")));
    assertThat(PlanFile.read("x", other).plan().tasks().get(1).id()).isEqualTo("s1");
  }

  @Test
  void what_was_typed_wrong_stays_as_typed_and_its_field_is_named() {
    String text =
        PlanEntries.of(PLAN)
            .with(
                PlanSection.RULES,
                1,
                Map.of("period", List.of("HALF_YEAR"), "due", List.of("31/2"), "to", List.of("x")));
    assertThat(text).contains("02-31");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                    PlanUnreadableException.class, () -> PlanFile.read("x", text))
                .mistakes())
        .extracting(PlanMistake::field)
        .containsExactly("reports.rules[1].due");
  }
}
