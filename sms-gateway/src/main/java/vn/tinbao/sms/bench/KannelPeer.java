package vn.tinbao.sms.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Kannel at the same work: HTTP to SMPP out, SMPP to HTTP in, with its file store. It is used when
 * it is there and never installed.
 */
final class KannelPeer implements AutoCloseable {
  private static final List<Path> PLACES = List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"));
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int AT_ONCE = 32;

  private final SmppOperator operator;
  private final Path folder;
  private Process bearerbox;
  private Process smsbox;
  private final HttpServer service;
  private final AtomicLong served;
  private final Phones services;
  private final int sendPort;
  private long number = 84_910_000_000L;

  private KannelPeer(
      SmppOperator operator,
      Path folder,
      Process bearerbox,
      Process smsbox,
      HttpServer service,
      AtomicLong served,
      Phones services,
      int sendPort) {
    this.operator = operator;
    this.folder = folder;
    this.bearerbox = bearerbox;
    this.smsbox = smsbox;
    this.service = service;
    this.served = served;
    this.services = services;
    this.sendPort = sendPort;
  }

  static boolean isInstalled() {
    return PLACES.stream()
        .anyMatch(
            place ->
                Files.isExecutable(place.resolve("bearerbox"))
                    && Files.isExecutable(place.resolve("smsbox")));
  }

  /**
   * Starts it and waits until it is bound.
   *
   * @param port the first of four in a row
   * @param folder for its configuration, store and logs
   */
  static KannelPeer start(SmppOperator operator, int port, int window, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    AtomicLong served = new AtomicLong();
    Phones services = new Phones();
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + 3), 1024);
    service.setExecutor(Executors.newFixedThreadPool(AT_ONCE));
    service.createContext(
        "/mo",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          served.incrementAndGet();
          services.got(sender(exchange.getRequestURI()));
        });
    service.start();
    Path configuration = folder.resolve("kannel.conf");
    Files.writeString(configuration, configuration(operator.port(), port, window, folder));
    Process bearerbox = start("bearerbox", configuration, folder);
    Waiting.until("Kannel is bound", Duration.ofSeconds(30), operator::ready);
    Process smsbox = start("smsbox", configuration, folder);
    KannelPeer peer =
        new KannelPeer(operator, folder, bearerbox, smsbox, service, served, services, port + 2);
    Waiting.until("Kannel takes messages", Duration.ofSeconds(30), peer::answers);
    return peer;
  }

  private static Process start(String program, Path configuration, Path folder) throws IOException {
    Path found =
        PLACES.stream()
            .map(place -> place.resolve(program))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow();
    return new ProcessBuilder(found.toString(), configuration.toString())
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(program + ".out").toFile())
        .start();
  }

  private static String configuration(int smsc, int port, int window, Path folder) {
    return """
    group = core
    admin-port = %1$d
    admin-password = bench
    admin-deny-ip = "*.*.*.*"
    admin-allow-ip = "127.0.0.1"
    smsbox-port = %2$d
    store-type = file
    store-location = "%6$s/store"
    log-file = "%6$s/bearerbox.log"
    log-level = 3

    group = smsc
    smsc = smpp
    smsc-id = bench
    host = 127.0.0.1
    port = %5$d
    transceiver-mode = true
    smsc-username = bench
    smsc-password = bench
    system-type = ""
    max-pending-submits = %7$d

    group = smsbox
    bearerbox-host = 127.0.0.1
    sendsms-port = %3$d
    global-sender = 8138
    log-file = "%6$s/smsbox.log"
    log-level = 3

    group = sendsms-user
    username = bench
    password = bench
    max-messages = 10
    concatenation = true

    group = sms-service
    keyword = default
    catch-all = true
    max-messages = 0
    omit-empty = true
    get-url = "http://127.0.0.1:%4$d/mo?from=%%p&text=%%a"
    """
        .formatted(port, port + 1, port + 2, port + 3, smsc, folder, window);
  }

  /** Of {@code /mo?from=…&text=…}: digits only. */
  private static String sender(URI uri) {
    return uri.getQuery().replaceAll("&.*|\\D", "");
  }

  /** Who wrote what the HTTP service got. */
  Phones services() {
    return services;
  }

  /** {@code kill -9} of both boxes. */
  void kill() throws InterruptedException {
    for (Process process : List.of(smsbox, bearerbox)) {
      process.destroyForcibly();
      process.waitFor();
    }
    Waiting.until("Kannel's link is gone", PATIENCE, () -> !operator.ready());
  }

  /** Both boxes once more, with the store that they left. */
  void again() throws IOException, InterruptedException {
    Path configuration = folder.resolve("kannel.conf");
    bearerbox = start("bearerbox", configuration, folder);
    Waiting.until("Kannel is bound", PATIENCE, operator::ready);
    smsbox = start("smsbox", configuration, folder);
    Waiting.until("Kannel takes messages", PATIENCE, this::answers);
  }

  /** Something that may be interrupted. */
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Gives it a message for each of these until {@code enough}, then does {@code then} at once.
   *
   * @return the indices of those that it accepted
   */
  List<Long> accept(Phones.Range range, BooleanSupplier enough, Work then)
      throws InterruptedException {
    HttpClient client = client();
    Semaphore free = new Semaphore(AT_ONCE);
    List<Long> accepted = Collections.synchronizedList(new ArrayList<>());
    for (long i = range.first(); i < range.first() + range.count(); i++) {
      if (enough.getAsBoolean()) {
        break;
      }
      free.acquire();
      long index = i;
      String path =
          "/cgi-bin/sendsms?username=bench&password=bench&to=%2B"
              + Phones.number(index).substring(1)
              + "&text=Duong+day+nong+138+da+nhan+tin+bao+cua+ban";
      var unused =
          client
              .sendAsync(request(path), BodyHandlers.discarding())
              .whenComplete(
                  (answer, failure) -> {
                    if (failure == null && answer.statusCode() == 202) {
                      accepted.add(index);
                    }
                    free.release();
                  });
    }
    then.run();
    free.acquire(AT_ONCE);
    return List.copyOf(accepted);
  }

  private boolean answers() {
    try {
      return client().send(request("/"), BodyHandlers.discarding()).statusCode() > 0;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sendPort + path)).build();
  }

  /** From its HTTP door to the message centre. */
  Measured out(String what, int messages) throws InterruptedException {
    HttpClient client = client();
    Semaphore free = new Semaphore(AT_ONCE);
    AtomicLong refused = new AtomicLong();
    AtomicLong answered = new AtomicLong();
    long sentBefore = operator.sent();
    Spending before = spent();
    Stopwatch watch = new Stopwatch();
    for (int i = 0; i < messages; i++) {
      free.acquire();
      String path =
          "/cgi-bin/sendsms?username=bench&password=bench&to=%2B"
              + number++
              + "&text=Duong+day+nong+138+da+nhan+tin+bao+cua+ban.+Ma:+4821-7730";
      var unused =
          client
              .sendAsync(request(path), BodyHandlers.discarding())
              .whenComplete(
                  (answer, failure) -> {
                    if (failure != null || answer.statusCode() != 202) {
                      refused.incrementAndGet();
                    }
                    answered.incrementAndGet();
                    free.release();
                  });
    }
    Waiting.until(
        what,
        PATIENCE,
        () ->
            answered.get() == messages && operator.sent() - sentBefore >= messages - refused.get());
    Stopwatch.Reading reading = watch.read();
    return new Measured(what, messages - refused.get(), reading, spent().since(before), 0, 0);
  }

  /** From the message centre to an HTTP service. */
  Measured in(String what, int messages) throws InterruptedException {
    long servedBefore = served.get();
    Spending before = spent();
    Stopwatch watch = new Stopwatch();
    for (int i = 0; i < messages; i++) {
      var unused = operator.text("+" + number++, "toi o xa binh trung co nguoi ru chau gai " + i);
    }
    Waiting.until(what, PATIENCE, () -> served.get() - servedBefore >= messages);
    Stopwatch.Reading reading = watch.read();
    return new Measured(what, messages, reading, spent().since(before), 0, 0);
  }

  private Spending spent() {
    Costs one = Costs.ofTree(bearerbox.pid());
    Costs other = Costs.ofTree(smsbox.pid());
    return Spending.of(
        new Costs(one.cpuMicros() + other.cpuMicros(), one.memory() + other.memory()));
  }

  @Override
  public void close() {
    service.stop(0);
    for (Process process : List.of(smsbox, bearerbox)) {
      process.destroy();
    }
    for (Process process : List.of(smsbox, bearerbox)) {
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
