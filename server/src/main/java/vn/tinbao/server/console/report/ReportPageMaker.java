package vn.tinbao.server.console.report;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.console.ColleagueNames;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanAgencies;
import vn.tinbao.server.plan.PlanKeys;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.report.FigureMarks;
import vn.tinbao.server.plan.report.PeriodicReport;
import vn.tinbao.server.plan.report.PeriodicReports;
import vn.tinbao.server.plan.report.ReportKind;
import vn.tinbao.server.plan.report.ReportNotices;
import vn.tinbao.server.plan.report.ReportPapers;
import vn.tinbao.server.plan.report.ReportPart;
import vn.tinbao.server.plan.report.ReportStanding;
import vn.tinbao.server.plan.report.ReportState;
import vn.tinbao.server.plan.report.ReportText;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Messages;
import vn.tinbao.server.web.Ui;

/** Puts together what the pages of reports show. */
@Singleton
class ReportPageMaker {
  private static final int DAYS_AHEAD = 120;
  private static final int YEARS_BACK = 2;

  private final PeriodicReports reports;
  private final ReportNotices notices;
  private final Plans plans;
  private final PlanAgencies planAgencies;
  private final Catalogue catalogue;
  private final StaffAccounts accounts;
  private final Messages messages;
  private final Clock clock;

  ReportPageMaker(
      PeriodicReports reports,
      ReportNotices notices,
      Plans plans,
      PlanAgencies planAgencies,
      Catalogue catalogue,
      StaffAccounts accounts,
      Messages messages,
      Clock clock) {
    this.reports = reports;
    this.notices = notices;
    this.plans = plans;
    this.planAgencies = planAgencies;
    this.catalogue = catalogue;
    this.accounts = accounts;
    this.messages = messages;
    this.clock = clock;
  }

  LocalDate today() {
    return LegalTime.day(clock.instant());
  }

  ReportListPage list(Ui ui, StaffMember viewer) {
    LocalDate today = today();
    List<PeriodicReport> all =
        reports.between(viewer, today.minusYears(YEARS_BACK), today.plusDays(DAYS_AHEAD));
    List<ReportListPage.Line> open = new ArrayList<>();
    List<ReportListPage.Line> sent = new ArrayList<>();
    boolean receives = false;
    for (PeriodicReport report : all) {
      receives |= report.receivedBy(viewer);
      if (report.writtenBy(viewer)) {
        (report.state().open() ? open : sent).add(line(ui, report));
      }
    }
    sent.sort(Comparator.comparing((ReportListPage.Line line) -> line.report().dueAt()).reversed());
    return new ReportListPage(
        notices.of(viewer, reports).stream()
            .map(
                notice ->
                    new ReportListPage.Reminder(
                        notice.kind(), notice.at(), line(ui, notice.report())))
            .toList(),
        open,
        sent,
        receives);
  }

  private ReportListPage.Line line(Ui ui, PeriodicReport report) {
    return new ReportListPage.Line(
        report,
        title(ui, report),
        plan(report),
        agency(report.agencyId()),
        report.standing(clock.instant()));
  }

  /** What comes to the viewer's agency, due in this year. */
  ReportGridPage grid(Ui ui, StaffMember viewer, int year) {
    Instant now = clock.instant();
    Map<String, List<PeriodicReport>> byPlan = new TreeMap<>();
    for (PeriodicReport report :
        reports.between(viewer, LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))) {
      if (report.receivedBy(viewer)
          && LegalTime.day(report.dueAt().minusNanos(1)).getYear() == year) {
        byPlan.computeIfAbsent(report.planId(), id -> new ArrayList<>()).add(report);
      }
    }
    List<ReportGridPage.Table> tables = new ArrayList<>();
    byPlan.forEach((plan, all) -> tables.add(table(ui, plan, all, now)));
    return new ReportGridPage(year, tables);
  }

  private ReportGridPage.Table table(Ui ui, String planId, List<PeriodicReport> all, Instant now) {
    // In order of due days, as the list comes.
    Map<String, List<PeriodicReport>> columns = new LinkedHashMap<>();
    Map<String, Map<String, PeriodicReport>> rows = new HashMap<>();
    for (PeriodicReport report : all) {
      String column = report.period() + " " + report.from();
      columns.computeIfAbsent(column, key -> new ArrayList<>()).add(report);
      rows.computeIfAbsent(report.agencyId(), key -> new HashMap<>()).put(column, report);
    }
    List<ReportGridPage.Row> lines = new ArrayList<>();
    rows.forEach(
        (agency, cells) -> {
          List<ReportGridPage.@Nullable Cell> line = new ArrayList<>();
          for (String column : columns.keySet()) {
            PeriodicReport report = cells.get(column);
            line.add(report == null ? null : new ReportGridPage.Cell(report, report.standing(now)));
          }
          lines.add(new ReportGridPage.Row(agency(agency), line));
        });
    lines.sort(Comparator.comparing(ReportGridPage.Row::agency));
    return new ReportGridPage.Table(
        planId,
        plans.plan(planId).map(Plan::title).orElse(planId),
        columns.values().stream().map(column -> column(ui, column, now)).toList(),
        lines,
        plans.plan(planId).map(this::unknown).orElse(List.of()));
  }

  /** Makers that nobody is today. */
  private List<String> unknown(Plan plan) {
    LocalDate today = LegalTime.day(clock.instant());
    return plan.reporting().makers().stream()
        .filter(key -> planAgencies.resolve(key, plan, today).isEmpty())
        .map(PlanKeys.builtIn()::name)
        .toList();
  }

  private ReportGridPage.Column column(Ui ui, Collection<PeriodicReport> reports, Instant now) {
    PeriodicReport first = reports.iterator().next();
    int received = 0;
    int late = 0;
    int missing = 0;
    for (PeriodicReport report : reports) {
      ReportStanding standing = report.standing(now);
      received += standing.received() ? 1 : 0;
      late += standing == ReportStanding.LATE ? 1 : 0;
      missing += standing == ReportStanding.MISSING ? 1 : 0;
    }
    return new ReportGridPage.Column(
        ReportPapers.period(messages, ui.locale(), first),
        ui.day(first.lastDay()),
        received,
        reports.size(),
        late,
        missing);
  }

  PeriodicReportPage page(
      Ui ui, StaffMember viewer, PeriodicReport report, @Nullable String mistake, String why) {
    ReportText text = reports.text(viewer, report).orElse(null);
    ColleagueNames names = new ColleagueNames(accounts);
    return new PeriodicReportPage(
        report,
        title(ui, report),
        plan(report),
        agency(report.agencyId()),
        report.toAgency() == null ? null : agency(report.toAgency()),
        report.viaAgency() == null ? null : agency(report.viaAgency()),
        report.standing(clock.instant()),
        text == null ? List.of() : parts(text),
        text == null ? null : text.annex(),
        text == null ? List.of() : FigureMarks.contradictions(text),
        reports.events(viewer, report.id()).stream()
            .map(
                event ->
                    new PeriodicReportPage.Happened(
                        event.at(), event.kind(), names.of(event.staffId()), event.note()))
            .toList(),
        may(viewer, report, text != null),
        UuidCreator.getTimeOrderedEpoch(),
        today(),
        mistake,
        why);
  }

  private static List<PeriodicReportPage.Part> parts(ReportText text) {
    List<PeriodicReportPage.Part> parts = new ArrayList<>();
    for (ReportPart part : ReportPart.values()) {
      parts.add(
          new PeriodicReportPage.Part(
              part, FigureMarks.pieces(text.part(part), text.annex()), text.part(part)));
    }
    return parts;
  }

  private static PeriodicReportPage.May may(
      StaffMember viewer, PeriodicReport report, boolean written) {
    boolean open = report.state().open();
    boolean writes =
        open && report.writtenBy(viewer) && Permissions.may(viewer, Action.REPORT_WRITE);
    boolean receives = report.receivedBy(viewer) && Permissions.may(viewer, Action.REPORT_RECEIVE);
    return new PeriodicReportPage.May(
        writes && !written,
        writes && written,
        writes && written && Permissions.may(viewer, Action.REPORT_SUBMIT),
        receives && report.state() == ReportState.SUBMITTED,
        receives && !open && !report.onPaper(),
        receives && open);
  }

  /** {@code Báo cáo tổng hợp quý I năm 2024}. */
  String title(Ui ui, PeriodicReport report) {
    String name = ui.t("report.name", ReportPapers.period(messages, ui.locale(), report));
    return report.kind() == ReportKind.SUMMARY
        ? name + " (" + ui.t("report.kind.SUMMARY").toLowerCase(ui.locale()) + ")"
        : name;
  }

  private String plan(PeriodicReport report) {
    return plans.plan(report.planId()).map(Plan::title).orElse(report.planId());
  }

  String agency(String id) {
    return catalogue.now().agency(id).map(Agency::name).orElse(id);
  }
}
