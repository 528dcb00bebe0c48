package vn.tinbao.server.proceeding;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import vn.tinbao.server.catalogue.AgencyFunction;

/** Which outcomes of cases there are, on whose word: dated data in {@code outcomes.yaml}. */
@Singleton
public class OutcomeRules {
  private static final String NAME = "proceeding/outcomes.yaml";

  private final List<Rule> rules;
  private final List<Article> articles;
  private final String version;

  /**
   * One kind of outcome during one period of law.
   *
   * @param reporters functions of agencies that know it first hand
   * @param basis where it stands
   * @param verified whether that was read in the text of the law
   * @param validTo first day on which it is no longer law, null: open
   */
  public record Rule(
      CaseOutcome.Kind kind,
      Set<AgencyFunction> reporters,
      String basis,
      boolean verified,
      LocalDate validFrom,
      @Nullable LocalDate validTo) {}

  private record Article(String code, LocalDate validFrom, @Nullable LocalDate validTo) {}

  OutcomeRules() {
    this(OutcomeRules.class.getResourceAsStream("/" + NAME));
  }

  OutcomeRules(@Nullable InputStream yaml) {
    try (InputStream in = Objects.requireNonNull(yaml, NAME + " is missing from the program")) {
      Map<?, ?> file = (Map<?, ?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      version = date(required(file, "version")).toString();
      List<Rule> read = new ArrayList<>();
      for (Object entry : (List<?>) required(file, "kinds")) {
        read.add(rule((Map<?, ?>) entry));
      }
      rules = List.copyOf(read);
      List<Article> named = new ArrayList<>();
      for (Object entry : (List<?>) required(file, "articles")) {
        Map<?, ?> map = (Map<?, ?>) entry;
        named.add(
            new Article(
                required(map, "article").toString(),
                date(required(map, "valid-from")),
                until(map)));
      }
      articles = List.copyOf(named);
    } catch (IOException e) {
      throw new UncheckedIOException(NAME + " cannot be read", e);
    }
  }

  /** What is kept with each outcome that was written down by them. */
  String version() {
    return version;
  }

  /** The kinds that are law on this day, in the order of a case. */
  public List<Rule> on(LocalDate day) {
    return rules.stream().filter(r -> holds(r.validFrom(), r.validTo(), day)).toList();
  }

  /** Empty when there was no such outcome in law on this day. */
  Optional<Rule> rule(CaseOutcome.Kind kind, LocalDate day) {
    return on(day).stream().filter(r -> r.kind() == kind).findFirst();
  }

  /** Codes of articles of the criminal code that were law on this day. */
  public List<String> articles(LocalDate day) {
    return articles.stream()
        .filter(a -> holds(a.validFrom(), a.validTo(), day))
        .map(Article::code)
        .toList();
  }

  private static boolean holds(LocalDate from, @Nullable LocalDate to, LocalDate day) {
    return !day.isBefore(from) && (to == null || day.isBefore(to));
  }

  private static Rule rule(Map<?, ?> map) {
    Set<AgencyFunction> reporters = EnumSet.noneOf(AgencyFunction.class);
    for (Object name : (List<?>) required(map, "reporters")) {
      reporters.add(AgencyFunction.valueOf(name.toString()));
    }
    return new Rule(
        CaseOutcome.Kind.valueOf(required(map, "kind").toString()),
        Set.copyOf(reporters),
        required(map, "basis").toString(),
        Boolean.TRUE.equals(map.get("verified")),
        date(required(map, "valid-from")),
        until(map));
  }

  private static @Nullable LocalDate until(Map<?, ?> map) {
    Object to = map.get("valid-to");
    return to == null ? null : date(to);
  }

  private static Object required(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException(NAME + ": " + key + " is missing in " + map);
    }
    return value;
  }

  private static LocalDate date(Object value) {
    return value instanceof Date date
        ? LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC)
        : LocalDate.parse(value.toString());
  }
}
