package vn.tinbao.server.plan;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/** The rows of {@code tinbao.plan}, its parts and its versions. */
@Singleton
class PlanRows {
  private static final List<String> PARTS =
      List.of(
          "plan_basis",
          "plan_target",
          "plan_task_agency",
          "plan_window",
          "plan_report_rule",
          "plan_recipient",
          "plan_note");

  private final JdbcOperations jdbc;

  PlanRows(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** A plan in force, as far as it takes to find it. */
  record Head(
      String id,
      int version,
      String unitCode,
      LocalDate startsOn,
      LocalDate endsOn,
      String title) {}

  /** A version in force, with its document. */
  record Content(String id, int version, String text) {}

  /** All plans in force, the newest first. */
  @Transactional
  public List<Head> heads() {
    return jdbc.prepareStatement(
        """
        SELECT id, version, unit_code, starts_on, ends_on, title FROM tinbao.plan
         ORDER BY starts_on DESC, id
        """,
        select -> {
          List<Head> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Head(
                      row.getString(1),
                      row.getInt(2),
                      row.getString(3),
                      row.getObject(4, LocalDate.class),
                      row.getObject(5, LocalDate.class),
                      row.getString(6)));
            }
          }
          return found;
        });
  }

  /** The documents in force of these plans; primary keys. */
  @Transactional
  public List<Content> contents(List<String> ids) {
    return jdbc.prepareStatement(
        """
        SELECT p.id, p.version, v.content
          FROM tinbao.plan p JOIN tinbao.plan_version v ON v.plan_id = p.id AND v.version = p.version
         WHERE p.id = ANY (?)
        """,
        select -> {
          select.setArray(1, select.getConnection().createArrayOf("text", ids.toArray()));
          List<Content> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(new Content(row.getString(1), row.getInt(2), row.getString(3)));
            }
          }
          return found;
        });
  }

  /** Keeps others from this plan until the transaction ends. */
  @Transactional
  public void lock(String planId) {
    jdbc.prepareStatement(
        "SELECT pg_advisory_xact_lock(hashtextextended('plan:' || ?, 0))",
        select -> {
          select.setString(1, planId);
          return select.execute();
        });
  }

  /** The document in force. */
  @Transactional
  public Optional<Content> content(String planId) {
    return contents(List.of(planId)).stream().findFirst();
  }

  /** The number of the newest version of any state, 0 when there is none. */
  @Transactional
  public int newest(String planId) {
    return jdbc.prepareStatement(
        "SELECT coalesce(max(version), 0) FROM tinbao.plan_version WHERE plan_id = ?",
        select -> {
          select.setString(1, planId);
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  /** A version that is in force from now on without having been a draft here. */
  @Transactional
  public void imported(String planId, int version, String text, @Nullable UUID by, Instant now) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.plan_version (plan_id, version, state, content, made_by, made_at, issued_by, issued_at)
        VALUES (?, ?, 'ISSUED', ?, ?, ?, ?, ?)
        """,
        insert -> {
          insert.setString(1, planId);
          insert.setInt(2, version);
          insert.setString(3, text);
          insert.setObject(4, by);
          insert.setObject(5, SqlTime.of(now));
          insert.setObject(6, by);
          insert.setObject(7, SqlTime.of(now));
          return insert.executeUpdate();
        });
  }

  /** Puts a plan in force: all its parts instead of those of before. */
  @Transactional
  public void inForce(Plan plan, int version, boolean builtIn, Instant now) {
    jdbc.execute(
        connection -> {
          head(connection, plan, version, builtIn, now);
          for (String part : PARTS) {
            try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM tinbao." + part + " WHERE plan_id = ?")) {
              delete.setString(1, plan.id());
              delete.executeUpdate();
            }
          }
          basis(connection, plan);
          targets(connection, plan);
          tasks(connection, plan);
          agencies(connection, plan);
          windows(connection, plan);
          rules(connection, plan);
          recipients(connection, plan);
          notes(connection, plan);
          return null;
        });
  }

  private static void head(
      Connection connection, Plan plan, int version, boolean builtIn, Instant now)
      throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            """
            INSERT INTO tinbao.plan
              (id, version, title, number, issued_on, issued_after, issued_before, place, starts_on, ends_on,
               outlook, unit_code, issuer_key, issuer_name, theme, signer, source, superior_id, copied_from,
               built_in, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    jsonb_build_object('authority', ?::text, 'position', ?::text, 'secondPosition', ?::text,
                                       'name', ?::text),
                    ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
              version = excluded.version, title = excluded.title, number = excluded.number,
              issued_on = excluded.issued_on, issued_after = excluded.issued_after,
              issued_before = excluded.issued_before, place = excluded.place, starts_on = excluded.starts_on,
              ends_on = excluded.ends_on, outlook = excluded.outlook, unit_code = excluded.unit_code,
              issuer_key = excluded.issuer_key, issuer_name = excluded.issuer_name, theme = excluded.theme,
              signer = excluded.signer, source = excluded.source, superior_id = excluded.superior_id,
              copied_from = excluded.copied_from, built_in = excluded.built_in, changed_at = excluded.changed_at
            """)) {
      int at = 1;
      put.setString(at++, plan.id());
      put.setInt(at++, version);
      put.setString(at++, plan.title());
      put.setString(at++, plan.number());
      put.setObject(at++, plan.issuedOn());
      put.setObject(at++, plan.issuedAfter());
      put.setObject(at++, plan.issuedBefore());
      put.setString(at++, plan.place());
      put.setObject(at++, plan.startsOn());
      put.setObject(at++, plan.endsOn());
      put.setObject(at++, plan.outlook(), Types.INTEGER);
      put.setString(at++, plan.unitCode());
      put.setString(at++, plan.issuerKey());
      put.setString(at++, plan.issuerName());
      put.setString(at++, plan.theme());
      put.setString(at++, plan.signer().authority());
      put.setString(at++, plan.signer().position());
      put.setString(at++, plan.signer().secondPosition());
      put.setString(at++, plan.signer().name());
      put.setString(at++, plan.source());
      put.setString(at++, plan.superiorId());
      put.setString(at++, plan.copiedFrom());
      put.setBoolean(at++, builtIn);
      put.setObject(at, SqlTime.of(now));
      put.executeUpdate();
    }
  }

  /** Fills one row of a batch. */
  @FunctionalInterface
  private interface Filler<T> {
    void fill(PreparedStatement statement, T part, int ordinal) throws SQLException;
  }

  private static <T> void batch(Connection connection, String sql, List<T> parts, Filler<T> filler)
      throws SQLException {
    if (parts.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int ordinal = 0;
      for (T part : parts) {
        filler.fill(statement, part, ++ordinal);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void texts(PreparedStatement statement, int at, List<String> values)
      throws SQLException {
    statement.setArray(at, statement.getConnection().createArrayOf("text", values.toArray()));
  }

  private static void lines(PreparedStatement statement, int at, List<Integer> values)
      throws SQLException {
    statement.setArray(at, statement.getConnection().createArrayOf("integer", values.toArray()));
  }

  private static @Nullable String yearly(@Nullable MonthDay day) {
    return day == null ? null : day.toString().substring(2);
  }

  private static @Nullable String name(@Nullable Enum<?> word) {
    return word == null ? null : word.name();
  }

  private static void basis(Connection connection, Plan plan) throws SQLException {
    batch(
        connection,
        """
        INSERT INTO tinbao.plan_basis (plan_id, ordinal, number, dated, by_keys, title, note, lines)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        plan.basis(),
        (insert, basis, ordinal) -> {
          insert.setString(1, plan.id());
          insert.setInt(2, ordinal);
          insert.setString(3, basis.number());
          insert.setObject(4, basis.dated());
          texts(insert, 5, basis.byKeys());
          insert.setString(6, basis.title());
          insert.setString(7, basis.note());
          lines(insert, 8, basis.lines());
        });
  }

  private static void targets(Connection connection, Plan plan) throws SQLException {
    batch(
        connection,
        """
        INSERT INTO tinbao.plan_target (plan_id, id, ordinal, figure_key, operator, value, unit, title, lines)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        plan.targets(),
        (insert, target, ordinal) -> {
          insert.setString(1, plan.id());
          insert.setString(2, target.id());
          insert.setInt(3, ordinal);
          insert.setString(4, target.figureKey());
          insert.setString(5, target.operator().name());
          insert.setBigDecimal(6, target.value());
          insert.setString(7, name(target.unit()));
          insert.setString(8, target.title());
          lines(insert, 9, target.lines());
        });
  }

  private static void tasks(Connection connection, Plan plan) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE tinbao.plan_task SET left_out = true WHERE plan_id = ?"
                + " AND NOT left_out AND id <> ALL (?)")) {
      update.setString(1, plan.id());
      texts(update, 2, plan.tasks().stream().map(PlanTask::id).toList());
      update.executeUpdate();
    }
    batch(
        connection,
        """
        INSERT INTO tinbao.plan_task
          (plan_id, id, ordinal, kind, task_group, title, starts_on, ends_on, due_on, due_before, yearly, milestone,
           channels, focus, note, carries, lines)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (plan_id, id) DO UPDATE SET
          ordinal = excluded.ordinal, kind = excluded.kind, task_group = excluded.task_group,
          title = excluded.title, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
          due_on = excluded.due_on, due_before = excluded.due_before, yearly = excluded.yearly,
          milestone = excluded.milestone, channels = excluded.channels, focus = excluded.focus,
          note = excluded.note, carries = excluded.carries, lines = excluded.lines, left_out = false
        """,
        plan.tasks(),
        (insert, task, ordinal) -> {
          int at = 1;
          insert.setString(at++, plan.id());
          insert.setString(at++, task.id());
          insert.setInt(at++, ordinal);
          insert.setString(at++, task.kind().name());
          insert.setString(at++, task.group().name());
          insert.setString(at++, task.title());
          insert.setObject(at++, task.startsOn());
          insert.setObject(at++, task.endsOn());
          insert.setObject(at++, task.dueOn());
          insert.setBoolean(at++, task.dueBefore());
          insert.setString(at++, yearly(task.yearly()));
          insert.setString(at++, task.milestone());
          texts(insert, at++, task.channels().stream().map(Enum::name).toList());
          texts(insert, at++, task.focus());
          insert.setString(at++, task.note());
          texts(insert, at++, task.carries());
          lines(insert, at, task.lines());
        });
  }

  private record Line(String taskId, int ordinal, TaskAgency agency) {}

  private static void agencies(Connection connection, Plan plan) throws SQLException {
    List<Line> lines = new ArrayList<>();
    for (PlanTask task : plan.tasks()) {
      int number = 0;
      for (TaskAgency agency : task.agencies()) {
        lines.add(new Line(task.id(), ++number, agency));
      }
    }
    batch(
        connection,
        """
        INSERT INTO tinbao.plan_task_agency (plan_id, task_id, ordinal, role, requested, agency_key, agency_id)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        lines,
        (insert, line, ignored) -> {
          insert.setString(1, plan.id());
          insert.setString(2, line.taskId());
          insert.setInt(3, line.ordinal());
          insert.setString(4, line.agency().role().name());
          insert.setBoolean(5, line.agency().requested());
          insert.setString(6, line.agency().key());
          insert.setString(7, line.agency().agencyId());
        });
  }

  private static void windows(Connection connection, Plan plan) throws SQLException {
    batch(
        connection,
        """
        INSERT INTO tinbao.plan_window (plan_id, id, ordinal, kind, name, starts_on, ends_on, yearly, note, lines)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        plan.windows(),
        (insert, window, ordinal) -> {
          insert.setString(1, plan.id());
          insert.setString(2, window.id());
          insert.setInt(3, ordinal);
          insert.setString(4, window.kind().name());
          insert.setString(5, window.name());
          insert.setObject(6, window.startsOn());
          insert.setObject(7, window.endsOn());
          insert.setString(8, yearly(window.yearly()));
          insert.setString(9, window.note());
          lines(insert, 10, window.lines());
        });
  }

  private static void rules(Connection connection, Plan plan) throws SQLException {
    PlanReporting reporting = plan.reporting();
    batch(
        connection,
        """
        INSERT INTO tinbao.plan_report_rule
          (plan_id, ordinal, period, quarter, month, day, on_date, before, title, makers, to_key, via_key, upward)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        reporting.rules(),
        (insert, rule, ordinal) -> {
          MonthDay due = rule.due();
          insert.setString(1, plan.id());
          insert.setInt(2, ordinal);
          insert.setString(3, rule.period().name());
          insert.setObject(4, rule.quarter(), Types.INTEGER);
          insert.setObject(5, due == null ? null : due.getMonthValue(), Types.INTEGER);
          insert.setObject(6, due == null ? null : due.getDayOfMonth(), Types.INTEGER);
          insert.setObject(7, rule.onDate());
          insert.setBoolean(8, rule.before());
          insert.setString(9, rule.title());
          texts(insert, 10, reporting.makers());
          insert.setString(11, reporting.to());
          insert.setString(12, reporting.via());
          texts(insert, 13, reporting.upward());
        });
  }

  private static void recipients(Connection connection, Plan plan) throws SQLException {
    batch(
        connection,
        """
        INSERT INTO tinbao.plan_recipient (plan_id, ordinal, agency_key, note, kept_by) VALUES (?, ?, ?, ?, ?)
        """,
        plan.recipients(),
        (insert, recipient, ordinal) -> {
          insert.setString(1, plan.id());
          insert.setInt(2, ordinal);
          insert.setString(3, recipient.agencyKey());
          insert.setString(4, recipient.note());
          insert.setString(5, recipient.keptBy());
        });
  }

  private static void notes(Connection connection, Plan plan) throws SQLException {
    batch(
        connection,
        """
        INSERT INTO tinbao.plan_note (plan_id, ordinal, kind, agency_key, number, country, text, lines)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        plan.notes(),
        (insert, note, ordinal) -> {
          insert.setString(1, plan.id());
          insert.setInt(2, ordinal);
          insert.setString(3, note.kind().name());
          insert.setString(4, note.agencyKey());
          insert.setString(5, note.number());
          insert.setString(6, note.country());
          insert.setString(7, note.text());
          lines(insert, 8, note.lines());
        });
  }
}
