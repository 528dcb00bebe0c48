package vn.tinbao.mobile.platform;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Records a voice. One recording at a time; methods belong to the screen thread, and so do the
 * answers.
 */
public interface Recorder {
  /**
   * Begins; the system may ask the person first.
   *
   * @param then hears once whether it has begun; false when the microphone cannot be used or is not
   *     allowed
   */
  void start(Consumer<Boolean> then);

  /**
   * Ends.
   *
   * @param then hears once, with the recording if there is one; it is {@link PickedFile#ours}
   */
  void stop(Consumer<Optional<PickedFile>> then);
}
