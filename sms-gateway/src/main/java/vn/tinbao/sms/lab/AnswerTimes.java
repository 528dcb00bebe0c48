package vn.tinbao.sms.lab;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** How long a fake operator really takes to answer: its timers and its processor are late, too. */
public final class AnswerTimes {
  private final LongAdder nanos = new LongAdder();
  private final LongAdder answers = new LongAdder();

  /** One answer left so long after its question had come, in nanoseconds. */
  public void took(long one) {
    nanos.add(one);
    answers.increment();
  }

  /** From now on only what comes counts. */
  public void forget() {
    nanos.reset();
    answers.reset();
  }

  /** Zero when nothing was answered. */
  public Duration mean() {
    long all = answers.sum();
    return all == 0 ? Duration.ZERO : Duration.ofNanos(nanos.sum() / all);
  }
}
