package vn.tinbao.server.push;

/** A title or text that no public push can carry. */
public final class UnfitTextException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final int excess;

  UnfitTextException(Problem problem, int excess) {
    super(excess == 0 ? problem.name() : problem + ": " + excess + " too many");
    this.problem = problem;
    this.excess = excess;
  }

  /** What is wrong. */
  public enum Problem {
    TITLE_MISSING,
    TEXT_MISSING,
    /** The excess is in characters. */
    TITLE_TOO_LONG,
    /** Title and text together; the excess is in bytes of UTF-8. */
    TOO_LONG,
    /** A sign that would need escaping. {@link PublicText#of} replaces them. */
    UNSAFE
  }

  public Problem problem() {
    return problem;
  }

  /** By how much it is too long; 0 when that is not the problem. */
  public int excess() {
    return excess;
  }
}
