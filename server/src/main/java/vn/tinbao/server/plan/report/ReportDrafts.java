package vn.tinbao.server.plan.report;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.SqlTime;

/** Writing a report: the first draft, words of a person, figures of a later moment. */
@Singleton
public class ReportDrafts {
  private final ReportRows rows;
  private final ReportTexts texts;
  private final AnnexMaker annexes;
  private final DraftWords words;
  private final ReportSettings settings;
  private final Clock clock;

  ReportDrafts(
      ReportRows rows,
      ReportTexts texts,
      AnnexMaker annexes,
      DraftWords words,
      ReportSettings settings,
      Clock clock) {
    this.rows = rows;
    this.texts = texts;
    this.annexes = annexes;
    this.words = words;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Begins a report with what is known now; one that is begun stays as it is.
   *
   * @param formId UUIDv7 of the form: the same twice is one
   */
  @Transactional
  public ReportOutcome begin(StaffMember viewer, UUID id, UUID formId) {
    PeriodicReport report = own(viewer, id);
    if (report == null) {
      return new ReportOutcome.NotFound();
    }
    if (rows.newest(id).isPresent()) {
      return new ReportOutcome.Done(report);
    }
    if (!report.state().open()) {
      return new ReportOutcome.Wrong(ReportMistake.WRONG_STATE);
    }
    ReportText text = words.write(report, annexes.make(viewer, report, SqlTime.now(clock)));
    return kept(viewer, report, formId, text, "DRAFTED");
  }

  /**
   * Keeps what a person wrote; figures of the annex stay as they are.
   *
   * @param version of the report that the writer saw
   * @param parts those that are not named stay as they were
   */
  @Transactional
  public ReportOutcome save(
      StaffMember viewer, UUID id, int version, UUID formId, Map<ReportPart, String> parts) {
    PeriodicReport report = own(viewer, id);
    if (report == null) {
      return new ReportOutcome.NotFound();
    }
    if (rows.textById(formId).filter(text -> text.report().equals(id)).isPresent()) {
      return new ReportOutcome.Done(report);
    }
    ReportText before = texts.newest(id).orElse(null);
    if (before == null) {
      return new ReportOutcome.Wrong(ReportMistake.NO_TEXT);
    }
    if (!report.state().open()) {
      return new ReportOutcome.Wrong(ReportMistake.WRONG_STATE);
    }
    Map<ReportPart, String> all = new EnumMap<>(ReportPart.class);
    all.putAll(before.parts());
    all.putAll(parts);
    ReportText text = new ReportText(all, before.annex());
    if (text.tooLong()) {
      return new ReportOutcome.Wrong(ReportMistake.TOO_LONG);
    }
    if (report.version() != version) {
      return new ReportOutcome.TooLate(report);
    }
    if (text.equals(before)) {
      return new ReportOutcome.Done(report);
    }
    return kept(viewer, report, formId, text, "WRITTEN");
  }

  /**
   * Counts again as of now: the marked figures in the words follow, and what agencies below have
   * sent since is added.
   */
  @Transactional
  public ReportOutcome renew(StaffMember viewer, UUID id, int version, UUID formId) {
    PeriodicReport report = own(viewer, id);
    if (report == null) {
      return new ReportOutcome.NotFound();
    }
    if (rows.textById(formId).filter(text -> text.report().equals(id)).isPresent()) {
      return new ReportOutcome.Done(report);
    }
    ReportText before = texts.newest(id).orElse(null);
    if (before == null) {
      return new ReportOutcome.Wrong(ReportMistake.NO_TEXT);
    }
    if (!report.state().open()) {
      return new ReportOutcome.Wrong(ReportMistake.WRONG_STATE);
    }
    if (report.version() != version) {
      return new ReportOutcome.TooLate(report);
    }
    ReportText text = words.renew(report, before, annexes.make(viewer, report, SqlTime.now(clock)));
    return kept(viewer, report, formId, text, "COUNTED");
  }

  private ReportOutcome kept(
      StaffMember viewer, PeriodicReport report, UUID formId, ReportText text, String kind) {
    Instant now = SqlTime.now(clock);
    if (!texts.keep(formId, report.id(), text, viewer.id(), now)) {
      // Somebody sent another report's form; ids are made by the writer and never shared.
      return new ReportOutcome.NotFound();
    }
    rows.state(
        report.id(),
        report.state() == ReportState.DUE ? ReportState.DRAFT : report.state(),
        settings.next(report.dueAt(), now).orElse(null));
    rows.event(
        UuidCreator.getTimeOrderedEpoch(), report.id(), now, kind, viewer.id(), formId, null);
    return new ReportOutcome.Done(rows.byId(report.id()).orElseThrow());
  }

  private @Nullable PeriodicReport own(StaffMember viewer, UUID id) {
    return Permissions.may(viewer, Action.REPORT_WRITE)
        ? rows.lock(id).filter(report -> report.writtenBy(viewer)).orElse(null)
        : null;
  }
}
