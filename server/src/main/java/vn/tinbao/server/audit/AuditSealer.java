package vn.tinbao.server.audit;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.sms.db.SqlTime;

/**
 * Chains committed audit rows, a batch a transaction. Any number of nodes may call it: an advisory
 * lock lets one work, and the others find nothing to do. It waits for no reader and no reader waits
 * for it; the order of the chain is the order in which rows were found, not that of their times.
 */
@Singleton
public class AuditSealer {
  /** Purpose of the keyed MAC. */
  static final String MAC = "audit-anchor";

  /** Of our own choosing: "TinBao" and the number of our migration. */
  private static final long LOCK = 0x54696e42616fL << 16 | 140;

  private final JdbcOperations jdbc;
  private final KeyedHash keyed;
  private final AuditSettings settings;
  private final Clock clock;
  private final AtomicBoolean anchored = new AtomicBoolean();

  AuditSealer(JdbcOperations jdbc, KeyedHash keyed, AuditSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.keyed = keyed;
    this.settings = settings;
    this.clock = clock;
  }

  /** The newest seal; seq 0 before the first. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Head(long seq, byte[] hash) {}

  /**
   * What a call sealed.
   *
   * @param rows how many
   * @param anchor the head of the chain, when it is time to write it down outside; else null
   */
  public record Sealed(int rows, @Nullable String anchor) {}

  /** Seals the rows that wait, at most one batch. None also when another node is at it. */
  @Transactional
  public Sealed seal() {
    if (!someWait() || !locked()) {
      return new Sealed(0, null);
    }
    List<AuditRow> rows = waiting();
    if (rows.isEmpty()) {
      return new Sealed(0, null);
    }
    Head head = head();
    Instant now = SqlTime.now(clock);
    Long[] seqs = new Long[rows.size()];
    UUID[] ids = new UUID[rows.size()];
    byte[][] hashes = new byte[rows.size()][];
    byte[] hash = head.hash();
    for (int i = 0; i < rows.size(); i++) {
      seqs[i] = head.seq() + 1 + i;
      ids[i] = rows.get(i).id();
      hash = AuditChain.link(hash, seqs[i], now, rows.get(i));
      hashes[i] = hash;
    }
    long last = head.seq() + rows.size();
    byte[] mac = keyed.of(MAC, AuditChain.head(last, hash));
    write(seqs, ids, hashes, now, last, mac);
    return new Sealed(rows.size(), anchorDue(head.seq(), last) ? anchor(last, hash, mac) : null);
  }

  private boolean someWait() {
    return jdbc.prepareStatement(
        "SELECT EXISTS (SELECT FROM tinbao.audit_unsealed)",
        select -> truth(select.executeQuery()));
  }

  private boolean locked() {
    return jdbc.prepareStatement(
        "SELECT pg_try_advisory_xact_lock(?)",
        select -> {
          select.setLong(1, LOCK);
          return truth(select.executeQuery());
        });
  }

  private static boolean truth(ResultSet row) throws SQLException {
    try (row) {
      return row.next() && row.getBoolean(1);
    }
  }

  private List<AuditRow> waiting() {
    return jdbc.prepareStatement(
        // Primary keys of all three; in the order of their ids, which begin with the time. A row
        // that is sealed already was put back by a stranger's hand: it must not stop the others.
        "SELECT "
            + AuditRow.COLUMNS
            + """
             FROM tinbao.audit_unsealed u JOIN tinbao.audit a ON a.id = u.audit_id
            WHERE NOT EXISTS (SELECT FROM tinbao.audit_seal s WHERE s.audit_id = u.audit_id)
            ORDER BY u.audit_id LIMIT ?
            """,
        select -> {
          select.setInt(1, settings.batch());
          List<AuditRow> rows = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              rows.add(AuditRow.read(row));
            }
          }
          return rows;
        });
  }

  private Head head() {
    return jdbc.prepareStatement(
        "SELECT seq, hash FROM tinbao.audit_seal ORDER BY seq DESC LIMIT 1",
        select -> {
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? new Head(row.getLong("seq"), row.getBytes("hash"))
                : new Head(0, AuditChain.beginning());
          }
        });
  }

  private void write(Long[] seqs, UUID[] ids, byte[][] hashes, Instant now, long last, byte[] mac) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.audit_seal (seq, audit_id, sealed_at, hash, mac)
        SELECT n.seq, n.id, ?, n.hash, CASE WHEN n.seq = ? THEN ? END
        FROM unnest(?::bigint[], ?::uuid[], ?::bytea[]) AS n(seq, id, hash)
        """,
        insert -> {
          var connection = insert.getConnection();
          insert.setObject(1, SqlTime.of(now));
          insert.setLong(2, last);
          insert.setBytes(3, mac);
          insert.setArray(4, connection.createArrayOf("bigint", seqs));
          insert.setArray(5, connection.createArrayOf("uuid", ids));
          insert.setArray(6, connection.createArrayOf("bytea", hashes));
          return insert.executeUpdate();
        });
    jdbc.prepareStatement(
        "DELETE FROM tinbao.audit_unsealed WHERE audit_id = ANY (?)",
        delete -> {
          delete.setArray(1, delete.getConnection().createArrayOf("uuid", ids));
          return delete.executeUpdate();
        });
  }

  private boolean anchorDue(long before, long last) {
    boolean due = before / settings.anchorEvery() != last / settings.anchorEvery();
    return anchored.compareAndSet(false, true) || due;
  }

  private static String anchor(long seq, byte[] hash, byte[] mac) {
    HexFormat hex = HexFormat.of();
    return "%d:%s mac %s".formatted(seq, hex.formatHex(hash), hex.formatHex(mac));
  }
}
