package vn.tinbao.mobile.platform;

/** Coming and going of the app. */
public interface Life {
  /** Closes the app at once, leaving no window behind. */
  void leave();

  /**
   * Closes the app after everything of it was erased: what libraries of the phone's makers keep for
   * this app goes too, the address for wake-ups among it, where the machine can do that.
   *
   * @param otherThingsStay the notes of the disguise lie beside the app's directory and are meant
   *     to stay
   */
  default void leaveErased(boolean otherThingsStay) {
    leave();
  }

  /** Calls {@code listener} on the screen thread whenever the person turns to something else. */
  default void onLeave(Runnable listener) {
    // A machine on which the app is always before one's eyes.
  }

  /** Calls {@code listener} on the screen thread whenever the person comes back to the app. */
  void onReturn(Runnable listener);
}
