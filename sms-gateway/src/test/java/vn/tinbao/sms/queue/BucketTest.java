package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BucketTest {
  private long nanos = 42;

  @Test
  void no_more_segments_go_than_the_rate_allows() {
    Bucket bucket = new Bucket(10, () -> nanos);
    long sent = 0;
    for (int tick = 0; tick < 1_000; tick++) {
      int there = bucket.there();
      bucket.take(there);
      sent += there;
      nanos += TimeUnit.MILLISECONDS.toNanos(10);
    }
    assertThat(sent).as("ten seconds, and what was there at first").isBetween(109L, 110L);
  }

  @Test
  void what_was_taken_too_much_is_waited_out() {
    Bucket bucket = new Bucket(10, () -> nanos);
    bucket.take(30);
    assertThat(bucket.there()).isZero();
    assertThat(bucket.waitMillis()).isEqualTo(2_100);
    nanos += TimeUnit.MILLISECONDS.toNanos(2_100);
    assertThat(bucket.there()).isEqualTo(1);
  }

  @Test
  void a_slow_rate_sends_one_at_a_time() {
    Bucket bucket = new Bucket(0.5, () -> nanos);
    assertThat(bucket.there()).isZero();
    nanos += TimeUnit.SECONDS.toNanos(10);
    assertThat(bucket.there()).isEqualTo(1);
    bucket.take(1);
    assertThat(bucket.waitMillis()).isEqualTo(2_000);
  }

  @Test
  void without_a_rate_there_is_no_limit() {
    Bucket bucket = new Bucket(0, () -> nanos);
    bucket.take(1_000_000);
    assertThat(bucket.there()).isEqualTo(Integer.MAX_VALUE);
    assertThat(bucket.waitMillis()).isZero();
  }
}
