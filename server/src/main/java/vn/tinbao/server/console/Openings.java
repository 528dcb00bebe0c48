package vn.tinbao.server.console;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import vn.tinbao.server.audit.AuditTrail;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Scope;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;

/** Knows who may learn who opened a tip: the head of the agency that leads it, and auditors. */
@Singleton
final class Openings {
  private static final int LINES = 12;

  private final AuditTrail trail;
  private final TipAccess access;
  private final Catalogue catalogue;

  Openings(AuditTrail trail, TipAccess access, Catalogue catalogue) {
    this.trail = trail;
    this.access = access;
    this.catalogue = catalogue;
  }

  /** Whether this person may know it. */
  boolean mayKnow(StaffMember viewer, UUID tipId) {
    return Permissions.scope(viewer, Action.TIP_OPENINGS) == Scope.ALL
        || access.mayAsLead(viewer, tipId, Action.TIP_OPENINGS);
  }

  /** The section for a tip that this viewer has opened. */
  TipOpenings of(StaffMember viewer, TipDesk.View tip) {
    boolean shown = mayKnow(viewer, tip.id());
    return new TipOpenings(
        shown, tip.id(), shown ? trail.openings(tip.id(), LINES) : List.of(), catalogue.now());
  }
}
