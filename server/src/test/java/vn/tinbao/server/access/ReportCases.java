package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import vn.tinbao.server.plan.report.PeriodicReport;
import vn.tinbao.server.plan.report.PeriodicReports;
import vn.tinbao.server.plan.report.ReportDrafts;
import vn.tinbao.server.plan.report.ReportOutcome;
import vn.tinbao.server.plan.report.ReportPart;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.testing.TestSql;

/** Reports that the agency {@link AccessWorld#HERE} writes, or gets. */
@Singleton
final class ReportCases implements AccessCases {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final PeriodicReports reports;
  private final ReportDrafts drafts;
  private final TestSql sql;

  ReportCases(PeriodicReports reports, ReportDrafts drafts, TestSql sql) {
    this.reports = reports;
    this.drafts = drafts;
    this.sql = sql;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.ofEntries(
        Map.entry(
            "GET /reports/{id}", (world, owner) -> Request.of("/reports/" + written(world).id())),
        Map.entry(
            "GET /reports/{id}/write",
            (world, owner) -> Request.of("/reports/" + written(world).id() + "/write")),
        Map.entry(
            "GET /reports/{id}/file/{format}",
            (world, owner) -> Request.of("/reports/" + written(world).id() + "/file/xlsx")),
        Map.entry(
            "POST /reports/{id}/seen",
            (world, owner) -> Request.form("/reports/" + owed() + "/seen")),
        Map.entry(
            "POST /reports/{id}/draft",
            (world, owner) -> Request.form("/reports/" + owed() + "/draft", "formId", "x")),
        step("write", false, "situation", "Khác"),
        step("count", false),
        step("submit", false),
        step("accept", true),
        step("back", true, "why", "Thiếu số liệu"),
        Map.entry(
            "POST /reports/{id}/paper",
            (world, owner) ->
                Request.form(
                    "/reports/" + inserted(other(), AccessWorld.HERE) + "/paper",
                    "version",
                    "1",
                    "day",
                    "2026-01-05")));
  }

  private Map.Entry<String, Maker> step(String step, boolean receiver, String... fields) {
    return Map.entry(
        "POST /reports/{id}/" + step,
        (world, owner) -> {
          PeriodicReport report = receiver ? received(world) : written(world);
          String[] all = new String[fields.length + 2];
          all[0] = "version";
          all[1] = Integer.toString(report.version());
          System.arraycopy(fields, 0, all, 2, fields.length);
          return Request.form("/reports/" + report.id() + "/" + step, all);
        });
  }

  private UUID owed() {
    return inserted(AccessWorld.HERE, other());
  }

  /** With words that only the own agency may read. */
  private PeriodicReport written(AccessWorld world) {
    return write(
        world.person("thu-ky-bao-cao", AccessWorld.HERE, Role.COMMITTEE_SECRETARY), owed());
  }

  private PeriodicReport received(AccessWorld world) {
    String from = other();
    StaffMember writer = world.person("thu-ky-tren", from, Role.COMMITTEE_SECRETARY);
    PeriodicReport written = write(writer, inserted(from, AccessWorld.HERE));
    return done(reports.submit(writer, written.id(), written.version(), false));
  }

  private PeriodicReport write(StaffMember writer, UUID id) {
    PeriodicReport begun = done(drafts.begin(writer, id, UuidCreator.getTimeOrderedEpoch()));
    return done(
        drafts.save(
            writer,
            id,
            begun.version(),
            UuidCreator.getTimeOrderedEpoch(),
            Map.of(ReportPart.LAW, AccessWorld.MARKER)));
  }

  private UUID inserted(String from, String to) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    sql.run(
        """
        INSERT INTO tinbao.periodic_report (id, plan_id, kind, period, from_day, to_day, agency_id,
          agency_key, to_agency, due_at, dated, made_at)
        VALUES ('%s', 'binh-trung-2024', 'CONTRIBUTION', 'ONE_OFF', date '2020-01-01' + %d,
          '2026-12-31', '%s', 'ca_xa', '%s', now(), true, now())
        """
            .formatted(id, NEXT.getAndIncrement(), from, to));
    return id;
  }

  private String other() {
    return sql.text("SELECT id FROM tinbao.agency WHERE key = 'ca_tinh' ORDER BY id DESC LIMIT 1");
  }

  private static PeriodicReport done(ReportOutcome outcome) {
    return ((ReportOutcome.Done) outcome).report();
  }
}
