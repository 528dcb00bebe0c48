package vn.tinbao.server.attachment;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks clamd's INSTREAM as clamd(8) describes it; what holds {@link #BAD} is malware to it. */
final class FakeClamd implements AutoCloseable {
  static final String BAD = "MA-DOC-DE-THU";

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Integer> received = new CopyOnWriteArrayList<>();
  private volatile boolean hangUp;
  private volatile int most = 1 << 30;

  FakeClamd() throws IOException {
    Thread thread = new Thread(this::listen, "fake-clamd");
    thread.setDaemon(true);
    thread.start();
  }

  ClamdScanner scanner(Duration timeout) {
    return new ClamdScanner(new ClamdSettings("127.0.0.1", socket.getLocalPort(), timeout));
  }

  void hangUp(boolean yes) {
    hangUp = yes;
  }

  void most(int bytes) {
    most = bytes;
  }

  /** Lengths of what was scanned. */
  List<Integer> received() {
    return received;
  }

  private void listen() {
    while (!socket.isClosed()) {
      try (Socket caller = socket.accept()) {
        if (!hangUp) {
          answer(caller);
        }
      } catch (IOException e) {
        // The next one.
      }
    }
  }

  private void answer(Socket caller) throws IOException {
    DataInputStream in = new DataInputStream(caller.getInputStream());
    OutputStream out = caller.getOutputStream();
    byte[] command = in.readNBytes(10);
    if (!new String(command, StandardCharsets.US_ASCII).equals("zINSTREAM\0")) {
      out.write("UNKNOWN COMMAND\0".getBytes(StandardCharsets.US_ASCII));
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int length;
    while ((length = in.readInt()) > 0) {
      all.writeBytes(in.readNBytes(length));
      if (all.size() > most) {
        out.write("INSTREAM size limit exceeded. ERROR\0".getBytes(StandardCharsets.US_ASCII));
        return;
      }
    }
    received.add(all.size());
    boolean bad = all.toString(StandardCharsets.ISO_8859_1).contains(BAD);
    out.write(
        (bad ? "stream: Thu-Nghiem.Test FOUND\0" : "stream: OK\0")
            .getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
