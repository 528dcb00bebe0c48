package vn.tinbao.mobile.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.store.Backoff;

/**
 * Listens to server-sent events and comes back by itself, waiting longer each time, until it is
 * closed. Whatever it missed in between is the listener's to fetch: it is told of every new
 * connection.
 */
public final class EventStream implements AutoCloseable {
  private final Http http;
  private final String path;
  private final Map<String, String> headers;
  private final Listener listener;
  private final Pace pace;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable HttpURLConnection current;

  /** Called on the stream's own thread. */
  public interface Listener {
    /** Connected, for the first time or again: events may have been missed before. */
    void connected();

    void event(String type, String data);

    /** The connection is gone; the stream is already trying to come back. */
    void lost();

    /**
     * Somebody answered that this session may not listen. Perhaps the session has ended, perhaps it
     * was a Wi-Fi log-in page: the listener finds out with an ordinary request; the stream goes on
     * trying until it is closed.
     */
    void denied();
  }

  /**
   * @param silence longer than the server's heartbeat (15 s); after it the connection counts as
   *     dead
   */
  public record Pace(Duration silence, Backoff reconnect) {
    public static final Pace USUAL =
        new Pace(
            Duration.ofSeconds(40), new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)));
  }

  private enum End {
    LOST_AFTER_CONNECTING,
    NEVER_CONNECTED,
    DENIED
  }

  EventStream(Http http, String path, Map<String, String> headers, Listener listener, Pace pace) {
    this.http = http;
    this.path = path;
    this.headers = headers;
    this.listener = listener;
    this.pace = pace;
  }

  public void start() {
    Thread thread = new Thread(this::run, "officer-events");
    thread.setDaemon(true);
    thread.start();
  }

  /** No listener method begins after this returned, except one that is running now. */
  @Override
  public void close() {
    closed.countDown();
    HttpURLConnection open = current;
    if (open != null) {
      // Closing waits for a reader that is blocked in the same stream: not on the caller's time.
      Thread hangUp = new Thread(open::disconnect, "officer-events-hang-up");
      hangUp.setDaemon(true);
      hangUp.start();
    }
  }

  private void run() {
    int failures = 0;
    while (open()) {
      End end = connectOnce();
      if (!open()) {
        return;
      }
      if (end == End.DENIED) {
        listener.denied();
      } else {
        listener.lost();
      }
      failures = end == End.LOST_AFTER_CONNECTING ? 1 : failures + 1;
      sleep(pace.reconnect().after(failures));
    }
  }

  private End connectOnce() {
    boolean connected = false;
    HttpURLConnection connection = null;
    try {
      connection = http.stream(path, headers, pace.silence());
      current = connection;
      int status = connection.getResponseCode();
      if (status == 401 || status == 403) {
        return End.DENIED;
      }
      String type = connection.getContentType();
      if (status == 200 && type != null && type.startsWith("text/event-stream") && open()) {
        connected = true;
        listener.connected();
        read(connection);
      }
    } catch (IOException | RuntimeException gone) {
      // Said by the return value; the loop comes back.
    } finally {
      current = null;
      if (connection != null) {
        connection.disconnect();
      }
    }
    return connected ? End.LOST_AFTER_CONNECTING : End.NEVER_CONNECTED;
  }

  private void read(HttpURLConnection connection) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      String type = "message";
      StringBuilder data = new StringBuilder();
      String line = lines.readLine();
      while (line != null && open()) {
        if (line.isEmpty()) {
          if (data.length() > 0) {
            listener.event(type, data.toString());
          }
          type = "message";
          data.setLength(0);
        } else if (line.startsWith("event:")) {
          type = value(line);
        } else if (line.startsWith("data:")) {
          data.append(data.length() > 0 ? "\n" : "").append(value(line));
        }
        line = lines.readLine();
      }
    }
  }

  /** The field's value; one blank after the colon does not belong to it. */
  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  private boolean open() {
    return closed.getCount() > 0;
  }

  private void sleep(Duration wait) {
    try {
      boolean closedMeanwhile = closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (closedMeanwhile) {
        return;
      }
    } catch (InterruptedException e) {
      closed.countDown();
      Thread.currentThread().interrupt();
    }
  }
}
