package vn.tinbao.server.subscription;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import vn.tinbao.sms.queue.Suppressions;

/** Ends subscriptions: at once, everywhere, and provably. */
@Singleton
class Leaving {
  private final JdbcOperations jdbc;
  private final Suppressions suppressions;
  private final ConsentLog log;

  Leaving(JdbcOperations jdbc, Suppressions suppressions, ConsentLog log) {
    this.jdbc = jdbc;
    this.suppressions = suppressions;
    this.log = log;
  }

  /** The person said so to us: the gateway learns it in the same transaction. */
  @Transactional
  void by(byte[] hash, ConsentWay way) {
    boolean known = suppressions.isOptedOut(hash);
    suppressions.optOut(hash, way.name().toLowerCase(java.util.Locale.ROOT));
    if (!delete(List.of(hash)).isEmpty() || !known) {
      log.add(List.of(hash), ConsentLog.What.LEFT, way, null, null, null);
    }
  }

  /** The gateway learned it first; who has joined again since stays. */
  @Transactional
  void byProvider(Collection<byte[]> hashes) {
    List<byte[]> out = hashes.isEmpty() ? List.of() : suppressions.heldOptedOut(hashes);
    if (!out.isEmpty()) {
      log.add(delete(out), ConsentLog.What.LEFT, ConsentWay.PROVIDER, null, null, null);
    }
  }

  /** Whose subscriptions there were. */
  private List<byte[]> delete(Collection<byte[]> hashes) {
    return jdbc.prepareStatement(
        """
        WITH gone AS (
          DELETE FROM tinbao.subscription WHERE phone_hash = ANY (?) RETURNING phone_hash)
        SELECT DISTINCT phone_hash FROM gone
        """,
        delete -> {
          delete.setArray(
              1, delete.getConnection().createArrayOf("bytea", hashes.toArray(new byte[0][])));
          List<byte[]> found = new ArrayList<>();
          try (ResultSet row = delete.executeQuery()) {
            while (row.next()) {
              found.add(row.getBytes(1));
            }
          }
          return found;
        });
  }
}
