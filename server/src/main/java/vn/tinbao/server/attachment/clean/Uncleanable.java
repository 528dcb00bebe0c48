package vn.tinbao.server.attachment.clean;

import java.io.IOException;

/** There will be no cleaned copy: the file is not of a form that is understood to its last part. */
public final class Uncleanable extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why, as told to staff. */
  public enum Reason {
    /** No cleaner knows this kind. */
    UNKNOWN_KIND,
    /** It breaks the rules of its kind. */
    DAMAGED,
    /** It opens with a password only. */
    ENCRYPTED,
    /** More pixels, pages, entries, or more when unpacked, than is safe to handle. */
    TOO_MUCH,
    /** It took longer, or more memory, than allowed. */
    TOO_LONG
  }

  /**
   * @param detail for developers: which rule; never content
   */
  public Uncleanable(Reason reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
  }

  static Uncleanable damaged(String detail) {
    return new Uncleanable(Reason.DAMAGED, detail);
  }

  static Uncleanable tooMuch(String detail) {
    return new Uncleanable(Reason.TOO_MUCH, detail);
  }

  public Reason reason() {
    return reason;
  }
}
