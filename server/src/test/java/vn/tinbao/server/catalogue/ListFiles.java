package vn.tinbao.server.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Small official lists for tests. */
final class ListFiles {
  static final String HEADER = "code\tlevel\tkind\tname\tfull_name\tslug\tparent";

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private ListFiles() {}

  /** A list of these lines under the usual header. */
  static Path units(Path directory, String... lines) {
    return write(directory, HEADER + "\n" + String.join("\n", lines) + "\n");
  }

  static Path write(Path directory, String text) {
    return write(directory, text.getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path directory, byte[] bytes) {
    try {
      return Files.write(directory.resolve("list-" + NUMBERS.incrementAndGet() + ".tsv"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String province(String code, String name) {
    return code + "\tprovince\tTỉnh\t" + name + "\tTỉnh " + name + "\t\t";
  }

  static String district(String code, String name, String parent) {
    return code + "\tdistrict\tHuyện\t" + name + "\tHuyện " + name + "\t\t" + parent;
  }

  static String commune(String code, String name, String parent) {
    return commune(code, "Xã", name, parent);
  }

  static String commune(String code, String kind, String name, String parent) {
    return code + "\tcommune\t" + kind + "\t" + name + "\t" + kind + " " + name + "\t\t" + parent;
  }
}
