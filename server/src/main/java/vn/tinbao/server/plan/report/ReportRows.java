package vn.tinbao.server.plan.report;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/** The rows of {@code tinbao.periodic_report} and what hangs on them. */
@Singleton
class ReportRows {
  static final String TEXT_CONTEXT = "periodic-report-text:";
  static final String NOTE_CONTEXT = "periodic-report-event:";

  /** Most rows of one list. */
  static final int MOST = 5_000;

  private static final String SELECT = "SELECT * FROM tinbao.periodic_report ";

  private final Statements sql;

  ReportRows(Statements sql) {
    this.sql = sql;
  }

  /**
   * Puts one into the list that is not there yet.
   *
   * @return false: it was
   */
  @Transactional
  public boolean owe(Owed owed, Instant now, @Nullable Instant remindAt) {
    DueReport due = owed.due();
    return sql.write(
            """
            INSERT INTO tinbao.periodic_report (id, plan_id, kind, period, from_day, to_day, agency_id,
              agency_key, to_agency, via_agency, due_at, dated, made_at, remind_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (plan_id, kind, period, from_day, agency_id) DO NOTHING
            """,
            UuidCreator.getTimeOrderedEpoch(),
            owed.planId(),
            owed.kind(),
            due.period(),
            due.from(),
            due.to(),
            owed.agencyId(),
            owed.agencyKey(),
            owed.toAgency(),
            owed.viaAgency(),
            due.dueAt(),
            due.dated(),
            now,
            remindAt)
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
    return sql.write("DELETE FROM tinbao.periodic_report WHERE id = ? AND state = 'DUE'", id) == 1;
  }

  /** Changes who gets one that is not sent yet, and when it is due. */
  @Transactional
  public boolean redirect(UUID id, Owed owed, @Nullable Instant remindAt) {
    DueReport due = owed.due();
    return sql.write(
            """
            UPDATE tinbao.periodic_report r
               SET to_agency = n.to_agency, via_agency = n.via_agency, due_at = n.due_at,
                   dated = n.dated, to_day = n.to_day, remind_at = ?
              FROM (SELECT ?::text AS to_agency, ?::text AS via_agency, ?::timestamptz AS due_at,
                           ?::boolean AS dated, ?::date AS to_day) n
             WHERE r.id = ? AND r.state IN ('DUE', 'DRAFT')
               AND (r.to_agency, r.via_agency, r.due_at, r.dated, r.to_day) IS DISTINCT FROM
                   (n.to_agency, n.via_agency, n.due_at, n.dated, n.to_day)
            """,
            remindAt,
            owed.toAgency(),
            owed.viaAgency(),
            due.dueAt(),
            due.dated(),
            due.to(),
            id)
        == 1;
  }

  @Transactional
  public Optional<PeriodicReport> byId(UUID id) {
    return sql.first(SELECT + "WHERE id = ?", ReportRows::report, id);
  }

  /** Locked until the end of the caller's transaction. */
  @Transactional
  public Optional<PeriodicReport> lock(UUID id) {
    return sql.first(SELECT + "WHERE id = ? FOR UPDATE", ReportRows::report, id);
  }

  /** What an agency writes or receives that is due in these moments, the first due first. */
  @Transactional
  public List<PeriodicReport> of(String agencyId, Instant from, Instant until) {
    return sql.all(
        // One branch each by periodic_report_of_agency, _to and _via.
        SELECT
            + """
            WHERE id IN (
              SELECT id FROM tinbao.periodic_report WHERE agency_id = ? AND due_at BETWEEN ? AND ?
              UNION SELECT id FROM tinbao.periodic_report WHERE to_agency = ? AND due_at BETWEEN ? AND ?
              UNION SELECT id FROM tinbao.periodic_report WHERE via_agency = ? AND due_at BETWEEN ? AND ?)
            ORDER BY due_at, kind, agency_id, id LIMIT ?
            """,
        ReportRows::report,
        agencyId,
        from,
        until,
        agencyId,
        from,
        until,
        agencyId,
        from,
        until,
        MOST);
  }

  /** All of one plan that are about the same stretch of time. */
  @Transactional
  public List<PeriodicReport> ofPeriod(String planId, ReportPeriod period, LocalDate from) {
    return sql.all(
        SELECT + "WHERE plan_id = ? AND period = ? AND from_day = ? ORDER BY kind, agency_id",
        ReportRows::report,
        planId,
        period,
        from);
  }

  /** Those about which somebody is to be reminded by now, locked; others wait. */
  @Transactional
  public List<PeriodicReport> remind(Instant now, int most) {
    return sql.all(
        // Index periodic_report_remind.
        SELECT
            + """
            WHERE remind_at <= ? AND state IN ('DUE', 'DRAFT', 'RETURNED')
            ORDER BY remind_at, id LIMIT ? FOR UPDATE SKIP LOCKED
            """,
        ReportRows::report,
        now,
        most);
  }

  @Transactional
  public void remindAt(UUID id, @Nullable Instant at) {
    sql.write("UPDATE tinbao.periodic_report SET remind_at = ? WHERE id = ?", at, id);
  }

  /** Another state; the version rises. */
  @Transactional
  public void state(UUID id, ReportState state, @Nullable Instant remindAt) {
    sql.write(
        """
        UPDATE tinbao.periodic_report SET state = ?, remind_at = ?, version = version + 1 WHERE id = ?
        """,
        state,
        remindAt,
        id);
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
    sql.write(
        """
        UPDATE tinbao.periodic_report
           SET state = ?, submitted_by = ?, submitted_at = ?, as_of = ?, on_paper = ?,
               number = coalesce(?, number), numbered_on = coalesce(?, numbered_on),
               remind_at = NULL, version = version + 1
         WHERE id = ?
        """,
        state,
        by,
        at,
        asOf,
        asOf == null,
        number,
        numberedOn,
        id);
  }

  /**
   * Keeps a text.
   *
   * @return false: this one is kept already
   */
  @Transactional
  public boolean text(UUID id, UUID report, byte[] sealed, Instant asOf, UUID by, Instant at) {
    return sql.write(
            """
            INSERT INTO tinbao.periodic_report_text
              (id, report_id, ordinal, content, as_of, written_by, written_at)
            SELECT ?, ?, coalesce(max(ordinal), 0) + 1, ?, ?, ?, ?
              FROM tinbao.periodic_report_text WHERE report_id = ?
            ON CONFLICT (id) DO NOTHING
            """,
            id,
            report,
            sealed,
            asOf,
            by,
            at,
            report)
        == 1;
  }

  /** A kept text, sealed. */
  @SuppressWarnings("ArrayRecordComponent")
  record SealedText(UUID id, UUID report, byte[] content, UUID by, Instant at) {}

  /** The newest text of a report. */
  @Transactional
  public Optional<SealedText> newest(UUID report) {
    return text("WHERE report_id = ? ORDER BY ordinal DESC LIMIT 1", report);
  }

  @Transactional
  public Optional<SealedText> textById(UUID id) {
    return text("WHERE id = ?", id);
  }

  private Optional<SealedText> text(String where, UUID id) {
    return sql.first(
        "SELECT * FROM tinbao.periodic_report_text " + where,
        row ->
            new SealedText(
                row.getObject("id", UUID.class),
                row.getObject("report_id", UUID.class),
                row.getBytes("content"),
                row.getObject("written_by", UUID.class),
                time(row, "written_at")),
        id);
  }

  /** Freezes the figures of a submission over those of an earlier one. */
  @Transactional
  public void figures(UUID report, List<ReportFigure> figures) {
    sql.write("DELETE FROM tinbao.periodic_report_figure WHERE report_id = ?", report);
    for (ReportFigure figure : figures) {
      sql.write(
          "INSERT INTO tinbao.periodic_report_figure VALUES (?, ?, ?, ?, ?, ?)",
          report,
          figure.key(),
          figure.numerator(),
          figure.denominator(),
          figure.beforeNumerator(),
          figure.beforeDenominator());
    }
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
    sql.write(
        """
        INSERT INTO tinbao.periodic_report_event (id, report_id, at, kind, staff_id, text_id, note)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        report,
        at,
        kind,
        staff,
        text,
        note);
  }

  /** An event with its note still sealed. */
  @SuppressWarnings("ArrayRecordComponent")
  record SealedEvent(
      UUID id, Instant at, String kind, @Nullable UUID staffId, byte @Nullable [] note) {}

  /** The history, the newest first. */
  @Transactional
  public List<SealedEvent> events(UUID report, int most) {
    return sql.all(
        // Index periodic_report_event_of_report.
        """
        SELECT id, at, kind, staff_id, note FROM tinbao.periodic_report_event WHERE report_id = ?
        ORDER BY at DESC, id DESC LIMIT ?
        """,
        row ->
            new SealedEvent(
                row.getObject("id", UUID.class),
                time(row, "at"),
                row.getString("kind"),
                row.getObject("staff_id", UUID.class),
                row.getBytes("note")),
        report,
        most);
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
}
