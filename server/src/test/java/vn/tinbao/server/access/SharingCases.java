package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.DeskReports;
import vn.tinbao.server.tip.TipTransfers;

/** Transfers, restrictions, reports typed at the desk. */
@Singleton
final class SharingCases implements AccessCases {
  private final TipTransfers transfers;
  private final DeskReports reports;

  SharingCases(TipTransfers transfers, DeskReports reports) {
    this.transfers = transfers;
    this.reports = reports;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "POST /desk/tips/new",
        (world, owner) -> Request.form("/desk/tips/new", "story", "Có người gọi đến"),
        "POST /follow/first-code",
        (world, owner) ->
            Request.form(
                "/follow/first-code", "code", firstCode(world), "claim", "AAAAAAAAAAAAAAAAAAAAAA"),
        "POST /api/v1/follow/first-code",
        (world, owner) ->
            Request.json(
                "/api/v1/follow/first-code",
                "{\"firstCode\":\"%s\",\"claim\":\"AAAAAAAAAAAAAAAAAAAAAA\"}"
                    .formatted(firstCode(world))),
        "GET /desk/tips/{id}/transfer",
        (world, owner) -> Request.of("/desk/tips/" + world.tip().id() + "/transfer"),
        "POST /desk/tips/{id}/transfers",
        (world, owner) ->
            Request.form(
                "/desk/tips/" + world.tip().id() + "/transfers",
                "id",
                UuidCreator.getTimeOrderedEpoch().toString(),
                "to",
                AccessWorld.THIRD,
                "reason",
                "OTHER_PLACE"),
        "POST /desk/transfers/{id}/acceptance",
        (world, owner) -> Request.form("/desk/transfers/" + offeredToUs(world) + "/acceptance"),
        "POST /desk/transfers/{id}/rejection",
        (world, owner) ->
            Request.form(
                "/desk/transfers/" + offeredToUs(world) + "/rejection", "answer", "Không phải"),
        "POST /desk/transfers/{id}/withdrawal",
        (world, owner) ->
            Request.form(
                "/desk/transfers/"
                    + offered(world, AccessWorld.HERE, AccessWorld.THIRD, world.tip().id())
                    + "/withdrawal"),
        "POST /desk/tips/{id}/restriction",
        (world, owner) ->
            Request.form("/desk/tips/" + world.tip().id() + "/restriction", "reason", "CHILD"),
        "POST /desk/tips/{id}/restriction/end",
        (world, owner) -> Request.form("/desk/tips/" + world.tip().id() + "/restriction/end"));
  }

  private String firstCode(AccessWorld world) {
    DeskReports.Call call =
        new DeskReports.Call(
            UuidCreator.getTimeOrderedEpoch(), "Có người gọi đến", null, false, null, null, null);
    return reports
        .take(world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER), call)
        .orElseThrow()
        .code()
        .orElseThrow()
        .code()
        .grouped();
  }

  /** A tip of another agency, offered to {@link AccessWorld#HERE}. */
  private UUID offeredToUs(AccessWorld world) {
    UUID tip = world.tip().id();
    UUID away = offered(world, AccessWorld.HERE, AccessWorld.THIRD, tip);
    transfers.accept(world.person("truc", AccessWorld.THIRD, Role.DUTY_OFFICER), away);
    return offered(world, AccessWorld.THIRD, AccessWorld.HERE, tip);
  }

  private UUID offered(AccessWorld world, String from, String to, UUID tip) {
    StaffMember desk = world.person("truc", from, Role.DUTY_OFFICER);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    TipTransfers.Outcome outcome =
        transfers.offer(desk, id, tip, to, TipTransfers.Reason.OTHER_PLACE, null, false);
    if (!(outcome instanceof TipTransfers.Outcome.Done)) {
      throw new IllegalStateException(outcome.toString());
    }
    return id;
  }
}
