package vn.tinbao.server.plan;

import java.util.Locale;

/**
 * One thing that is wrong in the file of a plan.
 *
 * @param line from 1; 0: the file as a whole
 * @param field where in the file, {@code tasks[3].lead}; empty: the file as a whole
 * @param detail what stands there, or what may stand there; may be empty
 */
public record PlanMistake(int line, String field, Why why, String detail) {
  private static final int LONGEST_DETAIL = 120;

  /** What is wrong; {@code plan.mistake.<name>} says it on pages. */
  public enum Why {
    NOT_YAML("cannot be read as YAML"),
    TOO_LARGE("is too large; the most is"),
    NOT_A_MAPPING("must have fields"),
    NOT_A_LIST("must be a list"),
    NOT_TEXT("must be one text"),
    UNKNOWN_FIELD("is not a field here; there are"),
    TWICE("stands here twice"),
    MISSING("is missing"),
    TOO_LONG("is too long; the most is"),
    TOO_MANY("has too many entries; the most is"),
    NOT_A_DATE("must be a day like 2026-07-30, not"),
    NOT_A_YEARLY_DAY("must be a month and day like \"07-30\", not"),
    NOT_A_NUMBER("must be a number, not"),
    NOT_YES_OR_NO("must be true or false, not"),
    NOT_ONE_OF("must be one of"),
    BAD_ID("must be small letters, digits and single - (a plan) or . (else), not"),
    SAME_ID("was used before:"),
    UNKNOWN_FORM("is a form that this program does not know:"),
    UNKNOWN_AGENCY("is no agency of the common list:"),
    UNKNOWN_UNIT("is no unit on the plan's first day or later:"),
    ENDS_BEFORE("is before it starts"),
    VALUE_NEEDED("is needed with this operator"),
    VALUE_NOT_NEEDED("does not belong to this operator"),
    NOBODY("has nobody who does it; a solution says kind: SOLUTION"),
    WORKERS("is a solution, and yet somebody leads or performs it"),
    DAY_NEEDED("is needed for a report of one occasion"),
    DAY_NOT_NEEDED("belongs to a report of one occasion only"),
    QUARTER_NOT_NEEDED("belongs to a quarterly report only"),
    WHICH_ONE(
        "is one day of the year, and there are several such reports: say which quarter, or no day"),
    OUT_OF_RANGE("is out of range:"),
    ONE_OF_BOTH("must say agency or keep, and not both");

    private final String words;

    Why(String words) {
      this.words = words;
    }
  }

  /** Long details are cut. */
  public PlanMistake {
    if (detail.length() > LONGEST_DETAIL) {
      detail = detail.substring(0, LONGEST_DETAIL) + "…";
    }
  }

  /** For commands and logs, in English. */
  public String text() {
    String what = field.isEmpty() ? "the file" : field;
    String where = line == 0 ? "" : String.format(Locale.ROOT, "line %d, ", line);
    return (where + what + " " + why.words + " " + detail).strip();
  }
}
