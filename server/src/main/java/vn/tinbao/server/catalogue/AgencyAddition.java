package vn.tinbao.server.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An agency that somebody records and that was not there before: checked, then written. */
final class AgencyAddition {
  private static final String KIND = "[a-z0-9_]{2,40}";

  private final CatalogueSnapshot catalogue;
  private final Agency agency;
  private final boolean nationwide;

  /**
   * @param nationwide whether its territory is every province, also those to come
   */
  AgencyAddition(CatalogueSnapshot catalogue, Agency agency, boolean nationwide) {
    this.catalogue = catalogue;
    this.agency = agency;
    this.nationwide = nationwide;
  }

  /**
   * @throws CatalogueMistake naming the first field that is wrong
   */
  void check() {
    if (!agency.key().matches(KIND)) {
      throw new CatalogueMistake("kind", "catalogue.mistake.kind-form");
    }
    Optional<Agency> there = catalogue.agency(agency.id()).filter(known -> !known.derived());
    if (there.isPresent()) {
      throw new CatalogueMistake("kind", "catalogue.mistake.agency-there", there.get().name());
    }
    checkKind();
    Unit unit = catalogue.unit(agency.unitId()).orElseThrow();
    if (!fits(agency.level(), unit.level())) {
      throw new CatalogueMistake("level", "catalogue.mistake.level", unit.fullName());
    }
    LocalDate unitEnds = unit.validTo();
    if (unitEnds != null && !agency.validFrom().isBefore(unitEnds)) {
      throw new CatalogueMistake("from", "catalogue.mistake.after-unit", unit.fullName());
    }
    if (nationwide && agency.level() != AgencyLevel.CENTRAL) {
      throw new CatalogueMistake("territory", "catalogue.mistake.only-central");
    }
    checkParent();
    edit().check();
  }

  /** Agencies of one kind have one function: rules ask for both. */
  private void checkKind() {
    for (Agency other : catalogue.agencies()) {
      if (other.key().equals(agency.key())
          && (other.function() != agency.function() || other.level() != agency.level())) {
        throw new CatalogueMistake("function", "catalogue.mistake.kind-other", other.name());
      }
    }
  }

  /** An agency of an area is of a province, or of one of its communes. */
  private static boolean fits(AgencyLevel level, UnitLevel unit) {
    return switch (level) {
      case COMMUNE -> unit == UnitLevel.COMMUNE;
      case DISTRICT -> unit == UnitLevel.DISTRICT;
      case PROVINCE -> unit == UnitLevel.PROVINCE;
      case AREA, CENTRAL -> true;
    };
  }

  private void checkParent() {
    String above = agency.parentId();
    if (above == null) {
      return;
    }
    Optional<Agency> parent = catalogue.agency(above);
    if (parent.isEmpty() || above.equals(agency.id())) {
      throw new CatalogueMistake("parent", "catalogue.agency.unknown");
    }
    if (!parent.get().standsOn(agency.validFrom())) {
      throw new CatalogueMistake("parent", "catalogue.mistake.not-then", parent.get().name());
    }
  }

  private AgencyEdit edit() {
    return new AgencyEdit(
        catalogue,
        agency,
        new AgencyChange(
            agency.name(),
            agency.phone(),
            agency.validFrom(),
            agency.validTo(),
            agency.standing(),
            agency.territory(),
            agency.source()));
  }

  void write(Connection connection, LocalDate today) throws SQLException {
    new AgencyTable(connection).record(agency.withPhone(edit().phoneOrNull()), nationwide);
    DerivedAgencies.refresh(connection, today, Progress.NONE);
  }

  /** The derived agency whose place it takes, as it stood. */
  @Nullable String was() {
    return catalogue.agency(agency.id()).map(twin -> "derived: " + twin.name()).orElse(null);
  }

  String became() {
    return "kind: %s%nfunction: %s%nlevel: %s%nresolves: %s%nparent: %s%n%s"
        .formatted(
            agency.key(),
            agency.function(),
            agency.level(),
            agency.mayResolve(),
            agency.parentId(),
            edit().became());
  }
}
