package vn.tinbao.server.push.fcm;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of the JDK's client in the shape that the SDK reads. */
final class FcmResponse extends LowLevelHttpResponse {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final HttpResponse<byte[]> response;
  private final List<Map.Entry<String, String>> headers;

  FcmResponse(HttpResponse<byte[]> response) {
    this.response = response;
    this.headers =
        response.headers().map().entrySet().stream()
            .filter(header -> !header.getKey().startsWith(":"))
            .flatMap(
                header ->
                    header.getValue().stream().map(value -> Map.entry(header.getKey(), value)))
            .toList();
  }

  /** {@code Retry-After} in seconds; null when absent, a date or nonsense. At most an hour. */
  @Nullable Duration retryAfter() {
    return retryAfter(first("Retry-After"));
  }

  static @Nullable Duration retryAfter(@Nullable String value) {
    if (value == null || !value.strip().matches("\\d{1,9}")) {
      return null;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(value.strip()));
    return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(response.body());
  }

  @Override
  public @Nullable String getContentEncoding() {
    return first("Content-Encoding");
  }

  @Override
  public long getContentLength() {
    return response.body().length;
  }

  @Override
  public @Nullable String getContentType() {
    return first("Content-Type");
  }

  @Override
  public String getStatusLine() {
    return "HTTP " + response.statusCode();
  }

  @Override
  public int getStatusCode() {
    return response.statusCode();
  }

  @Override
  public String getReasonPhrase() {
    return "";
  }

  @Override
  public int getHeaderCount() {
    return headers.size();
  }

  @Override
  public String getHeaderName(int index) {
    return headers.get(index).getKey();
  }

  @Override
  public String getHeaderValue(int index) {
    return headers.get(index).getValue();
  }

  private @Nullable String first(String name) {
    return response.headers().firstValue(name).orElse(null);
  }
}
