package vn.tinbao.server.console.catalogue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyChange;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/**
 * The form of an agency that nobody recorded yet: every field as it was typed.
 *
 * @param kind {@code ca_xa} and the like
 * @param unit {@code code/first day}
 * @param about what may be changed of it later, too; territory empty: its unit, or the whole
 *     country for a central agency
 */
public record NewAgencyForm(
    String kind,
    String unit,
    String function,
    String level,
    boolean resolves,
    String parent,
    AgencyForm about) {

  /** An agency that was read, and whether it is competent in the whole country. */
  record Read(Agency agency, boolean nationwide) {}

  /** Empty but for what the page before knew, and what agencies of that kind have in common. */
  static NewAgencyForm fresh(String kind, String unitRef, CatalogueSnapshot snapshot) {
    Optional<Agency> like =
        snapshot.agencies().stream().filter(agency -> agency.key().equals(kind)).findFirst();
    String from = unitRef.contains("/") ? unitRef.substring(unitRef.indexOf('/') + 1) : "";
    return new NewAgencyForm(
        kind,
        unitRef,
        like.map(agency -> agency.function().name()).orElse(""),
        like.map(agency -> agency.level().name()).orElse(""),
        like.map(Agency::mayResolve).orElse(false),
        "",
        new AgencyForm("", "", from, "", false, "", "", snapshot.version()));
  }

  static NewAgencyForm of(Map<String, String> sent) {
    return new NewAgencyForm(
        Fields.text(sent, "kind"),
        Fields.text(sent, "unit"),
        Fields.text(sent, "function"),
        Fields.text(sent, "level"),
        !Fields.text(sent, "resolves").isEmpty(),
        Fields.text(sent, "parent"),
        AgencyForm.of(sent));
  }

  /** The same on the ground of another version of the catalogue. */
  NewAgencyForm seen(long version) {
    return new NewAgencyForm(kind, unit, function, level, resolves, parent, about.seen(version));
  }

  /** As it is sent again when its writer has looked at what follows from it. */
  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("version", Long.toString(about.version()));
    fields.put("kind", kind);
    fields.put("unit", unit);
    fields.put("function", function);
    fields.put("level", level);
    fields.put("resolves", resolves ? "on" : "");
    fields.put("parent", parent);
    fields.put("name", about.name());
    fields.put("phone", about.phone());
    fields.put("from", about.from());
    fields.put("to", about.to());
    fields.put("standing", about.standing() ? "on" : "");
    fields.put("territory", about.territory());
    fields.put("source", about.source());
    return fields;
  }

  /**
   * What it says.
   *
   * @throws CatalogueMistake naming the field that cannot be read
   */
  Read read(CatalogueSnapshot snapshot) {
    Unit of = Fields.unit("unit", unit, snapshot);
    AgencyLevel at = one("level", AgencyLevel.class, level);
    AgencyChange change = about.read(snapshot);
    boolean nationwide = at == AgencyLevel.CENTRAL && change.territory().isEmpty();
    LocalDate unitEnds = of.validTo();
    Agency agency =
        new Agency(
            kind + "@" + of.ref(),
            kind,
            one("function", AgencyFunction.class, function),
            at,
            change.name(),
            of.id(),
            nationwide
                ? provinces(snapshot)
                : change.territory().isEmpty() ? Set.of(of.id()) : change.territory(),
            change.standing(),
            resolves,
            parent.isEmpty() ? null : parent,
            change.phone(),
            change.validFrom(),
            change.validTo() == null ? unitEnds : change.validTo(),
            change.source());
    return new Read(agency, nationwide);
  }

  private static Set<Long> provinces(CatalogueSnapshot snapshot) {
    return snapshot.units().stream()
        .filter(unit -> unit.level() == UnitLevel.PROVINCE)
        .map(Unit::id)
        .collect(Collectors.toSet());
  }

  private static <T extends Enum<T>> T one(String field, Class<T> type, @Nullable String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new CatalogueMistake(field, "catalogue.mistake.procedure"));
  }
}
