package vn.tinbao.sms.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import vn.tinbao.sms.GatewayMain;

/** The gateway as a process of its own, from this process's class path. */
final class GatewayProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Process process;
  private final URI url;

  private GatewayProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts one and waits until it is well.
   *
   * @param settings beside home and port
   * @param log what it prints
   */
  static GatewayProcess start(Path home, int port, Map<String, String> settings, Path log)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The collector as ./tinbao gateway and docs/operation.md have it.
    command.addAll(List.of("-Xmx512m", "-XX:+UseParallelGC", "-Dfile.encoding=UTF-8"));
    command.add("-Dtinbao.home=" + home);
    command.add("-Dtinbao.db.join=true");
    command.add("-Dmicronaut.server.port=" + port);
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", classPath(), GatewayMain.class.getName()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    GatewayProcess gateway = new GatewayProcess(process, URI.create("http://127.0.0.1:" + port));
    try {
      gateway.awaitWell(log);
    } catch (InterruptedException | RuntimeException e) {
      gateway.close();
      throw e;
    }
    return gateway;
  }

  /** This process's, without the beans of tests when a test runs the bench. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  URI url() {
    return url;
  }

  long pid() {
    return process.pid();
  }

  private void awaitWell(Path log) throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        break;
      }
      try {
        HttpRequest health = HttpRequest.newBuilder(url.resolve("/health")).build();
        if (client.send(health, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // it is starting
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("The gateway did not start; see " + log);
  }

  /** Stands still, so that a queue can be filled before it is emptied. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
    if (exit != 0) {
      throw new IOException("kill -" + name + " failed");
    }
  }

  /** {@code kill -9}; it is gone when this returns. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
