package vn.tinbao.server.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.SqlTime;

/** Looks through the tips of one agency that a viewer may open. In the caller's transaction. */
@Singleton
class SearchRows {
  private final JdbcOperations jdbc;

  SearchRows(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** What the columns must say; nulls and null collections do not matter. */
  record Filter(
      @Nullable Instant from,
      @Nullable Instant before,
      @Nullable Collection<Long> units,
      @Nullable String category,
      @Nullable String state,
      @Nullable UUID officer,
      boolean withWords) {}

  /**
   * A tip.
   *
   * @param words its blind index, null when it was not asked for or is not made yet
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(UUID id, Instant since, byte @Nullable [] words) {}

  /**
   * Newest at the agency first, from before a place in this order. Served by tip_agency_queue, and
   * the primary keys of tip and tip_words.
   */
  List<Found> page(StaffMember viewer, Filter filter, TipSearch.After after, int most) {
    return jdbc.prepareStatement(
        """
        SELECT t.id, a.since, w.words
        FROM tinbao.tip_agency a JOIN tinbao.tip t ON t.id = a.tip_id
        LEFT JOIN tinbao.tip_words w ON w.tip_id = a.tip_id AND ?
        WHERE a.agency_id = ? AND a.until IS NULL AND (a.since, a.tip_id) < (?, ?)
          AND (NOT EXISTS (SELECT FROM tinbao.tip_restriction r
                           WHERE r.tip_id = a.tip_id AND r.until IS NULL)
            OR tinbao.tip_open_to(a.tip_id, a.role, a.agency_id, ?, ?))
          AND (?::timestamptz IS NULL OR (a.since >= ? AND t.received_at >= ?))
          AND (?::timestamptz IS NULL OR t.received_at < ?)
          AND (?::bigint[] IS NULL OR t.unit_id = ANY (?) OR t.entered_unit_id = ANY (?))
          AND (?::text IS NULL OR ? = ANY (t.categories))
          AND (?::text IS NULL OR t.state = ?)
          AND (?::uuid IS NULL OR EXISTS (SELECT FROM tinbao.assignment s
                                          WHERE s.tip_id = t.id AND s.officer_id = ?))
        ORDER BY a.since DESC, a.tip_id DESC LIMIT ?
        """,
        select -> {
          bind(select, viewer, filter, after, most);
          List<Found> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Found(
                      row.getObject("id", UUID.class),
                      Objects.requireNonNull(SqlTime.read(row, "since")),
                      row.getBytes("words")));
            }
          }
          return found;
        });
  }

  private static void bind(
      PreparedStatement select, StaffMember viewer, Filter filter, TipSearch.After after, int most)
      throws SQLException {
    int n = 0;
    select.setBoolean(++n, filter.withWords());
    select.setString(++n, viewer.agencyId());
    select.setObject(++n, SqlTime.of(after.since()));
    select.setObject(++n, after.id());
    select.setObject(++n, viewer.id());
    select.setBoolean(++n, viewer.is(Role.AGENCY_LEAD));
    for (int i = 0; i < 3; i++) {
      select.setObject(++n, SqlTime.of(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE);
    }
    for (int i = 0; i < 2; i++) {
      select.setObject(++n, SqlTime.of(filter.before()), Types.TIMESTAMP_WITH_TIMEZONE);
    }
    Collection<Long> units = filter.units();
    for (int i = 0; i < 3; i++) {
      select.setArray(
          ++n,
          units == null
              ? null
              : select.getConnection().createArrayOf("bigint", units.toArray(Object[]::new)));
    }
    for (int i = 0; i < 2; i++) {
      select.setString(++n, filter.category());
    }
    for (int i = 0; i < 2; i++) {
      select.setString(++n, filter.state());
    }
    for (int i = 0; i < 2; i++) {
      select.setObject(++n, filter.officer(), Types.OTHER);
    }
    select.setInt(++n, most);
  }

  /** The tip of a receipt. Served by the unique index of receipt_hash. */
  Optional<UUID> byReceipt(byte[] receiptHash) {
    return ids("SELECT id FROM tinbao.tip WHERE receipt_hash = ?", s -> s.setBytes(1, receiptHash))
        .stream()
        .findFirst();
  }

  /** Tips of a short number; few, since it has 24 bits. Served by tip_by_number. */
  List<UUID> byNumber(String number) {
    return ids(
        "SELECT id FROM tinbao.tip WHERE upper(right(id::text, 6)) = ? LIMIT 200",
        s -> s.setString(1, number));
  }

  private interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  private List<UUID> ids(String sql, Binding binding) {
    return jdbc.prepareStatement(
        sql,
        select -> {
          binding.to(select);
          List<UUID> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getObject(1, UUID.class));
            }
          }
          return found;
        });
  }
}
