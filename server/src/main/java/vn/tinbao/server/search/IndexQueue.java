package vn.tinbao.server.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/** The table of tips that are to be indexed. Each method is a transaction, or part of one. */
@Singleton
class IndexQueue {
  private final JdbcOperations jdbc;

  IndexQueue(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** A tip that wants it, as it stood when it was taken. */
  record Turn(UUID tipId, long turn, int attempts) {}

  /** Takes some until the lease ends, first come first served. Served by tip_to_index_due. */
  @Transactional
  public List<Turn> claim(Instant now, Instant leaseUntil, int most) {
    return jdbc.prepareStatement(
        """
        UPDATE tinbao.tip_to_index SET next_at = ?, attempts = attempts + 1
        WHERE tip_id IN (SELECT tip_id FROM tinbao.tip_to_index
                         WHERE next_at IS NULL OR next_at <= ?
                         ORDER BY next_at NULLS FIRST, turn LIMIT ? FOR UPDATE SKIP LOCKED)
        RETURNING tip_id, turn, attempts
        """,
        update -> {
          update.setObject(1, SqlTime.of(leaseUntil));
          update.setObject(2, SqlTime.of(now));
          update.setInt(3, most);
          List<Turn> taken = new ArrayList<>();
          try (ResultSet row = update.executeQuery()) {
            while (row.next()) {
              taken.add(
                  new Turn(
                      row.getObject("tip_id", UUID.class),
                      row.getLong("turn"),
                      row.getInt("attempts")));
            }
          }
          return taken;
        });
  }

  /** Done, unless the tip has changed since it was taken. */
  @Transactional
  public void done(Turn turn) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.tip_to_index WHERE tip_id = ? AND turn = ?",
        delete -> {
          delete.setObject(1, turn.tipId());
          delete.setLong(2, turn.turn());
          return delete.executeUpdate();
        });
  }

  /** Puts it off, unless the tip has changed since. */
  @Transactional
  public void later(Turn turn, Instant nextAt) {
    jdbc.prepareStatement(
        "UPDATE tinbao.tip_to_index SET next_at = ? WHERE tip_id = ? AND turn = ?",
        update -> {
          update.setObject(1, SqlTime.of(nextAt));
          update.setObject(2, turn.tipId());
          update.setLong(3, turn.turn());
          return update.executeUpdate();
        });
  }

  /**
   * Puts tips into the queue that have no index of this version: after a restore, and when what is
   * indexed has changed. By the primary keys, some at a time.
   *
   * @param after where to go on, null to begin
   * @return the last tip looked at, null when there are no more
   */
  @Transactional
  public @Nullable UUID addMissing(@Nullable UUID after, int version, int most) {
    UUID from = after == null ? new UUID(0, 0) : after;
    return jdbc.prepareStatement(
        """
        WITH looked AS MATERIALIZED (
          SELECT tip_id FROM tinbao.tip_key WHERE tip_id > ? ORDER BY tip_id LIMIT ?),
        added AS (
          INSERT INTO tinbao.tip_to_index (tip_id)
          SELECT s.tip_id FROM looked s JOIN tinbao.tip t ON t.id = s.tip_id
          WHERE NOT EXISTS (SELECT FROM tinbao.tip_words w
                            WHERE w.tip_id = s.tip_id AND w.version = ?)
          ON CONFLICT (tip_id) DO NOTHING)
        SELECT tip_id FROM looked ORDER BY tip_id DESC LIMIT 1
        """,
        select -> {
          select.setObject(1, from);
          select.setInt(2, most);
          select.setInt(3, version);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getObject(1, UUID.class) : null;
          }
        });
  }
}
