package vn.tinbao.mobile.text;

import java.util.Locale;

/** A file's length as people read it. */
public final class FileSize {
  private static final long KIB = 1024;

  private FileSize() {}

  /** {@code 340 KB}, {@code 2,4 MB}. */
  public static String of(long bytes) {
    if (bytes < KIB * KIB) {
      return Math.max(1, bytes / KIB) + " KB";
    }
    return String.format(Locale.ROOT, "%.1f MB", bytes / (double) (KIB * KIB)).replace('.', ',');
  }
}
