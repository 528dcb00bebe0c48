package vn.tinbao.server.proceeding;

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
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.sms.db.SqlTime;

/** Words among staff about a tip: within an agency, or between all that have a part in it. */
@Singleton
public class Comments {
  /** Longest, in characters. */
  public static final int MOST_CHARACTERS = 5_000;

  private static final String BODY = "tip_comment.body";

  private final JdbcOperations jdbc;
  private final TipDesk tips;
  private final TipAccess access;
  private final Clock clock;

  Comments(JdbcOperations jdbc, TipDesk tips, TipAccess access, Clock clock) {
    this.jdbc = jdbc;
    this.tips = tips;
    this.access = access;
    this.clock = clock;
  }

  /** Who reads it. */
  public enum Audience {
    /** Colleagues of the own agency who may open the tip. */
    INTERNAL,
    /** All who may open the tip. */
    BETWEEN
  }

  /** One comment, opened. */
  public record Comment(
      UUID id, Audience scope, String words, String agencyId, UUID staffId, Instant at) {

    @Override
    public String toString() {
      return "Comment[" + id + "]";
    }
  }

  /** What became of a wish. */
  public enum Outcome {
    DONE,
    NOT_FOUND,
    WORDS_WRONG
  }

  /** Those that this viewer may read, oldest first; of a tip that the viewer has opened. */
  @Transactional
  public List<Comment> ofTip(StaffMember viewer, UUID tipId) {
    if (!access.may(viewer, tipId, Action.TIP_COMMENT)) {
      return List.of();
    }
    return jdbc.prepareStatement(
        // tip_comment_of_tip
        """
        SELECT id, scope, body, agency_id, staff_id, at FROM tinbao.tip_comment
        WHERE tip_id = ? AND (scope = 'BETWEEN' OR agency_id = ?) ORDER BY at, id
        """,
        select -> {
          select.setObject(1, tipId);
          select.setString(2, viewer.agencyId());
          List<Comment> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              UUID id = row.getObject(1, UUID.class);
              found.add(
                  new Comment(
                      id,
                      Audience.valueOf(row.getString(2)),
                      tips.unseal(tipId, row.getBytes(3), BODY, id),
                      row.getString(4),
                      row.getObject(5, UUID.class),
                      Objects.requireNonNull(SqlTime.read(row, "at"))));
            }
          }
          return List.copyOf(found);
        });
  }

  /**
   * Says something.
   *
   * @param id UUIDv7 of the form: the same twice is said once
   */
  @Transactional
  public Outcome say(StaffMember viewer, UUID id, UUID tipId, Audience scope, String words) {
    tips.hold(tipId);
    if (!access.may(viewer, tipId, Action.TIP_COMMENT)) {
      return Outcome.NOT_FOUND;
    }
    if (words.isBlank() || words.length() > MOST_CHARACTERS) {
      return Outcome.WORDS_WRONG;
    }
    byte[] sealed = tips.seal(tipId, words.strip(), BODY, id);
    int made =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.tip_comment (id, tip_id, scope, body, agency_id, staff_id, at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            insert -> {
              insert.setObject(1, id);
              insert.setObject(2, tipId);
              insert.setString(3, scope.name());
              insert.setBytes(4, sealed);
              insert.setString(5, viewer.agencyId());
              insert.setObject(6, viewer.id());
              insert.setObject(7, SqlTime.of(SqlTime.now(clock)));
              return insert.executeUpdate();
            });
    if (made == 0) {
      return tipOf(id).filter(tipId::equals).isPresent() ? Outcome.DONE : Outcome.NOT_FOUND;
    }
    if (scope == Audience.BETWEEN) {
      tips.record(tipId, "COMMENTED", viewer.id(), "{}", Attention.KEEP, null);
    } else {
      tips.changed(tipId);
    }
    return Outcome.DONE;
  }

  private Optional<UUID> tipOf(UUID id) {
    return jdbc.prepareStatement(
        "SELECT tip_id FROM tinbao.tip_comment WHERE id = ?",
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
          }
        });
  }
}
