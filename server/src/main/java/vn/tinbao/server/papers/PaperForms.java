package vn.tinbao.server.papers;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The forms that can be printed: dated data in {@code papers/forms.yaml}. */
@Singleton
public final class PaperForms {
  private static final String BUILT_IN = "papers/forms.yaml";

  private final List<PaperForm> forms;

  @Inject
  PaperForms() {
    this(
        Objects.requireNonNull(
            PaperForms.class.getResourceAsStream("/" + BUILT_IN),
            BUILT_IN + " is missing from the program"));
  }

  PaperForms(InputStream yaml) {
    forms = read(yaml);
  }

  /** All of all times, in the order of the file. */
  public List<PaperForm> all() {
    return forms;
  }

  /**
   * The form in force on that day; before the first one, the first one.
   *
   * @throws IllegalArgumentException when there never was a form of this key
   */
  public PaperForm on(String key, LocalDate day) {
    List<PaperForm> versions = forms.stream().filter(form -> form.key().equals(key)).toList();
    return versions.stream()
        .filter(form -> form.standsOn(day))
        .findFirst()
        .or(() -> versions.stream().findFirst())
        .orElseThrow(() -> new IllegalArgumentException(BUILT_IN + " has no form " + key));
  }

  private static List<PaperForm> read(InputStream yaml) {
    try (yaml) {
      if (!(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml)
          instanceof List<?> list)) {
        throw new IllegalArgumentException(BUILT_IN + " must be a list of forms");
      }
      List<PaperForm> read = new ArrayList<>();
      for (Object entry : list) {
        if (!(entry instanceof Map<?, ?> map)) {
          throw new IllegalArgumentException(BUILT_IN + ": a form is not a map");
        }
        read.add(form(map));
      }
      return List.copyOf(read);
    } catch (YAMLException | DateTimeException e) {
      throw new IllegalArgumentException(BUILT_IN + " is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(BUILT_IN + " cannot be read", e);
    }
  }

  private static PaperForm form(Map<?, ?> map) {
    String key = required(map, "form");
    for (Object given : map.keySet()) {
      if (!PaperForm.KEYS.contains(String.valueOf(given))) {
        throw new IllegalArgumentException(
            "%s: %s has an unknown key %s".formatted(BUILT_IN, key, given));
      }
    }
    Object sign = map.get("sign");
    return new PaperForm(
        key,
        required(map, "number"),
        required(map, "type"),
        required(map, "subject"),
        sign == null ? null : sign.toString(),
        required(map, "issued-by"),
        required(map, "source"),
        Boolean.TRUE.equals(map.get("verified")),
        Objects.requireNonNull(date(map.get("valid-from")), "valid-from"),
        date(map.get("valid-to")),
        columns(map.get("columns")),
        words(map.get("words")));
  }

  private static List<PaperForm.Column> columns(@Nullable Object given) {
    List<PaperForm.Column> columns = new ArrayList<>();
    if (given instanceof List<?> list) {
      for (Object entry : list) {
        if (!(entry instanceof Map<?, ?> map)) {
          throw new IllegalArgumentException(BUILT_IN + ": a column is not a map");
        }
        Object align = map.get("align");
        columns.add(
            new PaperForm.Column(
                required(map, "key"),
                new Block.Column(
                    required(map, "head"),
                    Integer.parseInt(required(map, "width")),
                    align == null
                        ? Block.Align.LEFT
                        : Block.Align.valueOf(align.toString().toUpperCase(Locale.ROOT)))));
      }
    }
    return columns;
  }

  private static Map<String, String> words(@Nullable Object given) {
    Map<String, String> words = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> map) {
      map.forEach((key, word) -> words.put(String.valueOf(key), String.valueOf(word)));
    }
    return words;
  }

  private static String required(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException(BUILT_IN + ": " + key + " is missing");
    }
    return value.toString();
  }

  private static @Nullable LocalDate date(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof Date date
        ? date.toInstant().atZone(ZoneOffset.UTC).toLocalDate()
        : LocalDate.parse(value.toString());
  }
}
