package vn.tinbao.sms.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much heap a gateway uses, as its metrics say. */
final class Heap {
  private static final Pattern USED =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*} (\\S+)$");
  private static final double MEGABYTE = 1024 * 1024;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;

  Heap(URI gateway) {
    this.request = HttpRequest.newBuilder(gateway.resolve("/prometheus")).build();
  }

  /** Megabytes in use by what is still needed: the process collects its garbage first. */
  double live(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    int exit =
        new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("jcmd GC.run failed");
    }
    return used();
  }

  /** Megabytes in use. */
  double used() throws IOException, InterruptedException {
    return read(client.send(request, BodyHandlers.ofString()).body());
  }

  static double read(String metrics) {
    Matcher matcher = USED.matcher(metrics);
    double sum = 0;
    while (matcher.find()) {
      sum += Double.parseDouble(matcher.group(1));
    }
    return sum / MEGABYTE;
  }
}
