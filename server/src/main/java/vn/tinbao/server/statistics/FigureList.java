package vn.tinbao.server.statistics;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The figures there are, and the facts they count: {@code statistics/figures.yaml}. */
@Singleton
public final class FigureList {
  private static final String NAME = "statistics/figures.yaml";
  private static final Set<String> OF_FIGURE =
      Set.of(
          "key",
          "unit",
          "vi",
          "en",
          "of",
          "counts",
          "adds",
          "each-month",
          "target",
          "source",
          "basis",
          "verified");
  private static final Set<String> OF_SOURCE = Set.of("about", "sql", "by", "by-many", "folded");

  private final String version;
  private final Map<String, FigureSource> sources = new LinkedHashMap<>();
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  public FigureList() {
    this(FigureList.class.getResourceAsStream("/" + NAME));
  }

  FigureList(@Nullable InputStream yaml) {
    try (InputStream in = Objects.requireNonNull(yaml, NAME + " is missing from the program")) {
      Map<?, ?> file = (Map<?, ?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      version = text(file, "version");
      ((Map<?, ?>) required(file, "sources"))
          .forEach((name, one) -> sources.put(name.toString(), source(name.toString(), one)));
      for (Object one : (List<?>) required(file, "figures")) {
        Figure figure = figure((Map<?, ?>) one);
        if (figures.put(figure.key(), figure) != null) {
          throw new IllegalArgumentException(NAME + ": " + figure.key() + " is there twice");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(NAME + " cannot be read", e);
    }
  }

  /** What is kept with figures that were frozen by it. */
  public String version() {
    return version;
  }

  /** All, in the order of the file. */
  public List<Figure> all() {
    return List.copyOf(figures.values());
  }

  /** One by its word. */
  public Optional<Figure> figure(String key) {
    return Optional.ofNullable(figures.get(key));
  }

  /** By what a figure may be broken down. */
  public Set<Dimension> dimensions(Figure figure) {
    EnumSet<Dimension> all = EnumSet.noneOf(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      if (dimension.general() || source(figure).dimensions().containsKey(dimension)) {
        all.add(dimension);
      }
    }
    return all;
  }

  /** What a figure counts. */
  FigureSource source(Figure figure) {
    return Objects.requireNonNull(sources.get(figure.source()));
  }

  /** All kinds of facts, in the order of the file. */
  List<FigureSource> sources() {
    return List.copyOf(sources.values());
  }

  /** Those that count facts of this kind, in the order of the file. */
  List<Figure> of(FigureSource source) {
    return figures.values().stream()
        .filter(figure -> figure.source().equals(source.name()))
        .toList();
  }

  private static FigureSource source(String name, Object yaml) {
    Map<?, ?> entry = (Map<?, ?>) yaml;
    known(entry, OF_SOURCE, name);
    Map<Dimension, String> by = new EnumMap<>(Dimension.class);
    Set<Dimension> many = EnumSet.noneOf(Dimension.class);
    by(entry.get("by"), by);
    Map<Dimension, String> arrays = new EnumMap<>(Dimension.class);
    by(entry.get("by-many"), arrays);
    by.putAll(arrays);
    many.addAll(arrays.keySet());
    Map<Dimension, List<String>> folded = null;
    if (entry.get("folded") instanceof Map<?, ?> parts) {
      folded = new EnumMap<>(Dimension.class);
      for (Map.Entry<?, ?> part : parts.entrySet()) {
        folded.put(
            Dimension.valueOf(part.getKey().toString()),
            ((List<?>) part.getValue()).stream().map(Object::toString).toList());
      }
    }
    return new FigureSource(name, text(entry, "sql").strip(), by, many, folded);
  }

  private static void by(@Nullable Object yaml, Map<Dimension, String> into) {
    if (yaml instanceof Map<?, ?> map) {
      map.forEach((key, sql) -> into.put(Dimension.valueOf(key.toString()), sql.toString()));
    }
  }

  private Figure figure(Map<?, ?> entry) {
    String key = text(entry, "key");
    try {
      known(entry, OF_FIGURE, key);
      Map<?, ?> vi = (Map<?, ?>) required(entry, "vi");
      Map<?, ?> en = (Map<?, ?>) required(entry, "en");
      FigureUnit unit = FigureUnit.valueOf(text(entry, "unit"));
      String source = text(entry, "source");
      if (!sources.containsKey(source)) {
        throw new IllegalArgumentException("there is no source " + source);
      }
      List<String> wrong = new ArrayList<>();
      boolean eachMonth = Boolean.TRUE.equals(entry.get("each-month"));
      if (entry.get("adds") == null ? unit == FigureUnit.DAYS : unit == FigureUnit.PERCENT) {
        wrong.add("DAYS need 'adds', PERCENT cannot have it");
      }
      if ((unit == FigureUnit.PERCENT && !eachMonth) == (entry.get("counts") == null)) {
        wrong.add("'counts' belongs to PERCENT, and to it alone");
      }
      if (eachMonth && unit != FigureUnit.PERCENT) {
        wrong.add("'each-month' belongs to PERCENT");
      }
      String target = optional(entry, "target");
      if (target != null && !target.matches(">=?[0-9]{1,3}")) {
        wrong.add("'target' is '>=100' or '>90'");
      }
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", wrong));
      }
      return new Figure(
          key,
          unit,
          text(vi, "name"),
          text(en, "name"),
          text(vi, "is"),
          text(en, "is"),
          text(entry, "basis"),
          Boolean.TRUE.equals(required(entry, "verified")),
          source,
          optional(entry, "of"),
          optional(entry, "counts"),
          optional(entry, "adds"),
          eachMonth,
          target == null ? null : new BigDecimal(target.replaceAll("^>=?", "")),
          target == null || target.startsWith(">="));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(NAME + ": " + key + ": " + e.getMessage(), e);
    }
  }

  private static void known(Map<?, ?> entry, Set<String> fields, String where) {
    for (Object field : entry.keySet()) {
      if (!fields.contains(field.toString())) {
        throw new IllegalArgumentException(where + ": there is no field " + field);
      }
    }
  }

  private static Object required(Map<?, ?> entry, String field) {
    Object value = entry.get(field);
    if (value == null) {
      throw new IllegalArgumentException("'" + field + "' is missing");
    }
    return value;
  }

  private static String text(Map<?, ?> entry, String field) {
    return required(entry, field).toString();
  }

  private static @Nullable String optional(Map<?, ?> entry, String field) {
    Object value = entry.get(field);
    return value == null ? null : value.toString();
  }
}
