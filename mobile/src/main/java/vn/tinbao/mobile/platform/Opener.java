package vn.tinbao.mobile.platform;

import java.nio.file.Path;

/** Shows a file in another app of this machine. */
public interface Opener {
  /** A machine on which no other app can be asked. */
  Opener NONE =
      new Opener() {
        @Override
        public boolean open(Path file) {
          return false;
        }

        @Override
        public boolean exists() {
          return false;
        }
      };

  /** Whether there may be another app to ask: before anything lies readable for it. */
  default boolean exists() {
    return true;
  }

  /**
   * Asks another app to show a file that lies readable for it.
   *
   * @return false when there is none; then the file is not needed any more
   */
  boolean open(Path file);
}
