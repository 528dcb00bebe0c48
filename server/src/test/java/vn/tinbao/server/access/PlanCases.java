package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.plan.DraftState;
import vn.tinbao.server.plan.Evidence;
import vn.tinbao.server.plan.PlanDrafts;
import vn.tinbao.server.plan.PlanImport;
import vn.tinbao.server.plan.PlanWork;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.testing.TestSql;

/** The part of {@link AccessWorld#HERE} in a task of Bình Trung, whose heir that police is. */
@Singleton
final class PlanCases implements AccessCases {
  private static final String OWN_PLAN =
      """
      form: 1
      id: khanh-khe-2026
      title: Kế hoạch năm 2026
      startsOn: 2026-01-01
      endsOn: 2026-12-31
      unit: "06286"
      issuer: ca_xa
      issuerName: Công an xã Khánh Khê
      source: bản thử
      tasks:
        - {id: t1, group: COMMUNICATION, title: Tuyên truyền giu-kin-7f3a, lead: [ca_xa]}
      """;

  private static final String TASK = "/plans/binh-trung-2024/tasks/t2.1.2";

  private final TestSql sql;
  private final PlanImport imports;
  private final PlanWork work;
  private final PlanDrafts drafts;

  PlanCases(PlanWork work, PlanDrafts drafts, PlanImport imports, TestSql sql) {
    this.imports = imports;
    this.sql = sql;
    this.work = work;
    this.drafts = drafts;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.ofEntries(
        Map.entry("GET /plans/{id}", (world, owner) -> Request.of("/plans/binh-trung-2024")),
        Map.entry(
            "GET /plans/{id}/tasks/{task}",
            (world, owner) -> {
              proof(world);
              return Request.of(TASK);
            }),
        Map.entry(
            "POST /plans/{id}/tasks/{task}/work",
            (world, owner) ->
                Request.form(
                    TASK + "/work", "formId", id().toString(), "version", "0", "person", "")),
        Map.entry(
            "POST /plans/{id}/tasks/{task}/evidence",
            (world, owner) ->
                new Request(
                    TASK + "/evidence",
                    "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n"
                        + AccessWorld.MARKER
                        + "\r\n--x--\r\n",
                    "multipart/form-data; boundary=x")),
        Map.entry(
            "POST /plans/{id}/tasks/{task}/evidence/{evidence}/withdrawal",
            (world, owner) ->
                Request.form(
                    TASK + "/evidence/" + proof(world) + "/withdrawal", "formId", id().toString())),
        Map.entry(
            "GET /plans/{id}/tasks/{task}/evidence/{evidence}/file",
            (world, owner) -> Request.of(TASK + "/evidence/" + proof(world) + "/file")),
        Map.entry(
            "POST /plans/import",
            (world, owner) ->
                new Request(
                    "/plans/import",
                    "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nid: x\r\n--x--\r\n",
                    "multipart/form-data; boundary=x")),
        Map.entry(
            "POST /account/plan-reminders/{id}/read",
            (world, owner) -> {
              UUID id = id();
              sql.run(
                  "INSERT INTO tinbao.plan_reminder (id, plan_id, subject, agency_id, staff_id, kind,"
                      + " on_date, days, written_at) VALUES ('"
                      + id
                      + "', 'binh-trung-2024', '"
                      + id
                      + "', '"
                      + AccessWorld.HERE
                      + "', '"
                      + owner.id()
                      + "', 'SOON', '2024-07-30', 3, now())");
              return Request.form("/account/plan-reminders/" + id + "/read", "x", "y");
            }),
        Map.entry(
            "POST /plans/surveys", (world, owner) -> Request.form("/plans/surveys", "on", "x")),
        Map.entry(
            "POST /plans/drafts",
            (world, owner) -> Request.form("/plans/drafts", "way", "YEAR", "from", "x")),
        Map.entry(
            "GET /plans/drafts/{id}",
            (world, owner) -> Request.of("/plans/drafts/" + draft(world, false))),
        Map.entry(
            "POST /plans/drafts/{id}",
            (world, owner) ->
                Request.form(
                    "/plans/drafts/" + draft(world, false), "revision", "1", "text", "id: x")),
        Map.entry(
            "GET /plans/drafts/{id}/parts/{section}/{n}",
            (world, owner) ->
                Request.of("/plans/drafts/" + draft(world, false) + "/parts/tasks/1")),
        Map.entry(
            "POST /plans/drafts/{id}/parts/{section}/{n}",
            (world, owner) ->
                Request.form(
                    "/plans/drafts/" + draft(world, false) + "/parts/tasks/1", "revision", "1")),
        Map.entry(
            "POST /plans/drafts/{id}/parts/{section}/{n}/moves/{move}",
            (world, owner) ->
                Request.form(
                    "/plans/drafts/" + draft(world, false) + "/parts/tasks/1/moves/DOWN",
                    "revision",
                    "1")),
        Map.entry(
            "POST /plans/drafts/{id}/steps/{step}",
            (world, owner) ->
                Request.form(
                    "/plans/drafts/" + draft(world, false) + "/steps/SUBMITTED", "x", "y")),
        Map.entry(
            "POST /plans/drafts/{id}/issue",
            (world, owner) ->
                Request.form(
                    "/plans/drafts/" + draft(world, true) + "/issue",
                    "revision",
                    "1",
                    "number",
                    "")));
  }

  private String draft(AccessWorld world, boolean submitted) {
    StaffMember secretary = world.person("thuky", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    String planId = "thu-" + id();
    // Another case may have taken from this police that it is the standing agency.
    imports.run("goc.yaml", OWN_PLAN, null, false);
    drafts.year(secretary, "khanh-khe-2026", planId, 2027);
    if (submitted) {
      drafts.move(secretary, planId, DraftState.SUBMITTED);
    }
    return planId;
  }

  private UUID proof(AccessWorld world) {
    StaffMember secretary = world.person("thuky", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    UUID id = id();
    work.prove(
        secretary,
        "binh-trung-2024",
        "t2.1.2",
        id,
        new PlanWork.NewEvidence(
            Evidence.Kind.FILE,
            work.today(),
            null,
            null,
            "Buổi tuyên truyền " + AccessWorld.MARKER,
            "anh-" + AccessWorld.MARKER + ".txt",
            AccessWorld.MARKER.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return id;
  }

  private static UUID id() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
