package vn.tinbao.mobile.citizen;

import java.util.Locale;
import vn.tinbao.mobile.capture.AttachedFile;
import vn.tinbao.mobile.text.Words;

/** How a file is spoken of: its kind, its size, and whether it was cleaned here. */
final class FileWords {
  private static final long KIB = 1024;

  private FileWords() {}

  /** Two lines: kind and size, what was done with it. */
  static String line(Words words, AttachedFile file) {
    return words.say("files.kind." + file.kind())
        + " · "
        + size(file.length())
        + "\n"
        + words.say(file.cleaned() ? "files.cleaned.short" : "files.as.it.is.short");
  }

  /** As people read it: {@code 340 KB}, {@code 2,4 MB}. */
  static String size(long bytes) {
    if (bytes < KIB * KIB) {
      return Math.max(1, bytes / KIB) + " KB";
    }
    return String.format(Locale.ROOT, "%.1f MB", bytes / (double) (KIB * KIB)).replace('.', ',');
  }
}
