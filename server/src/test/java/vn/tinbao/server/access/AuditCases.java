package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.custody.IdentityRequests;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;

/** How to ask for who did what, and for identities. */
@Singleton
class AuditCases implements AccessCases {
  private final TipIntake intake;
  private final IdentityRequests requests;

  AuditCases(TipIntake intake, IdentityRequests requests) {
    this.intake = intake;
    this.requests = requests;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.ofEntries(
        Map.entry(
            "GET /desk/tips/{id}/openings",
            (world, owner) -> Request.of("/desk/tips/" + world.tip().id() + "/openings")),
        Map.entry(
            "POST /desk/tips/{id}/identity-requests",
            (world, owner) -> {
              var unused = world.person("giudanhtinh", AccessWorld.HERE, Role.CUSTODIAN);
              return Request.form(
                  "/desk/tips/" + named() + "/identity-requests",
                  "requestId",
                  UuidCreator.getTimeOrderedEpoch().toString(),
                  "reason",
                  "Cần gặp người báo");
            }),
        Map.entry(
            "POST /desk/identity-requests/{id}/open",
            (world, owner) ->
                Request.of("/desk/identity-requests/" + granted(world, owner) + "/open")),
        Map.entry(
            "POST /desk/identity-requests/{id}/withdraw",
            (world, owner) ->
                Request.of("/desk/identity-requests/" + granted(world, owner) + "/withdraw")),
        Map.entry(
            "GET /custody/{id}",
            (world, owner) -> Request.of("/custody/" + asked(world, desk(world)))),
        Map.entry(
            "POST /custody/{id}/decision",
            (world, owner) ->
                Request.form(
                    "/custody/" + asked(world, desk(world)) + "/decision",
                    "decision",
                    "grant",
                    "reason",
                    "Cần")),
        Map.entry(
            "POST /custody/{id}/revoke",
            (world, owner) -> Request.of("/custody/" + granted(world, desk(world)) + "/revoke")),
        Map.entry(
            "POST /desk/tips/{id}/hold",
            (world, owner) ->
                Request.form(
                    "/desk/tips/" + world.tip().id() + "/hold",
                    "holdId",
                    UuidCreator.getTimeOrderedEpoch().toString(),
                    "reason",
                    "Vụ án đang mở")),
        Map.entry(
            "POST /desk/tips/{id}/hold/lift",
            (world, owner) ->
                Request.form(
                    "/desk/tips/" + world.tip().id() + "/hold/lift", "reason", "Vụ án đã xong")));
  }

  private UUID named() {
    return Tips.submitNamed(
            intake,
            "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái đi. " + AccessWorld.MARKER,
            "Người báo " + AccessWorld.MARKER,
            "0912345678",
            "gọi buổi tối")
        .id();
  }

  private static StaffMember desk(AccessWorld world) {
    return world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER);
  }

  /** A request of this person, or of somebody at the desk when this one may not ask. */
  private UUID asked(AccessWorld world, StaffMember owner) {
    var unused = world.person("giudanhtinh", AccessWorld.HERE, Role.CUSTODIAN);
    boolean asks = owner.is(Role.DUTY_OFFICER) || owner.is(Role.AGENCY_LEAD);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    var done = requests.ask(asks ? owner : desk(world), named(), id, "Cần " + AccessWorld.MARKER);
    if (done != IdentityRequests.Outcome.DONE) {
      throw new IllegalStateException("Not asked: " + done);
    }
    return id;
  }

  private UUID granted(AccessWorld world, StaffMember owner) {
    UUID id = asked(world, owner);
    StaffMember custodian = world.person("giudanhtinh", AccessWorld.HERE, Role.CUSTODIAN);
    var done = requests.decide(custodian, id, true, "Được", null);
    if (done != IdentityRequests.Outcome.DONE) {
      throw new IllegalStateException("Not granted: " + done);
    }
    return id;
  }
}
