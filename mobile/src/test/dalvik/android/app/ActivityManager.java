package android.app;

import vn.tinbao.android.PlayedPhone;

/** Android as a computer plays it for tests. */
public class ActivityManager {
  public boolean clearApplicationUserData() {
    return PlayedPhone.cleared();
  }
}
