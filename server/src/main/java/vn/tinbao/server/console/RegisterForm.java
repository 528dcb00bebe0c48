package vn.tinbao.server.console;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.proceeding.RegisterField;
import vn.tinbao.server.proceeding.StepOutcome;

/**
 * The form of a tip's register.
 *
 * @param tipId null while there is none yet
 * @param refused whether the reporter would not say who they are
 * @param mistakes names of the fields to keys of sentences
 */
public record RegisterForm(
    @Nullable UUID tipId,
    UUID entryId,
    Map<RegisterField, String> typed,
    boolean refused,
    Map<String, String> mistakes) {

  static RegisterForm of(@Nullable UUID tipId, Map<String, String> sent) {
    Map<RegisterField, String> typed = new EnumMap<>(RegisterField.class);
    for (RegisterField field : RegisterField.values()) {
      String value = sent.get(field.name());
      if (value != null) {
        typed.put(field, value);
      }
    }
    return new RegisterForm(
        tipId, Ids.read(sent.get("entryId")), typed, sent.containsKey("refused"), Map.of());
  }

  RegisterForm with(Map<String, String> wrong) {
    return new RegisterForm(tipId, entryId, typed, refused, wrong);
  }

  /** Keys of sentences of what cannot be taken, by the names of the fields. */
  static Map<String, String> sentences(Map<RegisterField, StepOutcome.Wrong> wrong) {
    Map<String, String> mistakes = new LinkedHashMap<>();
    wrong.forEach((field, what) -> mistakes.put(field.name(), "proceeding.wrong." + what));
    return mistakes;
  }

  public String value(RegisterField field) {
    return typed.getOrDefault(field, "");
  }

  public boolean wrong(RegisterField field) {
    return mistakes.containsKey(field.name());
  }

  @Override
  public String toString() {
    return "RegisterForm[" + tipId + "]";
  }
}
