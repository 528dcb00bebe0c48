package vn.tinbao.server.assignment;

import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import vn.tinbao.server.staff.AccountChanged;
import vn.tinbao.server.staff.AccountClosed;
import vn.tinbao.server.tip.AgencySucceeded;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.server.tip.TipRerouted;
import vn.tinbao.server.tip.TipRestricted;
import vn.tinbao.server.tip.TipTransferred;

/**
 * No task outlives its officer's sight of the tip: not when the tip goes to another agency or is
 * restricted, nor when the officer goes.
 */
@Singleton
class LostSightEndsTasks {
  private final Assignments assignments;

  LostSightEndsTasks(Assignments assignments) {
    this.assignments = assignments;
  }

  /** Whose people go along, their tasks do too, before the tips go. */
  @EventListener
  void succeeded(AgencySucceeded agency) {
    assignments.goAlong(agency.fromAgencyId(), agency.toAgencyId(), agency.people());
  }

  @EventListener
  void transferred(TipTransferred transfer) {
    assignments.withdrawUnseen(transfer.tipId(), Attention.KEEP);
  }

  @EventListener
  void rerouted(TipRerouted tip) {
    assignments.withdrawUnseen(tip.tipId(), Attention.KEEP);
  }

  @EventListener
  void restricted(TipRestricted tip) {
    assignments.withdrawUnseen(tip.tipId(), Attention.TASK_WITHDRAWN);
  }

  @EventListener
  void closed(AccountClosed account) {
    assignments.withdrawUnseenOf(account.accountId());
  }

  @EventListener
  void changed(AccountChanged account) {
    assignments.withdrawUnseenOf(account.accountId());
  }
}
