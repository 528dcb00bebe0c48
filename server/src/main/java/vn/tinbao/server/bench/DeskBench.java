package vn.tinbao.server.bench;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.DatabaseAddress;

/**
 * How long the queue page takes with few and with many tips in the database: asked of the running
 * server over HTTP by signed-in clients, from the first byte sent to the last byte of the answer.
 * The worst case is measured: by default all tips lie in the queue of the one agency that is asked.
 */
@Command(
    name = "desk",
    description = "The desk's queue page with 10,000 and 1,000,000 tips.",
    mixinStandardHelpOptions = true)
public final class DeskBench implements Callable<Integer> {
  private static final String AGENCY = "ca_xa@06286/2025-07-01";
  private static final double GOAL_MILLIS = 150;
  private static final double GOAL_RATIO = 1.5;
  private static final int PERCENT = 100;

  /** Which page is the one that the goals are about. */
  private static final String PAGE = "the page";

  @Option(names = "--tips", split = ",", description = "sizes, rising (default ${DEFAULT-VALUE})")
  List<Integer> tips = List.of(10_000, 1_000_000);

  @Option(
      names = "--share",
      description = "per cent of them in the queue that is asked (default ${DEFAULT-VALUE})")
  int share = PERCENT;

  @Option(
      names = "--open",
      description = "per cent of them without an outcome (default ${DEFAULT-VALUE})")
  int open = 30;

  @Option(names = "--clients", description = "who ask at the same time (default ${DEFAULT-VALUE})")
  int clients = 2;

  @Option(
      names = "--requests",
      description = "of each page, after a tenth more to warm up (default ${DEFAULT-VALUE})")
  int requests = 300;

  @Override
  public Integer call() throws Exception {
    Path home = Files.createTempDirectory("tinbao-bench-");
    try (ApplicationContext context = BenchHouse.open(home, Map.of("tinbao.gate.enabled", false))) {
      URI uri = context.getBean(EmbeddedServer.class).getURI();
      DatabaseAddress database = context.getBean(Database.class).address();
      HttpClient client = signedIn(context.getBean(DemoStaff.class), uri);
      BenchLines.print(
          "TinBao desk: JDK %s, %d cores, %d clients, %d%% of the tips in the queue, %d%% of them"
              + " open",
          Runtime.version(), Runtime.getRuntime().availableProcessors(), clients, share, open);
      BenchLines.print(
          "%10s %-28s %9s %9s %9s %9s", "tips", "", "p50 ms", "p95 ms", "p99 ms", "KB");
      Map<String, Double> smallest = new LinkedHashMap<>();
      boolean kept = true;
      int there = 0;
      for (int size : tips) {
        DeskRows.write(database, AGENCY, there, size, share, open);
        there = Math.max(there, size);
        for (Map.Entry<String, String> page : pages(client, uri).entrySet()) {
          Times times = measure(client, uri.resolve(page.getValue()));
          BenchLines.print(
              "%10d %-28s %9.1f %9.1f %9.1f %9.0f",
              size, page.getKey(), times.at(50), times.at(95), times.at(99), times.kilobytes());
          Double before = smallest.putIfAbsent(page.getKey(), times.at(95));
          if (page.getKey().equals(PAGE)) {
            kept &= times.at(95) <= GOAL_MILLIS;
            kept &= before == null || times.at(95) <= GOAL_RATIO * before;
            if (before != null) {
              BenchLines.print(
                  "p95 of %s: %.1f ms (goal %.0f), %.2f times that with %d tips (goal %.1f)",
                  PAGE, times.at(95), GOAL_MILLIS, times.at(95) / before, tips.get(0), GOAL_RATIO);
            }
          }
        }
      }
      return kept ? 0 : 1;
    } finally {
      IntakeBench.delete(home);
    }
  }

  /** Name and address; the continuation is the one that the first page offers. */
  private static Map<String, String> pages(HttpClient client, URI uri)
      throws IOException, InterruptedException {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put(PAGE, "/desk");
    String first = client.send(get(uri.resolve("/desk")), text()).body();
    Matcher more =
        Pattern.compile("class=\"button\" href=\"(/desk[^\"]*list=others[^\"]*)\"").matcher(first);
    if (more.find()) {
      pages.put("its continuation", more.group(1).replace("&amp;", "&"));
    }
    pages.put("filter: overdue", "/desk?only=OVERDUE");
    pages.put("filter: nobody sent out", "/desk?only=UNASSIGNED");
    pages.put("filter: a category", "/desk?category=ORGAN_REMOVAL");
    pages.put("filter: what no tip meets", "/desk?state=COMPETENCE_DISPUTE");
    pages.put("filter: I worked on", "/desk?only=MINE");
    pages.put("with an outcome", "/desk?only=SETTLED");
    pages.put("duty and hand-over", "/desk/duty");
    return pages;
  }

  /** Times of the requests, in order of length. */
  private record Times(long[] nanos, double kilobytes) {
    double at(int percent) {
      return nanos[Math.min(nanos.length - 1, nanos.length * percent / PERCENT)] / 1e6;
    }
  }

  private Times measure(HttpClient client, URI page) throws Exception {
    int each = Math.max(1, requests / clients);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<long[]>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(() -> ask(client, page, each)));
      }
      List<Long> all = new ArrayList<>();
      for (Future<long[]> one : running) {
        Arrays.stream(one.get()).forEach(all::add);
      }
      int size = client.send(get(page), text()).body().length();
      return new Times(all.stream().mapToLong(Long::longValue).sorted().toArray(), size / 1024.0);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The server does not answer " + page, e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long[] ask(HttpClient client, URI page, int many)
      throws IOException, InterruptedException {
    int warm = Math.max(5, many / 10);
    long[] nanos = new long[many];
    for (int i = -warm; i < many; i++) {
      long begun = System.nanoTime();
      HttpResponse<String> answer = client.send(get(page), text());
      if (answer.statusCode() != 200) {
        throw new IOException("Status " + answer.statusCode() + " from " + page);
      }
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begun;
      }
    }
    return nanos;
  }

  static HttpClient signedIn(DemoStaff demo, URI uri) throws IOException, InterruptedException {
    demo.install(
        List.of(
            new DemoStaff.AgencySeat(
                "truc.do", "Trực đo", AGENCY, Set.of(Role.DUTY_OFFICER, Role.AGENCY_LEAD)),
            new DemoStaff.AgencySeat("canbo.do", "Cán bộ đo", AGENCY, Set.of(Role.FIELD_OFFICER))));
    return signedIn(demo, uri, "truc.do");
  }

  /** As somebody whom the demo installed. */
  static HttpClient signedIn(DemoStaff demo, URI uri, String username)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    String form =
        "username="
            + username
            + "&password="
            + URLEncoder.encode(DemoStaff.PASSWORD, StandardCharsets.UTF_8)
            + "&code="
            + demo.codeNow();
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri.resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", uri.toString())
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            text());
    if (answer.statusCode() != 303) {
      throw new IOException("Cannot sign in: " + answer.statusCode());
    }
    return client;
  }

  private static HttpRequest get(URI page) {
    return HttpRequest.newBuilder(page).header("Accept", "text/html").GET().build();
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
  }
}
