package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.UUID;
import vn.tinbao.server.retention.Holds;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;

/** Makes the section about how long a tip is kept. */
@Singleton
final class RetentionSection {
  private final Holds holds;
  private final TipAccess access;
  private final StaffAccounts accounts;

  RetentionSection(Holds holds, TipAccess access, StaffAccounts accounts) {
    this.holds = holds;
    this.access = access;
    this.accounts = accounts;
  }

  /** The section for a tip that this viewer has opened. */
  TipRetention of(StaffMember viewer, TipDesk.View tip) {
    Holds.Standing standing = holds.standing(tip.id());
    boolean mayHold = access.may(viewer, tip.id(), Action.LEGAL_HOLD);
    UUID holder = standing.heldBy();
    return new TipRetention(
        mayHold || standing.held() || standing.removal() != null,
        tip.id(),
        standing,
        mayHold,
        holder == null ? "" : accounts.byId(holder).map(StaffMember::name).orElse(""),
        UuidCreator.getTimeOrderedEpoch());
  }
}
