package vn.tinbao.server.victim;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.vault.PersonVault;

/** Deletes records whose time is over: the key first, then the rows; each its own transaction. */
@Singleton
public class VictimRemoval {
  private static final String DUE =
      """
      v.changed_at < ? AND NOT EXISTS (
        SELECT FROM tinbao.tip_hold h WHERE h.tip_id = v.tip_id AND h.lifted_at IS NULL)
      """;

  private final VictimSql sql;
  private final PersonVault vault;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;

  VictimRemoval(
      VictimSql sql,
      PersonVault vault,
      Audit audit,
      TransactionOperations<Connection> transactions) {
    this.sql = sql;
    this.vault = vault;
    this.audit = audit;
    this.transactions = transactions;
  }

  /**
   * Deletes records that nobody wrote in since then; those that began from a tip under a legal hold
   * stay.
   *
   * @param code of the retention class, for the audit
   * @param dry counts and deletes nothing
   * @return how many were deleted, or would be
   */
  public long remove(Instant before, String code, boolean dry) {
    List<UUID> due =
        transactions.executeRead(
            status ->
                sql.all(
                    "SELECT v.id FROM tinbao.victim v WHERE " + DUE + " ORDER BY v.id",
                    row -> row.getObject(1, UUID.class),
                    before));
    if (dry) {
      return due.size();
    }
    return due.stream().filter(id -> removed(id, before, code)).count();
  }

  private boolean removed(UUID id, Instant before, String code) {
    Boolean gone =
        transactions.executeWrite(
            status -> {
              boolean still =
                  sql.first(
                          "SELECT v.id FROM tinbao.victim v WHERE v.id = ? AND "
                              + DUE
                              + " FOR UPDATE OF v",
                          row -> row.getObject(1, UUID.class),
                          id,
                          before)
                      .isPresent();
              if (still) {
                audit.record(null, "VICTIM_REMOVED", "VICTIM", id.toString(), code);
                var unused = vault.destroy(id);
                sql.write("DELETE FROM tinbao.victim WHERE id = ?", id);
              }
              return still;
            });
    return Boolean.TRUE.equals(gone);
  }
}
