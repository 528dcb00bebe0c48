package vn.tinbao.sms.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Temporary directories of tests. */
public final class TestDirectories {
  private static final int TRIES = 20;

  private TestDirectories() {}

  /** Deletes with all content, also when another process deletes or a thread still writes there. */
  public static void delete(Path directory) {
    for (int i = 1; Files.exists(directory); i++) {
      try {
        deleteOnce(directory);
      } catch (IOException | UncheckedIOException changedMeanwhile) {
        if (i == TRIES) {
          throw new IllegalStateException(directory + " could not be deleted", changedMeanwhile);
        }
      }
    }
  }

  private static void deleteOnce(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    }
  }
}
