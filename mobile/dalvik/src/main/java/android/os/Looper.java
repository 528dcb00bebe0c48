package android.os;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public final class Looper {
  private Looper() {}

  public static Looper getMainLooper() {
    throw new UnsupportedOperationException();
  }
}
