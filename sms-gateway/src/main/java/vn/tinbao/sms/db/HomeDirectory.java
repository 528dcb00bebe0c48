package vn.tinbao.sms.db;

import java.nio.file.Path;

/**
 * The directory in which one TinBao keeps everything that is not in the database: the embedded
 * database itself, keys, logs. {@code TINBAO_HOME}, by default {@code ./var}.
 */
public record HomeDirectory(Path path) {
  public HomeDirectory {
    path = path.toAbsolutePath().normalize();
  }

  public Path resolve(String name) {
    return path.resolve(name);
  }
}
