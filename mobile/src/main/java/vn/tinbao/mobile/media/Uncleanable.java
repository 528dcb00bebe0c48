package vn.tinbao.mobile.media;

import java.io.IOException;

/**
 * This file cannot be cleaned here: its kind is not known, or it is not built as its kind is to its
 * last part. What was written of a copy is void.
 */
public final class Uncleanable extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** Nothing here knows this kind. */
    UNKNOWN_KIND,
    /** It breaks the rules of its kind. */
    DAMAGED,
    /** More pixels or pieces than is safe to handle on a phone. */
    TOO_MUCH
  }

  /**
   * @param detail for developers: which rule; never content
   */
  Uncleanable(Reason reason, String detail) {
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
