package vn.tinbao.server.campaign.sending;

import java.util.UUID;

/**
 * One node's walk through the recipients of a campaign whose message waits in the gateway: they are
 * few, and leave in about the order in which they came.
 */
final class QueuedWalk {
  private final UUID campaign;
  private final Settler settler;
  private long first;
  private long beyond;

  QueuedWalk(UUID campaign, Settler settler) {
    this.campaign = campaign;
    this.settler = settler;
  }

  /**
   * Looks at those in front, and at one page further on: those in front may stay for long.
   *
   * @return whether the next step should follow at once
   */
  boolean step() {
    Settler.Page front = settler.page(campaign, RecipientState.QUEUED, first);
    if (front == Settler.Page.NONE) {
      return false; // none waits, or somebody else is at it
    }
    if (!front.full()) {
      // Who waits and was not found is before: a resend begins anew.
      first = front.looked() < front.all() ? 0 : Math.max(0, front.first() - 1);
      beyond = 0;
      return false;
    }
    first = front.first() - 1;
    if (front.foundMuch()) {
      return true;
    }
    Settler.Page next =
        settler.page(campaign, RecipientState.QUEUED, Math.max(front.last(), beyond));
    beyond = next.full() ? next.last() : 0;
    return next.full() && next.foundMuch();
  }
}
