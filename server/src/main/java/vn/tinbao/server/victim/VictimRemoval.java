package vn.tinbao.server.victim;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.vault.PersonVault;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/**
 * Announces records whose time is over, and deletes them when the notice has run: the key first,
 * then the rows; each its own transaction.
 */
@Singleton
public class VictimRemoval {
  private static final String DUE =
      """
      v.changed_at < ? AND NOT EXISTS (
        SELECT FROM tinbao.tip_hold h WHERE h.tip_id = v.tip_id AND h.lifted_at IS NULL)
      """;

  private final Statements sql;
  private final PersonVault vault;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  VictimRemoval(
      Statements sql,
      PersonVault vault,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.sql = sql;
    this.vault = vault;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What a run did, or would do.
   *
   * @param announced by this run
   * @param waiting announced before: their notice still runs, or nobody may delete them yet
   * @param withdrawn announced before and no longer due: somebody wrote in them
   */
  public record Outcome(long announced, long waiting, long withdrawn, long removed) {}

  /**
   * Announces records that nobody wrote in since then, and deletes those whose notice is over;
   * those that began from a tip under a legal hold stay.
   *
   * @param code of the retention class, for the audit
   * @param notice from announcement to deletion
   * @param mayRemove false: nobody has said for certain how long they are kept; they are announced
   *     and stay
   * @param dry counts and changes nothing
   */
  public Outcome run(Instant before, String code, Duration notice, boolean mayRemove, boolean dry) {
    Instant now = SqlTime.now(clock);
    long withdrawn =
        dry
            ? transactions.executeRead(status -> count("r.victim_id IS NOT NULL AND NOT", before))
            : transactions.executeWrite(
                status ->
                    sql.write(
                        "DELETE FROM tinbao.victim_removal r USING tinbao.victim v"
                            + " WHERE v.id = r.victim_id AND NOT ("
                            + DUE
                            + ")",
                        before));
    List<UUID> over =
        mayRemove
            ? transactions.executeRead(
                status ->
                    sql.all(
                        "SELECT v.id FROM tinbao.victim v"
                            + " JOIN tinbao.victim_removal r ON r.victim_id = v.id"
                            + " WHERE r.not_before <= ? AND "
                            + DUE
                            + " ORDER BY v.id",
                        row -> row.getObject(1, UUID.class),
                        now,
                        before))
            : List.of();
    long removed =
        dry ? over.size() : over.stream().filter(id -> removed(id, before, code)).count();
    long waiting =
        transactions.executeRead(status -> count("r.victim_id IS NOT NULL AND", before))
            - (dry ? removed : 0);
    long announced =
        dry
            ? transactions.executeRead(status -> count("r.victim_id IS NULL AND", before))
            : transactions.executeWrite(
                status ->
                    sql.write(
                        "INSERT INTO tinbao.victim_removal SELECT v.id, ?, ?, ?"
                            + " FROM tinbao.victim v WHERE "
                            + DUE
                            + " ON CONFLICT DO NOTHING",
                        code,
                        now,
                        now.plus(notice),
                        before));
    return new Outcome(announced, waiting, withdrawn, removed);
  }

  private long count(String which, Instant before) {
    return sql.first(
            "SELECT count(*) FROM tinbao.victim v"
                + " LEFT JOIN tinbao.victim_removal r ON r.victim_id = v.id WHERE "
                + which
                + " ("
                + DUE
                + ")",
            row -> row.getLong(1),
            before)
        .orElse(0L);
  }

  /**
   * From when on records of this agency may be deleted, by id; those in which somebody wrote since
   * they were announced are left out.
   */
  @Transactional
  public Map<UUID, Instant> announced(String agencyId) {
    Map<UUID, Instant> found = new HashMap<>();
    sql.all(
            // victim_of_agency
            """
            SELECT r.victim_id, r.not_before FROM tinbao.victim_removal r
            JOIN tinbao.victim v ON v.id = r.victim_id
            WHERE v.agency_id = ? AND v.changed_at < r.announced_at
            """,
            row ->
                Map.entry(
                    row.getObject(1, UUID.class),
                    Objects.requireNonNull(SqlTime.read(row, "not_before"))),
            agencyId)
        .forEach(one -> found.put(one.getKey(), one.getValue()));
    return found;
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
