package android.view;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public interface WindowManager {
  class LayoutParams {
    public static final int FLAG_SECURE = 0x00002000;
  }
}
