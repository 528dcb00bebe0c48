package vn.tinbao.server.bench.understanding;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;

/** Reads labelled messages, JSON lines. */
public final class LabelledFile {
  /** The labels were written for this day; "today" in them is no other. */
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private LabelledFile() {}

  /**
   * Reads all lines.
   *
   * @throws IllegalArgumentException naming file and line when one is no labelled message
   */
  public static List<Labelled> read(Path file) {
    List<Labelled> all = new ArrayList<>();
    ObjectMapper json = ObjectMapper.getDefault();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          all.add(one(json, lines.get(i), file.getFileName() + ":" + (i + 1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(all);
  }

  private static Labelled one(ObjectMapper json, String line, String origin) {
    try {
      Map<String, Object> map = json.readValue(line, Argument.mapOf(String.class, Object.class));
      String at = text(map, "at");
      return new Labelled(
          origin,
          need(map, "text"),
          text(map, "hotline"),
          at == null ? TODAY : LocalDate.parse(at),
          Understood.Kind.valueOf(need(map, "kind")),
          texts(map, "categories").stream().map(Category::valueOf).toList(),
          Integer.parseInt(need(map, "urgency")),
          (Boolean) map.get("child"),
          text(map, "destination"),
          true,
          place(map),
          text(map, "lead"),
          texts(map, "tags"));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(origin + ": no labelled message: " + e.getMessage(), e);
    }
  }

  private static Labelled.@Nullable Place place(Map<String, Object> map) {
    if (!map.containsKey("place")) {
      return null;
    }
    if (map.get("place") instanceof Map<?, ?> place) {
      Function<String, @Nullable Object> get = place::get;
      return new Labelled.Place(
          Labelled.State.valueOf(String.valueOf(get.apply("state"))), strings(get.apply("codes")));
    }
    throw new IllegalArgumentException("place has no state");
  }

  private static String need(Map<String, Object> map, String key) {
    String value = text(map, key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }

  private static @Nullable String text(Map<String, Object> map, String key) {
    Object value = map.get(key);
    return value == null ? null : value.toString();
  }

  private static List<String> texts(Map<String, Object> map, String key) {
    return strings(map.get(key));
  }

  private static List<String> strings(@Nullable Object value) {
    List<String> found = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(one -> found.add(String.valueOf(one)));
    }
    return List.copyOf(found);
  }
}
