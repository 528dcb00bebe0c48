package vn.tinbao.server.plan.report;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.push.Push;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/**
 * Words to people about reports: on their page until they are read, and a push without content. A
 * person has one word of each kind about a report; said again it is new again.
 */
@Singleton
public class ReportNotices {
  /** What a woken phone is told: to look at its notices. */
  static final String TOPIC = "report";

  private static final int MOST = 100;

  private final StaffAccounts accounts;
  private final Push push;
  private final Statements sql;
  private final Clock clock;

  ReportNotices(StaffAccounts accounts, Push push, Statements sql, Clock clock) {
    this.accounts = accounts;
    this.push = push;
    this.sql = sql;
    this.clock = clock;
  }

  /** What is said. */
  public enum Kind {
    /** To who writes: it is due soon. */
    DUE_SOON,
    /** To who writes: it was due. */
    OVERDUE,
    /** To who receives: somebody owes it. */
    BELOW_OVERDUE,
    /** To who receives: it is there. */
    SUBMITTED,
    /** To who writes: it came back. */
    RETURNED,
    /** To who writes: it was taken. */
    ACCEPTED
  }

  /** A word that is not read yet. */
  public record Notice(PeriodicReport report, Kind kind, Instant at) {}

  /**
   * Says it to everybody at an agency who may do this; in the caller's transaction.
   *
   * @param agencyId null: nobody
   * @param except who did it, and knows
   * @return how many people
   */
  int say(
      PeriodicReport report,
      Kind kind,
      @Nullable String agencyId,
      Action to,
      @Nullable UUID except,
      Instant now) {
    if (agencyId == null) {
      return 0;
    }
    Set<UUID> people = new LinkedHashSet<>();
    for (StaffMember person : accounts.colleagues(agencyId)) {
      if (Permissions.may(person, to) && !person.id().equals(except)) {
        people.add(person.id());
      }
    }
    for (UUID person : people) {
      sql.write(
          """
          INSERT INTO tinbao.periodic_report_notice (report_id, staff_id, kind, said_at)
          VALUES (?, ?, ?, ?)
          ON CONFLICT (report_id, staff_id, kind)
          DO UPDATE SET said_at = excluded.said_at, read_at = NULL
          """,
          report.id(),
          person,
          kind,
          now);
      push.toStaff(person, TOPIC, report.id());
    }
    return people.size();
  }

  /** What a person has not read, the newest first; what is settled since is left out. */
  @Transactional
  public List<Notice> of(StaffMember viewer, PeriodicReports reports) {
    record Row(UUID report, Kind kind, Instant at) {}
    List<Row> unread =
        sql.all(
            // Index periodic_report_notice_of_staff.
            """
            SELECT report_id, kind, said_at FROM tinbao.periodic_report_notice
            WHERE staff_id = ? AND read_at IS NULL ORDER BY said_at DESC, report_id LIMIT ?
            """,
            row ->
                new Row(
                    row.getObject("report_id", UUID.class),
                    Kind.valueOf(row.getString("kind")),
                    Objects.requireNonNull(SqlTime.read(row, "said_at"))),
            viewer.id(),
            MOST);
    return unread.stream()
        .flatMap(
            row ->
                reports.seen(viewer, row.report()).stream()
                    .filter(report -> holds(report, row.kind()))
                    .map(report -> new Notice(report, row.kind(), row.at())))
        .toList();
  }

  /** A reminder of what is sent by now is no word any more. */
  private static boolean holds(PeriodicReport report, Kind kind) {
    return switch (kind) {
      case DUE_SOON, OVERDUE, BELOW_OVERDUE -> report.state().open();
      case RETURNED -> report.state() == ReportState.RETURNED;
      case SUBMITTED -> report.state() == ReportState.SUBMITTED;
      case ACCEPTED -> report.state() == ReportState.ACCEPTED;
    };
  }

  /**
   * A person has seen what is said about a report.
   *
   * @return false: nothing was
   */
  @Transactional
  public boolean read(StaffMember viewer, UUID report) {
    return sql.write(
            """
            UPDATE tinbao.periodic_report_notice SET read_at = coalesce(read_at, ?)
            WHERE report_id = ? AND staff_id = ?
            """,
            SqlTime.now(clock),
            report,
            viewer.id())
        > 0;
  }
}
