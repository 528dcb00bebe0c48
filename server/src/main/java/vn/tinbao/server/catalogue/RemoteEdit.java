package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.List;

/** What somebody says of a remote commune at a page, checked against the catalogue. */
final class RemoteEdit {
  private RemoteEdit() {}

  /**
   * @param there all rows there are
   * @throws CatalogueMistake naming the field {@code unit}, {@code from} or {@code source}
   */
  static void check(CatalogueSnapshot catalogue, List<RemoteUnit> there, RemoteUnit added) {
    Unit unit =
        catalogue
            .unit(added.unitId())
            .filter(one -> one.level() == UnitLevel.COMMUNE)
            .orElseThrow(() -> new CatalogueMistake("unit", "remote.mistake.commune"));
    if (added.validFrom().isBefore(RemoteUnit.FIRST)) {
      throw new CatalogueMistake("from", "remote.mistake.first", RemoteUnit.FIRST);
    }
    if (!unit.standsOn(added.validFrom())) {
      throw new CatalogueMistake("from", "remote.mistake.not-then", unit.fullName());
    }
    if (added.source().isBlank()) {
      throw new CatalogueMistake("source", "catalogue.mistake.empty");
    }
    if (added.source().length() > RemoteUnit.MOST_SOURCE) {
      throw new CatalogueMistake("source", "catalogue.mistake.long", RemoteUnit.MOST_SOURCE);
    }
    for (RemoteUnit other : there) {
      if (other.unitId() == added.unitId() && other.reaches(added.validFrom())) {
        throw new CatalogueMistake("unit", "remote.mistake.there", unit.fullName());
      }
    }
  }

  /** The row that goes on, of this unit and first day. */
  static RemoteUnit goingOn(List<RemoteUnit> there, long unitId, LocalDate from) {
    return there.stream()
        .filter(unit -> unit.unitId() == unitId && unit.validFrom().equals(from))
        .filter(unit -> unit.validTo() == null)
        .findFirst()
        .orElseThrow(() -> new CatalogueMistake(CatalogueMistake.WHOLE, "remote.mistake.gone"));
  }

  /** As the log of changes shows it. */
  static String lines(CatalogueSnapshot catalogue, RemoteUnit unit) {
    return "unit: %s\nfrom: %s\nto: %s\nsource: %s"
        .formatted(
            catalogue.unit(unit.unitId()).map(catalogue::fullPlace).orElse("?"),
            unit.validFrom(),
            unit.validTo() == null ? "" : unit.validTo(),
            unit.source());
  }
}
