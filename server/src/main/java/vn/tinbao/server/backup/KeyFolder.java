package vn.tinbao.server.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder {@code keys} as a whole: what a key file of the backup carries of it. */
final class KeyFolder {
  private static final Pattern NAME = Pattern.compile("(retired/)?[a-z0-9][a-z0-9.-]{0,80}");

  private final Path folder;

  KeyFolder(Path folder) {
    this.folder = folder;
  }

  /** Every key file by its name within the folder; half-written ones are left out. */
  Map<String, byte[]> read() {
    Map<String, byte[]> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (Stream<Path> paths = Files.walk(folder, 2)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        String name = folder.relativize(path).toString();
        if (NAME.matcher(name).matches() && name.matches(".*\\.(key|public|private)")) {
          files.put(name, Files.readAllBytes(path));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /**
   * @throws BackupException when one of these is there already with other content: a key file is
   *     never overwritten
   */
  void checkRoom(List<BackupInput.StoredFile> files) {
    Map<String, byte[]> present = read();
    for (BackupInput.StoredFile file : files) {
      if (!NAME.matcher(file.name()).matches()) {
        throw new BackupException("The key file holds a file with a strange name.");
      }
      byte[] there = present.get(file.name());
      if (there != null && !Arrays.equals(there, file.content())) {
        throw new BackupException(
            "There is another key "
                + folder.resolve(file.name())
                + " already, and keys are never overwritten. Restore into an empty TINBAO_HOME, or"
                + " move the folder away if nothing needs it any more.");
      }
    }
  }

  /** Writes them, readable by their owner only but for public keys. */
  void write(List<BackupInput.StoredFile> files) {
    checkRoom(files);
    try {
      for (BackupInput.StoredFile file : files) {
        write(folder.resolve(file.name()), file);
      }
    } catch (IOException e) {
      throw new BackupException("The keys cannot be written to " + folder + ".", e);
    }
  }

  private static void write(Path path, BackupInput.StoredFile file) throws IOException {
    Files.createDirectories(
        path.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (Files.exists(path)) {
      return;
    }
    Path half = path.resolveSibling(path.getFileName() + ".part");
    Files.deleteIfExists(half);
    Files.createFile(
        half,
        PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString(
                file.name().endsWith(".public") ? "rw-r--r--" : "rw-------")));
    Files.write(half, file.content());
    try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
  }
}
