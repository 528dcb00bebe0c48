package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.plan.DraftState;
import vn.tinbao.server.plan.Evidence;
import vn.tinbao.server.plan.PlanDrafts;
import vn.tinbao.server.plan.PlanWork;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;

/** The part of {@link AccessWorld#HERE} in a task of Bình Trung, whose heir that police is. */
@Singleton
final class PlanCases implements AccessCases {
  private static final String TASK = "/plans/binh-trung-2024/tasks/t2.1.2";

  private final PlanWork work;
  private final PlanDrafts drafts;

  PlanCases(PlanWork work, PlanDrafts drafts) {
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
    drafts.year(secretary, "binh-trung-2024", planId, 2027);
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
