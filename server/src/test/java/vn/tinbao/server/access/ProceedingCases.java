package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.proceeding.Tasks;
import vn.tinbao.server.staff.Role;

/** Legal steps, register, notices to reporters, tasks, comments. */
@Singleton
final class ProceedingCases implements AccessCases {
  private final Tasks tasks;

  ProceedingCases(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "GET /desk/tips/{id}/steps/{step}",
        (world, owner) -> Request.of("/desk/tips/" + world.tip().id() + "/steps/REGISTER"),
        "POST /desk/tips/{id}/steps",
        (world, owner) ->
            Request.form(
                "/desk/tips/" + world.tip().id() + "/steps", "stepId", newId(), "step", "REGISTER"),
        "GET /desk/tips/{id}/register",
        (world, owner) -> Request.of("/desk/tips/" + world.tip().id() + "/register"),
        "POST /desk/tips/{id}/register",
        (world, owner) ->
            Request.form(
                "/desk/tips/" + world.tip().id() + "/register",
                "entryId",
                newId(),
                "SUMMARY",
                "Có người rủ đi"),
        "GET /desk/tips/{id}/notices/{kind}",
        (world, owner) -> Request.of("/desk/tips/" + world.tip().id() + "/notices/received"),
        "POST /desk/tips/{id}/notices",
        (world, owner) ->
            Request.form(
                "/desk/tips/" + world.tip().id() + "/notices",
                "noticeId",
                newId(),
                "kind",
                "RECEIVED",
                "way",
                "DIALOGUE",
                "text",
                "Đã tiếp nhận"),
        "POST /desk/tips/{id}/comments",
        (world, owner) ->
            Request.form(
                "/desk/tips/" + world.tip().id() + "/comments",
                "commentId",
                newId(),
                "scope",
                "INTERNAL",
                "text",
                "Đã gọi"),
        "POST /desk/tips/{id}/tasks",
        (world, owner) ->
            Request.form(
                "/desk/tips/" + world.tip().id() + "/tasks",
                "taskId",
                newId(),
                "agency",
                AccessWorld.HERE,
                "what",
                "Tìm người thân"),
        "POST /desk/tips/{id}/tasks/{taskId}/answer",
        (world, owner) -> {
          UUID tip = world.tip().id();
          return Request.form(
              "/desk/tips/" + tip + "/tasks/" + task(world, tip) + "/answer", "answer", "Đã xong");
        },
        "POST /desk/tips/{id}/tasks/{taskId}/withdrawal",
        (world, owner) -> {
          UUID tip = world.tip().id();
          return Request.form("/desk/tips/" + tip + "/tasks/" + task(world, tip) + "/withdrawal");
        });
  }

  private UUID task(AccessWorld world, UUID tip) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Tasks.Outcome outcome =
        tasks.give(
            world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER),
            id,
            tip,
            AccessWorld.HERE,
            "Tìm người thân",
            null);
    if (outcome != Tasks.Outcome.DONE) {
      throw new IllegalStateException(outcome.toString());
    }
    return id;
  }

  private static String newId() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }
}
