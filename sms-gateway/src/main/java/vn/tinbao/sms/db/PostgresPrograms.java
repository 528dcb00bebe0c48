package vn.tinbao.sms.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The unpacked PostgreSQL programs: {@code initdb}, {@code postgres}, {@code pg_ctl}.
 *
 * @param directory holds {@code bin}, {@code lib}, {@code share}
 * @param majorVersion 18 for 18.6
 */
record PostgresPrograms(Path directory, int majorVersion) {
  private static final String MAJOR = "major-version";

  /**
   * Unpacks once; a later call finds the directory by the archive's CRC. Safe against a crash in
   * the middle and against a second process that unpacks at the same time: the directory appears
   * under its name only when it is complete.
   */
  static PostgresPrograms unpack(PostgresArchive archive, Path into) throws IOException {
    Path directory = into.resolve("postgres-" + Long.toHexString(archive.crc()));
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(into);
      Path half = Files.createTempDirectory(into, "unpacking-");
      Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
      try {
        unpackTar(archive, half);
        Files.writeString(half.resolve(MAJOR), Integer.toString(askVersion(half)));
        publish(half, directory);
      } finally {
        FileTrees.delete(half);
      }
    }
    return new PostgresPrograms(
        directory, Integer.parseInt(Files.readString(directory.resolve(MAJOR)).strip()));
  }

  private static void publish(Path half, Path directory) throws IOException {
    try {
      Files.move(half, directory, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (IOException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  private static void unpackTar(PostgresArchive archive, Path root) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive.open(), 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
          throw new IOException("Entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.copy(root.resolve(entry.getLinkName()), target);
        } else {
          Files.copy(tar, target);
          Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        }
      }
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    return PosixFilePermissions.fromString((mode & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
  }

  /** {@code postgres (PostgreSQL) 18.6} gives 18. */
  private static int askVersion(Path root) throws IOException {
    String line = Commands.run(java.util.List.of(root + "/bin/postgres", "--version"));
    String version = line.strip().substring(line.strip().lastIndexOf(' ') + 1);
    return Integer.parseInt(version.split("\\D", 2)[0]);
  }

  String program(String name) {
    return directory.resolve("bin").resolve(name).toString();
  }
}
