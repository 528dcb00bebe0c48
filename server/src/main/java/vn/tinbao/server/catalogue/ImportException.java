package vn.tinbao.server.catalogue;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file cannot be imported. Says where and why; nothing was imported. */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long line;
  private final @Nullable String field;

  private ImportException(String message, long line, @Nullable String field) {
    super(message);
    this.line = line;
    this.field = field;
  }

  /** The file as a whole is wrong, or does not fit the catalogue. */
  static ImportException file(Path file, String why) {
    return new ImportException(file.getFileName() + ": " + why, 0, null);
  }

  /** One line is wrong. */
  static ImportException line(Path file, long line, String why) {
    return new ImportException(
        String.format(Locale.ROOT, "%s, line %d: %s", file.getFileName(), line, why), line, null);
  }

  /** One field of a line is wrong. */
  static ImportException field(Path file, long line, String field, String why) {
    return new ImportException(
        String.format(Locale.ROOT, "%s, line %d, %s: %s", file.getFileName(), line, field, why),
        line,
        field);
  }

  /** Line of the file, from 1 (the header); 0 when it is about the whole file. */
  public long line() {
    return line;
  }

  /** Column of the header, or null. */
  public @Nullable String field() {
    return field;
  }
}
