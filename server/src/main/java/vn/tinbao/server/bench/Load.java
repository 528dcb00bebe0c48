package vn.tinbao.server.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A plain load of reports over kept-alive connections, one thread a client, in a process of its own
 * so that it shares no JVM with the server (it does share the cores).
 */
final class Load {
  private static final List<String> STORIES =
      List.of(
          "toi o xa binh trung co nguoi ru chau gai sang trung quoc lam viec nhe luong cao",
          "Con trai tôi bị lừa sang Campuchia làm việc nhẹ lương cao, bị nhốt và đòi tiền chuộc",
          "o xa thuong phuoc huyen hong ngu dong thap toi nay co xe cho 3 em gai qua bien gioi",
          "Ở Thọ Xuân Thanh Hóa có người môi giới lấy chồng Trung Quốc, thu giấy tờ của các cháu");

  private Load() {}

  /** What was measured; times are from the first byte sent to the last byte of the answer. */
  record Result(long accepted, long errors, double perSecond, double p50Millis, double p99Millis) {
    private static Result parse(String line) {
      String[] parts = line.split(" ");
      return new Result(
          Long.parseLong(parts[0]),
          Long.parseLong(parts[1]),
          Double.parseDouble(parts[2]),
          Double.parseDouble(parts[3]),
          Double.parseDouble(parts[4]));
    }
  }

  static Result inOwnProcess(String url, int clients, int seconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Load.class.getName(),
                url,
                Integer.toString(clients),
                Integer.toString(seconds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      if (process.waitFor() != 0 || line == null) {
        throw new IllegalStateException("The load did not run");
      }
      return Result.parse(line);
    }
  }

  /** Arguments: base URL, clients, seconds. Prints one line of figures. */
  public static void main(String[] args) throws InterruptedException {
    URI url = URI.create(args[0]);
    int clients = Integer.parseInt(args[1]);
    long nanos = Long.parseLong(args[2]) * 1_000_000_000L;
    List<Client> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < clients; i++) {
      Client client = new Client(url, start + nanos);
      Thread thread = new Thread(client, "client-" + i);
      all.add(client);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    long[] times = all.stream().flatMapToLong(c -> Arrays.stream(c.times, 0, c.accepted)).toArray();
    Arrays.sort(times);
    long errors = all.stream().mapToLong(c -> c.errors).sum();
    System.out.println(
        "%d %d %.1f %.2f %.2f"
            .formatted(
                times.length,
                errors,
                times.length / elapsed,
                at(times, 0.50) / 1e6,
                at(times, 0.99) / 1e6));
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }

  private static final class Client implements Runnable {
    private final URI url;
    private final long until;
    private long[] times = new long[10_000];
    private int accepted;
    private long errors;

    Client(URI url, long until) {
      this.url = url;
      this.until = until;
    }

    @Override
    public void run() {
      while (System.nanoTime() < until) {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
          socket.setTcpNoDelay(true);
          socket.setSoTimeout(30_000);
          OutputStream out = socket.getOutputStream();
          InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
          while (System.nanoTime() < until) {
            byte[] request = request();
            long sent = System.nanoTime();
            out.write(request);
            out.flush();
            if (readStatus(in) == 201) {
              note(System.nanoTime() - sent);
            } else {
              errors++;
            }
          }
        } catch (IOException e) {
          errors++;
        }
      }
    }

    private void note(long time) {
      if (accepted == times.length) {
        times = Arrays.copyOf(times, accepted * 2);
      }
      times[accepted++] = time;
    }

    private byte[] request() {
      byte[] replayKey = new byte[16];
      ThreadLocalRandom random = ThreadLocalRandom.current();
      random.nextBytes(replayKey);
      byte[] body =
          "{\"id\":\"%s\",\"replayKey\":\"%s\",\"narrative\":\"%s\",\"language\":\"vi\"}"
              .formatted(
                  UuidCreator.getTimeOrderedEpoch(),
                  Base64.getUrlEncoder().withoutPadding().encodeToString(replayKey),
                  STORIES.get(random.nextInt(STORIES.size())))
              .getBytes(StandardCharsets.UTF_8);
      byte[] head =
          "POST /api/v1/tips HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(url.getHost(), url.getPort(), body.length)
              .getBytes(StandardCharsets.US_ASCII);
      byte[] all = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, all, head.length, body.length);
      return all;
    }

    /** Reads one answer to its end. */
    private static int readStatus(InputStream in) throws IOException {
      String status = line(in);
      int length = 0;
      boolean chunked = false;
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        }
        chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
      }
      if (chunked) {
        for (int size = Integer.parseInt(line(in), 16); size > 0; ) {
          in.skipNBytes(size + 2L);
          size = Integer.parseInt(line(in), 16);
        }
        line(in);
      } else {
        in.skipNBytes(length);
      }
      return Integer.parseInt(status.split(" ")[1]);
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("connection closed");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }
  }
}
