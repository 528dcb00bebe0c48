package vn.tinbao.sms.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One file with a key in it. Losing such a file loses data, so it is never overwritten but by
 * {@link #replace}, in one step; leaking it leaks data, so a file that others may read is refused.
 */
public final class KeyFile {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private KeyFile() {}

  /**
   * Reads a secret, which is made first when the file is missing. Two processes that start at once
   * get the same content.
   *
   * @param content makes the content of a new file
   * @throws KeyFileException when the file cannot be read or made, or others may read it
   */
  public static String readOrCreateSecret(Path file, Supplier<String> content) {
    if (!Files.exists(file)) {
      create(file, content.get(), "rw-------");
    }
    return readSecret(file);
  }

  /**
   * @throws KeyFileException when the file is missing or others may read it
   */
  public static String readSecret(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      permissions.retainAll(OTHERS);
      if (!permissions.isEmpty()) {
        throw new KeyFileException(
            "The key file " + file + " is open to other users. Run: chmod 600 " + file);
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new KeyFileException("The key file " + file + " cannot be read.", e);
    }
  }

  /**
   * Writes a file that appears whole or not at all, survives a power cut once this returns, and
   * yields to one that was there first.
   *
   * @param permissions as in {@code ls -l}: {@code rw-------}
   */
  public static void create(Path file, String content, String permissions) {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path half = directory.resolve(file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try {
        Files.createFile(
            half,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
          channel.force(true);
        }
        Files.createLink(file, half);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
          entries.force(true);
        }
      } catch (FileAlreadyExistsException anotherWasFirst) {
        // its content counts
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw new KeyFileException("The key file " + file + " cannot be written.", e);
    }
  }

  /**
   * Writes a file over the one of that name; it changes as a whole or not at all, and survives a
   * power cut once this returns.
   *
   * @param permissions as in {@code ls -l}: {@code rw-------}
   */
  public static void replace(Path file, String content, String permissions) {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path half = directory.resolve(file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createFile(
          half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
      try {
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
          channel.force(true);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(half);
      }
      try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
        entries.force(true);
      }
    } catch (IOException e) {
      throw new KeyFileException("The key file " + file + " cannot be written.", e);
    }
  }
}
