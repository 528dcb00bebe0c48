package vn.tinbao.mobile.platform;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Photos, files and recordings out of the machine. Nothing that is made for this app may appear in
 * a gallery or stay in a cache. All methods belong to the screen thread.
 */
public interface Capture {
  /** A machine that has nothing to give. */
  Capture NONE =
      new Capture() {
        @Override
        public Set<Way> ways() {
          return Set.of();
        }

        @Override
        public void take(Way way, Consumer<Optional<PickedFile>> then) {
          then.accept(Optional.empty());
        }
      };

  /** Where a file may come from. */
  enum Way {
    /** The camera, now. */
    PHOTO,
    /** A photo, film or document that is on the machine already. */
    FILE,
    /** A recording that is on the machine already; {@link Recorder} makes one now. */
    SOUND
  }

  /** What this machine can do; others are not to be offered. */
  Set<Way> ways();

  /**
   * Lets the person choose or make a file.
   *
   * @param then called on the screen thread, with nothing when the person turned back or did not
   *     allow it
   */
  void take(Way way, Consumer<Optional<PickedFile>> then);

  /**
   * Files that were made for this app and lie readable on the machine: an earlier run of the app
   * did not live to fetch them. Oldest first. Blocks for a moment.
   */
  default List<PickedFile> leftovers() {
    return List.of();
  }

  /** What records a voice on this machine; empty when nothing can. */
  default Optional<Recorder> recorder() {
    return Optional.empty();
  }
}
