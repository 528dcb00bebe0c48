package android.os;

/** Android as a computer plays it for tests. */
public final class Looper {
  public static Looper getMainLooper() {
    return new Looper();
  }
}
