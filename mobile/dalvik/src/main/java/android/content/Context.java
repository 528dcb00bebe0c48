package android.content;

import java.io.File;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public abstract class Context {
  public static final String ACTIVITY_SERVICE = "activity";

  public abstract File getCacheDir();

  public abstract int checkSelfPermission(String permission);

  public abstract Object getSystemService(String name);
}
