package vn.tinbao.server.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinbao.server.gate.Challenge;
import vn.tinbao.server.gate.Gate;
import vn.tinbao.sms.db.Database;

/**
 * Forged reports pour in from a few addresses while honest ones come from addresses of their own:
 * how many of the forged get in, and how long the honest wait for their receipt, the work they are
 * asked for included. Fails when an honest one is not acknowledged, when their 99th percentile is a
 * second or more, or when an acknowledged one is not in the database.
 *
 * <p>Server, flood and honest clients share one JVM and its cores: the figures are an upper bound.
 */
@Command(
    name = "flood",
    description = "Honest reports while forged ones pour in.",
    mixinStandardHelpOptions = true)
public final class FloodBench implements Callable<Integer> {
  private static final double MOST_MILLIS = 1_000;
  private static final Pattern CHALLENGE = Pattern.compile("\"challenge\":\"([\\w-]{43})\"");
  private static final Pattern BITS = Pattern.compile("\"bits\":(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(names = "--seconds", description = "length of the flood (default ${DEFAULT-VALUE})")
  int seconds = 60;

  @Option(names = "--forged", description = "forged reports a minute (default ${DEFAULT-VALUE})")
  int forged = 1_000;

  @Option(names = "--honest", description = "honest reports a minute (default ${DEFAULT-VALUE})")
  int honest = 240;

  @Option(
      names = "--attackers",
      description = "addresses that the forged ones come from (default ${DEFAULT-VALUE})")
  int attackers = 20;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicLong forgedIn = new AtomicLong();
  private final AtomicLong forgedOut = new AtomicLong();
  private final AtomicLong forgedOther = new AtomicLong();
  private final AtomicLong worked = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Queue<Long> times = new ConcurrentLinkedQueue<>();
  private volatile String stolen = "x";
  private URI tips = URI.create("http://localhost");

  @Override
  public Integer call() throws Exception {
    Path home = Files.createTempDirectory("tinbao-flood-");
    try (ApplicationContext context =
        BenchHouse.open(
            home, Map.of("micronaut.server.client-address-header", "X-Forwarded-For"))) {
      tips = URI.create(context.getBean(EmbeddedServer.class).getURI() + "/api/v1/tips");
      say(
          "TinBao flood: %d forged a minute from %d addresses, %d honest from as many, for %d s;"
              + " JDK %s, %d cores, load %.1f",
          forged,
          attackers,
          honest,
          seconds,
          Runtime.version(),
          Runtime.getRuntime().availableProcessors(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      for (int i = 0; i < 50; i++) {
        report();
      }
      times.clear();
      worked.set(0);
      long before = count(context);
      flood();
      return verdict(count(context) - before);
    } finally {
      IntakeBench.delete(home);
    }
  }

  private void flood() throws InterruptedException {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    ExecutorService clients = Executors.newCachedThreadPool();
    every(clock, forged, () -> clients.execute(this::forge));
    every(clock, honest, () -> clients.execute(this::report));
    Thread.sleep(seconds * 1_000L);
    clock.shutdownNow();
    clients.shutdown();
    if (!clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      failed.incrementAndGet();
    }
  }

  private static void every(ScheduledExecutorService clock, int aMinute, Runnable task) {
    long nanos = TimeUnit.MINUTES.toNanos(1) / aMinute;
    var unused = clock.scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Without work, with made-up work, and with work that was done for another report. */
  private void forge() {
    int which = number.incrementAndGet();
    String address = "203.0.113." + which % attackers;
    String work =
        switch (which % 3) {
          case 0 -> null;
          case 1 -> "A".repeat(43) + "." + "1,".repeat(31) + "1";
          default -> stolen;
        };
    try {
      int status = send(UuidCreator.getTimeOrderedEpoch().toString(), address, work).statusCode();
      (status == 429 ? forgedOut : status == 201 ? forgedIn : forgedOther).incrementAndGet();
    } catch (IOException | InterruptedException e) {
      forgedOther.incrementAndGet();
    }
  }

  /** As the app does it. */
  private void report() {
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    int which = number.incrementAndGet();
    String address = "10.%d.%d.%d".formatted(which >> 16 & 255, which >> 8 & 255, which & 255);
    long start = System.nanoTime();
    try {
      HttpResponse<String> answer = send(id, address, null);
      Optional<String> work =
          answer.statusCode() == 429 ? solve(answer.body(), id) : Optional.empty();
      if (work.isPresent()) {
        worked.incrementAndGet();
        stolen = work.get();
        answer = send(id, address, work.get());
      }
      if (answer.statusCode() == 201) {
        times.add(System.nanoTime() - start);
      } else {
        failed.incrementAndGet();
      }
    } catch (IOException | InterruptedException e) {
      failed.incrementAndGet();
    }
  }

  private static Optional<String> solve(String asked, String id) {
    Matcher challenge = CHALLENGE.matcher(asked);
    Matcher bits = BITS.matcher(asked);
    return challenge.find() && bits.find()
        ? Optional.of(
            new Challenge(challenge.group(1), Integer.parseInt(bits.group(1)), Instant.EPOCH)
                .solved(id))
        : Optional.empty();
  }

  private HttpResponse<String> send(String id, String address, @Nullable String work)
      throws IOException, InterruptedException {
    byte[] key = new byte[16];
    ThreadLocalRandom.current().nextBytes(key);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(tips)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", address)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    ("{\"id\":\"%s\",\"replayKey\":\"%s\",\"language\":\"vi\",\"narrative\":"
                            + "\"o xa binh trung co nguoi ru chau gai sang trung quoc\"}")
                        .formatted(
                            id, Base64.getUrlEncoder().withoutPadding().encodeToString(key))));
    if (work != null) {
      request.header(Gate.HEADER, work);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private int verdict(long stored) {
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    double p50 = at(sorted, 0.50);
    double p99 = at(sorted, 0.99);
    say(
        "honest: %d acknowledged, %d failed; p50 %.1f ms, p99 %.1f ms, longest %.1f ms; %d worked",
        sorted.length, failed.get(), p50, p99, at(sorted, 1), worked.get());
    say(
        "forged: %d refused, %d got in (the free first ones of %d addresses), %d neither",
        forgedOut.get(), forgedIn.get(), attackers, forgedOther.get());
    boolean lost = stored < sorted.length + forgedIn.get();
    if (lost) {
      say("LOST: %d acknowledged, %d stored", sorted.length + forgedIn.get(), stored);
    }
    boolean good = !lost && failed.get() == 0 && sorted.length > 0 && p99 < MOST_MILLIS;
    say(
        good
            ? "held"
            : "NOT HELD: honest reports must be acknowledged in less than a second (p99)");
    return good ? 0 : 1;
  }

  /** In milliseconds. */
  private static double at(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
  }

  private static long count(ApplicationContext context) throws SQLException {
    try (Connection connection = context.getBean(Database.class).address().connect("bench");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM tinbao.tip")) {
      result.next();
      return result.getLong(1);
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
