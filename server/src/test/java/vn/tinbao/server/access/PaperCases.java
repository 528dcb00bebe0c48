package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.tip.TipTransfers;

/** Official papers of tips and of the register. */
@Singleton
final class PaperCases implements AccessCases {
  private final TipTransfers transfers;

  PaperCases(TipTransfers transfers) {
    this.transfers = transfers;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "GET /desk/tips/{id}/papers/{form}/{format}",
        (world, owner) ->
            Request.of("/desk/tips/" + world.tip().id() + "/papers/intake-record/pdf"),
        "POST /desk/tips/{id}/papers/number",
        (world, owner) -> {
          UUID tip = world.tip().id();
          return Request.form(
              "/desk/tips/" + tip + "/papers/number", "transfer", offered(world, tip).toString());
        },
        "GET /desk/papers/register/pdf",
        (world, owner) -> Request.of("/desk/papers/register/pdf?from=2026-01-01&to=2026-01-02"),
        "GET /desk/papers/register/docx",
        (world, owner) -> Request.of("/desk/papers/register/docx?from=2026-01-01&to=2026-01-02"));
  }

  private UUID offered(AccessWorld world, UUID tip) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    transfers.offer(
        world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER),
        id,
        tip,
        AccessWorld.THIRD,
        TipTransfers.Reason.OTHER_PLACE,
        null,
        false);
    return id;
  }
}
