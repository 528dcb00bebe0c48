package android.app;

import android.content.ContextWrapper;
import android.view.Window;
import vn.tinbao.android.PlayedPhone;

/** Android as a computer plays it for tests. */
public class Activity extends ContextWrapper {
  public Window getWindow() {
    throw new UnsupportedOperationException();
  }

  public final void requestPermissions(String[] permissions, int requestCode) {
    PlayedPhone.asked(permissions[0]);
  }
}
