package vn.tinbao.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.server.plan.PlanMistake.Why;

/** A wrong file is refused with the line and the field of every mistake. */
class PlanFileTest {
  static final String GOOD =
      """
      form: 1
      id: thu-2026
      title: Kế hoạch thử
      startsOn: 2026-01-01
      endsOn: 2026-12-31
      unit: "46"
      issuer: ubnd_tinh
      issuerName: Ủy ban nhân dân thành phố Huế
      signer: {position: CHỦ TỊCH}
      source: bản thử
      targets:
        - {id: g1, figure: tips_resolved, operator: GT, value: 90, unit: PERCENT, title: Giải quyết tin báo}
      tasks:
        - {id: t1, group: COMMUNICATION, title: Tuyên truyền, lead: [ca_tinh], due: 2026-07-30}
        - {id: s1, kind: SOLUTION, group: LAW, title: Giải pháp chung}
      windows: []
      reports:
        makers: [so_ban_nganh]
        to: ca_tinh
        rules:
          - {period: HALF_YEAR, due: "06-10", before: true}
      recipients:
        - {agency: so_ban_nganh}
        - {keep: VT}
      notes: []
      """;

  @Test
  void a_good_file_is_read() {
    PlanFile file = PlanFile.read("thu.yaml", GOOD);
    assertThat(file.plan().tasks()).hasSize(2);
    assertThat(file.unitLine()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "startsOn: 2026-01-01|startsOn: 2026-02-30|4|startsOn|NOT_A_DATE",
        "endsOn: 2026-12-31|endsOn: 2025-12-31|5|endsOn|ENDS_BEFORE",
        "title: Kế hoạch thử|titel: Kế hoạch thử|3|titel|UNKNOWN_FIELD",
        "id: thu-2026|id: Thử 2026|2|id|BAD_ID",
        "form: 1|form: 9|1|form|UNKNOWN_FORM",
        "issuer: ubnd_tinh|issuer: ubnd_nuoc|7|issuer|UNKNOWN_AGENCY",
        "lead: [ca_tinh]|lead: [ca_la]|14|tasks[1].lead|UNKNOWN_AGENCY",
        "lead: [ca_tinh], |''|14|tasks[1].lead|NOBODY",
        "lead: [ca_tinh]|lead: ca_tinh|14|tasks[1].lead|NOT_A_LIST",
        "id: s1|id: t1|15|tasks[2].id|SAME_ID",
        "kind: SOLUTION|kind: SOLUTION, performs: [ca_tinh]|15|tasks[2].kind|WORKERS",
        "group: LAW|group: LAWS|15|tasks[2].group|NOT_ONE_OF",
        "value: 90|value: nhiều|12|targets[1].value|NOT_A_NUMBER",
        "'value: 90, '|''|12|targets[1].value|VALUE_NEEDED",
        "operator: GT|operator: QUALITATIVE|12|targets[1].value|VALUE_NOT_NEEDED",
        "'\"06-10\"'|31-02|21|reports.rules[1].due|NOT_A_YEARLY_DAY",
        "period: HALF_YEAR|period: MONTH|21|reports.rules[1].due|WHICH_ONE",
        "period: HALF_YEAR|period: QUARTER|21|reports.rules[1].due|WHICH_ONE",
        "period: HALF_YEAR|'period: HALF_YEAR, quarter: 1'|21|reports.rules[1].quarter|QUARTER_NOT_NEEDED",
        "period: HALF_YEAR|period: ONE_OFF|21|reports.rules[1].on|DAY_NEEDED",
        "'{keep: VT}'|'{keep: VT, agency: ca_tinh}'|24|recipients[2].agency|ONE_OF_BOTH",
        "before: true|before: maybe|21|reports.rules[1].before|NOT_YES_OR_NO",
        "signer: {position: CHỦ TỊCH}|signer: CHỦ TỊCH|9|signer|NOT_A_MAPPING",
        "source: bản thử|'source: a\nsource: b'|11|source|TWICE",
      })
  void a_mistake_has_its_line_and_field(
      String right, String wrong, int line, String field, Why why) {
    assertThat(GOOD).contains(right);
    assertThat(mistakes(GOOD.replace(right, wrong == null ? "" : wrong)))
        .anyMatch(
            mistake ->
                mistake.line() == line && mistake.field().equals(field) && mistake.why() == why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "---",
        "[]",
        "Không phải",
        "a: [",
        "\u0000",
        "form: 1\n",
        "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{",
        "tasks: &a [*a]",
        "a: &x {b: 1}\nc: *x\nd: [*x, *x]"
      })
  void what_is_no_plan_is_refused(String text) {
    assertThat(mistakes(text)).isNotEmpty();
  }

  @Test
  void a_file_that_is_too_large_is_not_read() {
    assertThat(mistakes(GOOD + "#".repeat(PlanFile.MOST_BYTES)))
        .extracting(PlanMistake::why)
        .containsExactly(Why.TOO_LARGE);
  }

  @Test
  void all_mistakes_are_said_at_once() {
    String text = GOOD.replace("id: thu-2026", "id: x y").replace("group: LAW", "group: LAWS");
    assertThat(mistakes(text))
        .hasSizeGreaterThanOrEqualTo(2)
        .isSortedAccordingTo(java.util.Comparator.comparingInt(PlanMistake::line));
  }

  private static List<PlanMistake> mistakes(String text) {
    PlanUnreadableException wrong =
        catchThrowableOfType(PlanUnreadableException.class, () -> PlanFile.read("thu.yaml", text));
    return wrong == null ? List.of() : wrong.mistakes();
  }
}
