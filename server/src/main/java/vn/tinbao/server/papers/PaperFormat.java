package vn.tinbao.server.papers;

import java.util.Locale;
import java.util.Optional;

/** What a paper is printed as. */
public enum PaperFormat {
  PDF("application/pdf"),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

  private final String mediaType;

  PaperFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /** The end of the file's name, without dot: {@code pdf}. */
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of this extension; empty for anything else. */
  public static Optional<PaperFormat> of(String extension) {
    for (PaperFormat format : values()) {
      if (format.extension().equals(extension)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
