package vn.tinbao.server.campaign.sending;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import vn.tinbao.server.subscription.AudienceRows;
import vn.tinbao.server.subscription.AudienceRows.Parameter;
import vn.tinbao.server.subscription.AudienceRows.Ways;

/**
 * Writes down who the recipients are: numbers by ranges of their hashes, so that all ways to a
 * person fall into one step, and each step is written with the mark that it is done.
 */
@Singleton
class Freezer {
  private static final long HASHES = 1L << 32;

  private final JdbcOperations jdbc;
  private final SendingRows rows;
  private final AudienceRows audiences;

  Freezer(JdbcOperations jdbc, SendingRows rows, AudienceRows audiences) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.audiences = audiences;
  }

  /**
   * One step.
   *
   * @return whether there was one to do
   */
  @Transactional
  public boolean step(UUID campaign) {
    SendingRow sending = rows.lockIfFree(campaign).orElse(null);
    if (sending == null || sending.stage() != Stage.FREEZING) {
      return false;
    }
    int written = write(sending);
    int part = sending.part() + 1;
    if (part < sending.parts()) {
      rows.update(campaign, "part = ?, total = total + ?", part, (long) written);
      return true;
    }
    rows.update(
        campaign,
        "part = ?, total = total + ?, waiting = total + ?, stage = ?",
        part,
        (long) written,
        (long) written,
        (sending.go() ? Stage.SENDING : Stage.FROZEN).name());
    return true;
  }

  private int write(SendingRow sending) {
    List<Parameter> range = new ArrayList<>();
    range.add((statement, index) -> statement.setBytes(index, bound(sending, sending.part())));
    String condition = " AND way.phone_hash >= ?";
    if (sending.part() + 1 < sending.parts()) {
      condition += " AND way.phone_hash < ?";
      range.add(
          (statement, index) -> statement.setBytes(index, bound(sending, sending.part() + 1)));
    }
    AudienceRows.Piece ways =
        audiences.ways(rows.audience(sending.campaign()), Ways.ALL, condition, range);
    if (sending.parts() > 1) {
      // A step reads a small share, whatever the statistics say of a table just filled.
      jdbc.prepareStatement(
          "SELECT set_config('enable_seqscan', 'off', true)",
          select -> {
            select.execute();
            return null;
          });
    }
    return jdbc.prepareStatement(
        """
        INSERT INTO tinbao.campaign_recipient
          (id, sending, phone_hash, phone_cipher, unit_id, operator, language)
        SELECT ? + row_number() OVER (), ?, phone_hash, phone_cipher, unit_id, operator, language
          FROM (SELECT DISTINCT ON (phone_hash) * FROM (
        """
            + ways.sql()
            + """
        ) way WHERE fate = 0 ORDER BY phone_hash, rank, id) recipient
        """,
        insert -> {
          insert.setLong(1, sending.base() + sending.total());
          insert.setInt(2, sending.number());
          ways.set(insert, 3);
          return insert.executeUpdate();
        });
  }

  /** The first hash of a part. */
  private static byte[] bound(SendingRow sending, int part) {
    long first = HASHES * part / sending.parts();
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) first).array();
  }
}
