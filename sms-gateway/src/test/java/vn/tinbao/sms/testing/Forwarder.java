package vn.tinbao.sms.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One address for a server that comes back on another port. */
public final class Forwarder implements AutoCloseable {
  private final ServerSocket door;
  private volatile int target;
  private volatile boolean frozen;
  private final AtomicInteger accepted = new AtomicInteger();

  public Forwarder() throws IOException {
    door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  public int port() {
    return door.getLocalPort();
  }

  /** Connections so far. */
  public int accepted() {
    return accepted.get();
  }

  /** From now on nothing that was said arrives, and nobody is told: a firewall that forgot. */
  public void freeze() {
    frozen = true;
  }

  public void to(int port) {
    frozen = false;
    target = port;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        accepted.incrementAndGet();
        try {
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
          daemon(() -> copy(client, server));
          daemon(() -> copy(server, client));
        } catch (IOException nobodyThere) {
          client.close();
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] some = new byte[8192];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        if (!frozen) {
          out.write(some, 0, n);
        }
      }
    } catch (IOException ended) {
      // both are closed
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
