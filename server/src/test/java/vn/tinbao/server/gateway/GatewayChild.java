package vn.tinbao.server.gateway;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vn.tinbao.sms.GatewayMain;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.testing.FreePort;

/** A gateway in a process and a home of its own, with the keys that a server gives it. */
final class GatewayChild implements AutoCloseable {
  private static final List<String> KEYS = List.of("phone.key", "sms-body.public");
  private static final Duration START = Duration.ofSeconds(120);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int port;

  private GatewayChild(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  static GatewayChild start(Path home, Path serversHome, DatabaseAddress database)
      throws IOException {
    Path keys = Files.createDirectories(home.resolve("keys"));
    for (String key : KEYS) {
      Files.copy(serversHome.resolve("keys").resolve(key), keys.resolve(key));
    }
    int port = FreePort.next();
    Path log = home.resolve("gateway.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                // On this class path there are libraries that only the server has.
                "-Dmicronaut.security.enabled=false",
                "-cp",
                classPath(),
                GatewayMain.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "TINBAO_HOME", home.toString(),
                "TINBAO_HTTP_PORT", String.valueOf(port),
                "TINBAO_DB_URL", database.url(),
                "TINBAO_DB_USER", database.user(),
                "TINBAO_DB_PASSWORD", database.password()));
    GatewayChild child = new GatewayChild(builder.start(), log, port);
    child.awaitWell();
    return child;
  }

  /** Without the server's own classes. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("test-classes") && !entry.matches(".*-tests\\.jar"))
        .filter(entry -> !entry.matches(".*/server/target/classes/?"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void awaitWell() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("The gateway ended:\n" + Files.readString(log));
              }
              try {
                return get("/health").statusCode() == 200;
              } catch (IOException notYet) {
                return false;
              }
            });
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        BodyHandlers.ofString());
  }

  int text(String from, String text) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/simulator/api/messages"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"from\":\"" + from + "\",\"text\":\"" + text + "\"}"))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** What the hotline has answered to that phone, as its screen shows it. */
  String screen(String phone) throws IOException, InterruptedException {
    return get("/simulator/api/messages?phone=" + phone.replace("+", "%2B")).body();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
