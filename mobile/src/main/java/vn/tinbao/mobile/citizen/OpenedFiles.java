package vn.tinbao.mobile.citizen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import vn.tinbao.mobile.platform.Opener;

/**
 * Files that another app must show lie readable for it, in the app's own directory, and only as
 * long as need be: they are removed when the person comes back, when the app locks, ends and
 * starts.
 */
public final class OpenedFiles {
  private final Path directory;
  private final Opener opener;
  private volatile boolean closed;

  /**
   * @param home the app's directory
   */
  public OpenedFiles(Path home, Opener opener) {
    this.directory = directory(home);
    this.opener = opener;
  }

  /** Shows a file in another app; false when there is none. Blocks while it is copied. */
  boolean show(String name, InputStream bytes) throws IOException {
    boolean shown = false;
    try (bytes) {
      sweep();
      if (!closed && opener.exists()) {
        Files.createDirectories(directory);
        Path file = directory.resolve("tep." + ending(name));
        Files.copy(bytes, file);
        // It may have been locked while it was copied.
        shown = !closed && opener.open(file);
      }
      return shown;
    } finally {
      if (!shown) {
        sweep();
      }
    }
  }

  private static Path directory(Path home) {
    return home.resolve("open");
  }

  /** From now on nothing is shown, and nothing readable is left. */
  public void close() {
    closed = true;
    sweep();
  }

  /** Nothing readable is left. */
  public void sweep() {
    sweepIn(directory);
  }

  /**
   * The same also while the app is locked.
   *
   * @param home the app's directory
   */
  public static void sweep(Path home) {
    sweepIn(directory(home));
  }

  private static void sweepIn(Path directory) {
    try {
      if (Files.isDirectory(directory)) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
          for (Path file : all) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException busy) {
      // Still open in another app: the next time.
    }
  }

  private static String ending(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ending.matches("[a-z0-9]{1,5}") ? ending : "bin";
  }
}
