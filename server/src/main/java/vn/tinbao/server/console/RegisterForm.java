package vn.tinbao.server.console;

import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.proceeding.RegisterField;

/**
 * The form of a tip's register.
 *
 * @param refused whether the reporter would not say who they are
 * @param mistakes names of the fields to keys of sentences
 */
public record RegisterForm(
    UUID tipId,
    UUID entryId,
    Map<RegisterField, String> typed,
    boolean refused,
    Map<String, String> mistakes) {

  static RegisterForm of(UUID tipId, Map<String, String> sent) {
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
