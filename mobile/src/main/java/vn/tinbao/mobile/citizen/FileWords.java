package vn.tinbao.mobile.citizen;

import vn.tinbao.mobile.capture.AttachedFile;
import vn.tinbao.mobile.text.FileSize;
import vn.tinbao.mobile.text.Words;

/** How a file is spoken of: its kind, its size, and whether it was cleaned here. */
final class FileWords {
  private FileWords() {}

  /** Two lines: kind and size, what was done with it. */
  static String line(Words words, AttachedFile file) {
    return words.say("files.kind." + file.kind())
        + " · "
        + FileSize.of(file.length())
        + "\n"
        + words.say(file.cleaned() ? "files.cleaned.short" : "files.as.it.is.short");
  }
}
