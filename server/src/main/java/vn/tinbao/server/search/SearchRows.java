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
   * What was found among some lines.
   *
   * @param last where in the order the looking ended, null when there was no line
   * @param many lines that were looked at: fewer than wanted means the end
   */
  record Looked(List<Found> found, TipSearch.@Nullable After last, int many) {}

  /**
   * Looks at so many lines of the agency, newest first, from before a place in this order: what
   * that costs does not depend on how many fit, nor on how many there are. Served by
   * tip_agency_queue, and the primary keys of tip and tip_words.
   */
  Looked look(StaffMember viewer, Filter filter, TipSearch.After after, int lines) {
    return jdbc.prepareStatement(
        """
        WITH looked AS MATERIALIZED (
          SELECT a.tip_id, a.since, a.role, a.agency_id FROM tinbao.tip_agency a
          WHERE a.agency_id = ? AND a.until IS NULL AND (a.since, a.tip_id) < (?, ?)
            AND a.since >= coalesce(?, '-infinity'::timestamptz)
          ORDER BY a.since DESC, a.tip_id DESC LIMIT ?)
        SELECT l.tip_id AS id, l.since, w.words, 0 AS many
        FROM looked l JOIN tinbao.tip t ON t.id = l.tip_id
        LEFT JOIN tinbao.tip_words w ON w.tip_id = l.tip_id AND ?
        WHERE (NOT EXISTS (SELECT FROM tinbao.tip_restriction r
                           WHERE r.tip_id = l.tip_id AND r.until IS NULL)
            OR tinbao.tip_open_to(l.tip_id, l.role, l.agency_id, ?, ?))
          AND t.received_at >= coalesce(?, '-infinity'::timestamptz)
          AND t.received_at < coalesce(?, 'infinity'::timestamptz)
          AND (?::bigint[] IS NULL OR t.unit_id = ANY (?) OR t.entered_unit_id = ANY (?))
          AND (?::text IS NULL OR ? = ANY (t.categories))
          AND (?::text IS NULL OR t.state = ?)
          AND (?::uuid IS NULL OR EXISTS (SELECT FROM tinbao.assignment s
                                          WHERE s.tip_id = t.id AND s.officer_id = ?))
        UNION ALL
        (SELECT tip_id, since, NULL, count(*) OVER () FROM looked ORDER BY since, tip_id LIMIT 1)
        ORDER BY many, since DESC, id DESC
        """,
        select -> {
          bind(select, viewer, filter, after, lines);
          List<Found> found = new ArrayList<>();
          TipSearch.After last = null;
          int many = 0;
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              UUID id = row.getObject("id", UUID.class);
              Instant since = Objects.requireNonNull(SqlTime.read(row, "since"));
              if (row.getInt("many") == 0) {
                found.add(new Found(id, since, row.getBytes("words")));
              } else {
                many = row.getInt("many");
                last = new TipSearch.After(since, id);
              }
            }
          }
          return new Looked(found, last, many);
        });
  }

  private static void bind(
      PreparedStatement select, StaffMember viewer, Filter filter, TipSearch.After after, int lines)
      throws SQLException {
    int n = 0;
    select.setString(++n, viewer.agencyId());
    select.setObject(++n, SqlTime.of(after.since()));
    select.setObject(++n, after.id());
    select.setObject(++n, SqlTime.of(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE);
    select.setInt(++n, lines);
    select.setBoolean(++n, filter.withWords());
    select.setObject(++n, viewer.id());
    select.setBoolean(++n, viewer.is(Role.AGENCY_LEAD));
    select.setObject(++n, SqlTime.of(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE);
    select.setObject(++n, SqlTime.of(filter.before()), Types.TIMESTAMP_WITH_TIMEZONE);
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
