package vn.tinbao.server.plan.report;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.papers.PaperNumbers;
import vn.tinbao.server.plan.report.ReportNotices.Kind;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.sms.db.SqlTime;

/**
 * The door to periodic reports: which there are, sending them, and what a receiver says to them.
 * Seen by the agency that writes one and by those that get it; words are read by receivers only
 * once it is sent.
 */
@Singleton
public class PeriodicReports {
  private static final int LONGEST_NOTE = 2_000;
  private static final int MOST_EVENTS = 200;

  private final ReportRows rows;
  private final ReportTexts texts;
  private final ReportNotices notices;
  private final PaperNumbers numbers;
  private final SecretSeal seal;
  private final Audit audit;
  private final ReportSettings settings;
  private final Clock clock;

  PeriodicReports(
      ReportRows rows,
      ReportTexts texts,
      ReportNotices notices,
      PaperNumbers numbers,
      SecretSeal seal,
      Audit audit,
      ReportSettings settings,
      Clock clock) {
    this.rows = rows;
    this.texts = texts;
    this.notices = notices;
    this.numbers = numbers;
    this.seal = seal;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /** Something that happened to a report; {@code staffId} null: the house itself. */
  public record Event(Instant at, String kind, @Nullable UUID staffId, @Nullable String note) {}

  /** One that this person may see. */
  public Optional<PeriodicReport> seen(StaffMember viewer, UUID id) {
    return Permissions.may(viewer, Action.REPORT_SEE)
        ? rows.byId(id).filter(report -> report.writtenBy(viewer) || report.receivedBy(viewer))
        : Optional.empty();
  }

  /** What the viewer's agency writes or receives, due in these days (both inclusive). */
  public List<PeriodicReport> between(StaffMember viewer, LocalDate from, LocalDate until) {
    return Permissions.may(viewer, Action.REPORT_SEE)
        ? rows.of(viewer.agencyId(), LegalTime.start(from), LegalTime.start(until.plusDays(1)))
        : List.of();
  }

  /** Its words, for who may read them now; empty: none, or not yet sent. */
  public Optional<ReportText> text(StaffMember viewer, PeriodicReport report) {
    boolean sent =
        report.state() == ReportState.SUBMITTED || report.state() == ReportState.ACCEPTED;
    return report.writtenBy(viewer) || (sent && report.receivedBy(viewer))
        ? texts.newest(report.id())
        : Optional.empty();
  }

  /** Its history, the newest first. */
  public List<Event> events(StaffMember viewer, UUID id) {
    return seen(viewer, id).isEmpty()
        ? List.of()
        : rows.events(id, MOST_EVENTS).stream().map(this::opened).toList();
  }

  private Event opened(ReportRows.SealedEvent row) {
    byte[] note = row.note();
    return new Event(
        row.at(),
        row.kind(),
        row.staffId(),
        note == null
            ? null
            : new String(
                seal.open(note, ReportRows.NOTE_CONTEXT + row.id()), StandardCharsets.UTF_8));
  }

  /**
   * Sends a report to its receivers: gives it its number (decree 30/2020/NĐ-CP art. 15) and freezes
   * text and figures.
   *
   * @param version of the report that the sender saw
   * @param meant the sender has seen that words and annex differ, and means it
   */
  @Transactional
  public ReportOutcome submit(StaffMember viewer, UUID id, int version, boolean meant) {
    PeriodicReport report = written(viewer, id, Action.REPORT_SUBMIT);
    if (report == null) {
      return new ReportOutcome.NotFound();
    }
    if (report.state() == ReportState.SUBMITTED && viewer.id().equals(report.submittedBy())) {
      return new ReportOutcome.Done(report);
    }
    if (!report.state().open()) {
      return new ReportOutcome.Wrong(ReportMistake.WRONG_STATE);
    }
    if (report.version() != version) {
      return new ReportOutcome.TooLate(report);
    }
    ReportRows.SealedText sealed = rows.newest(id).orElse(null);
    if (sealed == null) {
      return new ReportOutcome.Wrong(ReportMistake.NO_TEXT);
    }
    ReportText text = texts.newest(id).orElseThrow();
    boolean contradicts = !FigureMarks.contradictions(text).isEmpty();
    if (contradicts && !meant) {
      return new ReportOutcome.Wrong(ReportMistake.CONTRADICTS);
    }
    Instant now = SqlTime.now(clock);
    PaperNumbers.Given number =
        numbers.give(report.agencyId(), PaperNumbers.Series.OUTGOING, id, viewer.id());
    rows.submitted(
        id,
        ReportState.SUBMITTED,
        viewer.id(),
        now,
        text.annex().asOf(),
        number.number(),
        number.day());
    rows.figures(id, text.annex().figures());
    event(id, now, contradicts ? "SUBMITTED_DIFFERING" : "SUBMITTED", viewer, sealed.id(), null);
    PeriodicReport sent = rows.byId(id).orElseThrow();
    notices.say(sent, Kind.SUBMITTED, sent.toAgency(), Action.REPORT_RECEIVE, viewer.id(), now);
    notices.say(sent, Kind.SUBMITTED, sent.viaAgency(), Action.REPORT_RECEIVE, viewer.id(), now);
    audit.record(viewer.id(), "REPORT_SUBMITTED", "PERIODIC_REPORT", id.toString());
    return new ReportOutcome.Done(sent);
  }

  /** The receiver takes a report that was sent. */
  @Transactional
  public ReportOutcome accept(StaffMember viewer, UUID id, int version) {
    PeriodicReport report = received(viewer, id);
    if (report == null) {
      return new ReportOutcome.NotFound();
    }
    if (report.state() == ReportState.ACCEPTED) {
      return new ReportOutcome.Done(report);
    }
    if (report.state() != ReportState.SUBMITTED) {
      return new ReportOutcome.Wrong(ReportMistake.WRONG_STATE);
    }
    if (report.version() != version) {
      return new ReportOutcome.TooLate(report);
    }
    return decided(viewer, report, ReportState.ACCEPTED, Kind.ACCEPTED, null);
  }

  /**
   * The receiver sends a report back; it counts as not there until it is sent again.
   *
   * @param why said to who wrote it
   */
  @Transactional
  public ReportOutcome sendBack(StaffMember viewer, UUID id, int version, @Nullable String why) {
    PeriodicReport report = received(viewer, id);
    if (report == null) {
      return new ReportOutcome.NotFound();
    }
    if (report.state() == ReportState.RETURNED) {
      return new ReportOutcome.Done(report);
    }
    if (report.onPaper()
        || (report.state() != ReportState.SUBMITTED && report.state() != ReportState.ACCEPTED)) {
      return new ReportOutcome.Wrong(ReportMistake.WRONG_STATE);
    }
    if (report.version() != version) {
      return new ReportOutcome.TooLate(report);
    }
    String note = why == null ? "" : why.strip();
    if (note.isEmpty()) {
      return new ReportOutcome.Wrong(ReportMistake.WHY_MISSING);
    }
    if (note.length() > LONGEST_NOTE) {
      return new ReportOutcome.Wrong(ReportMistake.TOO_LONG);
    }
    return decided(viewer, report, ReportState.RETURNED, Kind.RETURNED, note);
  }

  private ReportOutcome decided(
      StaffMember viewer,
      PeriodicReport report,
      ReportState state,
      Kind kind,
      @Nullable String why) {
    Instant now = SqlTime.now(clock);
    rows.state(
        report.id(),
        state,
        state == ReportState.RETURNED ? settings.next(report.dueAt(), now).orElse(null) : null);
    event(report.id(), now, state.name(), viewer, null, why);
    PeriodicReport after = rows.byId(report.id()).orElseThrow();
    notices.say(after, kind, after.agencyId(), Action.REPORT_WRITE, viewer.id(), now);
    audit.record(viewer.id(), "REPORT_" + state, "PERIODIC_REPORT", report.id().toString());
    return new ReportOutcome.Done(after);
  }

  /**
   * The receiver says that a report came outside this system.
   *
   * @param day on which it came: not in the future, and not before the period began
   */
  @Transactional
  public ReportOutcome onPaper(StaffMember viewer, UUID id, int version, LocalDate day) {
    PeriodicReport report = received(viewer, id);
    if (report == null) {
      return new ReportOutcome.NotFound();
    }
    if (report.onPaper() && report.state() == ReportState.ACCEPTED) {
      return new ReportOutcome.Done(report);
    }
    if (!report.state().open()) {
      return new ReportOutcome.Wrong(ReportMistake.WRONG_STATE);
    }
    if (report.version() != version) {
      return new ReportOutcome.TooLate(report);
    }
    Instant now = SqlTime.now(clock);
    if (day.isAfter(LegalTime.day(now)) || day.isBefore(report.from())) {
      return new ReportOutcome.Wrong(ReportMistake.DAY_WRONG);
    }
    rows.submitted(id, ReportState.ACCEPTED, viewer.id(), LegalTime.start(day), null, null, null);
    event(id, now, "ON_PAPER", viewer, null, null);
    audit.record(viewer.id(), "REPORT_ON_PAPER", "PERIODIC_REPORT", id.toString());
    return new ReportOutcome.Done(rows.byId(id).orElseThrow());
  }

  /** Somebody took it out of the house as a file; leaves a row. */
  @Transactional
  public void printed(StaffMember viewer, UUID id, String format) {
    audit.record(viewer.id(), "REPORT_PRINTED", "PERIODIC_REPORT", id.toString(), format);
  }

  private @Nullable PeriodicReport written(StaffMember viewer, UUID id, Action action) {
    return Permissions.may(viewer, action)
        ? rows.lock(id).filter(report -> report.writtenBy(viewer)).orElse(null)
        : null;
  }

  private @Nullable PeriodicReport received(StaffMember viewer, UUID id) {
    return Permissions.may(viewer, Action.REPORT_RECEIVE)
        ? rows.lock(id).filter(report -> report.receivedBy(viewer)).orElse(null)
        : null;
  }

  private void event(
      UUID report,
      Instant at,
      String kind,
      StaffMember by,
      @Nullable UUID text,
      @Nullable String note) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    rows.event(
        id,
        report,
        at,
        kind,
        by.id(),
        text,
        note == null
            ? null
            : seal.seal(note.getBytes(StandardCharsets.UTF_8), ReportRows.NOTE_CONTEXT + id));
  }
}
