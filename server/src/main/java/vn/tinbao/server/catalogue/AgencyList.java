package vn.tinbao.server.catalogue;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.ImportReport.Change;

/**
 * Agencies as a table, TSV or CSV: {@code key unit name}, and for what is not in the catalogue yet
 * {@code function level}. Also {@code phone from to standing resolves parent territory source}.
 *
 * <p>{@code unit} and {@code territory} name units by their code on the day of the import or by
 * {@code code/first day}; several with blanks between them, {@code *} for the whole country. Of an
 * agency that is there already an empty field changes nothing, and {@code -} empties it.
 */
final class AgencyList {
  static final List<String> COLUMNS = List.of("key", "unit", "name");
  private static final String NOTHING = "-";
  private static final String EVERYWHERE = "*";
  private static final String PHONE = "[+]?[0-9]{3,15}";
  private static final String NOT_KEPT = "is not in the territory that you keep";
  private static final int LONGEST_NAME = 200;

  private final Path path;
  private final LocalDate day;
  private final CatalogueSnapshot catalogue;
  private final Map<String, Agency> agencies = new HashMap<>();
  private final Set<String> nationwide = new HashSet<>();
  private final List<Agency> changed = new ArrayList<>();
  private final ImportReport.Builder report = new ImportReport.Builder();

  private AgencyList(Path path, LocalDate day, CatalogueSnapshot catalogue) {
    this.path = path;
    this.day = day;
    this.catalogue = catalogue;
  }

  /**
   * @throws ImportException naming the first line and field that is wrong
   */
  static AgencyList read(
      Path path, LocalDate day, CatalogueSnapshot catalogue, AgencyKeeper keeper) {
    AgencyList list = new AgencyList(path, day, catalogue);
    Map<String, Long> lines = new HashMap<>();
    TableFile table = TableFile.read(path, COLUMNS);
    for (TableFile.Line line : table.lines()) {
      list.add(line, keeper, lines);
    }
    // A parent may stand further down.
    for (TableFile.Line line : table.lines()) {
      list.checkParent(line, keeper);
    }
    return list;
  }

  List<Agency> changed() {
    return changed;
  }

  Predicate<Agency> nationwide() {
    return agency -> nationwide.contains(agency.id());
  }

  void note(DerivedAgencies.Outcome derived) {
    derived.into(report);
  }

  ImportReport report(boolean dryRun) {
    return report.build("Agencies of %s, on %s".formatted(path.getFileName(), day), dryRun);
  }

  private void add(TableFile.Line line, AgencyKeeper keeper, Map<String, Long> lines) {
    Unit unit = unit(line, "unit", line.need("unit"));
    String id = id(line, unit);
    Long before = lines.putIfAbsent(id, line.number());
    if (before != null) {
      throw line.wrong("key", "%s stands on line %d already".formatted(id, before));
    }
    Optional<Agency> known = catalogue.agency(id);
    Agency agency = agency(line, id, unit, known.orElse(null));
    mustKeep(line, keeper, unit, agency, known.orElse(null));
    agencies.put(id, agency);
    if (known.isPresent() && agency.equals(known.get())) {
      report.count(Change.KEPT, unit.level());
    } else {
      changed.add(agency);
      report.change(
          known.isPresent() ? Change.CORRECTED : Change.ADDED,
          unit.level(),
          id + " " + agency.name());
    }
  }

  /** Both what the agency is and what it will be must be kept, and all that it gets. */
  private void mustKeep(
      TableFile.Line line, AgencyKeeper keeper, Unit unit, Agency agency, @Nullable Agency known) {
    if (known != null && !keeper.keeps(catalogue, known)) {
      throw line.wrong("unit", NOT_KEPT);
    }
    if (!keeper.keeps(agency.level(), unit)) {
      throw line.wrong(
          known != null && known.level() != agency.level() ? "level" : "unit", NOT_KEPT);
    }
    Set<Long> had = known == null ? Set.of(unit.id()) : known.territory();
    boolean everywhere = nationwide.contains(agency.id()) && !keeper.central();
    if (everywhere
        || keeper.foreign(catalogue, agency.level(), had, agency.territory()).isPresent()) {
      throw line.wrong("territory", NOT_KEPT);
    }
  }

  private static String id(TableFile.Line line, Unit unit) {
    String key = line.need("key");
    if (!key.matches("[a-z0-9_]{2,40}")) {
      throw line.wrong("key", "has small letters, digits and underscores only");
    }
    return key + "@" + unit.ref();
  }

  private Agency agency(TableFile.Line line, String id, Unit unit, @Nullable Agency known) {
    String name = line.need("name");
    if (name.length() > LONGEST_NAME) {
      throw line.wrong("name", "is longer than " + LONGEST_NAME + " characters");
    }
    LocalDate from = day(line, "from", known == null ? unit.validFrom() : known.validFrom());
    LocalDate to = day(line, "to", known == null ? unit.validTo() : known.validTo());
    if (from == null) {
      throw line.wrong("from", "is missing");
    }
    if (to != null && !to.isAfter(from)) {
      throw line.wrong("to", "must be after from");
    }
    Set<Long> territory = territory(line, id, unit, known);
    String parent = text(line, "parent", known == null ? null : known.parentId());
    String source = text(line, "source", known == null ? null : known.source());
    return new Agency(
        id,
        line.need("key"),
        oneOf(line, "function", AgencyFunction.class, known == null ? null : known.function()),
        oneOf(line, "level", AgencyLevel.class, known == null ? null : known.level()),
        name,
        unit.id(),
        territory,
        yes(line, "standing", known != null && known.standing()),
        yes(line, "resolves", known != null && known.mayResolve()),
        parent,
        phone(line, known == null ? null : known.phone()),
        from,
        to,
        source == null ? "%s, %s".formatted(path.getFileName(), day) : source);
  }

  private void checkParent(TableFile.Line line, AgencyKeeper keeper) {
    String parent = line.get("parent");
    if (parent.isEmpty() || parent.equals(NOTHING) || agencies.containsKey(parent)) {
      return;
    }
    Agency above =
        catalogue
            .agency(parent)
            .orElseThrow(() -> line.wrong("parent", "there is no agency " + parent));
    Unit unit = unit(line, "unit", line.need("unit"));
    boolean same =
        catalogue
            .agency(id(line, unit))
            .map(known -> parent.equals(known.parentId()))
            .orElse(false);
    if (!same && !keeper.mayStandAbove(catalogue, above, unit)) {
      throw line.wrong("parent", NOT_KEPT);
    }
  }

  private Unit unit(TableFile.Line line, String column, String ref) {
    String[] parts = ref.split("/", 2);
    return catalogue.unitsByCode(parts[0]).stream()
        .filter(
            unit ->
                parts.length == 2
                    ? unit.validFrom().toString().equals(parts[1])
                    : unit.standsOn(day))
        .findFirst()
        .orElseThrow(() -> line.wrong(column, "there is no unit %s on %s".formatted(ref, day)));
  }

  private Set<Long> territory(TableFile.Line line, String id, Unit unit, @Nullable Agency known) {
    String text = line.get("territory");
    if (text.equals(EVERYWHERE)) {
      nationwide.add(id);
      return Set.of(unit.id());
    }
    if (text.isEmpty() || text.equals(NOTHING)) {
      if (known != null && known.level() == AgencyLevel.CENTRAL && known.territory().size() > 1) {
        nationwide.add(id);
      }
      return known == null ? Set.of(unit.id()) : known.territory();
    }
    Set<Long> found = new HashSet<>();
    for (String ref : text.split("[ ;,]+")) {
      found.add(unit(line, "territory", ref).id());
    }
    return Set.copyOf(found);
  }

  private static @Nullable String text(
      TableFile.Line line, String column, @Nullable String otherwise) {
    String text = line.get(column);
    return text.isEmpty() ? otherwise : text.equals(NOTHING) ? null : text;
  }

  private static @Nullable String phone(TableFile.Line line, @Nullable String otherwise) {
    String text = text(line, "phone", otherwise);
    String digits = text == null ? null : text.replaceAll("[\\s.()-]", "");
    if (digits != null && !digits.matches(PHONE)) {
      throw line.wrong("phone", "has 3 to 15 digits, perhaps a plus before them");
    }
    return digits;
  }

  private static @Nullable LocalDate day(
      TableFile.Line line, String column, @Nullable LocalDate otherwise) {
    String text = line.get(column);
    if (text.isEmpty() || text.equals(NOTHING)) {
      return text.isEmpty() ? otherwise : null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw line.wrong(column, "must be a date such as 2025-03-01");
    }
  }

  private static boolean yes(TableFile.Line line, String column, boolean otherwise) {
    String text = line.get(column).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "" -> otherwise;
      case "yes", "true", "x", "1", "có" -> true;
      case "no", "false", NOTHING, "0", "không" -> false;
      default -> throw line.wrong(column, "must be yes or no");
    };
  }

  private static <T extends Enum<T>> T oneOf(
      TableFile.Line line, String column, Class<T> type, @Nullable T otherwise) {
    String text = line.get(column).toUpperCase(Locale.ROOT);
    if (text.isEmpty()) {
      if (otherwise == null) {
        throw line.wrong(column, "is missing");
      }
      return otherwise;
    }
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException e) {
      throw line.wrong(column, "knows no " + text);
    }
  }
}
