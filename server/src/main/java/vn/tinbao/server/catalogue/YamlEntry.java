package vn.tinbao.server.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One mapping of a YAML file, read by type; every complaint names the file and the entry.
 *
 * @param where file, and the entry as it stands there
 */
record YamlEntry(String where, Map<?, ?> fields) {

  /** The file itself. */
  static YamlEntry resource(String name) {
    String path = "/catalogue/" + name;
    try (InputStream in = YamlEntry.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("Resource " + path + " is missing");
      }
      return of(name, new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static YamlEntry of(String where, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new YamlEntry(where, map);
    }
    throw new IllegalArgumentException(where + ": not a mapping: " + value);
  }

  String text(String key) {
    String value = textOrNull(key);
    if (value == null) {
      throw new IllegalArgumentException(this + ": " + key + " is missing");
    }
    return value;
  }

  @Nullable String textOrNull(String key) {
    Object value = fields.get(key);
    return value == null ? null : value.toString();
  }

  boolean flag(String key) {
    return Boolean.TRUE.equals(fields.get(key));
  }

  LocalDate day(String key) {
    LocalDate value = dayOrNull(key);
    if (value == null) {
      throw new IllegalArgumentException(this + ": " + key + " is missing");
    }
    return value;
  }

  /** A date; SnakeYAML reads one as midnight UTC. */
  @Nullable LocalDate dayOrNull(String key) {
    Object value = fields.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Date date) {
      return date.toInstant().atZone(ZoneOffset.UTC).toLocalDate();
    }
    throw new IllegalArgumentException(this + ": " + key + " is not a date: " + value);
  }

  /** Texts of a list, empty when the key is not there. */
  List<String> texts(String key) {
    List<String> found = new ArrayList<>();
    for (Object value : items(key)) {
      found.add(value.toString());
    }
    return List.copyOf(found);
  }

  /** Mappings of a list, empty when the key is not there. */
  List<YamlEntry> entries(String key) {
    List<YamlEntry> found = new ArrayList<>();
    for (Object value : items(key)) {
      found.add(of(where, value));
    }
    return List.copyOf(found);
  }

  /** Text by text, empty when the key is not there. */
  Map<String, String> map(String key) {
    Map<String, String> found = new LinkedHashMap<>();
    if (fields.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> found.put(name.toString(), value.toString()));
    }
    return found;
  }

  private List<?> items(String key) {
    Object value = fields.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(this + ": " + key + " is not a list: " + value);
  }

  @Override
  public String toString() {
    String text = fields.toString();
    return where + " " + (text.length() > 120 ? text.substring(0, 120) + "…" : text);
  }
}
