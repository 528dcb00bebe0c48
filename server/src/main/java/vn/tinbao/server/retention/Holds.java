package vn.tinbao.server.retention;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Scope;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.sms.db.SqlTime;

/**
 * Keeps tips from deletion, for as long as somebody has a reason, and tells what will be deleted.
 */
@Singleton
public class Holds {
  /** Longest reason, in characters. */
  public static final int MOST_CHARACTERS = 2_000;

  private static final String REASON = "tip_hold.reason";
  private static final String LIFT_REASON = "tip_hold.lift_reason";

  private final JdbcOperations jdbc;
  private final TipAccess access;
  private final TipDesk tips;
  private final Audit audit;
  private final Clock clock;

  Holds(JdbcOperations jdbc, TipAccess access, TipDesk tips, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.access = access;
    this.tips = tips;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of a wish. */
  public enum Outcome {
    DONE,
    NOT_FOUND,
    REASON_WRONG
  }

  /**
   * What retention means for one tip.
   *
   * @param heldSince null when nobody holds it
   * @param heldReason why, in words; only where it was asked for
   * @param removal null when no deletion is announced
   */
  public record Standing(
      @Nullable Instant heldSince,
      @Nullable UUID heldBy,
      @Nullable String heldReason,
      @Nullable Removal removal) {

    public boolean held() {
      return heldSince != null;
    }

    @Override
    public String toString() {
      return "Standing[held " + held() + "]";
    }
  }

  /** An announced deletion. */
  public record Removal(UUID tipId, String className, Instant announcedAt, Instant notBefore) {}

  /** Where in the list to go on: the last line seen. */
  public record After(Instant notBefore, UUID tipId) {
    public static After start() {
      return new After(
          Instant.parse("0001-01-02T00:00:00Z"),
          UUID.fromString("00000000-0000-0000-0000-000000000000"));
    }
  }

  /**
   * Keeps a tip from deletion, and withdraws an announced one. Held already is done.
   *
   * @param id UUIDv7 of the form
   */
  @Transactional
  public Outcome set(StaffMember viewer, UUID tipId, UUID id, String reason) {
    if (!access.may(viewer, tipId, Action.LEGAL_HOLD)) {
      return Outcome.NOT_FOUND;
    }
    if (reasonWrong(reason)) {
      return Outcome.REASON_WRONG;
    }
    lock(tipId);
    byte[] sealed = tips.seal(tipId, reason.strip(), REASON, id);
    int made =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.tip_hold (id, tip_id, set_by, set_at, reason)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            insert -> {
              insert.setObject(1, id);
              insert.setObject(2, tipId);
              insert.setObject(3, viewer.id());
              insert.setObject(4, SqlTime.of(SqlTime.now(clock)));
              insert.setBytes(5, sealed);
              return insert.executeUpdate();
            });
    if (made == 1) {
      jdbc.prepareStatement(
          "DELETE FROM tinbao.tip_removal WHERE tip_id = ?",
          delete -> {
            delete.setObject(1, tipId);
            return delete.executeUpdate();
          });
      happened(viewer, tipId, "HOLD_SET");
    }
    return Outcome.DONE;
  }

  /** Ends it, with a reason; the tip is announced anew before it can be deleted. */
  @Transactional
  public Outcome lift(StaffMember viewer, UUID tipId, String reason) {
    if (!access.may(viewer, tipId, Action.LEGAL_HOLD)) {
      return Outcome.NOT_FOUND;
    }
    if (reasonWrong(reason)) {
      return Outcome.REASON_WRONG;
    }
    lock(tipId);
    Optional<UUID> hold = active(tipId);
    if (hold.isPresent()) {
      byte[] sealed = tips.seal(tipId, reason.strip(), LIFT_REASON, hold.get());
      jdbc.prepareStatement(
          "UPDATE tinbao.tip_hold SET lifted_by = ?, lifted_at = ?, lift_reason = ? WHERE id = ?",
          update -> {
            update.setObject(1, viewer.id());
            update.setObject(2, SqlTime.of(SqlTime.now(clock)));
            update.setBytes(3, sealed);
            update.setObject(4, hold.get());
            return update.executeUpdate();
          });
      happened(viewer, tipId, "HOLD_LIFTED");
    }
    return Outcome.DONE;
  }

  /** How a tip stands; whoever asks must have opened it. */
  @Transactional
  public Standing standing(UUID tipId) {
    return jdbc.prepareStatement(
        // tip_hold_one and a primary key
        """
        SELECT h.id, h.set_at, h.set_by, h.reason, r.class, r.announced_at, r.not_before
        FROM (SELECT ?::uuid AS tip_id) t
        LEFT JOIN tinbao.tip_hold h ON h.tip_id = t.tip_id AND h.lifted_at IS NULL
        LEFT JOIN tinbao.tip_removal r ON r.tip_id = t.tip_id
        """,
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
              return new Standing(null, null, null, null);
            }
            UUID hold = row.getObject("id", UUID.class);
            return new Standing(
                SqlTime.read(row, "set_at"),
                row.getObject("set_by", UUID.class),
                hold == null ? null : tips.unseal(tipId, row.getBytes("reason"), REASON, hold),
                row.getString("class") == null
                    ? null
                    : new Removal(
                        tipId,
                        row.getString("class"),
                        Objects.requireNonNull(SqlTime.read(row, "announced_at")),
                        Objects.requireNonNull(SqlTime.read(row, "not_before"))));
          }
        });
  }

  /** Announced deletions that concern the viewer, the next first. */
  @Transactional
  public List<Removal> announced(StaffMember viewer, After after, int most) {
    boolean all = Permissions.scope(viewer, Action.RETENTION_SEE) == Scope.ALL;
    return jdbc.prepareStatement(
        // tip_removal_by_time; the agency by the primary key of tip_agency
        """
        SELECT r.tip_id, r.class, r.announced_at, r.not_before FROM tinbao.tip_removal r
        WHERE (r.not_before, r.tip_id) > (?, ?)
          AND (? OR EXISTS (SELECT FROM tinbao.tip_agency a
            WHERE a.tip_id = r.tip_id AND a.agency_id = ? AND a.until IS NULL))
        ORDER BY r.not_before, r.tip_id LIMIT ?
        """,
        select -> {
          select.setObject(1, SqlTime.of(after.notBefore()));
          select.setObject(2, after.tipId());
          select.setBoolean(3, all);
          select.setString(4, viewer.agencyId());
          select.setInt(5, most);
          List<Removal> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Removal(
                      row.getObject("tip_id", UUID.class),
                      row.getString("class"),
                      Objects.requireNonNull(SqlTime.read(row, "announced_at")),
                      Objects.requireNonNull(SqlTime.read(row, "not_before"))));
            }
          }
          return found;
        });
  }

  private Optional<UUID> active(UUID tipId) {
    return jdbc.prepareStatement(
        "SELECT id FROM tinbao.tip_hold WHERE tip_id = ? AND lifted_at IS NULL",
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
          }
        });
  }

  /** One after the other with {@link Retention}, which locks the tip it deletes. */
  private void lock(UUID tipId) {
    jdbc.prepareStatement(
        "SELECT FROM tinbao.tip WHERE id = ? FOR UPDATE",
        select -> {
          select.setObject(1, tipId);
          return select.execute();
        });
  }

  private void happened(StaffMember viewer, UUID tipId, String what) {
    audit.record(viewer.id(), what, "TIP", tipId.toString());
    tips.record(tipId, what, viewer.id(), "{}", TipDesk.Attention.KEEP, null);
  }

  private static boolean reasonWrong(String reason) {
    return reason.isBlank() || reason.strip().length() > MOST_CHARACTERS;
  }
}
