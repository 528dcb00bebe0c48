package vn.tinbao.server.staff;

import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * People of an agency that is no more and whose work another one took over as a whole. Those who do
 * that work (desk, field, head) go with it; whoever also keeps accounts, oversees or decides on
 * identities stays until an administrator says where: rights over a larger territory are given by a
 * person.
 */
@Singleton
public class PeopleOfEnded {
  private final JdbcOperations jdbc;
  private final SessionStore sessions;
  private final Audit audit;
  private final ApplicationEventPublisher<AccountChanged> changed;

  PeopleOfEnded(
      JdbcOperations jdbc,
      SessionStore sessions,
      Audit audit,
      ApplicationEventPublisher<AccountChanged> changed) {
    this.jdbc = jdbc;
    this.sessions = sessions;
    this.audit = audit;
    this.changed = changed;
  }

  /** Agencies that have active accounts. */
  @Transactional
  public Set<String> agencies() {
    return jdbc.prepareStatement(
        // Index staff_account_of_agency.
        "SELECT DISTINCT agency_id FROM tinbao.staff_account WHERE active",
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

  /**
   * Who would go along: active, and with no role but those of desk and field. Locked in the
   * caller's transaction.
   */
  public Set<UUID> lock(String agencyId) {
    return jdbc.prepareStatement(
        """
        SELECT a.id FROM tinbao.staff_account a
        WHERE a.agency_id = ? AND a.active
          AND NOT EXISTS (SELECT FROM tinbao.staff_role r WHERE r.account_id = a.id
            AND r.role NOT IN ('DUTY_OFFICER', 'FIELD_OFFICER', 'AGENCY_LEAD'))
        ORDER BY a.id FOR UPDATE
        """,
        select -> {
          select.setString(1, agencyId);
          Set<UUID> found = new LinkedHashSet<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getObject(1, UUID.class));
            }
          }
          return found;
        });
  }

  /** Gives them their new agency; in the caller's transaction. */
  public void move(Set<UUID> people, String toAgencyId) {
    List<UUID> ids = new ArrayList<>(people);
    for (UUID id : ids) {
      jdbc.prepareStatement(
          "UPDATE tinbao.staff_account SET agency_id = ? WHERE id = ?",
          update -> {
            update.setString(1, toAgencyId);
            update.setObject(2, id);
            return update.executeUpdate();
          });
      audit.record(null, "AGENCY_CHANGED", "STAFF", id.toString(), "HEIR");
      sessions.changed(id);
    }
  }

  /** Tells of it, once the tips have gone along too. */
  public void moved(Set<UUID> people) {
    people.forEach(id -> changed.publishEvent(new AccountChanged(id)));
  }
}
