package vn.tinbao.server.console.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.PlanDraft;
import vn.tinbao.server.plan.PlanField;
import vn.tinbao.server.plan.PlanMistake;
import vn.tinbao.server.plan.PlanSection;

/**
 * The form of one entry of a draft.
 *
 * @param n from 1
 * @param count entries that there are; less than n: a new one
 * @param entry its id; empty: a new one, or entries have none
 * @param agencies names with keys that a field may have
 * @param others mistakes that belong to no field of this form
 */
public record PlanPartPage(
    PlanDraft draft,
    String title,
    PlanSection section,
    int n,
    int count,
    String entry,
    List<Field> fields,
    List<Choice> agencies,
    @Nullable String mistake,
    List<PlanMistake> others) {

  /**
   * A field with what stands in it.
   *
   * @param id in the page
   * @param label message key
   * @param hint message key; null: none
   * @param values what is typed, one text each; with empty ones for more
   * @param choices what may be chosen
   */
  public record Field(
      PlanField field,
      String id,
      String label,
      @Nullable String hint,
      List<String> values,
      List<Choice> choices,
      List<PlanMistake> mistakes) {

    /** What stands in a field of one value. */
    public String value() {
      return values.isEmpty() ? "" : values.get(0);
    }

    /** What describes the field to who does not see it; null: nothing. */
    public @Nullable String describedBy() {
      String hinted = hint == null ? "" : id + "-hint";
      String wrong = mistakes.isEmpty() ? "" : id + "-wrong";
      String both = (hinted + " " + wrong).strip();
      return both.isEmpty() ? null : both;
    }
  }

  /** What may be chosen, and what it is called. */
  public record Choice(String value, String name) {}

  /** Whether anything is wrong with the document. */
  public boolean wrong() {
    return !others.isEmpty() || fields.stream().anyMatch(field -> !field.mistakes().isEmpty());
  }

  /** Whether it is not there yet. */
  public boolean fresh() {
    return n > count;
  }
}
