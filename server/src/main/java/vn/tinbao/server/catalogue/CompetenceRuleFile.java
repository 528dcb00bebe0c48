package vn.tinbao.server.catalogue;

import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads competence rules as a person writes them; the format stands at the top of {@code
 * competence-rules.yaml}. A file with a mistake is refused as a whole, and the message names the
 * rule and the field.
 */
public final class CompetenceRuleFile {
  /** Names of procedures that rules may have. */
  public static final Set<String> PROCEDURES =
      Set.of("CRIME_REPORT", "BORDER", "VICTIM_SUPPORT", "CHILD_IN_DANGER", "ADVICE", "FORWARD");

  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "procedure",
          "categories",
          "min_urgency",
          "cross_border",
          "unit_level",
          "units",
          "receivers",
          "lead",
          "supporting",
          "priority",
          "plan",
          "reason",
          "basis",
          "from",
          "to");

  /** A category is a code; which ones there are is not the catalogue's to know. */
  private static final String CATEGORY_CODE = "[A-Z][A-Z_]+";

  private static final String FORWARD = "FORWARD";
  private static final String ANY_KEY = "any";
  private static final int HIGHEST_URGENCY = 5;

  private final Map<String, CompetenceRule.Wanted> agencies = new HashMap<>();
  private final Function<String, Long> unitId;

  private CompetenceRuleFile(Function<String, Long> unitId) {
    this.unitId = unitId;
  }

  /**
   * Reads all rules of a file, in the order of the file.
   *
   * @param unitId from {@code code/validFrom} to the unit's id, null when there is no such unit
   * @throws IllegalArgumentException naming rule and field, for the first mistake
   */
  public static List<CompetenceRule> read(InputStream yaml, Function<String, Long> unitId) {
    Object content;
    try {
      content = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    } catch (YAMLException e) {
      throw new IllegalArgumentException("Competence rules: no YAML: " + e.getMessage(), e);
    }
    return new CompetenceRuleFile(unitId).rules(Fields.of("Competence rules", content));
  }

  private List<CompetenceRule> rules(Fields file) {
    Fields named = Fields.of("Competence rules, agencies", file.needed("agencies"));
    for (Object name : named.values.keySet()) {
      agencies.put(name.toString(), wanted(name.toString(), named.values.get(name)));
    }
    List<CompetenceRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Object item : file.list("rules")) {
      Fields numbered = Fields.of("Competence rules, rule " + (rules.size() + 1), item);
      String id = numbered.text("id");
      Fields rule = new Fields("Competence rules, rule " + id, numbered.values);
      if (!ids.add(id)) {
        throw rule.wrong("id", "is there twice");
      }
      rules.add(rule(id, rule));
    }
    return List.copyOf(rules);
  }

  private static CompetenceRule.Wanted wanted(String name, @Nullable Object value) {
    Fields agency = Fields.of("Competence rules, agency " + name, value);
    String key = agency.values.containsKey("key") ? agency.text("key") : name;
    return new CompetenceRule.Wanted(
        agency.oneOf("function", AgencyFunction.class),
        agency.oneOf("level", AgencyLevel.class),
        key.equals(ANY_KEY) ? null : key);
  }

  private CompetenceRule rule(String id, Fields rule) {
    rule.knowOnly(FIELDS);
    LocalDate from = rule.day("from");
    LocalDate to = rule.values.containsKey("to") ? rule.day("to") : null;
    if (to != null && !to.isAfter(from)) {
      throw rule.wrong("to", "must be after from");
    }
    return new CompetenceRule(
        id,
        procedure(rule),
        categories(rule),
        rule.number("min_urgency", 1, HIGHEST_URGENCY),
        rule.yesOrNo("cross_border"),
        rule.values.containsKey("unit_level") ? rule.oneOf("unit_level", UnitLevel.class) : null,
        lead(rule),
        wanted(rule, "supporting"),
        rule.number("priority", 0, Integer.MAX_VALUE),
        rule.values.containsKey("plan") ? rule.text("plan") : null,
        units(rule),
        receivers(rule),
        sentence(rule),
        rule.text("basis"),
        from,
        to);
  }

  private static String procedure(Fields rule) {
    String procedure = rule.text("procedure");
    if (!PROCEDURES.contains(procedure)) {
      throw rule.wrong("procedure", "knows no " + procedure);
    }
    return procedure;
  }

  private static Set<String> categories(Fields rule) {
    Set<String> categories = new HashSet<>();
    for (Object item : rule.list("categories")) {
      if (!item.toString().matches(CATEGORY_CODE)) {
        throw rule.wrong("categories", "must hold codes such as LURE_ABROAD, not " + item);
      }
      categories.add(item.toString());
    }
    return Set.copyOf(categories);
  }

  private List<CompetenceRule.Wanted> lead(Fields rule) {
    List<CompetenceRule.Wanted> lead = wanted(rule, "lead");
    if (lead.isEmpty()) {
      throw rule.wrong("lead", "is missing");
    }
    return lead;
  }

  /** Only a rule about handing on has receivers, and it must. */
  private List<CompetenceRule.Wanted> receivers(Fields rule) {
    List<CompetenceRule.Wanted> receivers = wanted(rule, "receivers");
    boolean forward = procedure(rule).equals(FORWARD);
    if (forward && receivers.isEmpty()) {
      throw rule.wrong("receivers", "is missing");
    }
    if (!forward && !receivers.isEmpty()) {
      throw rule.wrong("receivers", "is only for the procedure " + FORWARD);
    }
    return receivers;
  }

  private List<CompetenceRule.Wanted> wanted(Fields rule, String field) {
    List<CompetenceRule.Wanted> wanted = new ArrayList<>();
    for (Object name : rule.list(field)) {
      CompetenceRule.Wanted agency = agencies.get(name.toString());
      if (agency == null) {
        throw rule.wrong(field, "names " + name + ", which is not among the agencies");
      }
      wanted.add(agency);
    }
    return List.copyOf(wanted);
  }

  private Set<Long> units(Fields rule) {
    Set<Long> found = new HashSet<>();
    for (Object reference : rule.list("units")) {
      Long unit = unitId.apply(reference.toString());
      if (unit == null) {
        throw rule.wrong("units", "names " + reference + ", which is no unit of the catalogue");
      }
      found.add(unit);
    }
    return Set.copyOf(found);
  }

  private static String sentence(Fields rule) {
    String reason = rule.text("reason");
    if (!reason.endsWith(".")) {
      throw rule.wrong("reason", "must be a whole sentence with its full stop");
    }
    return reason;
  }

  /** One mapping of the file, and where it stands there. */
  private record Fields(String where, Map<?, ?> values) {

    static Fields of(String where, @Nullable Object value) {
      if (value instanceof Map<?, ?> map) {
        return new Fields(where, map);
      }
      throw new IllegalArgumentException(where + ": fields and values are expected");
    }

    void knowOnly(Set<String> known) {
      for (Object field : values.keySet()) {
        if (!known.contains(field.toString())) {
          throw wrong(field.toString(), "is not known");
        }
      }
    }

    Object needed(String field) {
      Object value = values.get(field);
      if (value == null || value.toString().isBlank()) {
        throw wrong(field, "is missing");
      }
      return value;
    }

    String text(String field) {
      Object value = needed(field);
      if (value instanceof Map<?, ?> || value instanceof List<?>) {
        throw wrong(field, "must be a text");
      }
      return value.toString();
    }

    List<?> list(String field) {
      Object value = values.get(field);
      if (value == null) {
        return List.of();
      }
      if (value instanceof List<?> list) {
        return list;
      }
      throw wrong(field, "must be a list, not " + value);
    }

    /** SnakeYAML reads a date as midnight UTC. */
    LocalDate day(String field) {
      if (needed(field) instanceof Date date) {
        return date.toInstant().atZone(ZoneOffset.UTC).toLocalDate();
      }
      throw wrong(field, "must be a date such as 2025-03-01, not " + values.get(field));
    }

    int number(String field, int least, int most) {
      Object value = values.get(field);
      if (value == null) {
        return least;
      }
      if (value instanceof Integer number && number >= least && number <= most) {
        return number;
      }
      throw wrong(field, "must be a number from " + least + " to " + most + ", not " + value);
    }

    @Nullable Boolean yesOrNo(String field) {
      Object value = values.get(field);
      if (value == null || value instanceof Boolean) {
        return (Boolean) value;
      }
      throw wrong(field, "must be true or false, not " + value);
    }

    <T extends Enum<T>> T oneOf(String field, Class<T> type) {
      String word = text(field);
      try {
        return Enum.valueOf(type, word);
      } catch (IllegalArgumentException e) {
        throw wrong(field, "knows no " + word);
      }
    }

    IllegalArgumentException wrong(String field, String what) {
      return new IllegalArgumentException(where + ": " + field + " " + what);
    }
  }
}
