package vn.tinbao.sms.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file by which a postmaster says who it is and how far it got ({@code postmaster.pid}, lines
 * as in PostgreSQL's {@code pidfile.h}).
 */
record PostmasterPid(long pid, int port, boolean ready) {
  private static final int PORT = 3;
  private static final int STATUS = 7;

  static Optional<PostmasterPid> read(Path data) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file(data));
      if (lines.isEmpty() || lines.get(0).isBlank()) {
        return Optional.empty();
      }
      return Optional.of(
          new PostmasterPid(
              Long.parseLong(lines.get(0).strip()),
              lines.size() > PORT && !lines.get(PORT).isBlank()
                  ? Integer.parseInt(lines.get(PORT).strip())
                  : 0,
              lines.size() > STATUS && lines.get(STATUS).strip().equals("ready")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the process with that id is a PostgreSQL on that data directory: after a restart of the
   * machine the number may belong to anybody.
   */
  boolean alive(Path data) {
    Path commandLine = Path.of("/proc/" + pid + "/cmdline");
    try {
      List<String> words = List.of(Files.readString(commandLine).split("\0"));
      return words.stream().anyMatch(word -> word.endsWith("/postgres"))
          && words.contains(data.toString());
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Makes a stale file harmless that carries the number of an unrelated live process. Deleting it
   * would also remove PostgreSQL's own check for orphaned back ends (the shared memory key in line
   * 7), so only the number is replaced, by that of this process: PostgreSQL never minds its parent.
   */
  static void disown(Path data) throws IOException {
    Path file = file(data);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    Files.write(file, lines);
  }

  private static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }
}
