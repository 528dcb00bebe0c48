package android.os;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public class Handler {
  public Handler(Looper looper) {}

  public final boolean post(Runnable work) {
    throw new UnsupportedOperationException();
  }
}
