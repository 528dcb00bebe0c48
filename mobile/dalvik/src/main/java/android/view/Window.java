package android.view;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public abstract class Window {
  public void setFlags(int flags, int mask) {}
}
