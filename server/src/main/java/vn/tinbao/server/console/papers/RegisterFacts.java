package vn.tinbao.server.console.papers;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the agency wrote into its register about a tip, as far as it may stand on paper: nothing of
 * who reported. What is unknown is absent, and dotted for the pen.
 *
 * @param byField keyed by the words of the form that it fills: {@code people}, {@code escape} …
 * @param refused whether the reporter would not say who they are
 */
record RegisterFacts(Map<String, String> byField, boolean refused) {
  static final String OFFICER = "officer-name";
  static final String REFUSED = "refused";
  static final String WHEN = "when";
  static final String SUMMARY = "summary";
  static final String SUSPECTS = "suspects";
  static final String PEOPLE = "people";
  static final String ESCAPE = "escape";
  static final String DAMAGE = "damage";
  static final String KNOWN_HOW = "known-how";

  private static final RegisterFacts NONE = new RegisterFacts(Map.of(), false);

  RegisterFacts {
    byField = Map.copyOf(byField);
  }

  /** Nobody wrote anything. */
  static RegisterFacts none() {
    return NONE;
  }

  @Nullable String of(String field) {
    return byField.get(field);
  }

  String of(String field, String otherwise) {
    return Objects.requireNonNullElse(byField.get(field), otherwise);
  }

  @Override
  public String toString() {
    return "RegisterFacts[…]";
  }
}
