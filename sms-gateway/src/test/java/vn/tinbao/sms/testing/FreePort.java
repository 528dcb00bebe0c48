package vn.tinbao.sms.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for processes that a test starts, and starts again at the same place. */
public final class FreePort {
  private static final int FROM = 10_240;

  /** From here on Linux gives ports to whoever connects somewhere, also while a process is down. */
  private static final int UNTIL = 32_768;

  private FreePort() {}

  /** A port of the loopback address that nobody has and no connection gets by itself. */
  public static int next() {
    for (int i = 0; i < 100; i++) {
      int port = ThreadLocalRandom.current().nextInt(FROM, UNTIL);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one.
      }
    }
    throw new IllegalStateException("No free port");
  }
}
