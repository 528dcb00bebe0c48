package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipReceipt;

/** Reporting, following up, desk, tasks, sign-in. */
@Singleton
final class FirstCases implements AccessCases {
  private final Assignments assignments;

  FirstCases(Assignments assignments) {
    this.assignments = assignments;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.ofEntries(
        Map.entry("POST /", (world, owner) -> Request.form("/", "story", "Có người rủ cháu đi")),
        Map.entry(
            "POST /follow",
            (world, owner) -> Request.form("/follow", "code", world.tip().code().grouped())),
        Map.entry(
            "POST /follow/messages",
            (world, owner) ->
                Request.form(
                    "/follow/messages", "code", world.tip().code().grouped(), "text", "Thêm")),
        Map.entry("POST /api/v1/tips", (world, owner) -> Request.json("/api/v1/tips", newTip())),
        Map.entry("GET /api/v1/follow", (world, owner) -> Request.of("/api/v1/follow")),
        Map.entry(
            "POST /api/v1/follow/messages",
            (world, owner) ->
                Request.json(
                    "/api/v1/follow/messages",
                    "{\"id\":\"%s\",\"text\":\"x\"}".formatted(UuidCreator.getTimeOrderedEpoch()))),
        Map.entry(
            "POST /api/v1/units/at",
            (world, owner) -> Request.json("/api/v1/units/at", "{\"lat\":21.85,\"lon\":106.75}")),
        Map.entry("GET /api/v1/units", (world, owner) -> Request.of("/api/v1/units?q=Khanh")),
        Map.entry("POST /login", (world, owner) -> Request.form("/login", "username", "")),
        Map.entry("POST /logout", (world, owner) -> Request.form("/logout")),
        Map.entry(
            "POST /account/password",
            (world, owner) -> Request.form("/account/password", "password", "kurz")),
        Map.entry(
            "POST /api/v1/officer/sessions",
            (world, owner) -> Request.json("/api/v1/officer/sessions", "{}")),
        Map.entry("GET /health/{selector}", (world, owner) -> Request.of("/health/liveness")),
        Map.entry(
            "DELETE /api/v1/officer/sessions/current",
            (world, owner) -> Request.of("/api/v1/officer/sessions/current")),
        Map.entry(
            "GET /desk/tips/{id}", (world, owner) -> Request.of("/desk/tips/" + world.tip().id())),
        Map.entry(
            "POST /desk/tips/{id}/replies",
            (world, owner) ->
                Request.form(
                    "/desk/tips/" + world.tip().id() + "/replies",
                    "messageId",
                    UuidCreator.getTimeOrderedEpoch().toString(),
                    "text",
                    "Cháu đi lúc mấy giờ?")),
        Map.entry(
            "GET /desk/tips/{id}/safe-contact",
            (world, owner) -> Request.of("/desk/tips/" + world.tip().id() + "/safe-contact")),
        Map.entry(
            "POST /desk/tips/{id}/safe-contact",
            (world, owner) ->
                Request.form(
                    "/desk/tips/" + world.tip().id() + "/safe-contact", "neverCall", "yes")),
        Map.entry(
            "POST /desk/tips/{id}/held",
            (world, owner) -> Request.form("/desk/tips/" + world.tip().id() + "/held")),
        Map.entry(
            "POST /desk/tips/{id}/assignments",
            (world, owner) ->
                Request.form(
                    "/desk/tips/" + world.tip().id() + "/assignments",
                    "assignmentId",
                    UuidCreator.getTimeOrderedEpoch().toString(),
                    "officer",
                    officer(world).id().toString(),
                    "minutes",
                    "30")),
        Map.entry(
            "GET /api/v1/officer/assignments/{id}",
            (world, owner) -> Request.of("/api/v1/officer/assignments/" + offered(world, owner))),
        Map.entry(
            "POST /api/v1/officer/assignments/{id}/actions",
            (world, owner) ->
                Request.json(
                    "/api/v1/officer/assignments/" + offered(world, owner) + "/actions",
                    "{\"operationId\":\"%s\",\"action\":\"ACCEPT\"}"
                        .formatted(UuidCreator.getTimeOrderedEpoch()))),
        Map.entry(
            "POST /api/v1/officer/assignments/{assignmentId}/files",
            (world, owner) ->
                Request.of("/api/v1/officer/assignments/" + offered(world, owner) + "/files")),
        Map.entry(
            "POST /api/v1/officer/assignments/{assignmentId}/files/{id}",
            (world, owner) ->
                Request.of(
                    "/api/v1/officer/assignments/%s/files/%s"
                        .formatted(offered(world, owner), UuidCreator.getTimeOrderedEpoch()))),
        Map.entry(
            "POST /simulator/api/messages",
            (world, owner) ->
                Request.json(
                    "/simulator/api/messages", "{\"from\":\"0912345678\",\"text\":\"xin chao\"}")),
        Map.entry(
            "POST /simulator/api/repeats",
            (world, owner) -> Request.json("/simulator/api/repeats", "{\"from\":\"0912345678\"}")),
        Map.entry(
            "POST /simulator/api/network",
            (world, owner) -> Request.json("/simulator/api/network", "{\"inParts\":false}")));
  }

  private static String newTip() {
    byte[] key = new byte[16];
    key[3] = 7;
    return "{\"id\":\"%s\",\"replayKey\":\"%s\",\"narrative\":\"Có người rủ cháu đi\"}"
        .formatted(
            UuidCreator.getTimeOrderedEpoch(),
            Base64.getUrlEncoder().withoutPadding().encodeToString(key));
  }

  private static StaffMember officer(AccessWorld world) {
    return world.person("canbo", AccessWorld.HERE, Role.FIELD_OFFICER);
  }

  /** An offer to this person, or to some officer when this one is none. */
  private UUID offered(AccessWorld world, StaffMember owner) {
    StaffMember officer = owner.is(Role.FIELD_OFFICER) ? owner : officer(world);
    StaffMember desk = world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER);
    TipReceipt tip = world.tip();
    UUID id = UuidCreator.getTimeOrderedEpoch();
    assignments.offer(desk, id, tip.id(), officer.id(), null, Duration.ofMinutes(30)).orElseThrow();
    return id;
  }
}
