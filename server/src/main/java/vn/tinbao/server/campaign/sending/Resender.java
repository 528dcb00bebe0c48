package vn.tinbao.server.campaign.sending;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * Sets the failed back to waiting for a resend, some at a time: row, counters and mark are one
 * transaction. Who fails after it has passed by stays failed until the next resend.
 */
@Singleton
class Resender {
  private final JdbcOperations jdbc;
  private final SendingRows rows;

  Resender(JdbcOperations jdbc, SendingRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  private record Step(long failed, long expired, long last) {
    long moved() {
      return failed + expired;
    }
  }

  /**
   * One step.
   *
   * @return whether there was one to do
   */
  @Transactional
  public boolean step(UUID campaign) {
    SendingRow sending = rows.lockIfFree(campaign).orElse(null);
    if (sending == null || sending.stage() != Stage.SENDING || sending.againTo() == null) {
      return false;
    }
    Step step = move(sending, sending.againTo());
    Map<RecipientState, Long> change = new EnumMap<>(RecipientState.class);
    change.put(RecipientState.WAITING, step.moved());
    change.put(RecipientState.FAILED, -step.failed());
    change.put(RecipientState.EXPIRED, -step.expired());
    rows.count(campaign, change);
    if (step.moved() < Settler.AT_ONCE) {
      rows.update(campaign, "again_to = NULL");
    } else {
      rows.update(campaign, "again_to = ?", step.last() - sending.base());
    }
    return true;
  }

  /** By the primary key; who had a message in this round is passed by. */
  private Step move(SendingRow sending, long from) {
    return jdbc.prepareStatement(
        """
        WITH failed AS (
          SELECT id, state FROM tinbao.campaign_recipient
           WHERE id > ? AND id <= ? AND state IN ('F', 'X') AND tries < ?
           ORDER BY id LIMIT ?),
        moved AS (
          UPDATE tinbao.campaign_recipient r SET state = 'W' FROM failed
           WHERE r.id = failed.id RETURNING failed.id, failed.state)
        SELECT count(*) FILTER (WHERE state = 'F'), count(*) FILTER (WHERE state = 'X'),
               coalesce(max(id), 0)
          FROM moved
        """,
        update -> {
          update.setLong(1, sending.base() + from);
          update.setLong(2, sending.base() + sending.total());
          update.setInt(3, sending.round());
          update.setInt(4, Settler.AT_ONCE);
          try (ResultSet row = update.executeQuery()) {
            row.next();
            return new Step(row.getLong(1), row.getLong(2), row.getLong(3));
          }
        });
  }
}
