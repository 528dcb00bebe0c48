package vn.tinbao.server.push.fcm;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Firebase answered 503. Thrown below the SDK, which would else repeat the request up to four times
 * on a sleeping thread; our own queue repeats it later.
 */
final class FcmBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration after;

  FcmBusyException(@Nullable Duration after) {
    super("503");
    this.after = after;
  }

  /** What it asked to wait; null when it did not say. */
  @Nullable Duration after() {
    return after;
  }
}
