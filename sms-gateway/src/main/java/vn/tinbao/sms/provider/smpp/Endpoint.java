package vn.tinbao.sms.provider.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/**
 * Connects with a time limit and, where asked, encrypted to a host that proves its name.
 *
 * @param timeout for each of connecting and shaking hands
 */
record Endpoint(boolean tls, Duration timeout) implements ConnectionFactory {
  @Override
  public Connection createConnection(String host, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      return new Watched(tls ? encrypted(socket, host, port) : socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private Socket encrypted(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket encrypted = (SSLSocket) factory.createSocket(socket, host, port, true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    encrypted.setSoTimeout((int) timeout.toMillis());
    encrypted.startHandshake();
    return encrypted;
  }

  private static final class Watched extends SocketConnection {
    private final OutputStream out;

    Watched(Socket socket) throws IOException {
      super(socket);
      this.out = new WatchedOutput(socket.getOutputStream());
    }

    @Override
    public OutputStream getOutputStream() {
      return out;
    }
  }
}
