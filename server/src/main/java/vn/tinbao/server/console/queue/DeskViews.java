package vn.tinbao.server.console.queue;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.sms.db.SqlTime;

/** Filters of the queue that somebody keeps for themselves under a name. */
@Singleton
public class DeskViews {
  /** How many one person may keep. */
  public static final int MOST = 20;

  /** Longest name, in characters. */
  public static final int MOST_CHARACTERS = 40;

  static final String CONTEXT = "desk-view:";

  private final JdbcOperations jdbc;
  private final SecretSeal seal;
  private final Clock clock;

  DeskViews(JdbcOperations jdbc, SecretSeal seal, Clock clock) {
    this.jdbc = jdbc;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * A kept view.
   *
   * @param query as {@link QueueFilter#query} gives it
   */
  public record View(UUID id, String name, String query) {

    @Override
    public String toString() {
      return "View[" + id + "]";
    }
  }

  /** What became of a wish. */
  public enum Outcome {
    DONE,
    NAME_WRONG,
    TOO_MANY
  }

  /** The viewer's own, oldest first. Served by desk_view_of_staff. */
  @Transactional
  public List<View> of(StaffMember viewer) {
    return jdbc.prepareStatement(
        "SELECT id, name, filter FROM tinbao.desk_view WHERE staff_id = ? ORDER BY made_at, id",
        select -> {
          select.setObject(1, viewer.id());
          List<View> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              UUID id = row.getObject("id", UUID.class);
              String name =
                  new String(seal.open(row.getBytes("name"), CONTEXT + id), StandardCharsets.UTF_8);
              found.add(new View(id, name, row.getString("filter")));
            }
          }
          return found;
        });
  }

  /**
   * Keeps a filter.
   *
   * @param id UUIDv7 of the form: the same twice is one
   */
  @Transactional
  public Outcome keep(StaffMember viewer, UUID id, String name, QueueFilter filter) {
    String stripped = name.strip();
    if (stripped.isEmpty()
        || stripped.length() > MOST_CHARACTERS
        || stripped.chars().anyMatch(Character::isISOControl)) {
      return Outcome.NAME_WRONG;
    }
    List<View> kept = of(viewer);
    if (kept.stream().anyMatch(view -> view.id().equals(id))) {
      return Outcome.DONE;
    }
    if (kept.size() >= MOST) {
      return Outcome.TOO_MANY;
    }
    byte[] sealed = seal.seal(stripped.getBytes(StandardCharsets.UTF_8), CONTEXT + id);
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.desk_view (id, staff_id, name, filter, made_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING
        """,
        insert -> {
          insert.setObject(1, id);
          insert.setObject(2, viewer.id());
          insert.setBytes(3, sealed);
          insert.setString(4, filter.query());
          insert.setObject(5, OffsetDateTime.ofInstant(SqlTime.now(clock), ZoneOffset.UTC));
          return insert.executeUpdate();
        });
    return Outcome.DONE;
  }

  /** Forgets one of the viewer's own; another's is left alone. */
  @Transactional
  public void forget(StaffMember viewer, UUID id) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.desk_view WHERE id = ? AND staff_id = ?",
        delete -> {
          delete.setObject(1, id);
          delete.setObject(2, viewer.id());
          return delete.executeUpdate();
        });
  }

  /** An id for the next form. */
  static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
