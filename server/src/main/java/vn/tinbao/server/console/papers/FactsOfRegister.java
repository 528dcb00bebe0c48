package vn.tinbao.server.console.papers;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import vn.tinbao.server.proceeding.Register;
import vn.tinbao.server.proceeding.RegisterField;

/** Reads the register of a tip for its papers. */
@Singleton
class FactsOfRegister {
  private final Register register;

  FactsOfRegister(Register register) {
    this.register = register;
  }

  /** Of a tip that the caller has opened in this transaction. */
  RegisterFacts of(UUID tipId) {
    return register.of(tipId).map(FactsOfRegister::facts).orElse(RegisterFacts.none());
  }

  static RegisterFacts facts(Register.Entry entry) {
    Map<RegisterField, String> known = entry.facts();
    Map<String, String> facts = new HashMap<>();
    put(facts, RegisterFacts.OFFICER, known, RegisterField.RECEIVED_BY);
    put(facts, RegisterFacts.REFUSED, known, RegisterField.REFUSED_WHY);
    put(facts, RegisterFacts.WHEN, known, RegisterField.TIME_AND_PLACE);
    put(facts, RegisterFacts.SUMMARY, known, RegisterField.SUMMARY);
    put(facts, RegisterFacts.SUSPECTS, known, RegisterField.SUSPECTS);
    put(
        facts,
        RegisterFacts.PEOPLE,
        known,
        RegisterField.SUSPECTS,
        RegisterField.VICTIMS,
        RegisterField.WITNESSES,
        RegisterField.APPEARANCE);
    put(facts, RegisterFacts.ESCAPE, known, RegisterField.ESCAPE, RegisterField.TOOLS);
    put(facts, RegisterFacts.DAMAGE, known, RegisterField.DAMAGE, RegisterField.DONE_AT_SCENE);
    put(
        facts,
        RegisterFacts.KNOWN_HOW,
        known,
        RegisterField.HOW_KNOWN,
        RegisterField.WHO_ELSE_KNOWS);
    return new RegisterFacts(facts, entry.identityRefused());
  }

  private static void put(
      Map<String, String> facts,
      String name,
      Map<RegisterField, String> known,
      RegisterField... fields) {
    String told =
        Arrays.stream(fields)
            .map(known::get)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    if (!told.isBlank()) {
      facts.put(name, told);
    }
  }
}
