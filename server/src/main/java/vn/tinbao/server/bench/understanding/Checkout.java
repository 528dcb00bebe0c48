package vn.tinbao.server.bench.understanding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vn.tinbao.server.catalogue.ListedCatalogue.Listed;

/** What lies around the program while it is developed: labelled messages, official lists. */
public final class Checkout {
  private static final Pattern UNITS = Pattern.compile("units-(\\d{4}-\\d{2}-\\d{2})\\.tsv");
  private static final Pattern MAP =
      Pattern.compile("map-commune-\\d{4}-\\d{2}-\\d{2}--(\\d{4}-\\d{2}-\\d{2})\\.tsv");

  private static final Pattern BORDER = Pattern.compile("border-communes-\\d{4}\\.tsv");

  private Checkout() {}

  /** The labelled messages of this checkout, empty when the program runs elsewhere. */
  public static List<Path> labelled() {
    return above("server/src/test/resources/understanding/labelled")
        .map(folder -> files(folder, Pattern.compile(".*\\.jsonl")))
        .orElse(List.of());
  }

  /** The official lists of units beside the checkout, none when they are not there. */
  public static List<Listed> lists() {
    return listed(UNITS);
  }

  /** The official maps from old to new communes beside the checkout. */
  public static List<Listed> successions() {
    return listed(MAP);
  }

  /** The communes at the border beside the checkout, as of the newest list of units there. */
  public static List<Listed> borders() {
    Optional<LocalDate> newest = lists().stream().map(Listed::day).max(LocalDate::compareTo);
    return newest.isEmpty()
        ? List.of()
        : above("shared/data/admin").map(folder -> files(folder, BORDER)).orElse(List.of()).stream()
            .map(file -> new Listed(file, newest.get()))
            .toList();
  }

  private static List<Listed> listed(Pattern name) {
    List<Listed> found = new ArrayList<>();
    for (Path file :
        above("shared/data/admin").map(folder -> files(folder, name)).orElse(List.of())) {
      Matcher matcher = name.matcher(file.getFileName().toString());
      if (matcher.matches()) {
        found.add(new Listed(file, LocalDate.parse(matcher.group(1))));
      }
    }
    return found;
  }

  /**
   * The folder under the first of these that has it: where the program lies and all above, here.
   */
  private static Optional<Path> above(String folder) {
    List<Path> starts = new ArrayList<>();
    try {
      starts.add(
          Path.of(Checkout.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    starts.add(Path.of("").toAbsolutePath());
    for (Path start : starts) {
      for (Path at = start; at != null; at = at.getParent()) {
        Path found = at.resolve(folder);
        if (Files.isDirectory(found)) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> files(Path folder, Pattern name) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
