package vn.tinbao.server.retention;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The classes in force: dated data in {@code retention/classes.yaml}, or in a file of the house.
 */
@Singleton
public class RetentionClasses {
  private static final String BUILT_IN = "retention/classes.yaml";

  private final List<RetentionClass> classes;

  @Inject
  RetentionClasses(RetentionSettings settings) {
    this(open(settings.classes()), Objects.requireNonNullElse(settings.classes(), BUILT_IN));
  }

  RetentionClasses(InputStream yaml, String name) {
    classes = read(yaml, name);
  }

  /** All, in the order in which they are tried. */
  public List<RetentionClass> all() {
    return classes;
  }

  /**
   * The class of a tip, whether or not its time is over; empty for what is kept.
   *
   * @param kind what the tip was read as
   */
  public Optional<RetentionClass> of(String state, String kind, LocalDate today) {
    return classes.stream().filter(c -> c.fits(state, kind, today)).findFirst();
  }

  /** The class of a tip whose time is over on that day. */
  public Optional<RetentionClass> due(
      String state, String kind, Instant changedAt, LocalDate today) {
    return of(state, kind, today).filter(c -> !today.isBefore(c.dueOn(changedAt)));
  }

  /** The class of notes of hand-overs that holds on that day; empty: they are kept. */
  public Optional<RetentionClass> ofNotes(LocalDate today) {
    return classes.stream()
        .filter(c -> c.of() == RetentionClass.Of.HANDOVER_NOTE && c.validOn(today))
        .findFirst();
  }

  /** The class of records of people that holds on that day; empty: they are kept. */
  public Optional<RetentionClass> ofVictims(LocalDate today) {
    return classes.stream()
        .filter(c -> c.of() == RetentionClass.Of.VICTIM && c.validOn(today))
        .findFirst();
  }

  private static InputStream open(@Nullable String path) {
    if (path == null) {
      return Objects.requireNonNull(
          RetentionClasses.class.getResourceAsStream("/" + BUILT_IN),
          BUILT_IN + " is missing from the program");
    }
    try {
      return Files.newInputStream(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException("tinbao.retention.classes: " + path + " cannot be read", e);
    }
  }

  private static List<RetentionClass> read(InputStream yaml, String name) {
    try (yaml) {
      if (!(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml)
          instanceof List<?> list)) {
        throw new IllegalArgumentException(name + " must be a list of classes");
      }
      List<RetentionClass> read = new ArrayList<>();
      for (Object entry : list) {
        if (!(entry instanceof Map<?, ?> map)) {
          throw new IllegalArgumentException(name + ": a class is not a map");
        }
        read.add(one(map, name));
      }
      return List.copyOf(read);
    } catch (YAMLException | DateTimeException e) {
      throw new IllegalArgumentException(name + " is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private static RetentionClass one(Map<?, ?> map, String name) {
    Period after = Period.parse(required(map, "after", name).toString());
    if (after.isNegative() || after.isZero()) {
      throw new IllegalArgumentException(name + ": after must be a time such as P2Y");
    }
    RetentionClass.Of of = of(map.get("of"), name);
    return new RetentionClass(
        required(map, "class", name).toString(),
        of,
        of == RetentionClass.Of.TIP ? names(required(map, "states", name)) : Set.of(),
        names(map.get("kinds")),
        after,
        Boolean.TRUE.equals(map.get("verified")),
        required(map, "source", name).toString(),
        Objects.requireNonNull(date(required(map, "valid-from", name))),
        date(map.get("valid-to")));
  }

  private static RetentionClass.Of of(@Nullable Object value, String name) {
    try {
      return value == null ? RetentionClass.Of.TIP : RetentionClass.Of.valueOf(value.toString());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": of must be TIP, HANDOVER_NOTE or VICTIM", e);
    }
  }

  private static Object required(Map<?, ?> map, String key, String name) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException(name + ": " + key + " is missing");
    }
    return value;
  }

  private static Set<String> names(@Nullable Object list) {
    Set<String> names = new LinkedHashSet<>();
    if (list instanceof List<?> values) {
      values.forEach(value -> names.add(value.toString()));
    }
    return Set.copyOf(names);
  }

  private static @Nullable LocalDate date(@Nullable Object value) {
    if (value instanceof Date date) {
      return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
    return value == null ? null : LocalDate.parse(value.toString());
  }
}
