package vn.tinbao.mobile.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, with time limits, over the connection class that every phone build
 * has. Follows no redirect (a Wi-Fi log-in page is not our server), keeps no cache and no cookie.
 */
public final class Http {
  /** The API never answers with more; what is longer is not our server. */
  private static final int MOST_ANSWER_BYTES = 4 * 1024 * 1024;

  private final Supplier<URI> server;
  private final Supplier<String> language;
  private final Limits limits;

  /** How long to wait for a connection and for an answer. */
  public record Limits(Duration connect, Duration answer) {
    public static final Limits USUAL = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(25));
  }

  /** What came back. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Response(
      int status,
      @Nullable String contentType,
      @Nullable String retryAfter,
      @Nullable String uploadOffset,
      @Nullable String contentRange,
      @Nullable String mark,
      byte[] body) {

    boolean is(String mediaType) {
      return contentType != null
          && contentType.toLowerCase(java.util.Locale.ROOT).startsWith(mediaType);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public Http(Supplier<URI> server, Supplier<String> language, Limits limits) {
    this.server = server;
    this.language = language;
    this.limits = limits;
  }

  /**
   * Sends one request.
   *
   * @param path from the root of the server, with its query, already encoded
   * @param json body, null for none
   * @throws IOException when no whole answer came, whatever the reason
   */
  public Response exchange(
      String method, String path, Map<String, String> headers, byte @Nullable [] json)
      throws IOException {
    return exchange(method, path, headers, "application/json; charset=utf-8", json);
  }

  /** The same with a body of another kind. */
  Response exchange(
      String method,
      String path,
      Map<String, String> headers,
      String contentType,
      byte @Nullable [] body)
      throws IOException {
    HttpURLConnection connection = connect(method, path, headers);
    connection.setReadTimeout((int) limits.answer().toMillis());
    if (!headers.containsKey("Accept")) {
      connection.setRequestProperty("Accept", "application/json, application/problem+json");
    }
    try {
      if (body != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", contentType);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      int status = connection.getResponseCode();
      return new Response(
          status,
          connection.getContentType(),
          connection.getHeaderField("Retry-After"),
          connection.getHeaderField("Upload-Offset"),
          connection.getHeaderField("Content-Range"),
          connection.getHeaderField("ETag"),
          body(connection, status));
    } catch (RuntimeException e) {
      // HttpURLConnection throws these on answers that are no HTTP.
      throw new IOException("not an answer of a web server", e);
    }
  }

  /**
   * Opens a stream that the caller reads and disconnects.
   *
   * @param silence how long nothing may come before reading fails
   */
  HttpURLConnection stream(String path, Map<String, String> headers, Duration silence)
      throws IOException {
    HttpURLConnection connection = connect("GET", path, headers);
    connection.setReadTimeout((int) silence.toMillis());
    connection.setRequestProperty("Accept", "text/event-stream");
    return connection;
  }

  private HttpURLConnection connect(String method, String path, Map<String, String> headers)
      throws IOException {
    URLConnection opened = url(path).openConnection();
    if (!(opened instanceof HttpURLConnection connection)) {
      throw new IOException("the server's address is neither http nor https");
    }
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) limits.connect().toMillis());
    connection.setRequestProperty("Accept-Language", language.get());
    connection.setRequestProperty("User-Agent", "TinBao");
    headers.forEach(connection::setRequestProperty);
    return connection;
  }

  private URL url(String path) throws IOException {
    try {
      String base = server.get().toString();
      return new URL(
          base.endsWith("/") ? base.substring(0, base.length() - 1) + path : base + path);
    } catch (MalformedURLException e) {
      throw new IOException("the server's address cannot be used", e);
    }
  }

  private static byte[] body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      if (in == null) {
        return new byte[0];
      }
      byte[] bytes = in.readNBytes(MOST_ANSWER_BYTES + 1);
      if (bytes.length > MOST_ANSWER_BYTES) {
        throw new IOException("an answer longer than the API ever gives");
      }
      return bytes;
    }
  }
}
