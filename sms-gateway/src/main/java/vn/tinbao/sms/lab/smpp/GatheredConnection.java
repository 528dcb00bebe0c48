package vn.tinbao.sms.lab.smpp;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jsmpp.session.connection.socket.SocketConnection;

/**
 * A connection on which several answers can leave together, as from an operator that has much to
 * say.
 */
final class GatheredConnection extends SocketConnection {
  private final Gathered out;

  GatheredConnection(Socket socket) throws IOException {
    super(socket);
    this.out = new Gathered(socket.getOutputStream());
  }

  /** What is written from now on waits for {@link #leave}. */
  void gather() {
    out.gather();
  }

  /** Sends what waits. */
  void leave() throws IOException {
    out.leave();
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  private static final class Gathered extends BufferedOutputStream {
    private boolean gathering;

    Gathered(OutputStream out) {
      super(out);
    }

    synchronized void gather() {
      gathering = true;
    }

    synchronized void leave() throws IOException {
      gathering = false;
      super.flush();
    }

    @Override
    public synchronized void flush() throws IOException {
      if (!gathering) {
        super.flush();
      }
    }
  }
}
