package vn.tinbao.sms.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import vn.tinbao.sms.queue.MessageClass;

/**
 * The gateway, and Kannel, killed with {@code kill -9} when a third of the same work is done, and
 * started again: what of it never arrives, and what arrives once more.
 */
final class KillRuns {
  static final int WINDOW = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LATENCY = Duration.ofMillis(20);
  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final String OUT = "Duong day nong 138 da nhan tin bao cua ban. Ma: 4821-7730";
  private static final String IN = "toi o xa binh trung co nguoi ru chau gai sang trung quoc";

  /** Numbers that nothing else here uses. */
  private static final long KANNEL_OUT = 50_000_000;

  private static final long KANNEL_IN = 60_000_000;

  private final int messages;

  KillRuns(int messages) {
    this.messages = messages;
  }

  /**
   * What came of it.
   *
   * @param accepted messages that somebody was told are in good hands
   * @param lost of these, how many never arrived
   * @param twice what arrived once more
   */
  record Killed(String what, long accepted, long lost, long twice) {
    void print() {
      BenchMain.say(
          "%-34s %9d accepted, %d lost, %d twice", what + ", kill -9", accepted, lost, twice);
    }
  }

  List<Killed> gateway(House house, SmppOperator operator, int port, Path log)
      throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>(operator.settings(WINDOW, port));
    // What a crash leaves in doubt is decided in seconds, not minutes.
    settings.put("tinbao.sms.sender.lease", "PT5S");
    settings.put("tinbao.sms.sender.unknown-after", "PT2S");
    GatewayProcess gateway = GatewayProcess.start(house.home(), port, settings, log);
    try {
      Waiting.until("the gateway is connected", PATIENCE, operator::ready);
      operator.latency(LATENCY);
      operator.phones().forget();
      long sent = operator.sent();
      Phones.Range range = house.enqueue(messages, MessageClass.ALERT, OUT);
      Waiting.until("a third is sent", PATIENCE, () -> operator.sent() - sent >= messages / 3);
      gateway = again(gateway, house, operator, port, settings, log);
      Waiting.until("the queue is empty", PATIENCE, () -> open(house) == 0);
      Killed out =
          new Killed(
              "MT TinBao",
              messages,
              operator.phones().missing(range),
              operator.phones().repeated(range));
      long rows = rows(house);
      long senders = senders(house);
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < messages; i++) {
        all.add(operator.text(house.nextCaller().e164(), IN));
      }
      Waiting.until("a third is stored", PATIENCE, () -> rows(house) - rows >= messages / 3);
      gateway = again(gateway, house, operator, port, settings, log);
      Waiting.until(
          "all is acknowledged", PATIENCE, () -> all.stream().allMatch(CompletableFuture::isDone));
      long distinct = senders(house) - senders;
      return List.of(
          out,
          new Killed("MO TinBao", messages, messages - distinct, rows(house) - rows - distinct));
    } finally {
      gateway.close();
    }
  }

  private static GatewayProcess again(
      GatewayProcess gateway,
      House house,
      SmppOperator operator,
      int port,
      Map<String, String> settings,
      Path log)
      throws IOException, InterruptedException {
    gateway.kill();
    Waiting.until("the link is gone", PATIENCE, () -> !operator.ready());
    return GatewayProcess.start(house.home(), port, settings, log);
  }

  List<Killed> kannel(KannelPeer kannel, SmppOperator operator)
      throws IOException, InterruptedException {
    operator.latency(LATENCY);
    operator.phones().forget();
    long sent = operator.sent();
    Phones.Range out = new Phones.Range(KANNEL_OUT, messages);
    List<Long> accepted =
        kannel.accept(out, () -> operator.sent() - sent >= messages / 3, kannel::kill);
    kannel.again();
    quiet(operator::sent);
    long lost =
        accepted.stream()
            .filter(index -> operator.phones().missing(new Phones.Range(index, 1)) > 0)
            .count();
    Killed first = new Killed("MT Kannel", accepted.size(), lost, operator.phones().repeated(out));
    Phones.Range in = new Phones.Range(KANNEL_IN, messages);
    kannel.services().forget();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (long i = in.first(); i < in.first() + in.count(); i++) {
      all.add(operator.text(Phones.number(i), IN));
    }
    Waiting.until(
        "a third is served", PATIENCE, () -> kannel.services().reached(in) >= messages / 3);
    kannel.kill();
    kannel.again();
    Waiting.until(
        "all is acknowledged", PATIENCE, () -> all.stream().allMatch(CompletableFuture::isDone));
    quiet(() -> kannel.services().reached(in));
    return List.of(
        first,
        new Killed(
            "MO Kannel", messages, kannel.services().missing(in), kannel.services().repeated(in)));
  }

  /** Until nothing has come for a while. */
  private static void quiet(java.util.function.LongSupplier count) throws InterruptedException {
    long last = -1;
    long since = System.nanoTime();
    while (System.nanoTime() - since < QUIET.toNanos()) {
      long now = count.getAsLong();
      if (now != last) {
        last = now;
        since = System.nanoTime();
      }
      Thread.sleep(100);
    }
  }

  private static long open(House house) {
    return house.number(
        "SELECT count(*) FROM sms.outbound WHERE state IN ('QUEUED', 'SENDING', 'UNKNOWN')");
  }

  private static long rows(House house) {
    return house.number("SELECT count(*) FROM sms.inbound");
  }

  private static long senders(House house) {
    return house.number("SELECT count(DISTINCT from_hash) FROM sms.inbound");
  }
}
