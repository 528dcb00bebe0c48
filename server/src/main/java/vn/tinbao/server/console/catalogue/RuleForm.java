package vn.tinbao.server.console.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.catalogue.CompetenceRule.Wanted;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.understanding.Category;

/**
 * The form of a rule as it is shown and as it comes back: every field as it was typed.
 *
 * @param lead kinds of agency in the order in which they are tried, see {@link AgencyKinds}
 * @param units one a line, {@code code/first day} and its name behind it
 * @param from the first day of this version
 * @param version of the catalogue that the person sees
 */
public record RuleForm(
    String id,
    String procedure,
    Set<String> categories,
    String urgency,
    String crossBorder,
    String unitLevel,
    List<String> lead,
    List<String> supporting,
    List<String> receivers,
    String priority,
    String plan,
    String units,
    String reason,
    String basis,
    String from,
    String to,
    long version) {
  /** Fields for kinds of agency that the form has. */
  public static final int LEADS = 6;

  public static final int SUPPORTING = 8;

  static RuleForm empty(LocalDate from, long version) {
    return new RuleForm(
        "",
        "CRIME_REPORT",
        Set.of(),
        "1",
        "",
        "",
        List.of(),
        List.of(),
        List.of(),
        "15",
        "",
        "",
        "",
        "",
        from.toString(),
        "",
        version);
  }

  static RuleForm of(CompetenceRule rule, LocalDate from, CatalogueSnapshot snapshot) {
    StringBuilder units = new StringBuilder();
    for (Long id : rule.unitIds()) {
      snapshot
          .unit(id)
          .ifPresent(u -> units.append(u.ref()).append(' ').append(u.fullName()).append('\n'));
    }
    LocalDate to = rule.validTo();
    return new RuleForm(
        rule.id(),
        rule.procedure(),
        rule.categories(),
        Integer.toString(rule.minUrgency()),
        rule.crossBorder() == null ? "" : rule.crossBorder().toString(),
        rule.unitLevel() == null ? "" : rule.unitLevel().name(),
        rule.lead().stream().map(AgencyKinds::words).toList(),
        rule.supporting().stream().map(AgencyKinds::words).toList(),
        rule.receivers().stream().map(AgencyKinds::words).toList(),
        Integer.toString(rule.priority()),
        rule.plan() == null ? "" : rule.plan(),
        units.toString(),
        rule.reason(),
        rule.basis(),
        from.toString(),
        to == null ? "" : to.toString(),
        snapshot.version());
  }

  static RuleForm of(Map<String, String> sent) {
    Set<String> categories = new HashSet<>();
    for (Category category : Category.values()) {
      if (sent.containsKey("category-" + category)) {
        categories.add(category.name());
      }
    }
    return new RuleForm(
        Fields.text(sent, "id"),
        Fields.text(sent, "procedure"),
        categories,
        Fields.text(sent, "urgency"),
        Fields.text(sent, "crossBorder"),
        Fields.text(sent, "unitLevel"),
        several(sent, "lead", LEADS),
        several(sent, "supporting", SUPPORTING),
        several(sent, "receivers", LEADS),
        Fields.text(sent, "priority"),
        Fields.text(sent, "plan"),
        Fields.text(sent, "units"),
        Fields.text(sent, "reason"),
        Fields.text(sent, "basis"),
        Fields.text(sent, "from"),
        Fields.text(sent, "to"),
        Fields.number(sent, "version"));
  }

  private static List<String> several(Map<String, String> sent, String name, int most) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      String value = Fields.text(sent, name + i);
      if (!value.isEmpty()) {
        found.add(value);
      }
    }
    return found;
  }

  /** The same on the ground of another version of the catalogue. */
  RuleForm seen(long now) {
    return new RuleForm(
        id,
        procedure,
        categories,
        urgency,
        crossBorder,
        unitLevel,
        lead,
        supporting,
        receivers,
        priority,
        plan,
        units,
        reason,
        basis,
        from,
        to,
        now);
  }

  /** What stands in the n-th field of a list. */
  public static String at(List<String> list, int index) {
    return index < list.size() ? list.get(index) : "";
  }

  /**
   * What it says.
   *
   * @throws CatalogueMistake naming the field that cannot be read
   */
  CompetenceRule read(CatalogueSnapshot snapshot) {
    AgencyKinds kinds = new AgencyKinds(snapshot);
    return new CompetenceRule(
        id,
        procedure,
        Set.copyOf(categories),
        number("urgency", urgency),
        crossBorder.isEmpty() ? null : Boolean.valueOf(crossBorder.equals("true")),
        level(),
        wanted(kinds, "lead", lead),
        wanted(kinds, "supporting", supporting),
        number("priority", priority),
        plan.isEmpty() ? null : plan,
        unitIds(snapshot),
        wanted(kinds, "receivers", receivers),
        reason,
        basis,
        Fields.day("from", from),
        to.isEmpty() ? null : Fields.day("to", to));
  }

  private @Nullable UnitLevel level() {
    for (UnitLevel level : UnitLevel.values()) {
      if (level.name().equals(unitLevel)) {
        return level;
      }
    }
    return null;
  }

  private static int number(String field, String typed) {
    try {
      return Integer.parseInt(typed);
    } catch (NumberFormatException e) {
      throw new CatalogueMistake(field, "catalogue.mistake.number");
    }
  }

  private static List<Wanted> wanted(AgencyKinds kinds, String field, List<String> typed) {
    return typed.stream().map(one -> kinds.read(field, one)).toList();
  }

  private Set<Long> unitIds(CatalogueSnapshot snapshot) {
    Set<Long> found = new LinkedHashSet<>();
    for (String line : units.lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        found.add(Fields.unit("units", line.split("\\s", 2)[0], snapshot).id());
      }
    }
    return found;
  }
}
