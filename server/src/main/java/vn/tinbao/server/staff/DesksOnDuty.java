package vn.tinbao.server.staff;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Where somebody would open a tip that comes in. */
@Singleton
public class DesksOnDuty {
  private final JdbcOperations jdbc;

  DesksOnDuty(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Agencies with somebody at the desk who can sign in now. */
  @Transactional
  public Set<String> agencies() {
    return jdbc.prepareStatement(
        // Index staff_account_of_agency.
        """
        SELECT DISTINCT a.agency_id FROM tinbao.staff_account a
        JOIN tinbao.staff_role r ON r.account_id = a.id
        WHERE a.active AND r.role IN ('DUTY_OFFICER', 'AGENCY_LEAD')
          AND ((a.password_hash IS NOT NULL AND a.totp_secret IS NOT NULL)
            OR EXISTS (SELECT FROM tinbao.staff_oidc o WHERE o.account_id = a.id))
        """,
        select -> {
          Set<String> found = new LinkedHashSet<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getString(1));
            }
          }
          return found;
        });
  }
}
