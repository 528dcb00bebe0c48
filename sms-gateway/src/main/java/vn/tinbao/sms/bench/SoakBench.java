package vn.tinbao.sms.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import vn.tinbao.sms.queue.MessageClass;

/** Both ways at a steady rate for a long time: do memory and queues stay as they are? */
final class SoakBench {
  static final Set<String> OPTIONS =
      Set.of("minutes", "seconds", "mo", "mt", "every", "operator", "in-flight", "port", "collect");
  private static final String OUT = "Duong day nong 138 da nhan tin bao cua ban. Ma: 4821-7730";
  private static final String IN = "toi o xa binh trung co nguoi ru chau gai sang trung quoc";
  private static final long TICK_MILLIS = 100;
  private static final int CLAIM = 200;
  private static final double OLDEST = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String OLDEST_OUT =
      "SELECT coalesce(extract(epoch FROM now() - min(next_at)), 0)::numeric(12, 1)"
          + " FROM sms.outbound WHERE state = 'QUEUED' AND next_at <= now()";
  private static final String OLDEST_IN =
      "SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0)::numeric(12, 1)"
          + " FROM sms.inbound WHERE state = 'WAITING'";

  private final Plan plan;
  private final AtomicLong enqueued = new AtomicLong();
  private final AtomicLong texted = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean stopping;

  SoakBench(Plan plan) {
    this.plan = plan;
  }

  /**
   * How long and how much.
   *
   * @param mo messages a second from phones
   * @param mt messages a second to phones
   * @param every seconds between two looks
   * @param collect whether the gateway is made to collect its garbage before each look: a short run
   *     sees no collection of its own
   */
  record Plan(
      int seconds,
      int mo,
      int mt,
      int every,
      String operator,
      int inFlight,
      int port,
      boolean collect) {
    static Plan of(Options options) {
      return new Plan(
          options.number("seconds", 60 * options.number("minutes", 30)),
          options.number("mo", 500),
          options.number("mt", 1_000),
          Math.max(1, options.number("every", 10)),
          options.list("operator", "smpp").get(0),
          options.number("in-flight", 200),
          options.number("port", 18_520),
          options.list("collect", "no").equals(List.of("yes")));
    }
  }

  int run() throws IOException, InterruptedException {
    Path logs = Files.createTempDirectory("tinbao-soak-log-");
    try (House house = House.open();
        Operator operator =
            plan.operator().equals("twilio") ? new TwilioOperator(true) : new SmppOperator(true);
        GatewayProcess gateway =
            GatewayProcess.start(
                house.home(),
                plan.port(),
                operator.settings(plan.inFlight(), plan.port()),
                logs.resolve("gateway.log"))) {
      Waiting.until("the gateway is connected", PATIENCE, operator::ready);
      BenchMain.say(
          "TinBao soak: %s, %d MO/s + %d MT/s for %d s, logs in %s",
          operator.name(), plan.mo(), plan.mt(), plan.seconds(), logs);
      List<Sample> samples = soak(house, operator, gateway);
      return verdict(house, operator, samples) ? 0 : 1;
    }
  }

  private List<Sample> soak(House house, Operator operator, GatewayProcess gateway)
      throws IOException, InterruptedException {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    Thread server = new Thread(() -> serve(house), "soak-server");
    server.start();
    every(clock, () -> enqueue(house));
    every(clock, () -> text(house, operator));
    try {
      return watch(house, operator, gateway);
    } finally {
      clock.shutdown();
      if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
        clock.shutdownNow();
      }
      drain(house, operator);
      stopping = true;
      server.join();
    }
  }

  private void every(ScheduledExecutorService clock, Runnable work) {
    var unused =
        clock.scheduleAtFixedRate(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                failures.incrementAndGet();
              }
            },
            0,
            TICK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void enqueue(House house) {
    int some = (int) (plan.mt() * TICK_MILLIS / 1_000);
    house.enqueue(some, MessageClass.ALERT, OUT);
    enqueued.addAndGet(some);
  }

  private void text(House house, Operator operator) {
    for (int i = 0; i < plan.mo() * TICK_MILLIS / 1_000; i++) {
      long number = texted.incrementAndGet();
      var unused =
          operator
              .text(house.nextCaller().e164(), IN + " " + number)
              .whenComplete(
                  (nothing, failure) ->
                      (failure == null ? acknowledged : refused).incrementAndGet());
    }
  }

  private void serve(House house) {
    while (!stopping) {
      try {
        if (house.handleInbound(CLAIM) == 0) {
          Thread.sleep(20);
        }
      } catch (RuntimeException e) {
        failures.incrementAndGet();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private List<Sample> watch(House house, Operator operator, GatewayProcess gateway)
      throws IOException, InterruptedException {
    BenchMain.say(
        "%8s %9s %9s %9s %9s %9s %9s",
        "s", "MT sent", "MO ack", "MB", "heap MB", "oldest MT", "oldest MO");
    Heap heap = new Heap(gateway.url());
    List<Sample> samples = new ArrayList<>();
    long start = System.nanoTime();
    for (int second = plan.every(); second <= plan.seconds(); second += plan.every()) {
      double floor = Double.MAX_VALUE;
      while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(second)) {
        floor = Math.min(floor, heap.used());
        Thread.sleep(500);
      }
      Sample sample =
          new Sample(
              Costs.ofTree(gateway.pid()).memory() / (1024.0 * 1024),
              plan.collect()
                  ? heap.live(gateway.pid())
                  : floor == Double.MAX_VALUE ? heap.used() : floor,
              Double.parseDouble(house.text(OLDEST_OUT)),
              Double.parseDouble(house.text(OLDEST_IN)));
      samples.add(sample);
      BenchMain.say(
          "%8d %9d %9d %9.0f %9.0f %9.1f %9.1f",
          second,
          operator.sent(),
          acknowledged.get(),
          sample.resident(),
          sample.heapFloor(),
          sample.oldestOut(),
          sample.oldestIn());
    }
    return samples;
  }

  private void drain(House house, Operator operator) throws InterruptedException {
    try {
      Waiting.until(
          "what is under way ends",
          PATIENCE,
          () ->
              operator.sent() >= enqueued.get()
                  && acknowledged.get() + refused.get() == texted.get()
                  && house.number("SELECT count(*) FROM sms.inbound WHERE state = 'WAITING'") == 0);
    } catch (IllegalStateException late) {
      BenchMain.say("%s", String.valueOf(late.getMessage()));
    }
  }

  private boolean verdict(House house, Operator operator, List<Sample> samples) {
    Goals goals = new Goals();
    Sample.Verdict verdict = Sample.judge(samples);
    goals.said("memory of the process flat", verdict.residentFlat(), "");
    goals.said("heap after collections flat", verdict.heapFlat(), "");
    goals.said(
        "queue age flat",
        verdict.oldestOut() <= OLDEST && verdict.oldestIn() <= OLDEST,
        "oldest MT %.1f s, MO %.1f s".formatted(verdict.oldestOut(), verdict.oldestIn()));
    goals.nothing("MT lost", Math.max(0, enqueued.get() - operator.sent()));
    goals.nothing("MT sent twice", Math.max(0, operator.sent() - enqueued.get()));
    goals.nothing(
        "MO lost",
        Math.max(0, acknowledged.get() - house.number("SELECT count(*) FROM sms.inbound")));
    goals.nothing("MO refused", refused.get());
    goals.nothing("errors of the bench's own side", failures.get());
    return goals.met();
  }
}
