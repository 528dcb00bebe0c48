package vn.tinbao.mobile.platform;

/** Coming and going of the app. */
public interface Life {
  /** Closes the app at once, leaving no window behind. */
  void leave();

  /** Calls {@code listener} on the screen thread whenever the person turns to something else. */
  default void onLeave(Runnable listener) {
    // A machine on which the app is always before one's eyes.
  }

  /** Calls {@code listener} on the screen thread whenever the person comes back to the app. */
  void onReturn(Runnable listener);
}
