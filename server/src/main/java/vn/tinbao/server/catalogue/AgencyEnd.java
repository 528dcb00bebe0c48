package vn.tinbao.server.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The last day of an agency and who takes over: one that takes all of it, or several of which a
 * person chooses for each report.
 */
final class AgencyEnd {
  private static final int MOST_HEIRS = 20;
  private static final int LONGEST_SCOPE = 200;

  private final CatalogueSnapshot catalogue;
  private final Agency agency;
  private final LocalDate day;
  private final List<AgencySuccession> heirs;
  private final String source;

  AgencyEnd(
      CatalogueSnapshot catalogue,
      Agency agency,
      LocalDate day,
      List<AgencySuccession> heirs,
      String source) {
    this.catalogue = catalogue;
    this.agency = agency;
    this.day = day;
    this.heirs = heirs;
    this.source = source;
  }

  /**
   * @throws CatalogueMistake naming the first field that is wrong
   */
  void check() {
    LocalDate ends = agency.validTo();
    if (ends != null && ends.isBefore(day)) {
      throw new CatalogueMistake("end", "catalogue.mistake.ended", ends);
    }
    if (!day.isAfter(agency.validFrom())) {
      throw new CatalogueMistake("end", "catalogue.mistake.to");
    }
    if (heirs.size() > MOST_HEIRS) {
      throw new CatalogueMistake("heirs", "catalogue.mistake.many", MOST_HEIRS);
    }
    Set<String> seen = new HashSet<>(Set.of(agency.id()));
    for (AgencySuccession heir : heirs) {
      Agency next =
          catalogue
              .agency(heir.newAgencyId())
              .orElseThrow(() -> new CatalogueMistake("heirs", "catalogue.agency.unknown"));
      if (!seen.add(next.id())) {
        throw new CatalogueMistake("heirs", "catalogue.mistake.heir-twice", next.name());
      }
      if (!next.standsOn(day)) {
        throw new CatalogueMistake("heirs", "catalogue.mistake.not-then", next.name());
      }
      String scope = heir.scope();
      if (scope != null && scope.length() > LONGEST_SCOPE) {
        throw new CatalogueMistake("heirs", "catalogue.mistake.long", LONGEST_SCOPE);
      }
    }
    edit().check();
  }

  private AgencyEdit edit() {
    return new AgencyEdit(
        catalogue,
        agency,
        new AgencyChange(
            agency.name(),
            agency.phone(),
            agency.validFrom(),
            day,
            agency.standing(),
            agency.territory(),
            source));
  }

  void write(Connection connection, LocalDate today) throws SQLException {
    edit().write(connection, today);
    try (PreparedStatement forget =
        connection.prepareStatement(
            "DELETE FROM tinbao.agency_succession WHERE old_agency_id = ?")) {
      forget.setString(1, agency.id());
      forget.executeUpdate();
    }
    List<BuiltInAgencies.Heir> rows = new ArrayList<>();
    for (AgencySuccession heir : heirs) {
      rows.add(new BuiltInAgencies.Heir(heir, rows.size(), source));
    }
    new AgencyTable(connection).insertHeirs(rows);
  }

  String was() {
    return edit().was() + System.lineSeparator() + "heirs: " + ids(recorded());
  }

  String became() {
    return edit().became() + System.lineSeparator() + "heirs: " + ids(heirs);
  }

  private List<AgencySuccession> recorded() {
    return agency.validTo() == null ? List.of() : catalogue.agencySuccessions(agency.id());
  }

  private static String ids(List<AgencySuccession> heirs) {
    return heirs.stream()
        .map(
            heir ->
                heir.newAgencyId()
                    + " "
                    + heir.extent()
                    + (heir.scope() == null ? "" : " " + heir.scope()))
        .collect(Collectors.joining(", "));
  }
}
