package vn.tinbao.sms.bench;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What each phone of a bench has got: whoever was sent one message has it once, or something is
 * wrong.
 */
final class Phones {
  /** Numbers that no fake treats in a special way, spread over eighty areas. */
  private static final long FIRST = 84_910_000_000L;

  private static final long STEP = 1_000_003;
  private static final long MANY = 80_000_000;

  private final ConcurrentHashMap<Long, AtomicInteger> got = new ConcurrentHashMap<>();

  /**
   * Numbers in a row.
   *
   * @param first index of the first
   */
  record Range(long first, long count) {}

  /** The same for the same index, another for another. */
  static String number(long index) {
    return "+" + (FIRST + index * STEP % MANY);
  }

  /** A message has reached this phone, with or without a plus. */
  void got(String number) {
    long key = Long.parseLong(number.startsWith("+") ? number.substring(1) : number);
    got.computeIfAbsent(key, none -> new AtomicInteger()).incrementAndGet();
  }

  void forget() {
    got.clear();
  }

  /** Of these, how many have got something. */
  long reached(Range range) {
    return range.count() - missing(range);
  }

  /** Of these, how many have got nothing. */
  long missing(Range range) {
    long missing = 0;
    for (long i = range.first(); i < range.first() + range.count(); i++) {
      missing += times(i) == 0 ? 1 : 0;
    }
    return missing;
  }

  /** How often these have got something once more. */
  long repeated(Range range) {
    long repeated = 0;
    for (long i = range.first(); i < range.first() + range.count(); i++) {
      repeated += Math.max(0, times(i) - 1);
    }
    return repeated;
  }

  private int times(long index) {
    AtomicInteger times = got.get(Long.parseLong(number(index).substring(1)));
    return times == null ? 0 : times.get();
  }
}
