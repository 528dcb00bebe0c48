package vn.tinbao.server.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the document of a plan apart into the entries of its sections, and puts it together again.
 * What a form typed is kept as typed: {@link PlanFile} says what is wrong with it.
 */
public final class PlanEntries {
  private static final Pattern NAMED = Pattern.compile(".*\\(([^()\\s]+)\\)\\s*");
  private static final Pattern DAY_MONTH =
      Pattern.compile("\\s*([0-9]{1,2})\\s*[/.-]\\s*([0-9]{1,2})\\s*");
  private static final Pattern LAST_NUMBER = Pattern.compile("(.*?)([0-9]+)");

  private final Map<String, Object> document;

  private PlanEntries(Plan plan) {
    this.document = PlanText.fields(plan);
  }

  /** Of this plan. */
  public static PlanEntries of(Plan plan) {
    return new PlanEntries(plan);
  }

  /** How many entries a section has; 1 where there can be one only. */
  public int count(PlanSection section) {
    return section.many() ? list(section).size() : 1;
  }

  /**
   * What stands in an entry, as a form shows it: field by field, one text for each value.
   *
   * @param n from 1; empty for an entry that is not there
   */
  public Optional<Map<String, List<String>>> values(PlanSection section, int n) {
    if (n < 1 || n > count(section)) {
      return Optional.empty();
    }
    Map<String, Object> entry = entry(section, n);
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (PlanField field : section.fields()) {
      Object value = value(entry, field.name());
      List<String> texts =
          value instanceof List<?> list
              ? list.stream().map(String::valueOf).toList()
              : value == null ? List.of() : List.of(String.valueOf(value));
      found.put(field.name(), texts.stream().map(text -> shown(field, text)).toList());
    }
    return Optional.of(found);
  }

  private static String shown(PlanField field, String text) {
    return switch (field.kind()) {
      case AGENCY, AGENCIES -> named(text);
      case YEARLY -> yearly(text);
      default -> text;
    };
  }

  /** {@code Công an huyện (ca_huyen)}; what no list has stays as it is. */
  public static String named(String key) {
    PlanKeys.Key known = PlanKeys.builtIn().key(key);
    return known == null ? key : known.name() + " (" + key + ")";
  }

  /** {@code 07-30} as {@code 30/7}. */
  private static String yearly(String text) {
    return text.matches("[0-9]{2}-[0-9]{2}")
        ? Integer.parseInt(text.substring(3)) + "/" + Integer.parseInt(text.substring(0, 2))
        : text;
  }

  /** The id that a new entry may have: the last one's, counted on; empty where there are no ids. */
  public String freshId(PlanSection section) {
    if (section.fields().stream().noneMatch(field -> field.kind() == PlanField.Kind.ID)) {
      return "";
    }
    List<String> ids =
        list(section).stream().map(entry -> String.valueOf(entry.get("id"))).toList();
    String last =
        ids.isEmpty()
            ? section == PlanSection.TARGETS ? "g0" : section == PlanSection.WINDOWS ? "w0" : "t0"
            : ids.get(ids.size() - 1);
    Matcher matcher = LAST_NUMBER.matcher(last);
    String stem = matcher.matches() ? matcher.group(1) : last + ".";
    int number =
        matcher.matches() && matcher.group(2).length() < 9 ? Integer.parseInt(matcher.group(2)) : 0;
    do {
      number++;
    } while (ids.contains(stem + number));
    return stem + number;
  }

  /**
   * Writes an entry; what the section has no form field for stays.
   *
   * @param n from 1; one more than there are: a new one at the end
   * @param typed values by field; a field that is not there is empty
   * @return the document
   */
  public String with(PlanSection section, int n, Map<String, List<String>> typed) {
    Map<String, Object> entry;
    if (section.many() && n == count(section) + 1) {
      entry = new LinkedHashMap<>();
      list(section).add(entry);
    } else {
      entry = entry(section, n);
    }
    for (PlanField field : section.fields()) {
      if (field.kind() != PlanField.Kind.ID || !entry.containsKey(field.name())) {
        put(entry, field, typed.getOrDefault(field.name(), List.of()));
      }
    }
    return PlanText.of(document);
  }

  /** Without an entry. */
  public String without(PlanSection section, int n) {
    list(section).remove(n - 1);
    return PlanText.of(document);
  }

  /** With an entry one place up ({@code -1}) or down ({@code 1}); at the end it stays. */
  public String moved(PlanSection section, int n, int by) {
    List<Map<String, Object>> all = list(section);
    int to = n - 1 + by;
    if (to >= 0 && to < all.size()) {
      all.add(to, all.remove(n - 1));
    }
    return PlanText.of(document);
  }

  private static void put(Map<String, Object> entry, PlanField field, List<String> typed) {
    List<String> given =
        typed.stream()
            .flatMap(text -> field.kind() == PlanField.Kind.LINES ? text.lines() : Stream.of(text))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(text -> kept(field, text))
            .toList();
    int dot = field.name().indexOf('.');
    Map<String, Object> holder = dot < 0 ? entry : map(entry, field.name().substring(0, dot));
    String name = field.name().substring(dot + 1);
    if (given.isEmpty()) {
      holder.remove(name);
    } else {
      holder.put(name, field.kind().many() ? given : given.get(0));
    }
  }

  private static String kept(PlanField field, String text) {
    return switch (field.kind()) {
      case AGENCY, AGENCIES -> key(text);
      case YEARLY -> monthDay(text);
      case NUMBER -> text.matches("-?[0-9]+,[0-9]+") ? text.replace(',', '.') : text;
      case FLAG -> "true";
      case LONG_TEXT -> text.replace("\r\n", "\n");
      default -> text;
    };
  }

  /** The key of what was chosen from the list, or of a name that it has once; else as typed. */
  private static String key(String text) {
    Matcher matcher = NAMED.matcher(text);
    if (matcher.matches() && PlanKeys.builtIn().knows(matcher.group(1))) {
      return matcher.group(1);
    }
    List<String> keys =
        PlanKeys.builtIn().all().stream()
            .filter(key -> key.name().equalsIgnoreCase(text))
            .map(PlanKeys.Key::key)
            .collect(Collectors.toList());
    return keys.size() == 1 ? keys.get(0) : text;
  }

  private static String monthDay(String text) {
    Matcher matcher = DAY_MONTH.matcher(text);
    return matcher.matches()
        ? "%02d-%02d"
            .formatted(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)))
        : text;
  }

  private static @Nullable Object value(Map<String, Object> entry, String name) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return entry.get(name);
    }
    return entry.get(name.substring(0, dot)) instanceof Map<?, ?> inner
        ? inner.get(name.substring(dot + 1))
        : null;
  }

  private Map<String, Object> entry(PlanSection section, int n) {
    return section.many()
        ? list(section).get(n - 1)
        : section.path().isEmpty() ? document : map(document, section.path());
  }

  @SuppressWarnings("unchecked") // maps and lists of PlanText, which have text keys only
  private static Map<String, Object> map(Map<String, Object> holder, String name) {
    return (Map<String, Object>) holder.computeIfAbsent(name, k -> new LinkedHashMap<>());
  }

  /** The entries, to be changed. */
  @SuppressWarnings("unchecked") // as above
  private List<Map<String, Object>> list(PlanSection section) {
    int dot = section.path().indexOf('.');
    Map<String, Object> holder =
        dot < 0 ? document : map(document, section.path().substring(0, dot));
    String name = section.path().substring(dot + 1);
    Object there = holder.get(name);
    if (!(there instanceof ArrayList<?>)) {
      there = there instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
      holder.put(name, there);
    }
    return (List<Map<String, Object>>) there;
  }
}
