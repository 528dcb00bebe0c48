package vn.tinbao.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for planted words in whatever a house leaves behind. */
public final class Traces {
  private final List<String> markers = new ArrayList<>();
  private final TreeSet<String> found = new TreeSet<>();

  /** Words that must turn up nowhere. */
  public Traces plant(String... words) {
    for (String word : words) {
      markers.add(word);
    }
    return this;
  }

  /** Searches a text: plain, in any case, and as hexadecimal of its UTF-8. */
  public void searchText(String where, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String marker : markers) {
      String hex = HexFormat.of().formatHex(marker.getBytes(StandardCharsets.UTF_8));
      if (lower.contains(marker.toLowerCase(Locale.ROOT)) || lower.contains(hex)) {
        found.add(marker + " in " + where);
      }
    }
  }

  /** The same markers, found nowhere yet, without some of them. */
  public Traces without(String... words) {
    Traces fewer = new Traces();
    markers.stream().filter(m -> !List.of(words).contains(m)).forEach(fewer::plant);
    return fewer;
  }

  /** Searches the bytes of every file below a directory, file names included. */
  public void searchFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        searchText("the name of " + file, file.toString());
        searchFile(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void searchFile(Path file) throws IOException {
    try {
      // Every byte becomes one character, so that a plain search finds bytes.
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      for (String marker : markers) {
        String wanted =
            new String(marker.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String utf16 =
            new String(marker.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        if (bytes.contains(wanted) || bytes.contains(utf16)) {
          found.add(marker + " in " + file);
        }
      }
    } catch (NoSuchFileException e) {
      // PostgreSQL removes files while it runs.
    }
  }

  /** Where something was found, in words. */
  public List<String> found() {
    return List.copyOf(found);
  }
}
