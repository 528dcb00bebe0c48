package vn.tinbao.mobile.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes files so that a phone that dies at any moment holds either the old bytes or the new ones,
 * and directories that only this app may enter.
 */
final class DurableFiles {
  static final String UNFINISHED = ".tmp";

  private DurableFiles() {}

  /** Makes the directory and closes it to other users where the file system knows users. */
  static void makePrivate(Path directory) throws IOException {
    Files.createDirectories(directory);
    restrict(directory, "rwx------");
  }

  /** On return the bytes are on the disk under that name, whatever happens next. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path unfinished = unfinished(file);
    try {
      fill(unfinished, bytes);
      rename(unfinished, file);
    } catch (IOException | RuntimeException failed) {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException stays) {
        failed.addSuppressed(stays);
      }
      throw failed;
    }
  }

  /** Where a file is written before it takes its name. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  private static void fill(Path unfinished, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      onlyForThisApp(unfinished);
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** Puts a file that is whole and on the disk in the place of another, or under a new name. */
  static void rename(Path whole, Path file) throws IOException {
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(file);
  }

  /** Closes a file to other users where the file system knows users. */
  static void onlyForThisApp(Path file) throws IOException {
    restrict(file, "rw-------");
  }

  static boolean delete(Path file) throws IOException {
    boolean was = Files.deleteIfExists(file);
    if (was) {
      syncDirectory(file);
    }
    return was;
  }

  /** Removes a directory and everything below it; what is already gone is no error. */
  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        if (Files.isDirectory(child, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
          deleteTree(child);
        } else {
          Files.deleteIfExists(child);
        }
      }
    }
    Files.deleteIfExists(directory);
  }

  /** Without it the rename itself may be lost; not every system allows it, and then it is moot. */
  private static void syncDirectory(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      return;
    }
    try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException notSupportedHere) {
      // Windows refuses to open a directory; its rename is journalled.
    }
  }

  private static void restrict(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
