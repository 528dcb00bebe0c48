package vn.tinbao.server.custody;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;

/** Finds the agency whose custodian decides. */
@Singleton
class Custodians {
  private final JdbcOperations jdbc;
  private final Catalogue catalogue;
  private final Clock clock;

  Custodians(JdbcOperations jdbc, Catalogue catalogue, Clock clock) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * The agency itself, else the next standing agency above it, that has a custodian who is not the
   * asker.
   *
   * @return empty when there is none up to the top
   */
  Optional<String> agencyFor(String agencyId, UUID asker) {
    return candidates(agencyId).stream().filter(id -> hasCustodian(id, asker)).findFirst();
  }

  private Set<String> candidates(String agencyId) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    Set<String> ids = new LinkedHashSet<>();
    ids.add(agencyId);
    Optional<Unit> unit = snapshot.agency(agencyId).flatMap(a -> snapshot.unit(a.unitId()));
    if (unit.isPresent()) {
      snapshot.agenciesFor(unit.get(), today).stream()
          .filter(Agency::standing)
          .forEach(agency -> ids.add(agency.id()));
    }
    snapshot.nationalStanding(today).ifPresent(agency -> ids.add(agency.id()));
    return ids;
  }

  private boolean hasCustodian(String agencyId, UUID asker) {
    return jdbc.prepareStatement(
        // Index staff_account_of_agency.
        """
        SELECT EXISTS (SELECT FROM tinbao.staff_account a
          JOIN tinbao.staff_role r ON r.account_id = a.id AND r.role = 'CUSTODIAN'
          WHERE a.agency_id = ? AND a.active AND a.id <> ?)
        """,
        select -> {
          select.setString(1, agencyId);
          select.setObject(2, asker);
          try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }
}
