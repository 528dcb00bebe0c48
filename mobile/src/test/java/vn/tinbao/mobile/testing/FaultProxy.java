package vn.tinbao.mobile.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network between the app and any server: each connection of the app gets the next fault of a
 * list, and goes through when the list is empty. Every connection carries one request (with its
 * length in the head), so that a fault meets one.
 */
public final class FaultProxy implements AutoCloseable {
  private static final String PORTAL =
      "<!doctype html><title>Wi-Fi</title><form action=/login>Đăng nhập Wi-Fi</form>";

  /** First byte of whoever wants encryption (RFC 8446, 5.1). */
  private static final int TLS_HANDSHAKE = 22;

  private final ServerSocket door;
  private final URI server;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger met = new AtomicInteger();
  private volatile Fault always = Fault.none();

  /** What happens to one connection. */
  public sealed interface Fault {

    /** Nothing. */
    static Fault none() {
      return new Cut(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * The server gets so many bytes of the request, or the app so many of the answer; then the
     * connection is gone, with a reset.
     */
    record Cut(int afterRequestBytes, int afterAnswerBytes) implements Fault {}

    /** The server gets the whole request twice; the app gets the second answer. */
    record Twice() implements Fault {}

    /** The answer comes so many bytes at a time, with a rest after each. */
    record Drip(int bytes, Duration rest) implements Fault {}

    /** A Wi-Fi that wants a log-in answers everything itself: 200 and a page. */
    record Portal() implements Fault {}

    /** The same with a redirect to its page. */
    record Redirect() implements Fault {}

    /** Something between answers in the server's name: 200, JSON, but not the server's. */
    record Forged(String json) implements Fault {}
  }

  private FaultProxy(URI server) throws IOException {
    this.server = server;
    this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "bad-network");
    thread.setDaemon(true);
    thread.start();
  }

  /** In front of that server, listening when this returns. */
  public static FaultProxy to(URI server) {
    try {
      return new FaultProxy(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the app finds it. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** The same as an address that wants encryption, which this door does not speak. */
  public URI https() {
    return URI.create("https://127.0.0.1:" + door.getLocalPort());
  }

  /** One of the next connections meets this. */
  public void next(Fault fault) {
    faults.add(fault);
  }

  /** Every connection meets this, when no other waits. */
  public void always(Fault fault) {
    always = fault;
  }

  /** Faults of the list that are still to come. */
  public int waiting() {
    return faults.size();
  }

  /** Connections so far. */
  public int connections() {
    return met.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket app = door.accept();
        open.add(app);
        met.incrementAndGet();
        Fault next = faults.poll();
        Fault fault = next == null ? always : next;
        Thread thread = new Thread(() -> serve(app, fault), "bad-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket app, Fault fault) {
    try (app) {
      if (fault instanceof Fault.Portal) {
        answer(app, "200 OK", "text/html; charset=utf-8", "", PORTAL);
      } else if (fault instanceof Fault.Redirect) {
        answer(app, "302 Found", "text/html", "Location: http://wifi.local/login\r\n", PORTAL);
      } else if (fault instanceof Fault.Forged forged) {
        answer(app, "200 OK", "application/json", "", forged.json());
      } else if (fault instanceof Fault.Twice) {
        byte[] request = request(app.getInputStream());
        var unused = ask(request);
        app.getOutputStream().write(ask(request));
      } else if (fault instanceof Fault.Drip drip) {
        drip(app, drip);
      } else if (fault instanceof Fault.Cut cut) {
        pass(app, cut);
      }
    } catch (IOException gone) {
      // That is what this is for.
    } finally {
      open.remove(app);
    }
  }

  private static void answer(Socket app, String status, String type, String header, String body)
      throws IOException {
    var unused = request(app.getInputStream());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    OutputStream out = app.getOutputStream();
    out.write(
        "HTTP/1.1 %s\r\nContent-Type: %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, type, header, bytes.length)
            .getBytes(StandardCharsets.UTF_8));
    out.write(bytes);
    out.flush();
  }

  private void drip(Socket app, Fault.Drip drip) throws IOException {
    byte[] answer = ask(request(app.getInputStream()));
    OutputStream out = app.getOutputStream();
    for (int at = 0; at < answer.length; at += drip.bytes()) {
      out.write(answer, at, Math.min(drip.bytes(), answer.length - at));
      out.flush();
      rest(drip.rest());
    }
  }

  private static void rest(Duration rest) throws IOException {
    try {
      Thread.sleep(rest.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** One whole request, with {@code Connection: close} so that its answer has an end. */
  private static byte[] request(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0 || (head.size() == 0 && b == TLS_HANDSHAKE)) {
        throw new IOException("no whole request");
      }
      head.write(b);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    int length = 0;
    for (String line : text.split("\r\n")) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(
        text.replaceAll("(?i)\r\nConnection:[^\r]*", "")
            .replaceFirst("\r\n", "\r\nConnection: close\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    whole.write(body);
    return whole.toByteArray();
  }

  private byte[] ask(byte[] request) throws IOException {
    try (Socket far = new Socket(server.getHost(), server.getPort())) {
      far.getOutputStream().write(request);
      far.getOutputStream().flush();
      return far.getInputStream().readAllBytes();
    }
  }

  private void pass(Socket app, Fault.Cut cut) throws IOException {
    byte[] request = request(app.getInputStream());
    try (Socket far = new Socket(server.getHost(), server.getPort())) {
      open.add(far);
      int length = Math.min(request.length, cut.afterRequestBytes());
      far.getOutputStream().write(request, 0, length);
      far.getOutputStream().flush();
      if (length == request.length) {
        copy(far.getInputStream(), app.getOutputStream(), cut.afterAnswerBytes());
      }
      open.remove(far);
    } finally {
      if (!cut.equals(Fault.none())) {
        app.setSoLinger(true, 0);
      }
    }
  }

  /** Waits for the answer even when nothing of it is to arrive. */
  private static void copy(InputStream in, OutputStream out, int most) throws IOException {
    byte[] buffer = new byte[8192];
    int left = most;
    int read = in.read(buffer);
    while (read >= 0) {
      out.write(buffer, 0, Math.min(read, left));
      out.flush();
      left -= Math.min(read, left);
      if (left == 0) {
        return;
      }
      read = in.read(buffer);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (SocketException e) {
      // Already gone.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
