package vn.tinbao.server.clocks;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.routing.DeadlineProfile;
import vn.tinbao.sms.db.SqlTime;

/** The rows of {@code tinbao.tip_clock}, and what conditions ask of a tip's other rows. */
@Singleton
class ClockStore {
  private static final String COLUMNS =
      """
      clock, basis, rule_version, state, started_at, due_at, overdue_at, calendar_confirmed,
        next_alert_at, warned_at, breached_at, met_at, ended_at
      """;

  private final JdbcOperations jdbc;
  private final Catalogue catalogue;

  ClockStore(JdbcOperations jdbc, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
  }

  /** The facts of a tip, which it locks; empty when there is no such tip. */
  Optional<TipFacts> lock(UUID tipId) {
    return jdbc.prepareStatement(
        """
        SELECT t.lead_agency_id,
          -- What a person corrected to trafficking is urgent, whatever was read.
          CASE WHEN coalesce(r.profile, 'OTHER_REPORT') IN ('OTHER_REPORT', 'ADVICE')
              AND t.kind <> 'ADVICE'
              AND NOT t.categories <@ ARRAY['OTHER_CRIME', 'SUPPORT_REQUEST', 'ADVICE', 'UNRELATED']
            THEN 'TRAFFICKING_SUSPECTED' ELSE r.profile END AS profile,
          EXISTS (SELECT FROM tinbao.remote_unit u WHERE u.unit_id = t.unit_id
            AND u.valid_from <= (t.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
            AND coalesce(u.valid_to > (t.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, true))
            AS remote,
          t.channel <> 'DESK'
            OR EXISTS (SELECT FROM tinbao.tip_identity i WHERE i.tip_id = w.id)
            OR EXISTS (SELECT FROM tinbao.tip_identity_noted n WHERE n.tip_id = w.id)
            OR EXISTS (SELECT FROM tinbao.tip_contact c WHERE c.tip_id = w.id) AS reachable,
          t.state IN ('SUSPENDED', 'TAKEN_OVER', 'MERGED', 'DUPLICATE', 'SPLIT', 'NOT_A_REPORT',
            'PROSECUTED', 'NOT_PROSECUTED', 'ADMINISTRATIVE_TRANSFER') AS resting
        FROM tinbao.tip t
        CROSS JOIN LATERAL (SELECT tinbao.tip_reporter(t.id) AS id) w
        LEFT JOIN LATERAL (SELECT decision ->> 'profile' AS profile FROM tinbao.tip_reading
          WHERE tip_id = t.id ORDER BY read_at DESC, id DESC LIMIT 1) r ON true
        WHERE t.id = ? FOR UPDATE OF t
        """,
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(facts(row)) : Optional.empty();
          }
        });
  }

  /** All clocks of a tip, what is due first on top. Served by the primary key. */
  List<TipClock> of(UUID tipId) {
    return select(tipId, "");
  }

  private List<TipClock> select(UUID tipId, String only) {
    return jdbc.prepareStatement(
        "SELECT "
            + COLUMNS
            + " FROM tinbao.tip_clock WHERE tip_id = ?"
            + only
            + " ORDER BY due_at, clock, started_at",
        select -> {
          select.setObject(1, tipId);
          List<TipClock> clocks = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              clocks.add(clock(row));
            }
          }
          return clocks;
        });
  }

  /** Writes what is new or other than before. */
  void write(UUID tipId, List<TipClock> before, List<TipClock> after) {
    Map<Key, TipClock> known = new HashMap<>();
    before.forEach(clock -> known.put(Key.of(clock), clock));
    for (TipClock clock : after) {
      TipClock was = known.get(Key.of(clock));
      if (was == null) {
        insert(tipId, clock);
      } else if (!was.equals(clock)) {
        update(tipId, clock);
      }
    }
  }

  /** Marks what began between the two as owed because of another tip. */
  void joined(UUID tipId, List<TipClock> before, List<TipClock> after) {
    Set<Key> known = before.stream().map(Key::of).collect(Collectors.toSet());
    for (TipClock clock : after) {
      if (!known.contains(Key.of(clock))) {
        var unused =
            jdbc.prepareStatement(
                """
                UPDATE tinbao.tip_clock SET joined = true
                WHERE tip_id = ? AND clock = ? AND started_at = ?
                """,
                update -> {
                  update.setObject(1, tipId);
                  update.setString(2, clock.clock());
                  time(update, 3, clock.startedAt());
                  return update.executeUpdate();
                });
      }
    }
  }

  /** The clocks of a tip that began because of another one. Served by the primary key. */
  List<TipClock> joined(UUID tipId) {
    return select(tipId, " AND joined");
  }

  private record Key(String clock, Instant startedAt) {
    static Key of(TipClock clock) {
      return new Key(clock.clock(), clock.startedAt());
    }
  }

  private void insert(UUID tipId, TipClock clock) {
    var unused =
        jdbc.prepareStatement(
            "INSERT INTO tinbao.tip_clock (tip_id, "
                + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            insert -> {
              insert.setObject(1, tipId);
              insert.setString(2, clock.clock());
              insert.setString(3, clock.basis());
              insert.setString(4, clock.ruleVersion());
              insert.setString(5, clock.state().name());
              time(insert, 6, clock.startedAt());
              time(insert, 7, clock.dueAt());
              time(insert, 8, clock.overdueAt());
              insert.setBoolean(9, clock.calendarConfirmed());
              time(insert, 10, clock.nextAlertAt());
              time(insert, 11, clock.warnedAt());
              time(insert, 12, clock.breachedAt());
              time(insert, 13, clock.metAt());
              time(insert, 14, clock.endedAt());
              return insert.executeUpdate();
            });
  }

  private void update(UUID tipId, TipClock clock) {
    var unused =
        jdbc.prepareStatement(
            """
            UPDATE tinbao.tip_clock SET state = ?, next_alert_at = ?, warned_at = ?,
              breached_at = ?, met_at = ?, ended_at = ?
            WHERE tip_id = ? AND clock = ? AND started_at = ?
            """,
            update -> {
              update.setString(1, clock.state().name());
              time(update, 2, clock.nextAlertAt());
              time(update, 3, clock.warnedAt());
              time(update, 4, clock.breachedAt());
              time(update, 5, clock.metAt());
              time(update, 6, clock.endedAt());
              update.setObject(7, tipId);
              update.setString(8, clock.clock());
              time(update, 9, clock.startedAt());
              return update.executeUpdate();
            });
  }

  /**
   * Ends what is open until it is taken back, but for what the reporter is owed and these.
   *
   * @param but names of clocks
   */
  void rest(UUID tipId, UUID by, Set<String> but, Instant at) {
    var unused =
        jdbc.prepareStatement(
            """
            UPDATE tinbao.tip_clock SET state = 'ENDED', ended_at = ?, rested_by = ?,
              next_alert_at = NULL
            WHERE tip_id = ? AND state IN ('RUNNING', 'BREACHED')
              AND clock NOT LIKE 'notify\\_reporter%' AND clock <> ALL (?)
            """,
            update -> {
              time(update, 1, at);
              update.setObject(2, by);
              update.setObject(3, tipId);
              update.setArray(4, update.getConnection().createArrayOf("text", but.toArray()));
              return update.executeUpdate();
            });
  }

  /** What this ended, which is not so any more: whoever asks writes what becomes of it. */
  List<TipClock> wake(UUID tipId, UUID by) {
    return jdbc.prepareStatement(
        "UPDATE tinbao.tip_clock SET rested_by = NULL"
            + " WHERE tip_id = ? AND rested_by = ? AND state = 'ENDED' RETURNING "
            + COLUMNS,
        update -> {
          update.setObject(1, tipId);
          update.setObject(2, by);
          List<TipClock> woken = new ArrayList<>();
          try (ResultSet row = update.executeQuery()) {
            while (row.next()) {
              woken.add(clock(row));
            }
          }
          return woken;
        });
  }

  /** Gives a tip these clocks instead of those it has. */
  void replace(UUID tipId, List<TipClock> clocks) {
    var unused =
        jdbc.prepareStatement(
            "DELETE FROM tinbao.tip_clock WHERE tip_id = ?",
            delete -> {
              delete.setObject(1, tipId);
              return delete.executeUpdate();
            });
    write(tipId, List.of(), clocks);
  }

  private TipFacts facts(ResultSet row) throws SQLException {
    String profile = row.getString("profile");
    Agency lead = catalogue.now().agency(row.getString("lead_agency_id")).orElseThrow();
    return new TipFacts(
        lead,
        profile == null ? DeadlineProfile.OTHER_REPORT : DeadlineProfile.valueOf(profile),
        row.getBoolean("remote"),
        row.getBoolean("reachable"),
        row.getBoolean("resting"));
  }

  static TipClock clock(ResultSet row) throws SQLException {
    return new TipClock(
        row.getString("clock"),
        row.getString("basis"),
        row.getString("rule_version"),
        TipClock.State.valueOf(row.getString("state")),
        Objects.requireNonNull(SqlTime.read(row, "started_at")),
        Objects.requireNonNull(SqlTime.read(row, "due_at")),
        Objects.requireNonNull(SqlTime.read(row, "overdue_at")),
        row.getBoolean("calendar_confirmed"),
        SqlTime.read(row, "next_alert_at"),
        SqlTime.read(row, "warned_at"),
        SqlTime.read(row, "breached_at"),
        SqlTime.read(row, "met_at"),
        SqlTime.read(row, "ended_at"));
  }

  private static void time(PreparedStatement statement, int at, @Nullable Instant value)
      throws SQLException {
    statement.setObject(at, SqlTime.of(value));
  }
}
