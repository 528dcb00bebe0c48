package vn.tinbao.server.attachment;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * ClamAV's daemon over TCP: {@code zINSTREAM} as in clamd(8). Switched on by {@code
 * tinbao.attachment.clamd.host}.
 */
@Singleton
@Requires(property = "tinbao.attachment.clamd.host")
class ClamdScanner implements Scanner {
  private static final int PIECE = 128 * 1024;

  /** Longest answer: a path and a name of malware. */
  private static final int MOST_ANSWER = 4_096;

  private final ClamdSettings settings;

  ClamdScanner(ClamdSettings settings) {
    this.settings = settings;
  }

  @Override
  public Finding scan(InputStream bytes) throws IOException {
    int millis = (int) settings.timeout().toMillis();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(settings.host(), settings.port()), millis);
      socket.setSoTimeout(millis);
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), PIECE + 16));
      InputStream in = socket.getInputStream();
      boolean cutOff = !send(bytes, out, in);
      String answer = answer(in);
      if (answer.endsWith("FOUND")) {
        return new Finding.Malware(name(answer));
      }
      if (answer.contains("size limit exceeded")) {
        return new Finding.TooLarge();
      }
      if (answer.endsWith("OK") && !cutOff) {
        return new Finding.Nothing();
      }
      throw new IOException("clamd gave no answer that counts");
    }
  }

  /** False when clamd did not want the rest: its answer says why. */
  private static boolean send(InputStream bytes, DataOutputStream out, InputStream in)
      throws IOException {
    try {
      out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
      byte[] piece = new byte[PIECE];
      int n;
      while ((n = bytes.read(piece)) > 0) {
        out.writeInt(n);
        out.write(piece, 0, n);
        if (in.available() > 0) {
          return false;
        }
      }
      out.writeInt(0);
      out.flush();
      return true;
    } catch (java.net.SocketException e) {
      return false;
    }
  }

  private static String answer(InputStream in) throws IOException {
    byte[] bytes = new byte[MOST_ANSWER];
    int length = 0;
    while (length < bytes.length) {
      int b = in.read();
      if (b <= 0) {
        break;
      }
      bytes[length++] = (byte) b;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
  }

  /** {@code stream: Eicar-Signature FOUND} to {@code Eicar-Signature}. */
  private static String name(String answer) {
    String name = answer.replaceFirst("^stream: ", "").replaceFirst(" FOUND$", "");
    return name.replaceAll("[^A-Za-z0-9._/-]", "_");
  }
}
