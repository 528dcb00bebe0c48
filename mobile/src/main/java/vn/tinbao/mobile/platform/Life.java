package vn.tinbao.mobile.platform;

/** Coming and going of the app. */
public interface Life {
  /** Closes the app at once, leaving no window behind. */
  void leave();

  /** Calls {@code listener} on the screen thread whenever the person comes back to the app. */
  void onReturn(Runnable listener);
}
