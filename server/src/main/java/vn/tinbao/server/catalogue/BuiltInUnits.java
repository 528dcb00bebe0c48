package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.SuccessionTable.Step;

/**
 * The units of the five founding plans and what became of them, read from {@code units.yaml} and
 * {@code succession.yaml}.
 *
 * @param reforms one a day of reform
 */
record BuiltInUnits(List<Unit> units, String source, List<Reform> reforms) {

  /** All steps of one day, with the resolutions that ordered them. */
  record Reform(String basis, List<Step> steps) {}

  /** Gives out an identity for each unit. */
  interface Ids {
    long take();
  }

  /** How many identities {@link #read} takes. */
  static int count() {
    return YamlEntry.resource("units.yaml").entries("units").size();
  }

  static BuiltInUnits read(Ids ids) {
    YamlEntry file = YamlEntry.resource("units.yaml");
    List<YamlEntry> entries =
        file.entries("units").stream().sorted(Comparator.comparing(BuiltInUnits::level)).toList();
    List<Unit> units = new ArrayList<>(entries.size());
    Map<String, List<Unit>> byCode = new HashMap<>();
    for (YamlEntry entry : entries) {
      Unit unit = unit(entry, ids.take(), byCode);
      units.add(unit);
      byCode.computeIfAbsent(unit.code(), c -> new ArrayList<>(2)).add(unit);
    }
    return new BuiltInUnits(List.copyOf(units), file.text("source"), reforms(byCode));
  }

  private static Unit unit(YamlEntry entry, long id, Map<String, List<Unit>> byCode) {
    LocalDate from = entry.day("from");
    String parent = entry.textOrNull("parent");
    String name = entry.text("name");
    String fullName = entry.textOrNull("fullName");
    return new Unit(
        id,
        entry.text("code"),
        level(entry),
        entry.text("kind"),
        name,
        fullName == null ? entry.text("kind") + " " + name : fullName,
        parent == null ? null : standing(byCode, parent, from, entry).id(),
        from,
        entry.dayOrNull("to"));
  }

  private static UnitLevel level(YamlEntry entry) {
    return UnitLevel.valueOf(entry.text("level"));
  }

  private static List<Reform> reforms(Map<String, List<Unit>> byCode) {
    List<Reform> reforms = new ArrayList<>();
    for (YamlEntry reform : YamlEntry.resource("succession.yaml").entries("successions")) {
      LocalDate effective = reform.day("effective");
      List<Step> steps = new ArrayList<>();
      for (YamlEntry entry : reform.entries("steps")) {
        Unit before = standing(byCode, entry.text("old"), effective.minusDays(1), entry);
        Succession.Extent extent = Succession.Extent.valueOf(entry.text("extent"));
        int ordinal = 0;
        for (String code : entry.texts("new")) {
          Unit after = standing(byCode, code, effective, entry);
          steps.add(new Step(before.id(), after.id(), effective, extent, ordinal++, false));
        }
      }
      reforms.add(new Reform(reform.text("basis"), List.copyOf(steps)));
    }
    return List.copyOf(reforms);
  }

  private static Unit standing(
      Map<String, List<Unit>> byCode, String code, LocalDate day, YamlEntry entry) {
    @Nullable Unit found =
        byCode.getOrDefault(code, List.of()).stream()
            .filter(unit -> unit.standsOn(day))
            .findFirst()
            .orElse(null);
    if (found == null) {
      throw new IllegalArgumentException(entry + ": no unit " + code + " stands on " + day);
    }
    return found;
  }
}
