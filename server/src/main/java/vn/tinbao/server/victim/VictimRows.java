package vn.tinbao.server.victim;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.PersonKey;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/** The rows of records: the person, versions of what is known, statuses, who is named. */
@Singleton
class VictimRows {
  private static final String CODES =
      """
      v.sex, v.age_band, v.under_16, v.under_18, v.ethnicity, v.nationality, v.destination,
      v.exploitation, v.domestic, v.home_unit_id, v.met_on
      """;

  private final Statements sql;

  VictimRows(Statements sql) {
    this.sql = sql;
  }

  /** One version of what is known, sealed. */
  @SuppressWarnings("ArrayRecordComponent")
  record Profile(UUID id, byte[] facts, String agencyId, UUID staffId, Instant at) {

    @Override
    public String toString() {
      return "Profile[" + id + "]";
    }
  }

  /** Whether it was made now: false when there is a record of this id already. */
  boolean add(
      UUID id,
      @Nullable UUID tipId,
      StaffMember viewer,
      VictimCodes codes,
      PersonKey key,
      Instant now) {
    int made =
        sql.write(
            """
            INSERT INTO tinbao.victim (id, tip_id, agency_id, sex, age_band, under_16, under_18,
              ethnicity, nationality, destination, exploitation, domestic, home_unit_id, met_on,
              created_at, created_by, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            id,
            tipId,
            viewer.agencyId(),
            codes.sex().name(),
            codes.ageBand(),
            codes.under16(),
            codes.under18(),
            codes.ethnicity(),
            codes.nationality(),
            codes.destination(),
            codes.exploitation(),
            codes.domestic(),
            codes.homeUnitId(),
            codes.metOn(),
            now,
            viewer.id(),
            now);
    if (made == 1) {
      sql.write(
          "INSERT INTO tinbao.victim_key (victim_id, wrapped, created_at) VALUES (?, ?, ?)",
          id,
          key.wrapped(),
          now);
    }
    return made == 1;
  }

  /** The newest codes, beside the record itself. */
  void change(UUID id, VictimCodes codes, Instant now) {
    sql.write(
        """
        UPDATE tinbao.victim SET sex = ?, age_band = ?, under_16 = ?, under_18 = ?, ethnicity = ?,
          nationality = ?, destination = ?, exploitation = ?, domestic = ?, home_unit_id = ?,
          met_on = ?, changed_at = ?
        WHERE id = ?
        """,
        codes.sex().name(),
        codes.ageBand(),
        codes.under16(),
        codes.under18(),
        codes.ethnicity(),
        codes.nationality(),
        codes.destination(),
        codes.exploitation(),
        codes.domestic(),
        codes.homeUnitId(),
        codes.metOn(),
        now,
        id);
  }

  void touch(UUID id, Instant now) {
    sql.write("UPDATE tinbao.victim SET changed_at = ? WHERE id = ?", now, id);
  }

  /** Whether it was written now: false when there is a version of this id already. */
  boolean addProfile(
      UUID id, UUID victimId, String codes, byte[] facts, StaffMember viewer, Instant now) {
    return sql.write(
            """
            INSERT INTO tinbao.victim_profile (id, victim_id, codes, facts, agency_id, staff_id, at)
            VALUES (?, ?, ?::jsonb, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            id,
            victimId,
            codes,
            facts,
            viewer.agencyId(),
            viewer.id(),
            now)
        == 1;
  }

  Optional<UUID> victimOfProfile(UUID id) {
    return sql.first(
        "SELECT victim_id FROM tinbao.victim_profile WHERE id = ?",
        row -> row.getObject(1, UUID.class),
        id);
  }

  /** Newest first; served by victim_profile_of_victim. */
  List<Profile> profiles(UUID victimId) {
    return sql.all(
        """
        SELECT id, facts, agency_id, staff_id, at FROM tinbao.victim_profile
        WHERE victim_id = ? ORDER BY at DESC, id DESC
        """,
        row ->
            new Profile(
                row.getObject(1, UUID.class),
                row.getBytes(2),
                row.getString(3),
                row.getObject(4, UUID.class),
                Objects.requireNonNull(SqlTime.read(row, "at"))),
        victimId);
  }

  VictimCodes codes(UUID victimId) {
    return sql.first(
            "SELECT " + CODES + " FROM tinbao.victim v WHERE v.id = ?", VictimRows::codes, victimId)
        .orElseThrow();
  }

  /** The tip it began from; empty when there was none, or it was deleted. */
  Optional<UUID> tipOf(UUID victimId) {
    return sql.first(
        "SELECT tip_id FROM tinbao.victim WHERE id = ? AND tip_id IS NOT NULL",
        row -> row.getObject(1, UUID.class),
        victimId);
  }

  /** Records that this person may open, newest first; victim_of_agency, victim_referral_to. */
  List<Victims.Line> lines(StaffMember viewer, boolean head, int most) {
    return sql.all(
        """
        SELECT v.id, v.agency_id, v.created_at, s.status, s.since,
          (SELECT min(c.due_at) FROM tinbao.victim_clock c
            WHERE c.victim_id = v.id AND c.met_at IS NULL AND c.ended_at IS NULL) AS due,\s"""
            + CODES
            + """
            FROM (
              SELECT id FROM tinbao.victim WHERE agency_id = ?
              UNION
              SELECT victim_id FROM tinbao.victim_referral
              WHERE to_agency = ? AND accepted_at IS NOT NULL AND ended_at IS NULL) i
            JOIN tinbao.victim v ON v.id = i.id
            JOIN LATERAL (SELECT status, since FROM tinbao.victim_status s
              WHERE s.victim_id = v.id ORDER BY n DESC LIMIT 1) s ON true
            WHERE tinbao.victim_open_to(v.id, ?, ?, ?)
            ORDER BY v.created_at DESC, v.id DESC LIMIT ?
            """,
        row ->
            new Victims.Line(
                row.getObject("id", UUID.class),
                row.getString("agency_id"),
                VictimState.valueOf(row.getString("status")),
                row.getObject("since", LocalDate.class),
                codes(row),
                SqlTime.read(row, "due"),
                Objects.requireNonNull(SqlTime.read(row, "created_at"))),
        viewer.agencyId(),
        viewer.agencyId(),
        viewer.agencyId(),
        viewer.id(),
        head,
        most);
  }

  /** Ids of records that began from a tip and that this person may open. */
  List<UUID> ofTip(UUID tipId, StaffMember viewer, boolean head) {
    return sql.all(
        // victim_of_tip
        """
        SELECT id FROM tinbao.victim WHERE tip_id = ? AND tinbao.victim_open_to(id, ?, ?, ?)
        ORDER BY created_at, id
        """,
        row -> row.getObject(1, UUID.class),
        tipId,
        viewer.agencyId(),
        viewer.id(),
        head);
  }

  /** Whether somebody is named now who was not before. */
  boolean name(UUID victimId, UUID staffId, String agencyId, UUID byId, Instant now) {
    return sql.write(
            """
            INSERT INTO tinbao.victim_named (victim_id, staff_id, agency_id, named_by, since)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            victimId,
            staffId,
            agencyId,
            byId,
            now)
        == 1;
  }

  boolean unname(UUID victimId, UUID staffId, String agencyId, Instant now) {
    return sql.write(
            """
            UPDATE tinbao.victim_named SET until = ?
            WHERE victim_id = ? AND staff_id = ? AND agency_id = ? AND until IS NULL
            """,
            now,
            victimId,
            staffId,
            agencyId)
        == 1;
  }

  List<UUID> named(UUID victimId, String agencyId) {
    return sql.all(
        """
        SELECT staff_id FROM tinbao.victim_named
        WHERE victim_id = ? AND agency_id = ? AND until IS NULL ORDER BY since, staff_id
        """,
        row -> row.getObject(1, UUID.class),
        victimId,
        agencyId);
  }

  static VictimCodes codes(ResultSet row) throws SQLException {
    return new VictimCodes(
        Sex.valueOf(row.getString("sex")),
        row.getString("age_band"),
        row.getObject("under_16", Boolean.class),
        row.getObject("under_18", Boolean.class),
        row.getString("ethnicity"),
        row.getString("nationality"),
        row.getString("destination"),
        List.of((String[]) row.getArray("exploitation").getArray()),
        row.getObject("domestic", Boolean.class),
        row.getObject("home_unit_id", Long.class),
        row.getObject("met_on", LocalDate.class));
  }
}
