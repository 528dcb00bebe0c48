package vn.tinbao.mobile.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes everything of the app from a phone: first a mark that it has begun, then the key of every
 * vault, then the files. A phone that dies in between goes on with it at the next start, before
 * anything is opened.
 */
final class Erasure {
  private static final String MARK = "wiping";

  private final Path home;
  private @Nullable IOException trouble;

  private interface Removal {
    void run() throws IOException;
  }

  Erasure(Path home) {
    this.home = home;
  }

  /** Whether it was begun and did not come to its end. */
  boolean begun() {
    return Files.exists(home.resolve(MARK));
  }

  /** After this nothing can be read any more; the files are still there. Does not fail. */
  void destroyKeys() {
    // A phone that is too full for the mark is erased all the same.
    each(() -> DurableFiles.write(home.resolve(MARK), new byte[] {1}));
    for (Path vault : children()) {
      if (Files.isDirectory(vault)) {
        each(() -> VaultKey.destroy(vault.resolve(Vault.KEY)));
      }
    }
  }

  /**
   * Removes every file but one, and then the mark.
   *
   * @throws VaultException when something is left; then the mark is too
   */
  void removeFiles(Path butThis) {
    trouble = null;
    for (Path child : children()) {
      boolean stays = child.equals(butThis) || child.equals(home.resolve(MARK));
      if (!stays) {
        each(
            () -> {
              if (Files.isDirectory(child)) {
                DurableFiles.deleteTree(child);
              } else {
                DurableFiles.delete(child);
              }
            });
      }
    }
    if (trouble == null) {
      each(() -> DurableFiles.delete(home.resolve(MARK)));
    }
    if (trouble != null) {
      throw new VaultException("the phone could not remove everything", trouble);
    }
  }

  private List<Path> children() {
    List<Path> children = new ArrayList<>();
    each(
        () -> {
          if (Files.exists(home)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(home)) {
              all.forEach(children::add);
            }
          }
        });
    return children;
  }

  /** What fails does not keep the rest from going. */
  private void each(Removal removal) {
    try {
      removal.run();
    } catch (IOException e) {
      trouble = e;
    }
  }
}
