package vn.tinbao.server.statistics;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What stands where in {@code sums} of {@code figure_fact} and {@code figure_cell}: numerator and
 * denominator of each figure of a source, then of the first figure so many in each part.
 */
@Singleton
final class FigureLayout {
  private final FigureList list;
  private final Map<String, List<String>> columns = new LinkedHashMap<>();
  private final String version;

  FigureLayout(FigureList list) {
    this.list = list;
    for (FigureSource source : list.sources()) {
      if (source.folded() != null) {
        columns.put(source.name(), columns(source));
      }
    }
    version = digest(columns.toString() + sources());
  }

  /** A part that is counted ahead, and the place of its sum, counted from 1. */
  record Slot(String part, int at) {}

  /** Changes when anything is counted otherwise. */
  String version() {
    return version;
  }

  /** The sources that are counted ahead. */
  List<FigureSource> sources() {
    return list.sources().stream().filter(source -> columns.containsKey(source.name())).toList();
  }

  /** How many sums a row of this source has. */
  int width(FigureSource source) {
    return of(source).size();
  }

  /** SQL array of what one row {@code f} of the source adds. */
  String ofOneFact(FigureSource source) {
    return "ARRAY[" + String.join(", ", of(source)) + "]::bigint[]";
  }

  /** SQL array of sums over rows that have {@code sums}. */
  String ofMany(FigureSource source, String sign) {
    return IntStream.rangeClosed(1, width(source))
        .mapToObj(i -> sign + "coalesce(sum(sums[" + i + "]), 0)")
        .collect(Collectors.joining(", ", "ARRAY[", "]::bigint[]"));
  }

  /** SQL array of two such arrays put together. */
  String plus(FigureSource source, String one, String other) {
    return IntStream.rangeClosed(1, width(source))
        .mapToObj(i -> one + ".sums[" + i + "] + " + other + ".sums[" + i + "]")
        .collect(Collectors.joining(", ", "ARRAY[", "]::bigint[]"));
  }

  /** Where the numerator of a figure stands, counted from 1; its denominator is the next. */
  int place(Figure figure) {
    FigureSource source = list.source(figure);
    return 1 + 2 * list.of(source).indexOf(figure);
  }

  /** The parts of the first figure of a source by this dimension. */
  List<Slot> slots(FigureSource source, Dimension dimension) {
    List<Slot> found = new ArrayList<>();
    int at = 1 + 2 * list.of(source).size();
    Map<Dimension, List<String>> folded = source.folded();
    if (folded != null) {
      for (Map.Entry<Dimension, List<String>> parts : folded.entrySet()) {
        for (String part : parts.getValue()) {
          if (parts.getKey() == dimension) {
            found.add(new Slot(part, at));
          }
          at++;
        }
      }
    }
    return found;
  }

  private List<String> of(FigureSource source) {
    return Objects.requireNonNull(columns.get(source.name()));
  }

  private List<String> columns(FigureSource source) {
    List<String> all = new ArrayList<>();
    List<Figure> figures = list.of(source);
    for (Figure figure : figures) {
      all.addAll(List.of(figure.ofOneFact()));
    }
    Map<Dimension, List<String>> folded = source.folded();
    if (folded != null) {
      folded.forEach(
          (dimension, parts) -> {
            for (String part : parts) {
              String sql = source.dimensions().get(dimension);
              all.add(
                  "coalesce("
                      + figures.get(0).condition()
                      + " AND '"
                      + part
                      + "' = "
                      + (source.many().contains(dimension) ? "ANY (" + sql + ")" : sql)
                      + ", false)::int::bigint");
            }
          });
    }
    return all;
  }

  static String digest(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
