package vn.tinbao.server.proceeding;

import java.util.List;

/**
 * Something that a step asks for.
 *
 * @param most longest in characters, for words
 * @param of codes to choose from, for a choice
 * @param ahead whether a day may lie in the future
 * @param onePaper whether it stands on the paper of one report: several cannot have it in common
 */
public record StepField(
    String name, Kind kind, int most, List<String> of, boolean ahead, boolean onePaper) {

  /** What can be put in. Words are sealed under the tip's key; the others are kept as codes. */
  public enum Kind {
    WORDS,
    DAY,
    CHOICE,
    TIP
  }

  /** Whether its words are long enough to want several lines. */
  public boolean manyLines() {
    return kind == Kind.WORDS && most > LONG;
  }

  private static final int LONG = 500;
}
