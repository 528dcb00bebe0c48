package vn.tinbao.sms.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
