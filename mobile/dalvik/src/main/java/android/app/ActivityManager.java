package android.app;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public class ActivityManager {
  public boolean clearApplicationUserData() {
    throw new UnsupportedOperationException();
  }
}
