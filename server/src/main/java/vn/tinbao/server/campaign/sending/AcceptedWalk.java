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

  /** A walk that finds little may take no more than this share of the time, others more of it. */
  private static final int SHARE = 10;

  /**
   * So often a walk that missed some begins with the first recipient of all: late ones are before.
   */
  private static final int FROM_THE_FIRST = 20;

  private final UUID campaign;
  private final Settler settler;
  private final long shortest;
  private int walks;
  private long start;
  private boolean under;
  private long after;
  private long begun;
  private int looked;
  private int moved;
  private boolean missed;
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
    if (!under) {
      begin(now);
    }
    Settler.Page page = settler.page(campaign, RecipientState.ACCEPTED, after);
    if (page == Settler.Page.NONE) {
      under = false; // none is there, or somebody else is at it
      rest();
      return false;
    }
    if (looked == 0) {
      // Before the first that waits none does; when none was found, they are before.
      start = Math.max(0, page.first() - 1);
    }
    // Of those that are there now, the walk has seen all that it looked at and did not move.
    missed = page.all() > looked - moved + page.looked();
    looked += page.looked();
    moved += page.moved();
    if (page.full()) {
      after = page.last();
      return page.foundMuch();
    }
    under = false;
    rest();
    return false;
  }

  private void begin(long now) {
    under = true;
    begun = now;
    looked = 0;
    moved = 0;
    walks++;
    after = missed && walks % FROM_THE_FIRST == 0 ? 0 : start;
  }

  private void rest() {
    long end = System.nanoTime();
    if (moved * 2 > looked) {
      rest = shortest;
      restUntil = end + rest;
      return;
    }
    rest = moved > 0 ? shortest : Math.min(LONGEST, rest * 2);
    int share = Math.min(SHARE, looked / Math.max(1, moved));
    restUntil = end + Math.max(rest, Math.min(LONGEST, share * (end - begun)));
  }
}
