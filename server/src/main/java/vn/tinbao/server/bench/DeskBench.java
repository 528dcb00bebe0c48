package vn.tinbao.server.bench;

import com.github.f4b6a3.uuid.UuidCreator;
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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.IntakeOutcome;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.DatabaseAddress;

/**
 * How long the desk's pages take with few and with many tips in the database: queue, search, duty,
 * hand-over and register, asked of the running server over HTTP by signed-in clients, from the
 * first byte sent to the last byte of the answer. The worst case is measured: by default all tips
 * lie in the queue of the one agency that is asked, and searches look for what is not there. The
 * goals are about the queue page.
 */
@Command(
    name = "desk",
    description = "The desk's pages with 10,000 and 1,000,000 tips.",
    mixinStandardHelpOptions = true)
public final class DeskBench implements Callable<Integer> {
  private static final String AGENCY = "ca_xa@06286/2025-07-01";
  private static final double GOAL_MILLIS = 150;
  private static final double GOAL_RATIO = 1.5;
  private static final int PERCENT = 100;

  /** Which page is the one that the goals are about. */
  private static final String PAGE = "the page";

  /** Reports that were taken in as any other, in a month of their own, for the register. */
  private static final int REGISTERED = 30;

  private static final String MONTH = "2020-03";

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
      HttpClient takes = signedIn(context.getBean(DemoStaff.class), uri, "truc.hai");
      BenchLines.print(
          "TinBao desk: JDK %s, %d cores, %d clients, %d%% of the tips in the queue, %d%% of them"
              + " open",
          Runtime.version(), Runtime.getRuntime().availableProcessors(), clients, share, open);
      BenchLines.print(
          "%10s %-28s %9s %9s %9s %9s", "tips", "", "p50 ms", "p95 ms", "p99 ms", "KB");
      Map<String, Double> smallest = new LinkedHashMap<>();
      boolean kept = true;
      int there = 0;
      register(context, database);
      for (int size : tips) {
        DeskRows.write(database, AGENCY, there, size, share, open);
        there = Math.max(there, size);
        for (Map.Entry<String, Request> page : pages(client, uri).entrySet()) {
          Times times = measure(page.getValue());
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
        handOver(client, takes, uri, size);
      }
      return kept ? 0 : 1;
    } finally {
      IntakeBench.delete(home);
    }
  }

  /** Reports as they come in, each with its key and words, as if they had come in that month. */
  private static void register(ApplicationContext context, DatabaseAddress database)
      throws SQLException {
    TipIntake intake = context.getBean(TipIntake.class);
    for (int i = 0; i < REGISTERED; i++) {
      UUID id = UuidCreator.getTimeOrderedEpoch();
      IntakeOutcome outcome =
          intake.submit(
              new TipSubmission(
                  id,
                  new byte[16],
                  Channel.WEB,
                  "Ở xã Khánh Khê, Lạng Sơn có người rủ hai cháu gái đi làm, lần thứ " + i,
                  null,
                  null,
                  null,
                  null,
                  null,
                  Locale.forLanguageTag("vi"),
                  false,
                  null));
      if (!(outcome instanceof IntakeOutcome.Received)) {
        throw new IllegalStateException("The report was not taken in: " + outcome);
      }
    }
    BenchHouse.run(
        database,
        "UPDATE tinbao.tip SET received_at = '%1$s-15' WHERE lead_agency_id = '%2$s'"
            .formatted(MONTH, AGENCY),
        "UPDATE tinbao.tip_agency SET since = '%1$s-15' WHERE agency_id = '%2$s'"
            .formatted(MONTH, AGENCY));
  }

  /** Asks once. */
  private interface Request {
    HttpResponse<String> ask() throws IOException, InterruptedException;
  }

  /** Name and what is asked; the continuation is the one that the first page offers. */
  private static Map<String, Request> pages(HttpClient client, URI uri)
      throws IOException, InterruptedException {
    Map<String, Request> pages = new LinkedHashMap<>();
    pages.put(PAGE, page(client, uri, "/desk"));
    String first = page(client, uri, "/desk").ask().body();
    Matcher more =
        Pattern.compile("class=\"button\" href=\"(/desk[^\"]*list=others[^\"]*)\"").matcher(first);
    if (more.find()) {
      pages.put("its continuation", page(client, uri, more.group(1).replace("&amp;", "&")));
    }
    pages.put("filter: overdue", page(client, uri, "/desk?only=OVERDUE"));
    pages.put("filter: nobody sent out", page(client, uri, "/desk?only=UNASSIGNED"));
    pages.put("filter: a category", page(client, uri, "/desk?category=ORGAN_REMOVAL"));
    pages.put("filter: what no tip meets", page(client, uri, "/desk?state=COMPETENCE_DISPUTE"));
    pages.put("filter: I worked on", page(client, uri, "/desk?only=MINE"));
    pages.put("with an outcome", page(client, uri, "/desk?only=SETTLED"));
    pages.put("search: a short number", search(client, uri, "number=FFFFFF"));
    pages.put("search: a category", search(client, uri, "category=ORGAN_REMOVAL"));
    pages.put("search: what no tip meets", search(client, uri, "state=COMPETENCE_DISPUTE"));
    pages.put("search: a word of none", search(client, uri, "words=khongcotrongtin"));
    pages.put("duty", page(client, uri, "/desk/duty"));
    pages.put("register: choosing", page(client, uri, "/desk/papers/register"));
    pages.put(
        "register: %d lines as PDF".formatted(REGISTERED),
        page(client, uri, "/desk/papers/register/pdf?from=%1$s-01&to=%1$s-31".formatted(MONTH)));
    return pages;
  }

  private static Request page(HttpClient client, URI uri, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve(path)).header("Accept", "*/*").GET().build();
    return () -> client.send(request, text());
  }

  private static Request search(HttpClient client, URI uri, String form) {
    HttpRequest request = post(uri, "/desk/search", form);
    return () -> client.send(request, text());
  }

  /** What one shift gives and another takes: one at a time, since only one may be open. */
  private void handOver(HttpClient gives, HttpClient takes, URI uri, int size)
      throws IOException, InterruptedException {
    int many = Math.max(5, requests / 10);
    long[] given = new long[many];
    long[] opened = new long[many];
    long[] taken = new long[many];
    for (int i = 0; i < many; i++) {
      UUID id = UuidCreator.getTimeOrderedEpoch();
      given[i] =
          nanos(
              () ->
                  gives.send(
                      post(uri, "/desk/duty/handovers", "handoverId=" + id + "&note=xem+lai"),
                      text()),
              303);
      opened[i] = nanos(page(takes, uri, "/desk/duty/handovers/" + id), 200);
      taken[i] =
          nanos(
              () -> takes.send(post(uri, "/desk/duty/handovers/" + id + "/signature", ""), text()),
              303);
    }
    print(size, "hand-over: given", given);
    print(size, "hand-over: opened", opened);
    print(size, "hand-over: taken", taken);
  }

  private static void print(int size, String name, long[] nanos) {
    Times times = new Times(Arrays.stream(nanos).sorted().toArray(), 0);
    BenchLines.print(
        "%10d %-28s %9.1f %9.1f %9.1f", size, name, times.at(50), times.at(95), times.at(99));
  }

  private static HttpRequest post(URI uri, String path, String form) {
    return HttpRequest.newBuilder(uri.resolve(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Origin", uri.toString())
        .header("Accept", "text/html")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
  }

  private static long nanos(Request request, int status) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    HttpResponse<String> answer = request.ask();
    if (answer.statusCode() != status) {
      throw new IOException("Status " + answer.statusCode() + " from " + answer.uri());
    }
    return System.nanoTime() - begun;
  }

  /** Times of the requests, in order of length. */
  private record Times(long[] nanos, double kilobytes) {
    double at(int percent) {
      return nanos[Math.min(nanos.length - 1, nanos.length * percent / PERCENT)] / 1e6;
    }
  }

  private Times measure(Request request) throws Exception {
    int each = Math.max(1, requests / clients);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<long[]>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(() -> ask(request, each)));
      }
      List<Long> all = new ArrayList<>();
      for (Future<long[]> one : running) {
        Arrays.stream(one.get()).forEach(all::add);
      }
      int size = request.ask().body().length();
      return new Times(all.stream().mapToLong(Long::longValue).sorted().toArray(), size / 1024.0);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The server does not answer", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long[] ask(Request request, int many) throws IOException, InterruptedException {
    int warm = Math.max(5, many / 10);
    long[] nanos = new long[many];
    for (int i = -warm; i < many; i++) {
      long took = nanos(request, 200);
      if (i >= 0) {
        nanos[i] = took;
      }
    }
    return nanos;
  }

  static HttpClient signedIn(DemoStaff demo, URI uri) throws IOException, InterruptedException {
    demo.install(
        List.of(
            new DemoStaff.AgencySeat(
                "truc.do", "Trực đo", AGENCY, Set.of(Role.DUTY_OFFICER, Role.AGENCY_LEAD)),
            new DemoStaff.AgencySeat("truc.hai", "Trực hai", AGENCY, Set.of(Role.DUTY_OFFICER)),
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
    HttpResponse<String> answer = client.send(post(uri, "/login", form), text());
    if (answer.statusCode() != 303) {
      throw new IOException("Cannot sign in: " + answer.statusCode());
    }
    return client;
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
  }
}
