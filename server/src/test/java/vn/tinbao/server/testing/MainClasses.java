package vn.tinbao.server.testing;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** The class path of production, for tests that start a process of their own. */
public final class MainClasses {
  private MainClasses() {}

  /** A server command in a JVM that is soon up and does not run for long. */
  public static ProcessBuilder process(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                path(),
                "vn.tinbao.server.Main"));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** Without test classes: the tests' own beans must not replace the real database. */
  public static String path() {
    StringBuilder path = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("test-classes") && !entry.endsWith("-tests.jar")) {
        path.append(path.isEmpty() ? "" : File.pathSeparator).append(entry);
      }
    }
    return path.toString();
  }
}
