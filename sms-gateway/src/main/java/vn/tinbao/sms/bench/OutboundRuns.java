package vn.tinbao.sms.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import vn.tinbao.sms.queue.MessageClass;

/** Messages from the queue through one gateway to one operator. */
final class OutboundRuns {
  private static final String TEXT = "Duong day nong 138 da nhan tin bao cua ban. Ma: 4821-7730";
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** Of a full queue, one of so many goes before time is taken, and one after. */
  private static final int EDGE = 10;

  /** While the operator has not got all, the ledger is asked no more often: that costs, too. */
  private static final long ASK_EVERY = Duration.ofMillis(500).toNanos();

  private static final String WAITING =
      "SELECT count(*) FROM (SELECT 1 FROM sms.outbound"
          + " WHERE state IN ('QUEUED', 'SENDING', 'UNKNOWN') LIMIT 1) one";

  private final House house;
  private final GatewayProcess gateway;
  private final Operator operator;

  OutboundRuns(House house, GatewayProcess gateway, Operator operator) {
    this.house = house;
    this.gateway = gateway;
    this.operator = operator;
  }

  /** With enough of them, code is compiled and connections are open afterwards. */
  void warmUp(int messages) throws IOException, InterruptedException {
    Waiting.until("the gateway is connected", Duration.ofSeconds(30), operator::ready);
    operator.latency(Duration.ZERO);
    BooleanSupplier sent = allSent(messages);
    var unused = house.enqueue(messages, MessageClass.ALERT, TEXT);
    Waiting.until("warming up", PATIENCE, sent);
    house.analyze();
  }

  /**
   * Fills the queue first, then lets the gateway empty it. Time is taken of the middle: the first
   * tenth goes while the database still writes away what it was filled with and connections that
   * stood still are looked at, and at the end there is nothing left to fill the window with.
   */
  Measured filled(String what, int messages, Duration latency)
      throws IOException, InterruptedException {
    operator.latency(latency);
    operator.phones().forget();
    gateway.freeze();
    Phones.Range range = house.enqueue(messages, MessageClass.ALERT, TEXT);
    BooleanSupplier all = allSent(messages);
    long before = operator.sent();
    gateway.thaw();
    Waiting.until(what, PATIENCE, () -> operator.sent() - before >= messages / EDGE);
    long first = operator.sent();
    Measured middle =
        measured(
            what,
            new Phones.Range(0, 0),
            () -> {},
            () -> operator.sent() - before >= messages - messages / EDGE);
    long timed = operator.sent() - first;
    Waiting.until(what, PATIENCE, all);
    return middle.of(timed, range, operator.phones());
  }

  /** Fills the queue while the gateway empties it. */
  Measured streaming(String what, int messages) throws IOException, InterruptedException {
    operator.latency(Duration.ZERO);
    operator.phones().forget();
    Phones.Range[] range = new Phones.Range[1];
    Measured measured =
        measured(
            what,
            new Phones.Range(0, 0),
            () -> range[0] = house.enqueue(messages, MessageClass.ALERT, TEXT),
            allSent(messages));
    return measured.of(messages, range[0], operator.phones());
  }

  /** The first messages of a queue that is much longer, and then all of it. */
  List<Measured> behind(String what, int messages, int backlog)
      throws IOException, InterruptedException {
    operator.latency(Duration.ZERO);
    operator.phones().forget();
    BooleanSupplier all = allSent(backlog);
    gateway.freeze();
    long start = System.nanoTime();
    Phones.Range range;
    try {
      range = house.enqueue(backlog, MessageClass.ALERT, TEXT);
    } finally {
      gateway.thaw();
    }
    BenchMain.say(
        "filled with %d in %.0f s (%.0f/s)",
        backlog, (System.nanoTime() - start) / 1e9, backlog / ((System.nanoTime() - start) / 1e9));
    Waiting.until("the gateway is connected", Duration.ofMinutes(2), operator::ready);
    long first = operator.sent();
    Measured begun =
        measured(what, new Phones.Range(0, 0), () -> {}, () -> operator.sent() - first >= messages)
            .of(messages, null, operator.phones());
    Measured emptied = measured(what + ", emptied", range, () -> {}, all);
    return List.of(begun, emptied);
  }

  /** How long the operator really took in the last run. */
  Duration latency() {
    return operator.latency();
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private Measured measured(String what, Phones.Range range, Work work, BooleanSupplier done)
      throws IOException, InterruptedException {
    Spending before = Spending.of(gateway, house);
    Stopwatch watch = new Stopwatch();
    work.run();
    Waiting.until(what, PATIENCE, done);
    Stopwatch.Reading reading = watch.read();
    return new Measured(
        what,
        range.count(),
        reading,
        Spending.of(gateway, house).since(before),
        operator.phones().missing(range),
        operator.phones().repeated(range));
  }

  /** Whether so many more have been sent and nothing waits: asked of the ledger at the end only. */
  private BooleanSupplier allSent(long messages) {
    long enough = operator.sent() + messages;
    AtomicLong askedAt = new AtomicLong(System.nanoTime());
    return () -> {
      long now = System.nanoTime();
      if (operator.sent() < enough && now - askedAt.get() < ASK_EVERY) {
        return false;
      }
      askedAt.set(now);
      return house.number(WAITING) == 0;
    };
  }
}
