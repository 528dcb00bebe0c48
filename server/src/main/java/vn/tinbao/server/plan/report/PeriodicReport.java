package vn.tinbao.server.plan.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.staff.StaffMember;

/**
 * A report that somebody owes, wrote or sent.
 *
 * @param from first day that it is about
 * @param to last day, inclusive
 * @param agencyId who writes it
 * @param agencyKey the plan's word for that agency
 * @param toAgency who gets it; null: nobody that the catalogue knows
 * @param viaAgency through whom it goes, or who gets it as well
 * @param dueAt from here on it is late
 * @param dated false: the plan names no day
 * @param version rises with every change
 * @param asOf moment as of which its figures were counted; null while nothing is written, and on
 *     paper
 * @param onPaper it came outside this system
 * @param number among the papers of its agency; given at the first submission
 */
public record PeriodicReport(
    UUID id,
    String planId,
    ReportKind kind,
    ReportPeriod period,
    LocalDate from,
    LocalDate to,
    String agencyId,
    String agencyKey,
    @Nullable String toAgency,
    @Nullable String viaAgency,
    Instant dueAt,
    boolean dated,
    ReportState state,
    int version,
    @Nullable UUID submittedBy,
    @Nullable Instant submittedAt,
    @Nullable Instant asOf,
    boolean onPaper,
    @Nullable Integer number,
    @Nullable LocalDate numberedOn) {

  /** The last day on which it is in time, in Vietnam. */
  public LocalDate lastDay() {
    return LegalTime.day(dueAt.minusNanos(1));
  }

  /** How its receiver sees it at that moment. */
  public ReportStanding standing(Instant now) {
    Instant sent = submittedAt;
    if (sent != null && (state == ReportState.SUBMITTED || state == ReportState.ACCEPTED)) {
      return sent.isBefore(dueAt) ? ReportStanding.IN_TIME : ReportStanding.LATE;
    }
    return now.isBefore(dueAt) ? ReportStanding.AWAITED : ReportStanding.MISSING;
  }

  /** Whether this person's agency writes it. */
  public boolean writtenBy(StaffMember viewer) {
    return agencyId.equals(viewer.agencyId());
  }

  /** Whether this person's agency gets it or passes it on. */
  public boolean receivedBy(StaffMember viewer) {
    return viewer.agencyId().equals(toAgency) || viewer.agencyId().equals(viaAgency);
  }
}
