package vn.tinbao.server.sheets;

import org.jspecify.annotations.Nullable;

/** A file whose rows cannot be read, and why; never what stands in it. */
public final class SheetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Why {
    /** More bytes than are taken. */
    TOO_LARGE,
    /** More rows than are taken, or more than fits in memory once it is inflated. */
    TOO_MUCH,
    /** Neither text in UTF-8 nor a spreadsheet that can be read. */
    UNREADABLE
  }

  private final Why why;

  SheetException(Why why) {
    this(why, null);
  }

  SheetException(Why why, @Nullable Throwable cause) {
    super("The rows cannot be read: " + why, cause);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
