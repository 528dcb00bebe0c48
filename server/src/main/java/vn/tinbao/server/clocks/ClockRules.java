package vn.tinbao.server.clocks;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import vn.tinbao.server.calendar.Limit;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.routing.DeadlineProfile;

/** The statutory clocks there are: dated data in {@code clocks/clocks.yaml}. */
@Singleton
public class ClockRules {
  private static final String FILE = "clocks/clocks.yaml";
  private static final Set<String> KNOWN =
      Set.of(
          "key",
          "group",
          "what",
          "limit",
          "remote",
          "starts",
          "from",
          "before",
          "met",
          "ends",
          "replaces",
          "follows",
          "not-while",
          "owner",
          "whoever-leads",
          "profiles",
          "reachable",
          "otherwise",
          "option",
          "person",
          "valid-from",
          "valid-to",
          "basis",
          "verified");

  private final String version;
  private final List<ClockRule> rules;

  public ClockRules() {
    this(ClockRules.class.getResourceAsStream("/" + FILE));
  }

  ClockRules(@Nullable InputStream yaml) {
    Map<?, ?> file = load(Objects.requireNonNull(yaml, FILE + " is missing from the program"));
    version = required(file, "version").toString();
    List<ClockRule> read = new ArrayList<>();
    for (Object one : (List<?>) required(file, "rules")) {
      Map<?, ?> entry = (Map<?, ?>) one;
      try {
        read.add(rule(entry));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "%s: %s: %s".formatted(FILE, entry.get("key"), e.getMessage()), e);
      }
    }
    rules = List.copyOf(read);
    check();
  }

  /** Version of the rules, stored with each clock. */
  public String version() {
    return version;
  }

  /** All, in the order of the file. */
  public List<ClockRule> all() {
    return rules;
  }

  /** Those in force on a day, Asia/Ho_Chi_Minh. */
  public List<ClockRule> validOn(LocalDate day) {
    return rules.stream().filter(rule -> rule.validOn(day)).toList();
  }

  /** The rule that a clock started by on that day; else any of its name. */
  public Optional<ClockRule> of(String key, LocalDate day) {
    return rules.stream()
        .filter(rule -> rule.key().equals(key) && rule.validOn(day))
        .findFirst()
        .or(() -> rules.stream().filter(rule -> rule.key().equals(key)).findFirst());
  }

  private void check() {
    Map<String, ClockRule> byKey = new LinkedHashMap<>();
    for (ClockRule rule : rules) {
      ClockRule before = byKey.put(rule.key(), rule);
      LocalDate end = before == null ? rule.validFrom() : before.validTo();
      if (end == null || rule.validFrom().isBefore(end)) {
        throw new IllegalArgumentException(FILE + ": " + rule.key() + " is there twice on one day");
      }
      if (rule.limit().back() == rule.before().isEmpty()) {
        throw new IllegalArgumentException(
            FILE + ": " + rule.key() + ": a negative limit and 'before' go together");
      }
      if (rule.before().isEmpty() == rule.starts().isEmpty()) {
        throw new IllegalArgumentException(
            FILE + ": " + rule.key() + ": needs either 'starts' or 'before'");
      }
    }
    for (ClockRule rule : rules) {
      Set<String> named = new LinkedHashSet<>(rule.before());
      named.addAll(rule.replaces());
      named.addAll(rule.follows());
      named.addAll(rule.notWhile());
      ClockRule.From from = rule.from();
      if (from != null) {
        named.add(from.key());
      }
      named.removeAll(byKey.keySet());
      if (!named.isEmpty()) {
        throw new IllegalArgumentException(
            FILE + ": " + rule.key() + " names clocks that are not there: " + named);
      }
    }
  }

  private static ClockRule rule(Map<?, ?> entry) {
    for (Object field : entry.keySet()) {
      if (!KNOWN.contains(field)) {
        throw new IllegalArgumentException("there is no field " + field);
      }
    }
    return new ClockRule(
        required(entry, "key").toString(),
        entry.get("group") == null
            ? ClockRule.Group.TIP
            : ClockRule.Group.valueOf(entry.get("group").toString()),
        required(entry, "what").toString(),
        Limit.parse(required(entry, "limit").toString()),
        entry.get("remote") == null ? null : Limit.parse(entry.get("remote").toString()),
        events(entry, "starts"),
        from((Map<?, ?>) entry.get("from")),
        Set.copyOf(strings(entry, "before")),
        events(entry, "met"),
        events(entry, "ends"),
        Set.copyOf(strings(entry, "replaces")),
        Set.copyOf(strings(entry, "follows")),
        Set.copyOf(strings(entry, "not-while")),
        owners(entry),
        Boolean.TRUE.equals(entry.get("whoever-leads")),
        strings(entry, "profiles").stream()
            .map(DeadlineProfile::valueOf)
            .collect(Collectors.toUnmodifiableSet()),
        Boolean.TRUE.equals(entry.get("reachable")),
        Boolean.TRUE.equals(entry.get("otherwise")),
        Boolean.TRUE.equals(entry.get("option")),
        Boolean.TRUE.equals(entry.get("person")),
        Objects.requireNonNull(date(required(entry, "valid-from"))),
        date(entry.get("valid-to")),
        required(entry, "basis").toString(),
        ClockRule.Verified.valueOf(required(entry, "verified").toString()));
  }

  private static ClockRule.@Nullable From from(@Nullable Map<?, ?> entry) {
    if (entry == null) {
      return null;
    }
    boolean due = entry.containsKey("due-of");
    return new ClockRule.From(required(entry, due ? "due-of" : "start-of").toString(), due);
  }

  private static List<ClockRule.Owner> owners(Map<?, ?> entry) {
    List<ClockRule.Owner> owners = new ArrayList<>();
    for (Object one : (List<?>) required(entry, "owner")) {
      Map<?, ?> owner = (Map<?, ?>) one;
      Object function = owner.get("function");
      Object level = owner.get("level");
      Object key = owner.get("key");
      owners.add(
          new ClockRule.Owner(
              function == null ? null : AgencyFunction.valueOf(function.toString()),
              level == null ? null : AgencyLevel.valueOf(level.toString()),
              key == null ? null : key.toString()));
    }
    return List.copyOf(owners);
  }

  private static Set<LegalEvent> events(Map<?, ?> entry, String field) {
    Set<LegalEvent> events = new LinkedHashSet<>();
    for (String name : strings(entry, field)) {
      events.add(LegalEvent.valueOf(name));
    }
    return Set.copyOf(events);
  }

  private static List<String> strings(Map<?, ?> entry, String field) {
    Object value = entry.get(field);
    return value == null ? List.of() : ((List<?>) value).stream().map(Object::toString).toList();
  }

  private static Object required(Map<?, ?> map, String field) {
    return Objects.requireNonNull(map.get(field), () -> field + " is missing");
  }

  private static @Nullable LocalDate date(@Nullable Object value) {
    if (value instanceof Date date) {
      return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
    return value == null ? null : LocalDate.parse(value.toString());
  }

  private static Map<?, ?> load(InputStream yaml) {
    try (yaml) {
      return (Map<?, ?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }
}
