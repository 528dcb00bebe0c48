package vn.tinbao.server.proceeding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.web.Languages;
import vn.tinbao.server.web.Messages;

class StepTableTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  /** Where nothing more follows from the law's own chain. */
  private static final Set<TipState> ENDS =
      EnumSet.of(TipState.PROSECUTED, TipState.ADMINISTRATIVE_TRANSFER);

  private final StepTable table = new StepTable();

  /**
   * The chain of the law, written down a second time by hand (notes/domain.md 1.4): from, to. What
   * the table allows beyond it, or misses of it, fails here.
   */
  private static final String CHAIN =
      """
      RECEIVED: REGISTERED TRANSFERRED DUPLICATE MERGED TAKEN_OVER
      REGISTERED: CLASSIFYING TRANSFERRED DUPLICATE MERGED TAKEN_OVER RECEIVED
      CLASSIFYING: NOT_A_REPORT DUPLICATE TRANSFERRED COMPETENT COMPETENCE_DISPUTE MERGED SPLIT TAKEN_OVER RECEIVED
      TRANSFERRED: TRANSFER_ACCEPTED TRANSFER_REJECTED RECEIVED
      TRANSFER_ACCEPTED: REGISTERED TRANSFERRED PROSECUTED NOT_PROSECUTED SUSPENDED MERGED RECEIVED
      TRANSFER_REJECTED: CLASSIFYING TRANSFERRED COMPETENT COMPETENCE_DISPUTE MERGED RECEIVED
      COMPETENT: ASSIGNED TRANSFERRED COMPETENCE_DISPUTE PROSECUTED MERGED SPLIT TAKEN_OVER RECEIVED
      ASSIGNED: VERIFYING TRANSFERRED PROSECUTED MERGED SPLIT TAKEN_OVER RECEIVED
      VERIFYING: PROSECUTED NOT_PROSECUTED SUSPENDED TRANSFERRED MERGED SPLIT TAKEN_OVER
      SUSPENDED: RESUMED PROSECUTED NOT_PROSECUTED
      RESUMED: VERIFYING TAKEN_OVER PROSECUTED NOT_PROSECUTED SUSPENDED
      COMPETENCE_DISPUTE: COMPETENT TRANSFERRED
      TAKEN_OVER: PROSECUTED NOT_PROSECUTED SUSPENDED TRANSFERRED
      NOT_PROSECUTED: ADMINISTRATIVE_TRANSFER
      NOT_A_REPORT: CLASSIFYING
      """;

  @Test
  void the_table_allows_what_the_law_allows_and_nothing_else() {
    TreeSet<String> law = new TreeSet<>();
    CHAIN
        .lines()
        .forEach(
            line -> {
              String from = line.substring(0, line.indexOf(':'));
              Arrays.stream(line.substring(line.indexOf(':') + 2).split(" "))
                  .forEach(to -> law.add(from + " " + to));
            });
    TreeSet<String> allowed = new TreeSet<>();
    for (StepRule rule : table.rules()) {
      if (rule.to() != null) {
        rule.from().forEach(from -> allowed.add(from + " " + rule.to()));
      }
    }
    assertThat(allowed).isEqualTo(law);
  }

  @Test
  void the_history_knows_which_steps_lead_back() {
    Set<StepKind> back = EnumSet.noneOf(StepKind.class);
    for (StepRule rule : table.rules()) {
      if (rule.back() || !rule.backTo().isEmpty()) {
        back.add(rule.step());
      }
    }
    assertThat(TakenStep.BACK).isEqualTo(back);
  }

  @Test
  void every_step_has_its_row_today_and_every_row_its_basis() {
    for (StepKind step : StepKind.values()) {
      assertThat(table.rule(step, TODAY)).as(step.name()).isPresent();
    }
    assertThat(table.rules()).allSatisfy(rule -> assertThat(rule.basis()).isNotBlank());
    assertThat(table.rule(StepKind.PROPOSE_INVESTIGATOR, LocalDate.of(2025, 2, 28))).isEmpty();
    assertThat(table.rule(StepKind.PROPOSE_INVESTIGATOR, LocalDate.of(2025, 3, 1))).isPresent();
  }

  @Test
  void a_row_with_a_misspelt_condition_is_refused() {
    String row =
        "version: 2026-01-01\nfields: {}\nsteps:\n- {step: VERIFY, from: [ASSIGNED],"
            + " to: VERIFYING, lead: RESOLVES, role: DESK, fields: [], basis: x,"
            + " valid-from: 2018-01-01, %s}";
    assertThat(table(row.formatted("main: {lead: RESOLVES, unless: [ASSIGN]}")).rules()).hasSize(1);
    for (String wrong : List.of("not-entered: [ASSIGN]", "main: {lead: RESOLVES, not: [ADVICE]}")) {
      assertThatThrownBy(() -> table(row.formatted(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("proceeding/steps.yaml: there is no not");
    }
  }

  private static StepTable table(String yaml) {
    return new StepTable(new ByteArrayInputStream(yaml.getBytes(UTF_8)));
  }

  @Test
  void only_routine_is_done_to_several_at_a_time() {
    Set<StepKind> many = EnumSet.noneOf(StepKind.class);
    for (StepRule rule : table.rules()) {
      if (rule.many()) {
        many.add(rule.step());
        assertThat(rule.page()).as(rule.step().name()).isEqualTo(StepRule.Page.FORM);
        assertThat(rule.role()).as(rule.step().name()).isNotEqualTo(StepRule.Who.HOUSE);
        assertThat(rule.decision()).as(rule.step().name()).isFalse();
        assertThat(rule.needed()).as(rule.step().name()).doesNotContain("number", "signed_on");
        assertThat(rule.fields())
            .as(rule.step().name())
            .noneMatch(field -> field.kind() == StepField.Kind.TIP);
      }
    }
    assertThat(many)
        .containsExactlyInAnyOrder(
            StepKind.REGISTER,
            StepKind.BEGIN_CLASSIFYING,
            StepKind.INFORM_INVESTIGATOR,
            StepKind.PROPOSE_INVESTIGATOR,
            StepKind.VERIFY,
            StepKind.ASSIGN,
            StepKind.TELL_PROCURACY);
  }

  @Test
  void every_state_is_reached_from_receipt_and_none_is_a_dead_end() {
    Set<TipState> seen = EnumSet.of(TipState.RECEIVED);
    Deque<TipState> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      TipState state = next.pop();
      for (StepRule rule : table.from(state, TODAY)) {
        if (rule.to() != null && seen.add(rule.to())) {
          next.add(rule.to());
        }
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(TipState.values());
    for (TipState state : TipState.values()) {
      boolean leaves =
          table.from(state, TODAY).stream()
              .anyMatch(rule -> rule.back() || (rule.to() != null && rule.to() != state));
      assertThat(leaves).as(state.name()).isEqualTo(!ENDS.contains(state));
    }
  }

  @Test
  void every_step_field_and_choice_has_its_words_in_both_languages() {
    Messages messages = new Messages();
    for (StepRule rule : table.rules()) {
      said(messages, "proceeding.step." + rule.step());
      said(messages, "console.event.STEP_" + rule.step());
      for (StepField field : rule.fields()) {
        said(messages, "proceeding.field." + field.name());
        field.of().forEach(code -> said(messages, "proceeding.choice." + code));
      }
    }
    for (StepOutcome.Why why : StepOutcome.Why.values()) {
      said(messages, "proceeding.why." + why);
    }
    for (StepOutcome.Wrong wrong : StepOutcome.Wrong.values()) {
      said(messages, "proceeding.wrong." + wrong);
    }
  }

  private static void said(Messages messages, String key) {
    assertThat(messages.text(Languages.VIETNAMESE, key)).as(key).isNotEqualTo(key);
    assertThat(messages.text(Languages.ENGLISH, key)).as(key).isNotEqualTo(key);
  }
}
