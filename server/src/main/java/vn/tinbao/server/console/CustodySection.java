package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.custody.IdentityRequest;
import vn.tinbao.server.custody.IdentityRequests;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.SafeContacts;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;

/** Makes the section about the reporter's identity. */
@Singleton
final class CustodySection {
  private final IdentityRequests requests;
  private final TipAccess access;
  private final StaffAccounts accounts;
  private final SafeContacts safeContacts;
  private final Clock clock;

  CustodySection(
      IdentityRequests requests,
      TipAccess access,
      StaffAccounts accounts,
      SafeContacts safeContacts,
      Clock clock) {
    this.requests = requests;
    this.access = access;
    this.accounts = accounts;
    this.safeContacts = safeContacts;
    this.clock = clock;
  }

  /** The section for a tip that this viewer has opened. */
  TipCustody of(StaffMember viewer, TipDesk.View tip) {
    boolean shown =
        tip.identityGiven() && access.mayAsLead(viewer, tip.id(), Action.IDENTITY_REQUEST);
    List<IdentityRequest> found = shown ? requests.ofTip(tip.id()) : List.of();
    Map<UUID, String> names = new HashMap<>();
    for (IdentityRequest request : found) {
      names.computeIfAbsent(
          request.askedBy(), id -> accounts.byId(id).map(StaffMember::name).orElse(""));
    }
    return new TipCustody(
        shown,
        tip.id(),
        found,
        found.stream()
            .filter(request -> request.askedBy().equals(viewer.id()))
            .findFirst()
            .flatMap(request -> requests.own(viewer, request.id()))
            .orElse(null),
        names,
        UuidCreator.getTimeOrderedEpoch(),
        safeContacts.of(tip.id()).orElse(null),
        tip.mayAct(),
        clock.instant());
  }
}
