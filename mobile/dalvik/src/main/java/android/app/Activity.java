package android.app;

import android.content.ContextWrapper;
import android.view.Window;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public class Activity extends ContextWrapper {
  public Window getWindow() {
    throw new UnsupportedOperationException();
  }

  public final void requestPermissions(String[] permissions, int requestCode) {
    throw new UnsupportedOperationException();
  }
}
