package android.os;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public class Build {
  public static class VERSION {
    public static final int SDK_INT = Integer.parseInt("0");
  }
}
