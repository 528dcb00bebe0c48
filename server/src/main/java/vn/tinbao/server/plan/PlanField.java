package vn.tinbao.server.plan;

import java.util.Arrays;
import java.util.List;

/**
 * One field of a form for a part of a plan.
 *
 * @param name as in the document, {@code due}; {@code signer.name}: of the mapping {@code signer}
 * @param words of a CHOICE or CHOICES: what may be chosen, as the document writes it
 * @param wordKey {@code plan.group.}: the message of a word begins so
 */
public record PlanField(
    String name, Kind kind, boolean required, List<String> words, String wordKey) {

  /** What is typed. */
  public enum Kind {
    /** Of a new entry only: work hangs on the id of one that is there. */
    ID,
    TEXT,
    LONG_TEXT,
    NUMBER,
    DAY,
    /** {@code 30/7}; in the document {@code 07-30}. */
    YEARLY,
    FLAG,
    CHOICE,
    CHOICES,
    /** One agency: its name with its key, the key, or the id of one alone. */
    AGENCY,
    AGENCIES,
    /** A figure of the room statistics. */
    FIGURE,
    /** Another plan. */
    PLAN,
    /** Tasks of the superior plan. */
    CARRIES,
    /** Several texts, a line each. */
    LINES;

    /** Whether the document has a list of it. */
    public boolean many() {
      return this == CHOICES || this == AGENCIES || this == CARRIES || this == LINES;
    }
  }

  static PlanField of(String name, Kind kind) {
    return new PlanField(name, kind, false, List.of(), "");
  }

  static PlanField needed(String name, Kind kind) {
    return new PlanField(name, kind, true, List.of(), "");
  }

  static <E extends Enum<E>> PlanField choice(
      String name, Kind kind, boolean required, Class<E> words, String wordKey) {
    return new PlanField(
        name,
        kind,
        required,
        Arrays.stream(words.getEnumConstants()).map(Enum::name).toList(),
        wordKey);
  }
}
