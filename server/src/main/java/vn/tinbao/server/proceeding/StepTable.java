package vn.tinbao.server.proceeding;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
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
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.papers.PaperNumbers;
import vn.tinbao.server.understanding.Category;

/** The table of legal steps: dated data in {@code proceeding/steps.yaml}. */
@Singleton
public class StepTable {
  private static final String NAME = "proceeding/steps.yaml";
  private static final Set<String> OF_STEP =
      Set.of(
          "step",
          "from",
          "to",
          "back-to",
          "lead",
          "role",
          "page",
          "main",
          "fields",
          "form",
          "series",
          "events",
          "after",
          "not-after",
          "entered-by",
          "not-entered-by",
          "once",
          "child",
          "decision",
          "many",
          "basis",
          "verified",
          "valid-from",
          "valid-to");
  private static final Set<String> OF_MAIN = Set.of("lead", "of", "not-of", "unless", "after");

  private final List<StepRule> rules;
  private final String version;

  public StepTable() {
    this(StepTable.class.getResourceAsStream("/" + NAME));
  }

  StepTable(@Nullable InputStream yaml) {
    try (InputStream in = Objects.requireNonNull(yaml, NAME + " is missing from the program")) {
      Map<?, ?> file = (Map<?, ?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      version = date(required(file, "version")).toString();
      Map<String, StepField> fields = fields((Map<?, ?>) required(file, "fields"));
      List<StepRule> read = new ArrayList<>();
      for (Object entry : (List<?>) required(file, "steps")) {
        read.add(rule((Map<?, ?>) entry, fields));
      }
      rules = List.copyOf(read);
    } catch (IOException e) {
      throw new UncheckedIOException(NAME + " cannot be read", e);
    }
  }

  /** What is kept with each step that was taken by it. */
  public String version() {
    return version;
  }

  /** All rows, in the order of work. */
  public List<StepRule> rules() {
    return rules;
  }

  /** Rows that are law on this day and may be taken from this state, in the order of work. */
  public List<StepRule> from(TipState state, LocalDate day) {
    return rules.stream().filter(rule -> rule.from().contains(state) && rule.validOn(day)).toList();
  }

  /** The row of this step that is law on this day. */
  public Optional<StepRule> rule(StepKind step, LocalDate day) {
    return rules.stream().filter(rule -> rule.step() == step && rule.validOn(day)).findFirst();
  }

  private static Map<String, StepField> fields(Map<?, ?> yaml) {
    Map<String, StepField> fields = new HashMap<>();
    yaml.forEach(
        (name, value) -> {
          Map<?, ?> of = (Map<?, ?>) value;
          Object most = of.get("most");
          fields.put(
              name.toString(),
              new StepField(
                  name.toString(),
                  StepField.Kind.valueOf(required(of, "kind").toString()),
                  most == null ? 0 : ((Number) most).intValue(),
                  List.copyOf(names(of.get("of"))),
                  Boolean.TRUE.equals(of.get("ahead")),
                  Boolean.TRUE.equals(of.get("one-paper"))));
        });
    return fields;
  }

  private static StepRule rule(Map<?, ?> map, Map<String, StepField> known) {
    only(OF_STEP, map);
    List<StepField> fields = new ArrayList<>();
    Set<String> needed = new HashSet<>();
    for (String name : names(required(map, "fields"))) {
      String bare = name.endsWith("!") ? name.substring(0, name.length() - 1) : name;
      fields.add(Objects.requireNonNull(known.get(bare), () -> NAME + ": no field " + bare));
      if (!bare.equals(name)) {
        needed.add(bare);
      }
    }
    boolean many = Boolean.TRUE.equals(map.get("many"));
    if (many && fields.stream().anyMatch(f -> f.onePaper() && needed.contains(f.name()))) {
      throw new IllegalArgumentException(
          NAME + ": several cannot be asked for the paper of one: " + map.get("step"));
    }
    String to = required(map, "to").toString();
    boolean back = to.equals("BEFORE");
    Object once = map.get("once");
    Object main = map.get("main");
    Object page = map.get("page");
    Object form = map.get("form");
    Object series = map.get("series");
    Object validTo = map.get("valid-to");
    return new StepRule(
        StepKind.valueOf(required(map, "step").toString()),
        values(TipState.class, map.get("from")),
        back || to.equals("SAME") || to.equals("PARENT") ? null : TipState.valueOf(to),
        back,
        values(TipState.class, map.get("back-to")),
        LeadKind.valueOf(required(map, "lead").toString()),
        StepRule.Who.valueOf(required(map, "role").toString()),
        page == null ? StepRule.Page.FORM : StepRule.Page.valueOf(page.toString()),
        main == null ? null : button(main),
        List.copyOf(fields),
        Set.copyOf(needed),
        form == null ? null : form.toString(),
        series == null ? null : PaperNumbers.Series.valueOf(series.toString()),
        names(map.get("events")).stream().map(LegalEvent::valueOf).toList(),
        values(StepKind.class, map.get("after")),
        values(StepKind.class, map.get("not-after")),
        values(StepKind.class, map.get("entered-by")),
        values(StepKind.class, map.get("not-entered-by")),
        once == null ? StepRule.Once.NO : StepRule.Once.valueOf(once.toString()),
        Boolean.TRUE.equals(map.get("child")),
        Boolean.TRUE.equals(map.get("decision")),
        many,
        required(map, "basis").toString(),
        Boolean.TRUE.equals(map.get("verified")),
        date(required(map, "valid-from")),
        validTo == null ? null : date(validTo));
  }

  /** Only whose lead, or a map. */
  private static MainButton button(Object main) {
    Map<?, ?> of = main instanceof Map<?, ?> map ? map : Map.of("lead", main);
    only(OF_MAIN, of);
    return new MainButton(
        LeadKind.valueOf(required(of, "lead").toString()),
        values(Category.class, of.get("of")),
        values(Category.class, of.get("not-of")),
        values(StepKind.class, of.get("unless")),
        values(StepKind.class, of.get("after")));
  }

  /** A misspelt condition must not be one that is not there. */
  private static void only(Set<String> known, Map<?, ?> map) {
    for (Object field : map.keySet()) {
      if (!known.contains(field)) {
        throw new IllegalArgumentException(NAME + ": there is no " + field + " in " + map);
      }
    }
  }

  private static <E extends Enum<E>> Set<E> values(Class<E> type, @Nullable Object list) {
    Set<E> values = EnumSet.noneOf(type);
    names(list).forEach(name -> values.add(Enum.valueOf(type, name)));
    return Set.copyOf(values);
  }

  private static Set<String> names(@Nullable Object list) {
    Set<String> names = new LinkedHashSet<>();
    if (list != null) {
      ((Collection<?>) list).forEach(name -> names.add(name.toString()));
    }
    return names;
  }

  private static Object required(Map<?, ?> map, String key) {
    return Objects.requireNonNull(map.get(key), () -> NAME + ": " + key + " is missing in " + map);
  }

  private static LocalDate date(Object value) {
    return value instanceof Date date
        ? LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC)
        : LocalDate.parse(value.toString());
  }
}
