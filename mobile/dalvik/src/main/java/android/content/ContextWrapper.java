package android.content;

import java.io.File;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public class ContextWrapper extends Context {
  @Override
  public File getCacheDir() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int checkSelfPermission(String permission) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object getSystemService(String name) {
    throw new UnsupportedOperationException();
  }
}
