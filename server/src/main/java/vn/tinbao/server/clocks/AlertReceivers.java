package vn.tinbao.server.clocks;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;

/**
 * Who is told of clocks: people at an agency's desk, and which agency is told when they let one run
 * out.
 */
@Singleton
public class AlertReceivers {
  private static final int MOST_LEVELS = 8;

  private final JdbcOperations jdbc;
  private final Catalogue catalogue;

  AlertReceivers(JdbcOperations jdbc, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
  }

  /** Active people at the desk of an agency. Served by staff_account_of_agency. */
  List<UUID> atDesk(String agencyId) {
    return jdbc.prepareStatement(
        """
        SELECT a.id FROM tinbao.staff_account a
        WHERE a.agency_id = ? AND a.active AND EXISTS (SELECT FROM tinbao.staff_role r
          WHERE r.account_id = a.id AND r.role IN ('DUTY_OFFICER', 'AGENCY_LEAD'))
        ORDER BY a.id
        """,
        select -> {
          select.setString(1, agencyId);
          List<UUID> people = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              people.add(row.getObject(1, UUID.class));
            }
          }
          return people;
        });
  }

  /**
   * The agency above: the nearest one with somebody at its desk, else the one directly above; empty
   * for an agency with none above it.
   */
  public Optional<String> superior(String agencyId) {
    Optional<String> direct = parent(agencyId);
    Set<String> seen = new HashSet<>(Set.of(agencyId));
    Optional<String> above = direct;
    for (int i = 0; i < MOST_LEVELS && above.isPresent() && seen.add(above.get()); i++) {
      if (!atDesk(above.get()).isEmpty()) {
        return above;
      }
      above = parent(above.get());
    }
    return direct;
  }

  private Optional<String> parent(String agencyId) {
    return catalogue.now().agency(agencyId).map(Agency::parentId);
  }
}
