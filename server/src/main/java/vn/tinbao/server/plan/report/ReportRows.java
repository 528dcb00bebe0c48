package vn.tinbao.server.plan.report;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/** The rows of {@code tinbao.periodic_report} and what hangs on them. */
@Singleton
class ReportRows {
  static final String TEXT_CONTEXT = "periodic-report-text:";
  static final String NOTE_CONTEXT = "periodic-report-event:";

  /** Most rows of one list. */
  static final int MOST = 5_000;

  private static final String SELECT = "SELECT * FROM tinbao.periodic_report ";

  private final JdbcOperations jdbc;

  ReportRows(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Puts one into the list that is not there yet.
   *
   * @return false: it was
   */
  @Transactional
  public boolean owe(Owed owed, Instant now, @Nullable Instant remindAt) {
    return jdbc.prepareStatement(
            """
            INSERT INTO tinbao.periodic_report (id, plan_id, kind, period, from_day, to_day, agency_id,
              agency_key, to_agency, via_agency, due_at, dated, made_at, remind_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (plan_id, kind, period, from_day, agency_id) DO NOTHING
            """,
            insert -> {
              DueReport due = owed.due();
              insert.setObject(1, UuidCreator.getTimeOrderedEpoch());
              insert.setString(2, owed.planId());
              insert.setString(3, owed.kind().name());
              insert.setString(4, due.period().name());
              insert.setObject(5, due.from());
              insert.setObject(6, due.to());
              insert.setString(7, owed.agencyId());
              insert.setString(8, owed.agencyKey());
              insert.setString(9, owed.toAgency());
              insert.setString(10, owed.viaAgency());
              insert.setObject(11, SqlTime.of(due.dueAt()));
              insert.setBoolean(12, due.dated());
              insert.setObject(13, SqlTime.of(now));
              insert.setObject(14, SqlTime.of(remindAt));
              return insert.executeUpdate();
            })
        == 1;
  }

  /**
   * Who owes what to whom.
   *
   * @param agencyKey the plan's word for {@code agencyId}
   */
  record Owed(
      String planId,
      ReportKind kind,
      DueReport due,
      String agencyId,
      String agencyKey,
      @Nullable String toAgency,
      @Nullable String viaAgency) {}

  /** Takes back one that nobody has touched: its agency ended, or its plan says otherwise now. */
  @Transactional
  public boolean forget(UUID id) {
    return execute("DELETE FROM tinbao.periodic_report WHERE id = ? AND state = 'DUE'", id) == 1;
  }

  /** Changes who gets one that is not sent yet, and when it is due. */
  @Transactional
  public boolean redirect(UUID id, Owed owed, @Nullable Instant remindAt) {
    return jdbc.prepareStatement(
            """
            UPDATE tinbao.periodic_report
               SET to_agency = ?, via_agency = ?, due_at = ?, dated = ?, to_day = ?, remind_at = ?
             WHERE id = ? AND state IN ('DUE', 'DRAFT')
               AND (to_agency, via_agency, due_at, dated, to_day) IS DISTINCT FROM (?, ?, ?, ?, ?)
            """,
            update -> {
              for (int at : new int[] {1, 8}) {
                update.setString(at, owed.toAgency());
                update.setString(at + 1, owed.viaAgency());
                update.setObject(at + 2, SqlTime.of(owed.due().dueAt()));
                update.setBoolean(at + 3, owed.due().dated());
                update.setObject(at + 4, owed.due().to());
              }
              update.setObject(6, SqlTime.of(remindAt));
              update.setObject(7, id);
              return update.executeUpdate();
            })
        == 1;
  }

  @Transactional
  public Optional<PeriodicReport> byId(UUID id) {
    return list(SELECT + "WHERE id = ?", select -> select.setObject(1, id)).stream().findFirst();
  }

  /** Locked until the end of the caller's transaction. */
  @Transactional
  public Optional<PeriodicReport> lock(UUID id) {
    return list(SELECT + "WHERE id = ? FOR UPDATE", select -> select.setObject(1, id)).stream()
        .findFirst();
  }

  /** What an agency writes or receives that is due in these moments, the first due first. */
  @Transactional
  public List<PeriodicReport> of(String agencyId, Instant from, Instant until) {
    return list(
        // One branch each by periodic_report_of_agency, _to and _via.
        SELECT
            + """
            WHERE id IN (
              SELECT id FROM tinbao.periodic_report WHERE agency_id = ? AND due_at BETWEEN ? AND ?
              UNION SELECT id FROM tinbao.periodic_report WHERE to_agency = ? AND due_at BETWEEN ? AND ?
              UNION SELECT id FROM tinbao.periodic_report WHERE via_agency = ? AND due_at BETWEEN ? AND ?)
            ORDER BY due_at, kind, agency_id, id LIMIT
            """
            + " "
            + MOST,
        select -> {
          for (int at = 1; at < 10; at += 3) {
            select.setString(at, agencyId);
            select.setObject(at + 1, SqlTime.of(from));
            select.setObject(at + 2, SqlTime.of(until));
          }
        });
  }

  /** All of one plan that are about the same stretch of time. */
  @Transactional
  public List<PeriodicReport> ofPeriod(String planId, ReportPeriod period, LocalDate from) {
    return list(
        SELECT + "WHERE plan_id = ? AND period = ? AND from_day = ? ORDER BY kind, agency_id",
        select -> {
          select.setString(1, planId);
          select.setString(2, period.name());
          select.setObject(3, from);
        });
  }

  /** Those about which somebody is to be reminded by now, locked; others wait. */
  @Transactional
  public List<PeriodicReport> remind(Instant now, int most) {
    return list(
        // Index periodic_report_remind.
        SELECT
            + """
            WHERE remind_at <= ? AND state IN ('DUE', 'DRAFT', 'RETURNED')
            ORDER BY remind_at, id LIMIT ? FOR UPDATE SKIP LOCKED
            """,
        select -> {
          select.setObject(1, SqlTime.of(now));
          select.setInt(2, most);
        });
  }

  @Transactional
  public void remindAt(UUID id, @Nullable Instant at) {
    jdbc.prepareStatement(
        "UPDATE tinbao.periodic_report SET remind_at = ? WHERE id = ?",
        update -> {
          update.setObject(1, SqlTime.of(at));
          update.setObject(2, id);
          return update.executeUpdate();
        });
  }

  /** Another state; the version rises. */
  @Transactional
  public void state(UUID id, ReportState state, @Nullable Instant remindAt) {
    jdbc.prepareStatement(
        """
        UPDATE tinbao.periodic_report SET state = ?, remind_at = ?, version = version + 1 WHERE id = ?
        """,
        update -> {
          update.setString(1, state.name());
          update.setObject(2, SqlTime.of(remindAt));
          update.setObject(3, id);
          return update.executeUpdate();
        });
  }

  /** It is sent: by this person, with figures as of this moment (null: on paper). */
  @Transactional
  public void submitted(
      UUID id,
      ReportState state,
      UUID by,
      Instant at,
      @Nullable Instant asOf,
      @Nullable Integer number,
      @Nullable LocalDate numberedOn) {
    jdbc.prepareStatement(
        """
        UPDATE tinbao.periodic_report
           SET state = ?, submitted_by = ?, submitted_at = ?, as_of = ?, on_paper = ?,
               number = coalesce(?, number), numbered_on = coalesce(?, numbered_on),
               remind_at = NULL, version = version + 1
         WHERE id = ?
        """,
        update -> {
          update.setString(1, state.name());
          update.setObject(2, by);
          update.setObject(3, SqlTime.of(at));
          update.setObject(4, SqlTime.of(asOf));
          update.setBoolean(5, asOf == null);
          update.setObject(6, number, java.sql.Types.INTEGER);
          update.setObject(7, numberedOn);
          update.setObject(8, id);
          return update.executeUpdate();
        });
  }

  /**
   * Keeps a text.
   *
   * @return false: this one is kept already
   */
  @Transactional
  public boolean text(UUID id, UUID report, byte[] sealed, Instant asOf, UUID by, Instant at) {
    return jdbc.prepareStatement(
            """
            INSERT INTO tinbao.periodic_report_text
              (id, report_id, ordinal, content, as_of, written_by, written_at)
            SELECT ?, ?, coalesce(max(ordinal), 0) + 1, ?, ?, ?, ?
              FROM tinbao.periodic_report_text WHERE report_id = ?
            ON CONFLICT (id) DO NOTHING
            """,
            insert -> {
              insert.setObject(1, id);
              insert.setObject(2, report);
              insert.setBytes(3, sealed);
              insert.setObject(4, SqlTime.of(asOf));
              insert.setObject(5, by);
              insert.setObject(6, SqlTime.of(at));
              insert.setObject(7, report);
              return insert.executeUpdate();
            })
        == 1;
  }

  /** A kept text, sealed. */
  @SuppressWarnings("ArrayRecordComponent")
  record SealedText(UUID id, UUID report, byte[] content, UUID by, Instant at) {}

  /** The newest text of a report. */
  @Transactional
  public Optional<SealedText> newest(UUID report) {
    return texts(
        "WHERE report_id = ? ORDER BY ordinal DESC LIMIT 1", select -> select.setObject(1, report));
  }

  @Transactional
  public Optional<SealedText> textById(UUID id) {
    return texts("WHERE id = ?", select -> select.setObject(1, id));
  }

  private Optional<SealedText> texts(String where, Bind bind) {
    return jdbc.prepareStatement(
        "SELECT * FROM tinbao.periodic_report_text " + where,
        select -> {
          bind.on(select);
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new SealedText(
                        row.getObject("id", UUID.class),
                        row.getObject("report_id", UUID.class),
                        row.getBytes("content"),
                        row.getObject("written_by", UUID.class),
                        time(row, "written_at")))
                : Optional.empty();
          }
        });
  }

  /** Freezes the figures of a submission over those of an earlier one. */
  @Transactional
  public void figures(UUID report, List<ReportFigure> figures) {
    execute("DELETE FROM tinbao.periodic_report_figure WHERE report_id = ?", report);
    var unused =
        jdbc.prepareStatement(
            "INSERT INTO tinbao.periodic_report_figure VALUES (?, ?, ?, ?, ?, ?)",
            insert -> {
              for (ReportFigure figure : figures) {
                insert.setObject(1, report);
                insert.setString(2, figure.key());
                insert.setBigDecimal(3, figure.numerator());
                insert.setLong(4, figure.denominator());
                insert.setBigDecimal(5, figure.beforeNumerator());
                insert.setLong(6, figure.beforeDenominator());
                insert.addBatch();
              }
              return insert.executeBatch();
            });
  }

  /** Adds to a report's history. */
  @Transactional
  public void event(
      UUID id,
      UUID report,
      Instant at,
      String kind,
      @Nullable UUID staff,
      @Nullable UUID text,
      byte @Nullable [] note) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.periodic_report_event (id, report_id, at, kind, staff_id, text_id, note)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        insert -> {
          insert.setObject(1, id);
          insert.setObject(2, report);
          insert.setObject(3, SqlTime.of(at));
          insert.setString(4, kind);
          insert.setObject(5, staff);
          insert.setObject(6, text);
          insert.setBytes(7, note);
          return insert.executeUpdate();
        });
  }

  /** An event with its note still sealed. */
  @SuppressWarnings("ArrayRecordComponent")
  record SealedEvent(
      UUID id, Instant at, String kind, @Nullable UUID staffId, byte @Nullable [] note) {}

  /** The history, the newest first. */
  @Transactional
  public List<SealedEvent> events(UUID report, int most) {
    return jdbc.prepareStatement(
        // Index periodic_report_event_of_report.
        """
        SELECT id, at, kind, staff_id, note FROM tinbao.periodic_report_event WHERE report_id = ?
        ORDER BY at DESC, id DESC LIMIT ?
        """,
        select -> {
          select.setObject(1, report);
          select.setInt(2, most);
          List<SealedEvent> events = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              events.add(
                  new SealedEvent(
                      row.getObject("id", UUID.class),
                      time(row, "at"),
                      row.getString("kind"),
                      row.getObject("staff_id", UUID.class),
                      row.getBytes("note")));
            }
          }
          return events;
        });
  }

  /** How parameters are set. */
  private interface Bind {
    void on(PreparedStatement select) throws SQLException;
  }

  private List<PeriodicReport> list(String sql, Bind bind) {
    return jdbc.prepareStatement(
        sql,
        select -> {
          bind.on(select);
          List<PeriodicReport> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(report(row));
            }
          }
          return found;
        });
  }

  private static PeriodicReport report(ResultSet row) throws SQLException {
    return new PeriodicReport(
        row.getObject("id", UUID.class),
        row.getString("plan_id"),
        ReportKind.valueOf(row.getString("kind")),
        ReportPeriod.valueOf(row.getString("period")),
        row.getObject("from_day", LocalDate.class),
        row.getObject("to_day", LocalDate.class),
        row.getString("agency_id"),
        row.getString("agency_key"),
        row.getString("to_agency"),
        row.getString("via_agency"),
        time(row, "due_at"),
        row.getBoolean("dated"),
        ReportState.valueOf(row.getString("state")),
        row.getInt("version"),
        row.getObject("submitted_by", UUID.class),
        SqlTime.read(row, "submitted_at"),
        SqlTime.read(row, "as_of"),
        row.getBoolean("on_paper"),
        row.getObject("number", Integer.class),
        row.getObject("numbered_on", LocalDate.class));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    Instant at = SqlTime.read(row, column);
    if (at == null) {
      throw new IllegalStateException(column + " is never null");
    }
    return at;
  }

  private int execute(String sql, UUID id) {
    return jdbc.prepareStatement(
        sql,
        statement -> {
          statement.setObject(1, id);
          return statement.executeUpdate();
        });
  }
}
