package vn.tinbao.server.campaign.sending;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * One node's walk through the recipients of a campaign whose message an operator has taken: a page
 * a step, from the first to where receipts have come to, then again. They come about in the order
 * of sending: that place is the page of which little has moved behind one of which much had.
 *
 * <p>Receipts come at once for most and for days for the rest, so each page is followed by a rest
 * of its own, by what it took and what it found: none after one that found much, since receipts
 * wait to be counted; a long one where nothing comes. Nothing else is rested for: a walk through a
 * million is long by its pages and not by what follows it.
 */
final class AcceptedWalk {
  /** Pages that find little take no more than this part of the time. */
  private static final int LITTLE = 10;

  /** The same where walk after walk has found nothing. */
  private static final int NOTHING = 100;

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

  /**
   * So often a walk that missed some begins with the first recipient of all: late ones are before.
   */
  private static final int FROM_THE_FIRST = 20;

  private final LongFunction<Settler.Page> look;
  private final long shortest;
  private final LongSupplier nanos;
  private int walks;
  private int barren;
  private boolean under;
  private long start;
  private long after;
  private int looked;
  private int moved;
  private boolean much;
  private boolean missed;
  private long restUntil;

  /**
   * At the first recipient.
   *
   * @param look at a page behind the recipient of that id
   * @param shortest rest after a walk
   * @param nanos a clock that only goes forward
   */
  AcceptedWalk(LongFunction<Settler.Page> look, Duration shortest, LongSupplier nanos) {
    this.look = look;
    this.shortest = shortest.toNanos();
    this.nanos = nanos;
    this.restUntil = nanos.getAsLong();
  }

  /**
   * The next page, unless it is time to rest.
   *
   * @return whether the one behind it should follow at once
   */
  boolean step() {
    long began = nanos.getAsLong();
    if (began - restUntil < 0) {
      return false;
    }
    if (!under) {
      begin();
    }
    Settler.Page page = look.apply(after);
    long now = nanos.getAsLong();
    if (page == Settler.Page.NONE) {
      under = false; // none is there, or somebody else is at it
      restUntil = now + shortest;
      return false;
    }
    add(page);
    boolean end = !page.full() || much && !page.foundMuch();
    much |= page.foundMuch();
    if (end) {
      under = false;
      barren = moved > 0 ? 0 : barren + 1;
    }
    boolean atOnce = !end && page.foundMuch();
    restUntil = now + (atOnce ? 0 : Math.max(end ? shortest : 0, rest(page, now - began)));
    return atOnce;
  }

  private void begin() {
    under = true;
    looked = 0;
    moved = 0;
    much = false;
    walks++;
    after = missed && walks % FROM_THE_FIRST == 0 ? 0 : start;
  }

  private void add(Settler.Page page) {
    if (looked == 0) {
      // Before the first that waits none does; when none was found, they are before.
      start = Math.max(0, page.first() - 1);
    }
    // Of those that are there now, the walk has seen all that it looked at and did not move.
    missed = page.all() > looked - moved + page.looked();
    looked += page.looked();
    moved += page.moved();
    after = page.last();
  }

  private long rest(Settler.Page page, long took) {
    int share =
        page.moved() > 0
            ? Math.min(LITTLE, page.looked() / page.moved())
            : Math.min(NOTHING, LITTLE << Math.min(barren, 8));
    return Math.min(LONGEST, share * took);
  }
}
