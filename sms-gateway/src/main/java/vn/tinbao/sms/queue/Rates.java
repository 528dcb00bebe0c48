package vn.tinbao.sms.queue;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLongArray;
import vn.tinbao.sms.provider.SendResult;

/** Counts what this process's calls of providers came to, in all and in the last minute. */
@Singleton
class Rates {
  private static final int SECONDS = 60;

  /** What a call came to, as metrics tell it. */
  enum Kind {
    ACCEPTED,
    NOT_SENT,
    IN_DOUBT,
    REFUSED;

    static Kind of(SendResult result) {
      if (result instanceof SendResult.Accepted) {
        return ACCEPTED;
      }
      if (result instanceof SendResult.InDoubt) {
        return IN_DOUBT;
      }
      return result instanceof SendResult.Refused ? REFUSED : NOT_SENT;
    }
  }

  private final Clock clock;
  private final AtomicLongArray totals =
      new AtomicLongArray(MessageClass.values().length * Kind.values().length);
  private final long[][] seconds = new long[MessageClass.values().length][SECONDS];
  private final long[][] counts = new long[MessageClass.values().length][SECONDS];

  Rates(Clock clock) {
    this.clock = clock;
  }

  void count(MessageClass messageClass, SendResult result) {
    Kind kind = Kind.of(result);
    totals.incrementAndGet(place(messageClass, kind));
    if (kind == Kind.ACCEPTED) {
      countNow(messageClass.ordinal());
    }
  }

  private synchronized void countNow(int lane) {
    long second = clock.instant().getEpochSecond();
    int place = (int) Math.floorMod(second, (long) SECONDS);
    if (seconds[lane][place] != second) {
      seconds[lane][place] = second;
      counts[lane][place] = 0;
    }
    counts[lane][place]++;
  }

  long total(MessageClass messageClass, Kind kind) {
    return totals.get(place(messageClass, kind));
  }

  /** Accepted by providers within the last minute. */
  synchronized long perMinute(MessageClass messageClass) {
    long since = clock.instant().getEpochSecond() - SECONDS;
    int lane = messageClass.ordinal();
    long sum = 0;
    for (int i = 0; i < SECONDS; i++) {
      sum += seconds[lane][i] > since ? counts[lane][i] : 0;
    }
    return sum;
  }

  private static int place(MessageClass messageClass, Kind kind) {
    return messageClass.ordinal() * Kind.values().length + kind.ordinal();
  }
}
