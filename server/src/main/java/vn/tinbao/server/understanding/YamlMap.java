package vn.tinbao.server.understanding;

import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A map of a word list in YAML, read so that every value is text as written ({@code no} is a word
 * here, not false) and every mistake names its file, its entry and its key.
 */
final class YamlMap {
  private final String where;
  private final Map<?, ?> values;

  private YamlMap(String where, Map<?, ?> values) {
    this.where = where;
    this.values = values;
  }

  /**
   * Reads a file whose top is a map.
   *
   * @throws IllegalArgumentException when it is no YAML, or no map
   */
  static YamlMap read(String file, Reader in) {
    LoaderOptions loading = new LoaderOptions();
    DumperOptions dumping = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new SafeConstructor(loading),
            new Representer(dumping),
            dumping,
            loading,
            new TextOnly());
    try {
      if (yaml.load(in) instanceof Map<?, ?> map) {
        return new YamlMap(file, map);
      }
    } catch (YAMLException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(file + ": a map of keys and values is expected");
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  int size() {
    return values.size();
  }

  String text(String key) {
    String text = textOrNull(key);
    if (text == null) {
      throw wrong(key, "is missing");
    }
    return text;
  }

  @Nullable String textOrNull(String key) {
    Object value = values.get(key);
    if (value != null && !(value instanceof String)) {
      throw wrong(key, "must be a text");
    }
    return (String) value;
  }

  int number(String key, int otherwise) {
    String text = textOrNull(key);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw wrong(key, "must be a number, not \"" + text + "\"");
    }
  }

  boolean flag(String key) {
    String text = textOrNull(key);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw wrong(key, "must be true or false, not \"" + text + "\"");
    }
    return "true".equals(text);
  }

  /** The list under this key; a single value counts as a list of one; empty when missing. */
  List<Object> list(String key) {
    Object value = values.get(key);
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> list ? new ArrayList<>(list) : List.of(value);
  }

  /** The same, all of it texts, lists in the list opened. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    collect(key, list(key), texts);
    return texts;
  }

  List<YamlMap> maps(String key) {
    return list(key).stream().map(item -> inner(key, item)).toList();
  }

  YamlMap map(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw wrong(key, "is missing");
    }
    return inner(key, value);
  }

  /** An item of a list of this map, itself a map. */
  YamlMap inner(String key, Object item) {
    if (!(item instanceof Map<?, ?> map)) {
      throw wrong(key, "must hold maps, not \"" + item + "\"");
    }
    Object name = map.get("code") == null ? map.get("is") : map.get("code");
    return new YamlMap(where + ", " + (name == null ? key : name), map);
  }

  <T extends Enum<T>> T oneOf(String key, String word, Class<T> type) {
    try {
      return Enum.valueOf(type, word);
    } catch (IllegalArgumentException e) {
      throw wrong(key, "knows no " + word.toUpperCase(Locale.ROOT));
    }
  }

  IllegalArgumentException wrong(String key, String what) {
    return new IllegalArgumentException(where + ": " + key + " " + what);
  }

  private void collect(String key, List<?> items, List<String> into) {
    for (Object item : items) {
      if (item instanceof String text) {
        into.add(text);
      } else if (item instanceof List<?> list) {
        collect(key, list, into);
      } else {
        throw wrong(key, "must hold texts, not \"" + item + "\"");
      }
    }
  }

  /** Leaves every scalar the text it is. */
  private static final class TextOnly extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }
}
