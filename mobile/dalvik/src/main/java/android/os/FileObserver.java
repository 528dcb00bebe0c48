package android.os;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public abstract class FileObserver {
  public static final int CREATE = 0x00000100;
  public static final int MOVED_TO = 0x00000080;

  public FileObserver(String path, int mask) {}

  public void startWatching() {
    throw new UnsupportedOperationException();
  }

  public abstract void onEvent(int event, String path);
}
