package vn.tinbao.server.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One change of one agency: checked against the catalogue it was seen in, then written. */
final class AgencyEdit {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_SOURCE = 500;
  private static final String PHONE = "[+]?[0-9]{3,15}";

  private final CatalogueSnapshot catalogue;
  private final Agency agency;
  private final AgencyChange change;

  AgencyEdit(CatalogueSnapshot catalogue, Agency agency, AgencyChange change) {
    this.catalogue = catalogue;
    this.agency = agency;
    this.change = change;
  }

  /**
   * @throws CatalogueMistake naming the first field that is wrong
   */
  void check() {
    need("name", change.name(), LONGEST_NAME);
    need("source", change.source(), LONGEST_SOURCE);
    if (change.phone() != null && !phone().matches(PHONE)) {
      throw new CatalogueMistake("phone", "catalogue.mistake.phone");
    }
    if (change.validTo() != null && !change.validTo().isAfter(change.validFrom())) {
      throw new CatalogueMistake("to", "catalogue.mistake.to");
    }
    Unit unit = catalogue.unit(agency.unitId()).orElseThrow();
    if (change.validFrom().isBefore(unit.validFrom())) {
      throw new CatalogueMistake("from", "catalogue.mistake.before-unit", unit.fullName());
    }
    if (nationwide() && !change.territory().equals(agency.territory())) {
      throw new CatalogueMistake("territory", "catalogue.mistake.nationwide");
    }
    if (change.territory().isEmpty()) {
      throw new CatalogueMistake("territory", "catalogue.mistake.territory");
    }
    for (Long id : change.territory()) {
      if (catalogue.unit(id).isEmpty()) {
        throw new CatalogueMistake("territory", "catalogue.mistake.unit", id.toString());
      }
    }
    if (change.standing()) {
      checkStanding();
    }
  }

  /** Whether it is competent in every province there is, and in those to come. */
  private boolean nationwide() {
    return agency.level() == AgencyLevel.CENTRAL
        && catalogue.units().stream()
            .filter(unit -> unit.level() == UnitLevel.PROVINCE)
            .allMatch(unit -> agency.territory().contains(unit.id()));
  }

  private void checkStanding() {
    for (Agency other : catalogue.agencies()) {
      if (other.standing()
          && other.unitId() == agency.unitId()
          && other.level() == agency.level()
          && !other.id().equals(agency.id())
          && overlap(other)) {
        throw new CatalogueMistake("standing", "catalogue.mistake.standing", other.name());
      }
    }
  }

  private boolean overlap(Agency other) {
    return startsBeforeEnd(other.validFrom(), change.validTo())
        && startsBeforeEnd(change.validFrom(), other.validTo());
  }

  private static boolean startsBeforeEnd(LocalDate start, @Nullable LocalDate end) {
    return end == null || start.isBefore(end);
  }

  private static void need(String field, String text, int longest) {
    if (text.isBlank()) {
      throw new CatalogueMistake(field, "catalogue.mistake.empty");
    }
    if (text.length() > longest) {
      throw new CatalogueMistake(field, "catalogue.mistake.long", longest);
    }
  }

  /** As it is stored: digits, perhaps a plus before them. */
  @Nullable String phoneOrNull() {
    return change.phone() == null ? null : phone();
  }

  private String phone() {
    return Objects.requireNonNullElse(change.phone(), "").replaceAll("[\\s.()-]", "");
  }

  /** A derived agency may have no row yet: then it gets one. */
  void write(Connection connection, LocalDate today) throws SQLException {
    boolean nationwide;
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO tinbao.agency AS a (id, key, function, level, name, unit_id, standing,"
                + " may_resolve, parent_id, phone, valid_from, valid_to, source)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, phone = excluded.phone,"
                + " valid_from = excluded.valid_from, valid_to = excluded.valid_to,"
                + " standing = excluded.standing, source = excluded.source, derived = false"
                + " RETURNING a.nationwide")) {
      upsert.setString(1, agency.id());
      upsert.setString(2, agency.key());
      upsert.setString(3, agency.function().name());
      upsert.setString(4, agency.level().name());
      upsert.setString(5, change.name());
      upsert.setLong(6, agency.unitId());
      upsert.setBoolean(7, change.standing());
      upsert.setBoolean(8, agency.mayResolve());
      upsert.setString(9, agency.parentId());
      upsert.setString(10, phoneOrNull());
      upsert.setObject(11, change.validFrom());
      upsert.setObject(12, change.validTo());
      upsert.setString(13, change.source());
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        nationwide = row.getBoolean(1);
      }
    }
    if (!nationwide && !change.territory().equals(agency.territory())) {
      writeTerritory(connection);
    }
    if (derivesAnew()) {
      DerivedAgencies.refresh(connection, today, Progress.NONE);
    }
  }

  /** Whether others may follow from it: who stands where and when, not how it is called. */
  private boolean derivesAnew() {
    return agency.derived()
        || !agency.validFrom().equals(change.validFrom())
        || !Objects.equals(agency.validTo(), change.validTo())
        || agency.standing() != change.standing()
        || !agency.territory().equals(change.territory());
  }

  private void writeTerritory(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM tinbao.agency_territory WHERE agency_id = ?")) {
      delete.setString(1, agency.id());
      delete.executeUpdate();
    }
    CopyRows rows = new CopyRows("tinbao.agency_territory", "agency_id", "unit_id");
    change.territory().forEach(unit -> rows.add(agency.id(), unit));
    rows.into(connection);
  }

  String was() {
    return lines(
        agency.name(),
        agency.phone(),
        agency.validFrom(),
        agency.validTo(),
        agency.standing(),
        agency.territory(),
        agency.source());
  }

  String became() {
    return lines(
        change.name(),
        phoneOrNull(),
        change.validFrom(),
        change.validTo(),
        change.standing(),
        change.territory(),
        change.source());
  }

  private String lines(
      String name,
      @Nullable String phone,
      LocalDate from,
      @Nullable LocalDate to,
      boolean standing,
      Set<Long> territory,
      String source) {
    String places =
        territory.stream()
            .map(id -> catalogue.unit(id).map(Unit::ref).orElse("?"))
            .sorted()
            .collect(Collectors.joining(", "));
    return "name: %s%nphone: %s%nfrom: %s%nto: %s%nstanding: %s%nterritory: %s%nsource: %s"
        .formatted(name, phone, from, to, standing, places, source);
  }
}
