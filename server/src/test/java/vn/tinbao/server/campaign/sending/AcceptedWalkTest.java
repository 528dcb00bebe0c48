package vn.tinbao.server.campaign.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** A campaign of numbers, with a clock that stands still but for what looking and waiting take. */
class AcceptedWalkTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final long NEVER = Long.MAX_VALUE;

  /** What a page takes on a busy machine: by itself, for each looked at, for each moved. */
  private static final long PAGE_TAKES = SECOND / 200;

  private static final long LOOK_TAKES = SECOND / 100_000;
  private static final long MOVE_TAKES = SECOND / 50_000;

  private long now;
  private long worked;
  private long lastMovedAt;
  private long[] receiptAt = {};
  private final BitSet waits = new BitSet();
  private int given;
  private int perSecond;
  private final AcceptedWalk walk = new AcceptedWalk(this::page, LOOK, () -> now);

  /** Recipients from 1 on; a second takes {@code accepted} and brings {@code receipts}. */
  private void campaign(int recipients, int accepted, int receipts) {
    receiptAt = new long[recipients + 1];
    Arrays.setAll(receiptAt, n -> SECOND + n * SECOND / Math.min(accepted, receipts));
    perSecond = accepted;
  }

  private Settler.Page page(long after) {
    int until = (int) Math.min(receiptAt.length - 1L, now / (SECOND / perSecond));
    if (until > given) {
      waits.set(given + 1, until + 1);
      given = until;
    }
    int all = waits.cardinality();
    if (all == 0) {
      return Settler.Page.NONE;
    }
    int looked = 0;
    int moved = 0;
    int first = 0;
    int last = 0;
    long at = now;
    for (int n = waits.nextSetBit((int) after + 1);
        n >= 0 && looked < Settler.AT_ONCE;
        n = waits.nextSetBit(n + 1)) {
      first = first == 0 ? n : first;
      last = n;
      looked++;
      if (receiptAt[n] <= at) {
        moved++;
        waits.clear(n);
        lastMovedAt = at;
      }
    }
    long took = PAGE_TAKES + looked * LOOK_TAKES + moved * MOVE_TAKES;
    worked += took;
    now += took;
    return new Settler.Page(looked, moved, first, last, all);
  }

  /** As the worker does: at once where there is more, else after a while. */
  private void until(long time) {
    while (now < time) {
      if (!walk.step()) {
        now += LOOK.toNanos();
      }
    }
  }

  @Test
  void receipts_that_lag_behind_a_fast_drain_are_counted_as_soon_as_they_are_there() {
    campaign(300_000, 7_500, 5_000);
    for (int straggler = 30; straggler < receiptAt.length; straggler += 30) {
      receiptAt[straggler] = NEVER;
    }

    until(40 * SECOND); // the last is accepted, and of 195,000 a receipt has come
    assertThat(waits.cardinality()).isLessThan(105_000 + 6_500 + 20_000);
    until(61 * SECOND + 30 * SECOND);

    assertThat(waits.cardinality()).isEqualTo(10_000);
    assertThat(lastMovedAt).as("the last came after 61 s").isLessThan(61 * SECOND + 6 * SECOND);
  }

  @Test
  void where_nothing_comes_looking_takes_a_hundredth_of_the_time() {
    campaign(200_000, 10_000_000, 1);
    Arrays.fill(receiptAt, NEVER);
    until(3 * 3_600 * SECOND); // some walks
    long before = worked;
    long began = now;

    until(began + 3_600 * SECOND);

    assertThat((double) (worked - before) / (now - began)).isBetween(0.002, 0.011);
  }

  @Test
  void what_finds_little_takes_a_tenth_of_the_time_at_most() {
    campaign(200_000, 10_000_000, 100);
    for (int n = 1; n < receiptAt.length; n++) {
      receiptAt[n] = n % 7 == 0 ? n * 40L * SECOND / 1_000 : NEVER;
    }

    until(1_000 * SECOND);

    assertThat((double) worked / now).isBetween(0.01, 0.11);
  }

  @Test
  void receipts_that_come_all_at_once_after_hours_without_any_are_counted_within_a_minute() {
    campaign(200_000, 10_000_000, 1);
    long came = 6 * 3_600 * SECOND;
    Arrays.fill(receiptAt, came);

    until(came + 60 * SECOND);

    assertThat(waits.cardinality()).isZero();
  }

  @Test
  void who_came_late_before_the_first_that_waited_is_found_all_the_same() {
    campaign(5_000, 10_000_000, 10_000_000);
    until(10 * SECOND);
    assertThat(waits.cardinality()).isZero();
    receiptAt[3] = NEVER;
    receiptAt[4_000] = NEVER;
    waits.set(4_000); // a resend gives messages to operators in another order
    until(now + 10 * SECOND);
    waits.set(3);
    until(now + 10 * SECOND);
    receiptAt[3] = now;

    until(now + 120 * SECOND);

    assertThat(waits.get(3)).isFalse();
    assertThat(waits.get(4_000)).isTrue();
  }
}
