package vn.tinbao.server.console;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.tip.TipTransfers;

/** Puts together who else may see an opened tip, and where it may go. */
@Singleton
final class AccessPartMaker {
  private final TipTransfers transfers;
  private final TipRestrictions restrictions;
  private final TipAccess access;
  private final StaffAccounts accounts;

  AccessPartMaker(
      TipTransfers transfers,
      TipRestrictions restrictions,
      TipAccess access,
      StaffAccounts accounts) {
    this.transfers = transfers;
    this.restrictions = restrictions;
    this.access = access;
    this.accounts = accounts;
  }

  AccessPart make(StaffMember viewer, TipDesk.View tip) {
    Optional<TipRestrictions.View> restriction = restrictions.ofTip(tip.id());
    boolean mayRestrict = restrictions.mayRestrict(viewer, tip.id());
    return new AccessPart(
        transfers.ofTip(tip.id()).stream()
            .map(view -> new AccessPart.Moved(view, name(view.offeredBy()), name(view.decidedBy())))
            .toList(),
        access.mayAsLead(viewer, tip.id(), Action.TIP_TRANSFER),
        restriction.orElse(null),
        restriction.map(r -> name(r.byId())).orElse(""),
        restriction
            .map(r -> r.named().stream().map(this::name).sorted().toList())
            .orElse(List.of()),
        mayRestrict,
        mayRestrict ? restrictions.candidates(viewer) : List.of());
  }

  private String name(@Nullable UUID id) {
    return id == null ? "" : accounts.byId(id).map(StaffMember::name).orElse("");
  }
}
