package vn.tinbao.sms.db;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** The packed PostgreSQL programs for this machine, from zonky's binaries jar. */
public record PostgresArchive(URL url) {

  /**
   * The archive on the class path.
   *
   * @throws DatabaseStartException on a machine for which there is none; the message names the way
   *     out
   */
  public static PostgresArchive onClassPath() {
    String name = nameFor(System.getProperty("os.name"), System.getProperty("os.arch"));
    URL url = PostgresArchive.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new DatabaseStartException(
          "The built-in PostgreSQL (" + name + ") is not on the class path. " + elsewhere());
    }
    return new PostgresArchive(url);
  }

  /** The archive in a jar that is not on the class path, for tests against another version. */
  public static PostgresArchive inJar(Path jar) {
    String name = nameFor(System.getProperty("os.name"), System.getProperty("os.arch"));
    try {
      return new PostgresArchive(new URL("jar:" + jar.toUri().toURL() + "!/" + name));
    } catch (IOException e) {
      throw new DatabaseStartException("Not a jar of PostgreSQL binaries: " + jar, e);
    }
  }

  static String nameFor(String system, String processor) {
    if (!system.toLowerCase(Locale.ROOT).startsWith("linux")) {
      throw new DatabaseStartException(
          "The built-in PostgreSQL runs on Linux, not on " + system + ". " + elsewhere());
    }
    return switch (processor.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
      case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
      default ->
          throw new DatabaseStartException(
              "The built-in PostgreSQL runs on x86-64 and arm64, not on "
                  + processor
                  + ". "
                  + elsewhere());
    };
  }

  private static String elsewhere() {
    return "Set TINBAO_DB_URL (jdbc:postgresql://host/database), TINBAO_DB_USER and"
        + " TINBAO_DB_PASSWORD to a PostgreSQL 15 or newer.";
  }

  InputStream open() throws IOException {
    return url.openStream();
  }

  /** Names the content; two archives with the same CRC unpack into the same directory. */
  long crc() throws IOException {
    if (url.openConnection() instanceof JarURLConnection jar && jar.getJarEntry().getCrc() != -1) {
      return jar.getJarEntry().getCrc();
    }
    try (CheckedInputStream in = new CheckedInputStream(open(), new CRC32())) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return in.getChecksum().getValue();
    }
  }
}
