package vn.tinbao.server.victim;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.PersonKey;
import vn.tinbao.server.vault.PersonVault;
import vn.tinbao.sms.db.Statements;

/**
 * Who may open which record: the one place in code that knows; in SQL {@code
 * tinbao.victim_open_to}. A record that may not be opened is to be treated like one that does not
 * exist.
 */
@Singleton
class VictimAccess {
  private final Statements sql;
  private final PersonVault vault;

  VictimAccess(Statements sql, PersonVault vault) {
    this.sql = sql;
    this.vault = vault;
  }

  /**
   * A record as far as access depends on it.
   *
   * @param holder agency that answers for it
   */
  record Held(UUID id, String holder, PersonKey key) {

    @Override
    public String toString() {
      return "Held[" + id + "]";
    }
  }

  /** The record, when this person may do that to it. */
  Optional<Held> open(StaffMember viewer, UUID victimId, Action action) {
    return find(viewer, victimId, action, "");
  }

  /** The same; nobody else changes it until the running transaction ends. */
  Optional<Held> hold(StaffMember viewer, UUID victimId, Action action) {
    return find(viewer, victimId, action, " FOR UPDATE OF v");
  }

  /** The same for what only the agency that answers for it may do. */
  Optional<Held> holdAsHolder(StaffMember viewer, UUID victimId, Action action) {
    return hold(viewer, victimId, action).filter(v -> v.holder().equals(viewer.agencyId()));
  }

  /** Without asking who: for a door that has checked another right. */
  Optional<Held> hold(UUID victimId) {
    return sql.first(
        """
        SELECT v.id, v.agency_id, k.wrapped FROM tinbao.victim v
        JOIN tinbao.victim_key k ON k.victim_id = v.id WHERE v.id = ? FOR UPDATE OF v
        """,
        this::held,
        victimId);
  }

  private Optional<Held> find(StaffMember viewer, UUID victimId, Action action, String lock) {
    if (!Permissions.may(viewer, action)) {
      return Optional.empty();
    }
    List<Held> found =
        // Primary keys; the function by victim_referral_of_victim and victim_named_one.
        sql.all(
            """
            SELECT v.id, v.agency_id, k.wrapped FROM tinbao.victim v
            JOIN tinbao.victim_key k ON k.victim_id = v.id
            WHERE v.id = ? AND tinbao.victim_open_to(v.id, ?, ?, ?)
            """
                + lock,
            this::held,
            victimId,
            viewer.agencyId(),
            viewer.id(),
            isHead(viewer));
    return found.stream().findFirst();
  }

  private Held held(ResultSet row) throws SQLException {
    UUID id = row.getObject(1, UUID.class);
    return new Held(id, row.getString(2), vault.open(id, row.getBytes(3)));
  }

  static boolean isHead(StaffMember viewer) {
    return viewer.is(Role.AGENCY_LEAD);
  }
}
