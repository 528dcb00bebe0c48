package vn.tinbao.sms.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Messages from phones through one operator into the database. */
final class InboundRuns {
  private static final String TEXT = "toi o xa binh trung co nguoi ru chau gai sang trung quoc";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final House house;
  private final GatewayProcess gateway;
  private final Operator operator;

  InboundRuns(House house, GatewayProcess gateway, Operator operator) {
    this.house = house;
    this.gateway = gateway;
    this.operator = operator;
  }

  /**
   * Hands messages in and waits until all are acknowledged.
   *
   * @param atOnce unacknowledged ones at most
   */
  Measured run(String what, int messages, int atOnce) throws IOException, InterruptedException {
    long before = stored();
    long sendersBefore = senders();
    AtomicLong acknowledged = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    Semaphore free = new Semaphore(atOnce);
    Spending spentBefore = Spending.of(gateway, house);
    Stopwatch watch = new Stopwatch();
    for (int i = 0; i < messages; i++) {
      free.acquire();
      var unused =
          operator
              .text(house.nextCaller().e164(), TEXT + " " + i)
              .whenComplete(
                  (nothing, failure) -> {
                    (failure == null ? acknowledged : refused).incrementAndGet();
                    free.release();
                  });
    }
    Waiting.until(what, PATIENCE, () -> acknowledged.get() + refused.get() == messages);
    Stopwatch.Reading reading = watch.read();
    if (refused.get() > 0) {
      BenchMain.say("%s: %d not taken", what, refused.get());
    }
    return new Measured(
        what,
        acknowledged.get(),
        reading,
        Spending.of(gateway, house).since(spentBefore),
        Math.max(0, acknowledged.get() - (senders() - sendersBefore)),
        stored() - before - (senders() - sendersBefore));
  }

  /** Each message has a sender of its own. */
  private long senders() {
    return house.number("SELECT count(DISTINCT from_hash) FROM sms.inbound");
  }

  private long stored() {
    return house.number("SELECT count(*) FROM sms.inbound");
  }
}
