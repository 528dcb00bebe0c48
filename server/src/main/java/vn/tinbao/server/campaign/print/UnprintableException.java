package vn.tinbao.server.campaign.print;

/** A text that cannot be set as asked: said instead of printing boxes or half a sentence. */
public final class UnprintableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Why why;
  private final String what;

  UnprintableException(Why why, String what) {
    super(why + ": " + what);
    this.why = why;
    this.what = what;
  }

  /** What is wrong. */
  public enum Why {
    /** The bundled fonts lack a sign of it; {@link #what} is the sign. */
    SIGN,
    /** Too much for the size of the sheet even in the smallest letters that can be read. */
    TOO_LONG,
    /** There is no headline. */
    NO_HEADLINE
  }

  public Why why() {
    return why;
  }

  /** The sign, or the beginning of what does not fit. */
  public String what() {
    return what;
  }
}
