package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of agency during one time, from which an agency is made for every unit it fits: one entry
 * of {@code agencies.yaml}, where the fields are explained.
 *
 * @param of level of the units whose agency it is
 * @param only recorded only for these unit codes; empty for all
 * @param within recorded only for units below these; empty for all
 * @param standard for which units it follows when nobody recorded it
 * @param under level of the unit above, when it is derived; null for any
 * @param except province codes whose units have none, when it is derived
 * @param names by unit code or kind of unit, instead of {@code name}
 * @param territory unit codes instead of the unit itself
 * @param parents keys, the first that stands
 */
record AgencyTemplate(
    String key,
    AgencyFunction function,
    AgencyLevel level,
    UnitLevel of,
    List<String> only,
    List<String> within,
    Standard standard,
    @Nullable UnitLevel under,
    Set<String> except,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    boolean nationwide,
    boolean standing,
    boolean mayResolve,
    String name,
    Map<String, String> names,
    Map<String, String> phones,
    List<String> territory,
    List<String> parents,
    List<Heir> heirs,
    String source) {

  /** For which units an agency is derived. */
  enum Standard {
    /** For none: it is there only where somebody recorded it. */
    NEVER,
    /** For every unit of its level and time. */
    EVERY,
    /** For units at the land border. */
    BORDER,
    /** For the units that {@code only} names: agencies of the whole country. */
    ONCE
  }

  /** Who takes over when no successor unit has an agency of the same key. */
  record Heir(String key, @Nullable String scope) {}

  static AgencyTemplate read(YamlEntry entry, String fileSource) {
    String source = entry.textOrNull("source");
    String standard = entry.textOrNull("standard");
    String under = entry.textOrNull("under");
    return new AgencyTemplate(
        entry.text("key"),
        AgencyFunction.valueOf(entry.text("function")),
        AgencyLevel.valueOf(entry.text("level")),
        UnitLevel.valueOf(entry.text("of")),
        entry.texts("only"),
        entry.texts("within"),
        standard == null ? Standard.NEVER : Standard.valueOf(standard.toUpperCase(Locale.ROOT)),
        under == null ? null : UnitLevel.valueOf(under),
        Set.copyOf(entry.texts("except")),
        entry.dayOrNull("from"),
        entry.dayOrNull("to"),
        entry.flag("nationwide"),
        entry.flag("standing"),
        entry.flag("resolves"),
        entry.text("name"),
        entry.map("names"),
        entry.map("phones"),
        entry.texts("territory"),
        entry.texts("parent"),
        entry.entries("heirs").stream()
            .map(heir -> new Heir(heir.text("key"), heir.textOrNull("scope")))
            .toList(),
        source == null ? fileSource : source);
  }

  String id(Unit unit) {
    return key + "@" + unit.ref();
  }

  /** First day of the agency of this unit. */
  LocalDate begins(Unit unit) {
    return from == null || from.isBefore(unit.validFrom()) ? unit.validFrom() : from;
  }

  /** First day on which it is no more, null while it stands. */
  @Nullable LocalDate ends(Unit unit) {
    LocalDate unitEnds = unit.validTo();
    if (to == null || unitEnds == null) {
      return to == null ? unitEnds : to;
    }
    return to.isBefore(unitEnds) ? to : unitEnds;
  }

  /** Whether there is a day on which both this kind of agency and the unit stand. */
  boolean meets(Unit unit) {
    LocalDate end = ends(unit);
    return unit.level() == of && (end == null || begins(unit).isBefore(end));
  }

  /** Whether the agency is of this kind, also when it bears a name of its own. */
  static boolean isKind(Agency agency, String key) {
    String own = agency.key();
    return own.startsWith(key) && (own.length() == key.length() || own.charAt(key.length()) == '_');
  }

  /** The name on the signboard of this unit's agency. */
  String name(CatalogueSnapshot units, Unit unit, LocalDate day) {
    String pattern =
        names.isEmpty()
            ? name
            : names.getOrDefault(unit.code(), names.getOrDefault(unit.kind(), name));
    String named = pattern.replace("{unit}", inSentence(unit)).replace("{bare}", unit.name());
    if (!named.contains("{place}")) {
      return named;
    }
    StringBuilder place = new StringBuilder();
    for (Unit u : units.withAncestors(unit, day)) {
      place.append(place.isEmpty() ? "" : ", ").append(inSentence(u));
    }
    return named.replace("{place}", place);
  }

  /** {@code xã Khánh Khê}: the kind is no proper name within a sentence. */
  private static String inSentence(Unit unit) {
    String name = unit.fullName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
