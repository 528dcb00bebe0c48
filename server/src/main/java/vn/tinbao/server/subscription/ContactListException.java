package vn.tinbao.server.subscription;

import org.jspecify.annotations.Nullable;

/** A list that cannot be taken, and why; never what stands in it. */
public final class ContactListException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Why {
    EMPTY,
    TOO_LARGE,
    /** A spreadsheet larger than is read; the same as CSV may be. */
    SHEET_TOO_LARGE,
    /** Neither text in UTF-8 nor a spreadsheet that can be read. */
    NOT_TEXT,
    /** No number in it at all. */
    NO_NUMBERS,
    /** No name, no basis, or an end that is over. */
    INCOMPLETE
  }

  private final Why why;

  ContactListException(Why why) {
    this(why, null);
  }

  ContactListException(Why why, @Nullable Throwable cause) {
    super("A list of numbers cannot be taken: " + why, cause);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
