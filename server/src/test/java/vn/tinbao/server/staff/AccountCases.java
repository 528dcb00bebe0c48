package vn.tinbao.server.staff;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.access.AccessCases;
import vn.tinbao.server.access.AccessWorld;

/** Own sessions, invitations, accounts of colleagues. */
@Singleton
final class AccountCases implements AccessCases {
  private final AccountKeeping keeping;
  private final SessionStore sessions;
  private final TestSessions testSessions;
  private final DemoStaff demo;

  AccountCases(
      AccountKeeping keeping, SessionStore sessions, TestSessions testSessions, DemoStaff demo) {
    this.keeping = keeping;
    this.sessions = sessions;
    this.testSessions = testSessions;
    this.demo = demo;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.ofEntries(
        Map.entry(
            "POST /account/sessions/{id}/end",
            (world, owner) -> Request.form("/account/sessions/" + ownSession(owner) + "/end")),
        Map.entry(
            "POST /account/sessions/end-others",
            (world, owner) -> Request.form("/account/sessions/end-others")),
        Map.entry(
            "POST /account/sessions/seen",
            (world, owner) -> Request.form("/account/sessions/seen")),
        Map.entry(
            "POST /enrol",
            (world, owner) -> Request.form("/enrol", "code", invited(world).invitation().code())),
        Map.entry(
            "POST /admin/staff",
            (world, owner) ->
                Request.form(
                    "/admin/staff",
                    "agency",
                    AccessWorld.HERE,
                    "name",
                    "Người mới",
                    "username",
                    fresh(),
                    "role-DUTY_OFFICER",
                    "on")),
        Map.entry(
            "GET /admin/staff/{id}", (world, owner) -> Request.of("/admin/staff/" + someone())),
        Map.entry(
            "POST /admin/staff/{id}",
            (world, owner) ->
                Request.form(
                    "/admin/staff/" + someone(),
                    "agency",
                    AccessWorld.HERE,
                    "name",
                    "Tên khác",
                    "role-FIELD_OFFICER",
                    "on")),
        Map.entry(
            "POST /admin/staff/{id}/invite",
            (world, owner) -> Request.form("/admin/staff/" + invited(world).id() + "/invite")),
        Map.entry(
            "POST /login/oidc/logout",
            (world, owner) -> Request.form("/login/oidc/logout", "logout_token", "x")),
        Map.entry(
            "POST /admin/staff/{id}/oidc",
            (world, owner) ->
                Request.form(
                    "/admin/staff/" + invited(world).id() + "/oidc", "subject", "someone")),
        Map.entry(
            "POST /admin/staff/{id}/close",
            (world, owner) -> Request.form("/admin/staff/" + someone() + "/close")),
        Map.entry(
            "POST /admin/staff/{id}/reopen",
            (world, owner) -> Request.form("/admin/staff/" + someone() + "/reopen")),
        Map.entry(
            "POST /admin/staff/{id}/sessions/end",
            (world, owner) -> Request.form("/admin/staff/" + someone() + "/sessions/end")),
        Map.entry(
            "POST /admin/staff/{id}/reset",
            (world, owner) ->
                Request.form("/admin/staff/" + someone() + "/reset", "what", "factor")),
        Map.entry(
            "POST /admin/staff/{id}/reset/{reset}/confirm",
            (world, owner) -> Request.form(waiting(world) + "/confirm")),
        Map.entry(
            "POST /admin/staff/{id}/reset/{reset}/reject",
            (world, owner) -> Request.form(waiting(world) + "/reject")));
  }

  private UUID ownSession(StaffMember owner) {
    testSessions.web(owner.id());
    return sessions.of(owner.id()).get(0).id();
  }

  private AccountKeeping.Opened invited(AccessWorld world) {
    return keeping.invite(
        keeper(world),
        new AccountKeeping.NewPerson(
            fresh(), "Người mới", AccessWorld.HERE, Set.of(Role.DUTY_OFFICER)));
  }

  /** An officer of the first agency, new each time. */
  private UUID someone() {
    return demo.install(
            List.of(
                new DemoStaff.AgencySeat(
                    fresh(), "Cán bộ", AccessWorld.HERE, Set.of(Role.FIELD_OFFICER))))
        .get(0)
        .id();
  }

  private String waiting(AccessWorld world) {
    UUID id = someone();
    keeping.requestReset(keeper(world), id, false, true);
    StaffLine.Reset reset = keeping.one(keeper(world), id).reset();
    if (reset == null) {
      throw new AssertionError("nothing waits");
    }
    return "/admin/staff/" + id + "/reset/" + reset.id();
  }

  private static StaffMember keeper(AccessWorld world) {
    return world.person("quantrikhac", AccessWorld.HERE, Role.ADMIN);
  }

  private static String fresh() {
    return "nguoi." + UUID.randomUUID().toString().substring(0, 13);
  }
}
