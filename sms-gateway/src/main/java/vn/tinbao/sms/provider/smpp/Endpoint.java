package vn.tinbao.sms.provider.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.provider.Trust;

/**
 * Connects with a time limit and, where asked, encrypted to a host that proves its name.
 *
 * @param trust who may vouch for the host, read at each connection; null: the JVM's authorities
 * @param timeout for each of connecting and shaking hands
 */
record Endpoint(boolean tls, @Nullable Path trust, Duration timeout) implements ConnectionFactory {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  @Override
  public Connection createConnection(String host, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      return new Watched(socket, tls ? encrypted(socket, host, port) : socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private Socket encrypted(Socket socket, String host, int port) throws IOException {
    SSLSocket encrypted =
        (SSLSocket) Trust.context(trust).getSocketFactory().createSocket(socket, host, port, true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    encrypted.setSoTimeout((int) timeout.toMillis());
    encrypted.startHandshake();
    return encrypted;
  }

  private static final class Watched extends SocketConnection {
    private final Socket wire;
    private final OutputStream out;

    Watched(Socket wire, Socket socket) throws IOException {
      super(socket);
      this.wire = wire;
      this.out = new WatchedOutput(socket.getOutputStream());
    }

    @Override
    public OutputStream getOutputStream() {
      return out;
    }

    /**
     * The wire first: an encrypted socket says goodbye when it is closed, and waits for a writer
     * that waits for the other side. SMPP has its own goodbye.
     */
    @Override
    public void close() {
      try {
        wire.close();
      } catch (IOException e) {
        LOG.debug("A link was gone before it was closed");
      }
      super.close();
    }
  }
}
