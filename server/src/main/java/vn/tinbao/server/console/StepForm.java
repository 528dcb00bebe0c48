package vn.tinbao.server.console;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.proceeding.StepField;
import vn.tinbao.server.proceeding.StepRule;

/**
 * The form of a legal step.
 *
 * @param tipId null when it is for several
 * @param typed what stands in it: names of the fields to values
 * @param mistakes names of the fields to keys of sentences
 */
public record StepForm(
    @Nullable UUID tipId,
    UUID stepId,
    StepRule rule,
    Map<String, String> typed,
    Map<String, String> mistakes) {

  /** What it asks for. */
  public List<StepField> fields() {
    return tipId == null ? rule.fieldsOfMany() : rule.fields();
  }

  public String value(String field) {
    return typed.getOrDefault(field, "");
  }

  public boolean wrong(String field) {
    return mistakes.containsKey(field);
  }

  @Override
  public String toString() {
    return "StepForm[" + tipId + ", " + rule.step() + "]";
  }
}
