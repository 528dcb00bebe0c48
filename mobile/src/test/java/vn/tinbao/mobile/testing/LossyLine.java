package vn.tinbao.mobile.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The line between one phone and a real server: can be cut, and can lose answers. */
public final class LossyLine implements AutoCloseable {
  private static final List<String> CARRIED =
      List.of(
          "Authorization",
          "Device",
          "Device-Key",
          "Device-Name",
          "Accept-Language",
          "Content-Type");

  private final URI server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer line;
  private final AtomicInteger answersToLose = new AtomicInteger();
  private final ReadWriteLock answers = new ReentrantReadWriteLock();
  private volatile boolean up = true;

  public LossyLine(URI server) {
    this.server = server;
    try {
      line = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    line.setExecutor(threads);
    line.createContext("/", this::carry);
    line.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + line.getAddress().getPort());
  }

  public void up(boolean isUp) {
    up = isUp;
  }

  /**
   * Brings no answer while that is done: what the phone knows changes at most once meanwhile, by
   * the answer that it has already.
   */
  public void inSilence(Runnable work) {
    answers.writeLock().lock();
    try {
      work.run();
    } finally {
      answers.writeLock().unlock();
    }
  }

  /** The server does what the next so many writing requests ask, and nobody hears of it. */
  public void loseAnswers(int many) {
    answersToLose.set(many);
  }

  private void carry(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!up) {
      exchange.close();
      return;
    }
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(server.resolve(exchange.getRequestURI().toString()))
              .method(
                  exchange.getRequestMethod(),
                  body.length == 0
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(body));
      for (String header : CARRIED) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
          request.header(header, value);
        }
      }
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      boolean lost =
          exchange.getRequestMethod().equals("POST")
              && answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
      if (!up || lost) {
        exchange.close();
        return;
      }
      answers.readLock().lock();
      try {
        bring(answer, exchange);
      } finally {
        answers.readLock().unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private static void bring(HttpResponse<byte[]> answer, HttpExchange exchange) throws IOException {
    answer
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    exchange.sendResponseHeaders(
        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
    exchange.close();
  }

  @Override
  public void close() {
    line.stop(0);
    threads.shutdownNow();
  }
}
