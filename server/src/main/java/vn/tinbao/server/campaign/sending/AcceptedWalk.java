package vn.tinbao.server.campaign.sending;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One node's walk through the recipients of a campaign whose message an operator has taken: a page
 * a step, from the first to the last, then a rest. Receipts come for days, so a walk that found
 * little is followed by a longer rest; one that found much goes on at once.
 */
final class AcceptedWalk {
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

  /** A walk that finds little may take no more than this share of the time. */
  private static final int SHARE = 10;

  private final UUID campaign;
  private final Settler settler;
  private final long shortest;
  private long after;
  private long begun;
  private int looked;
  private int moved;
  private long rest;
  private long restUntil = System.nanoTime();

  /**
   * At the first recipient.
   *
   * @param shortest rest
   */
  AcceptedWalk(UUID campaign, Settler settler, Duration shortest) {
    this.campaign = campaign;
    this.settler = settler;
    this.shortest = shortest.toNanos();
    this.rest = this.shortest;
  }

  /**
   * The next page.
   *
   * @return whether the one behind it should follow at once
   */
  boolean step() {
    long now = System.nanoTime();
    if (now - restUntil < 0) {
      return false;
    }
    if (after == 0) {
      begun = now;
      looked = 0;
      moved = 0;
    }
    Settler.Page page = settler.page(campaign, RecipientState.ACCEPTED, after);
    looked += page.looked();
    moved += page.moved();
    if (page.full()) {
      after = page.last();
      return page.foundMuch();
    }
    after = 0;
    rest();
    return false;
  }

  private void rest() {
    long end = System.nanoTime();
    if (moved * 2 > looked) {
      rest = shortest;
      restUntil = end + rest;
      return;
    }
    rest = moved > 0 ? shortest : Math.min(LONGEST, rest * 2);
    restUntil = end + Math.max(rest, Math.min(LONGEST, SHARE * (end - begun)));
  }
}
