package android.content.pm;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public abstract class PackageManager {
  public static final int PERMISSION_GRANTED = 0;
}
