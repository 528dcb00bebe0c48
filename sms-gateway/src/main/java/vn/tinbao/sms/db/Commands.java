package vn.tinbao.sms.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs one command of the operating system to its end. */
final class Commands {
  private Commands() {}

  /**
   * Runs and returns what it printed (both streams).
   *
   * @throws IOException with the output as message when the command fails or cannot be started
   */
  static String run(List<String> command) throws IOException {
    return run(command, "");
  }

  static String run(List<String> command, String input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    calm(builder);
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closedEarly) {
      // the exit code says it better
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IOException(name(command) + " failed (exit " + exit + "): " + output.strip());
      }
      return output;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while running " + name(command), e);
    }
  }

  static boolean succeeds(List<String> command) {
    try {
      run(command);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** No locale and no PG* variable of the caller may change what the programs do. */
  static void calm(ProcessBuilder builder) {
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    // A child must not keep the caller's directory busy, and another account may not enter it.
    builder.directory(new java.io.File("/"));
  }

  /** Where a program lies on the PATH, or an empty string. */
  static String find(String program) {
    for (String directory :
        (System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/bin:/usr/sbin:/sbin")
            .split(":", -1)) {
      Path candidate = Path.of(directory, program);
      if (!directory.isEmpty() && Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    return "";
  }

  private static String name(List<String> command) {
    return command.stream()
        .filter(word -> word.contains("/bin/") && !word.startsWith("/usr"))
        .findFirst()
        .map(word -> word.substring(word.lastIndexOf('/') + 1))
        .orElse(command.get(0));
  }
}
