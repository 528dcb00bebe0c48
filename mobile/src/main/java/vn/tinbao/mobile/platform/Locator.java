package vn.tinbao.mobile.platform;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the machine is. Asked once, when a person taps the button for it, and never in the
 * background. Methods belong to the screen thread.
 */
public interface Locator {
  /** A machine that does not know. */
  Locator NONE =
      new Locator() {
        @Override
        public boolean available() {
          return false;
        }

        @Override
        public void locate(Consumer<Optional<Fix>> then) {
          then.accept(Optional.empty());
        }
      };

  /**
   * A position.
   *
   * @param lat degrees, WGS 84
   * @param lon degrees, WGS 84
   * @param accuracyMetres radius in which it is likely; null when the machine does not say
   * @param at when, by the machine's clock
   */
  record Fix(double lat, double lon, @Nullable Double accuracyMetres, Instant at) {
    /** Never the place. */
    @Override
    public String toString() {
      return "Fix[…]";
    }
  }

  boolean available();

  /**
   * Finds the position once.
   *
   * @param then called on the screen thread, once; with nothing when there is none within a while
   *     or the person does not allow it
   */
  void locate(Consumer<Optional<Fix>> then);
}
