package android.app;

import android.view.Window;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public class Activity {
  public Window getWindow() {
    throw new UnsupportedOperationException();
  }
}
