package vn.tinbao.server.routing.lines;

import org.jspecify.annotations.Nullable;

/** A line that cannot be read as a message. The message names no word of the text. */
final class BadLineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  /** The line as a whole is wrong. */
  BadLineException(String why) {
    this(null, why);
  }

  /** One field of it is wrong. */
  BadLineException(@Nullable String field, String why) {
    super(why);
    this.field = field;
  }

  @Nullable String field() {
    return field;
  }
}
