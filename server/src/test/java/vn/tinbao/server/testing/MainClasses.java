package vn.tinbao.server.testing;

import java.io.File;

/** The class path of production, for tests that start a process of their own. */
public final class MainClasses {
  private MainClasses() {}

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
