package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;

/** Which statutory clocks start when a tip is received: dated data in {@code tip/clocks.yaml}. */
@Singleton
public class ClockRules {
  private final List<Rule> rules;

  public ClockRules() {
    this(ClockRules.class.getResourceAsStream("/tip/clocks.yaml"));
  }

  ClockRules(@Nullable InputStream yaml) {
    rules = read(Objects.requireNonNull(yaml, "tip/clocks.yaml is missing from the program"));
  }

  /** A clock that runs. */
  public record Clock(String key, String basis, Instant dueAt) {}

  /**
   * The clocks for a tip received now by this lead. Never empty: an agency of any function has at
   * least the duty to classify or to pass on.
   */
  public List<Clock> startedBy(Agency lead, boolean child, Instant receivedAt) {
    LocalDate day = LegalTime.day(receivedAt);
    List<Clock> started = new ArrayList<>();
    for (Rule rule : rules) {
      boolean applies =
          rule.childOnly() ? child : rule.who().stream().anyMatch(w -> w.matches(lead));
      if (applies && rule.validOn(day)) {
        started.add(new Clock(rule.clock(), rule.basis(), receivedAt.plus(rule.limit())));
      }
    }
    if (started.isEmpty()) {
      throw new IllegalStateException("tip/clocks.yaml starts no clock for " + lead.function());
    }
    return started;
  }

  private record Who(AgencyFunction function, @Nullable AgencyLevel level) {
    boolean matches(Agency agency) {
      return agency.function() == function && (level == null || agency.level() == level);
    }
  }

  private record Rule(
      String clock,
      List<Who> who,
      boolean childOnly,
      Duration limit,
      String basis,
      LocalDate validFrom,
      @Nullable LocalDate validTo) {
    boolean validOn(LocalDate day) {
      return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }
  }

  private static List<Rule> read(InputStream yaml) {
    try (yaml) {
      List<Rule> rules = new ArrayList<>();
      for (Object entry : (List<?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml)) {
        Map<?, ?> rule = (Map<?, ?>) entry;
        List<Who> who = new ArrayList<>();
        for (Object one : (List<?>) required(rule, "who")) {
          Map<?, ?> of = (Map<?, ?>) one;
          Object level = of.get("level");
          who.add(
              new Who(
                  AgencyFunction.valueOf(required(of, "function").toString()),
                  level == null ? null : AgencyLevel.valueOf(level.toString())));
        }
        rules.add(
            new Rule(
                required(rule, "clock").toString(),
                List.copyOf(who),
                Boolean.TRUE.equals(rule.get("child")),
                Duration.ofHours(((Number) required(rule, "hours")).longValue()),
                required(rule, "basis").toString(),
                Objects.requireNonNull(date(rule.get("valid-from"))),
                date(rule.get("valid-to"))));
      }
      return List.copyOf(rules);
    } catch (IOException e) {
      throw new UncheckedIOException("tip/clocks.yaml cannot be read", e);
    }
  }

  private static Object required(Map<?, ?> map, String key) {
    return Objects.requireNonNull(map.get(key), () -> "tip/clocks.yaml: " + key + " is missing");
  }

  private static @Nullable LocalDate date(@Nullable Object value) {
    if (value instanceof Date date) {
      return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
    return value == null ? null : LocalDate.parse(value.toString());
  }
}
