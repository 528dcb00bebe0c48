package vn.tinbao.mobile.platform;

import java.util.Optional;

/** Records a voice. One recording at a time; methods belong to the screen thread. */
public interface Recorder {
  /** Begins; false when the microphone cannot be used or is not allowed. */
  boolean start();

  /** Ends, with the recording if there is one; it is {@link PickedFile#ours}. */
  Optional<PickedFile> stop();
}
