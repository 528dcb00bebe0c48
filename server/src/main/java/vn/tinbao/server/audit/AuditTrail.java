package vn.tinbao.server.audit;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.SqlTime;

/**
 * Looks into the audit: who did or saw what, when. A search leaves a row too, so that those who
 * oversee are seen.
 */
@Singleton
public class AuditTrail {
  /** What a tip is called by: the last six signs of its id. */
  private static final Pattern NUMBER = Pattern.compile("[0-9a-fA-F]{6}");

  private static final int MOST_PEOPLE = 100;

  private final JdbcOperations jdbc;
  private final Audit audit;

  AuditTrail(JdbcOperations jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /**
   * What to look for; null or blank is anything.
   *
   * @param person user name, or a part of a name
   * @param subject id of what was seen or changed, or the six signs that a tip is called by
   * @param action code
   * @param from first day, in Vietnam
   * @param to last day, in Vietnam
   */
  public record Query(
      @Nullable String person,
      @Nullable String subject,
      @Nullable String action,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {

    public static Query everything() {
      return new Query(null, null, null, null, null);
    }

    /** Which of its fields are filled: says how it was searched, not for whom. */
    String fields() {
      List<String> filled = new ArrayList<>();
      add(filled, "person", person);
      add(filled, "subject", subject);
      add(filled, "action", action);
      add(filled, "day", from == null && to == null ? null : "day");
      return filled.isEmpty() ? "all" : String.join(",", filled);
    }

    private static void add(List<String> filled, String name, @Nullable String value) {
      if (value != null && !value.isBlank()) {
        filled.add(name);
      }
    }

    /** Redacted: a person's name may stand in it. */
    @Override
    public String toString() {
      return "Query[" + fields() + "]";
    }
  }

  /**
   * A row with the name of who did it.
   *
   * @param name null for the house itself and for accounts that are gone
   */
  public record Entry(
      AuditRow row, @Nullable String name, @Nullable String username, @Nullable String agencyId) {

    /** Where to go on after this row. */
    public After place() {
      return new After(row.at(), row.id());
    }
  }

  /** Where to go on: after this row, towards older ones. */
  public record After(Instant at, UUID id) {
    /** Before everything: the newest first. */
    public static After start() {
      return new After(
          Instant.parse("9999-01-01T00:00:00Z"),
          UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"));
    }

    /** As it stands in an address; empty for what is no place. */
    public static Optional<After> parse(@Nullable String text) {
      int line = text == null ? -1 : text.lastIndexOf('_');
      if (text == null || line < 0) {
        return Optional.empty();
      }
      try {
        Instant at = Instant.parse(text.substring(0, line));
        return LegalTime.storable(at)
            ? Optional.of(new After(at, UUID.fromString(text.substring(line + 1))))
            : Optional.empty();
      } catch (DateTimeException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return at + "_" + id;
    }
  }

  /**
   * What one person did with one tip, all times taken together.
   *
   * @param name null for the house itself and for accounts that are gone
   */
  public record Opening(
      @Nullable UUID staffId,
      @Nullable String name,
      @Nullable String agencyId,
      String action,
      long times,
      Instant first,
      Instant last) {}

  /**
   * Rows that match, newest first. The first page of a search is audited, in the same transaction.
   *
   * @param viewer who searches; must be allowed to read the audit
   */
  @Transactional
  public List<Entry> search(StaffMember viewer, Query query, After after, int most) {
    if (after.equals(After.start())) {
      audit.record(viewer.id(), "AUDIT_SEARCHED", "AUDIT", query.fields());
    }
    return find(query, after, most);
  }

  /** The same for a file: says once that it was taken, before its first row. */
  @Transactional
  public void exported(StaffMember viewer, Query query) {
    audit.record(viewer.id(), "AUDIT_EXPORTED", "AUDIT", query.fields());
  }

  /** Rows that match, without a trace of its own: for those who have left one. */
  @Transactional
  public List<Entry> find(Query query, After after, int most) {
    List<UUID> people = people(query.person());
    StringBuilder where = new StringBuilder("(a.at, a.id) < (?, ?)");
    List<Object> values = new ArrayList<>();
    values.add(Objects.requireNonNull(SqlTime.of(after.at())));
    values.add(after.id());
    if (people != null) {
      // audit_of_staff
      where.append(" AND a.staff_id = ANY (?)");
      values.add(people.toArray(UUID[]::new));
    }
    subject(query.subject(), where, values);
    if (query.action() != null && !query.action().isBlank()) {
      // audit_of_action
      where.append(" AND a.action = ?");
      values.add(query.action().strip());
    }
    if (query.from() != null) {
      where.append(" AND a.at >= ?");
      values.add(Objects.requireNonNull(SqlTime.of(LegalTime.start(query.from()))));
    }
    if (query.to() != null) {
      where.append(" AND a.at < ?");
      values.add(Objects.requireNonNull(SqlTime.of(LegalTime.start(query.to().plusDays(1)))));
    }
    // Without any of these: audit_by_time, read from its end.
    String sql =
        "SELECT "
            + AuditRow.COLUMNS
            + """
            , s.name, s.username, s.agency_id
            FROM tinbao.audit a LEFT JOIN tinbao.staff_account s ON s.id = a.staff_id
            WHERE\s"""
            + where
            + " ORDER BY a.at DESC, a.id DESC LIMIT "
            + most;
    return jdbc.prepareStatement(
        sql,
        select -> {
          for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof UUID[] ids) {
              select.setArray(i + 1, select.getConnection().createArrayOf("uuid", ids));
            } else {
              select.setObject(i + 1, values.get(i));
            }
          }
          List<Entry> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Entry(
                      AuditRow.read(row),
                      row.getString("name"),
                      row.getString("username"),
                      row.getString("agency_id")));
            }
          }
          return found;
        });
  }

  /** audit_of_number for six signs and for an id alike: what has the same end is then compared. */
  private static void subject(@Nullable String subject, StringBuilder where, List<Object> values) {
    if (subject == null || subject.isBlank()) {
      return;
    }
    String wanted = subject.strip().toLowerCase(Locale.ROOT);
    where.append(" AND right(a.subject_id, 6) = ?");
    values.add(wanted.substring(Math.max(0, wanted.length() - 6)));
    if (!NUMBER.matcher(wanted).matches()) {
      where.append(" AND lower(a.subject_id) = ?");
      values.add(wanted);
    }
  }

  /** Null when anybody is meant; the hundred first when a name is that common. */
  private @Nullable List<UUID> people(@Nullable String person) {
    if (person == null || person.isBlank()) {
      return null;
    }
    String wanted = person.strip();
    String part = "%" + wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    return jdbc.prepareStatement(
        // Some thousand accounts: read through.
        """
        SELECT id FROM tinbao.staff_account WHERE username = lower(?) OR name ILIKE ?
        ORDER BY username = lower(?) DESC, name, id LIMIT ?
        """,
        select -> {
          select.setString(1, wanted);
          select.setString(2, part);
          select.setString(3, wanted);
          select.setInt(4, MOST_PEOPLE);
          List<UUID> ids = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              ids.add(row.getObject(1, UUID.class));
            }
          }
          return ids;
        });
  }

  /** Everything that was done with one tip or seen of it, newest first. */
  @Transactional
  public List<Entry> ofTip(UUID tipId, After after, int most) {
    return find(new Query(null, tipId.toString(), null, null, null), after, most);
  }

  /** Every code there is, in order: one step of audit_of_action each. */
  @Transactional
  public List<String> actions() {
    return jdbc.prepareStatement(
        """
        WITH RECURSIVE step AS (
          (SELECT action FROM tinbao.audit ORDER BY action LIMIT 1)
          UNION ALL
          SELECT (SELECT a.action FROM tinbao.audit a WHERE a.action > step.action
                  ORDER BY a.action LIMIT 1)
          FROM step WHERE step.action IS NOT NULL)
        SELECT action FROM step WHERE action IS NOT NULL
        """,
        select -> {
          List<String> actions = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              actions.add(row.getString(1));
            }
          }
          return actions;
        });
  }

  /** Who did or saw what with this tip, the last first. Whoever asks must be allowed to know. */
  @Transactional
  public List<Opening> openings(UUID tipId, int most) {
    return jdbc.prepareStatement(
        // audit_of_subject
        """
        SELECT a.staff_id, s.name, s.agency_id, a.action, count(*) AS times, min(a.at) AS first,
          max(a.at) AS last
        FROM tinbao.audit a LEFT JOIN tinbao.staff_account s ON s.id = a.staff_id
        WHERE a.subject_kind = 'TIP' AND a.subject_id = ?
        GROUP BY a.staff_id, s.name, s.agency_id, a.action ORDER BY last DESC, a.action LIMIT ?
        """,
        select -> {
          select.setString(1, tipId.toString());
          select.setInt(2, most);
          List<Opening> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(opening(row));
            }
          }
          return found;
        });
  }

  private static Opening opening(ResultSet row) throws SQLException {
    return new Opening(
        row.getObject("staff_id", UUID.class),
        row.getString("name"),
        row.getString("agency_id"),
        row.getString("action"),
        row.getLong("times"),
        Objects.requireNonNull(SqlTime.read(row, "first")),
        Objects.requireNonNull(SqlTime.read(row, "last")));
  }
}
