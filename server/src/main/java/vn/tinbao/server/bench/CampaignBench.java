package vn.tinbao.server.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinbao.server.campaign.sending.AudienceCount;
import vn.tinbao.server.campaign.sending.AudiencePreview;
import vn.tinbao.server.campaign.sending.Progress;
import vn.tinbao.server.campaign.sending.RecipientState;
import vn.tinbao.server.campaign.sending.Sending;
import vn.tinbao.server.campaign.sending.SendingOrder;
import vn.tinbao.server.campaign.sending.Stage;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.subscription.Audience;
import vn.tinbao.server.subscription.Operators;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.phone.PhoneKey;

/**
 * A campaign to everybody, from the count to the last outcome, through the whole server with the
 * simulated network, beside the same writes by plain SQL in the same run.
 */
@Command(
    name = "campaign",
    description = "A campaign to 1,000,000 subscribers: count, freeze, drain, throttle, stop.",
    mixinStandardHelpOptions = true)
public final class CampaignBench implements Callable<Integer> {
  private static final Map<String, String> TEXTS =
      Map.of(
          "vi", "30/7 phong chong mua ban nguoi: canh giac viec nhe luong cao. Bao tin: goi 111.",
          "en", "30 July: beware of easy jobs with high pay abroad. To report call 111.");
  private static final Duration PATIENCE = Duration.ofHours(2);
  private static final int ROUNDS = 5;
  private static final int SETTLE_MILLIS = 3_000;

  @Option(names = "--size", description = "subscribers (default ${DEFAULT-VALUE})")
  int size = 1_000_000;

  @Option(
      names = "--requests",
      description = "of desk and intake, idle and beside a campaign (default ${DEFAULT-VALUE})")
  int requests = 300;

  @Option(names = "--throttle", description = "messages a second (default ${DEFAULT-VALUE})")
  int throttle = 1_000;

  @Option(
      names = "--window",
      description = "messages on their way to the operator at once (default ${DEFAULT-VALUE})")
  int window = 500;

  @Option(
      names = "--parts",
      split = ",",
      description = "of preview, drain, beside, stop (default: all)")
  List<String> parts = List.of("preview", "drain", "beside", "stop");

  private boolean kept = true;
  private volatile long heap;
  private volatile boolean ended;

  @Override
  public Integer call() throws Exception {
    Path home = Files.createTempDirectory("tinbao-bench-");
    try (ApplicationContext context =
        BenchHouse.open(
            home,
            Map.of(
                "tinbao.gate.enabled", false,
                "tinbao.sms.awareness.from", "00:00",
                "tinbao.sms.awareness.until", "00:00",
                "tinbao.sms.awareness.per-day", "1000",
                "tinbao.sms.simulator.window", window))) {
      measure(context);
    } finally {
      ended = true;
      IntakeBench.delete(home);
    }
    return kept ? 0 : 1;
  }

  private void measure(ApplicationContext context) throws Exception {
    DatabaseAddress database = context.getBean(Database.class).address();
    CampaignRows rows =
        new CampaignRows(
            database, context.getBean(PhoneKey.class), context.getBean(Operators.class));
    Sending sending = context.getBean(Sending.class);
    Audience everybody = Audience.ofUnits(List.of());
    BenchLines.print(
        "TinBao campaign: JDK %s, %d cores, heap at most %d MB, %d subscribers, window %d",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        size,
        window);
    long start = System.nanoTime();
    rows.write(size);
    BenchLines.print("made in %.1f s", BenchLines.seconds(start));
    Thread watch = new Thread(this::watchHeap, "heap");
    watch.setDaemon(true);
    watch.start();

    long persons = preview(context.getBean(AudiencePreview.class), everybody);
    if (parts.contains("drain")) {
      freezeAndDrain(rows, sending, everybody, persons);
    }
    if (parts.contains("beside")) {
      besideOthers(context, sending, everybody);
    }
    if (parts.contains("stop")) {
      stop(rows, sending, everybody);
    }
    goal("heap after collections, MB", heap / 1048576.0, 256, false);
  }

  private long preview(AudiencePreview preview, Audience everybody) {
    double[] times = new double[5];
    AudienceCount count = null;
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      count = preview.preview(everybody, TEXTS);
      times[i] = BenchLines.seconds(start);
    }
    BenchLines.print(
        "preview: %d persons, %d suppressed, %d segments, %,d đồng; first %.2f s",
        count == null ? 0 : count.persons(),
        count == null ? 0 : count.suppressed(),
        count == null ? 0 : count.segments(),
        count == null ? 0 : count.cost(),
        times[0]);
    Arrays.sort(times);
    goal("preview, median of 5, s", times[2], 1, false);
    return count == null ? 0 : count.persons();
  }

  private void freezeAndDrain(CampaignRows rows, Sending sending, Audience everybody, long persons)
      throws Exception {
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    long start = System.nanoTime();
    sending.freeze(campaign, order(everybody, 0));
    until("frozen", () -> at(sending, campaign).stage() == Stage.FROZEN);
    double froze = BenchLines.seconds(start);
    long total = at(sending, campaign).total();
    int number =
        Integer.parseInt(
            rows.text(
                "SELECT number FROM tinbao.campaign_sending WHERE campaign = '" + campaign + "'"));
    double bare = rows.bareCopy(number);
    BenchLines.print(
        "freeze: %d recipients (previewed %d) in %.1f s, %.0f/s; bare INSERT … SELECT %.1f s, %.0f/s",
        total, persons, froze, total / froze, bare, total / bare);
    goal("freeze, of the bare speed", bare / froze, 0.5, true);
    kept &= total == persons;

    start = System.nanoTime();
    sending.start(campaign);
    until("drained", () -> at(sending, campaign).stage() == Stage.DONE);
    double drained = BenchLines.seconds(start);
    Progress done = at(sending, campaign);
    until("settled", () -> at(sending, campaign).in(RecipientState.ACCEPTED) == 0);
    double settled = BenchLines.seconds(start);
    String twice =
        rows.text(
            "SELECT count(*) FROM (SELECT 1 FROM sms.outbound WHERE campaign = '"
                + campaign
                + "' GROUP BY to_hash HAVING count(*) > 1) t");
    double bareDrain = rows.bareDrain(number, total, 1_000);
    BenchLines.print(
        "drain: operators took all in %.1f s, %.0f/s; every receipt in the ledger after %.1f s; %s"
            + " numbers twice; failed %d; bare batched SQL %.1f s, %.0f/s",
        drained,
        total / drained,
        settled,
        twice,
        done.in(RecipientState.FAILED),
        bareDrain,
        total / bareDrain);
    goal("drain with receipts, of the bare speed", bareDrain / settled, 0.4, true);
    goal("drain, messages/s", total / drained, 2_900, true);
    kept &= "0".equals(twice);
  }

  /**
   * Idle and busy in turn, so that what else the machine does falls on both; the campaign is paused
   * for the idle ones.
   */
  private void besideOthers(ApplicationContext context, Sending sending, Audience everybody)
      throws Exception {
    URI uri = context.getBean(EmbeddedServer.class).getURI();
    HttpClient client = DeskBench.signedIn(context.getBean(DemoStaff.class), uri);
    HttpClient stranger = HttpClient.newHttpClient(); // a citizen's phone has no staff session
    int each = Math.max(1, requests / ROUNDS);
    Times warm = new Times();
    warm.ask(client, stranger, uri, requests);
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    sending.start(campaign, order(everybody, throttle));
    until("sending", () -> at(sending, campaign).done() > 0);
    Times idle = new Times();
    Times busy = new Times();
    double sent = 0;
    double seconds = 0;
    for (int round = 0; round < ROUNDS; round++) {
      sending.pause(campaign);
      Thread.sleep(SETTLE_MILLIS);
      idle.ask(client, stranger, uri, each);
      sending.resume(campaign);
      Thread.sleep(SETTLE_MILLIS); // the pace is even by then
      long before = at(sending, campaign).done();
      long start = System.nanoTime();
      busy.ask(client, stranger, uri, each);
      sent += at(sending, campaign).done() - before;
      seconds += BenchLines.seconds(start);
    }
    BenchLines.print(
        "beside a campaign at %.0f/s (throttle %d): desk p50 %.0f, p95 %.0f ms (idle %.0f, %.0f),"
            + " intake p95 %.0f ms (idle %.0f); %d rounds in turn",
        sent / seconds,
        throttle,
        percentile(busy.desk, 50),
        percentile(busy.desk, 95),
        percentile(idle.desk, 50),
        percentile(idle.desk, 95),
        percentile(busy.intake, 95),
        percentile(idle.intake, 95),
        ROUNDS);
    goal("desk p95, times idle", percentile(busy.desk, 95) / percentile(idle.desk, 95), 2, false);
    goal(
        "intake p95, times idle",
        percentile(busy.intake, 95) / percentile(idle.intake, 95),
        2,
        false);
    goal("rate, of the throttle", sent / seconds / throttle, 0.9, true);
    sending.stop(campaign);
  }

  /** What requests took, in nanoseconds. */
  private static final class Times {
    final List<Long> desk = new ArrayList<>();
    final List<Long> intake = new ArrayList<>();

    void ask(HttpClient staff, HttpClient stranger, URI uri, int requests)
        throws IOException, InterruptedException {
      for (int i = 0; i < requests; i++) {
        desk.add(desk(staff, uri));
      }
      for (int i = 0; i < requests; i++) {
        intake.add(intake(stranger, uri));
      }
    }
  }

  private void stop(CampaignRows rows, Sending sending, Audience everybody) throws Exception {
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    sending.start(campaign, order(everybody, 0));
    until("some are sent", () -> at(sending, campaign).done() > 2_000);
    String told = rows.text("SELECT clock_timestamp()");
    sending.stop(campaign);
    Thread.sleep(6_000);
    String last =
        rows.text(
            "SELECT coalesce(extract(epoch FROM max(a.started_at) - '"
                + told
                + "'::timestamptz), 0) FROM sms.attempt a JOIN sms.outbound o ON o.id = a.message_id"
                + " WHERE o.campaign = '"
                + campaign
                + "'");
    goal("last message after a stop, s", Math.max(0, Double.parseDouble(last)), 2, false);
  }

  private static long desk(HttpClient client, URI uri) throws IOException, InterruptedException {
    long start = System.nanoTime();
    send(
        client, HttpRequest.newBuilder(uri.resolve("/desk")).header("Accept", "text/html").build());
    return System.nanoTime() - start;
  }

  private static long intake(HttpClient client, URI uri) throws IOException, InterruptedException {
    byte[] replay = new byte[16];
    ThreadLocalRandom.current().nextBytes(replay);
    String body =
        "{\"id\":\"%s\",\"replayKey\":\"%s\",\"narrative\":\"%s\",\"language\":\"vi\"}"
            .formatted(
                UuidCreator.getTimeOrderedEpoch(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(replay),
                "o xa khanh khe lang son co nguoi ru chau gai sang trung quoc lam viec nhe");
    long start = System.nanoTime();
    send(
        client,
        HttpRequest.newBuilder(uri.resolve("/api/v1/tips"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
    return System.nanoTime() - start;
  }

  private static void send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    int status =
        client
            .send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
            .statusCode();
    if (status >= 300) {
      throw new IOException("Status " + status + " from " + request.uri());
    }
  }

  /** In milliseconds. */
  private static double percentile(List<Long> nanos, int percent) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)) / 1e6;
  }

  private static SendingOrder order(Audience audience, int perSecond) {
    return new SendingOrder(audience, TEXTS, perSecond, null, null);
  }

  private static Progress at(Sending sending, UUID campaign) {
    return sending.progress(campaign).orElseThrow();
  }

  /** What is left after collections of garbage, at most. */
  private void watchHeap() {
    while (!ended) {
      long used = 0;
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        MemoryUsage after = pool.getCollectionUsage();
        used += after == null ? 0 : after.getUsed();
      }
      heap = Math.max(heap, used);
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void until(String what, BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Not " + what + " within " + PATIENCE);
      }
      Thread.sleep(50);
    }
  }

  private void goal(String what, double value, double goal, boolean atLeast) {
    boolean reached = atLeast ? value >= goal : value <= goal;
    kept &= reached;
    BenchLines.print(
        "%-40s %8.2f  goal %s %.2f  %s",
        what, value, atLeast ? ">=" : "<=", goal, reached ? "kept" : "MISSED");
  }
}
