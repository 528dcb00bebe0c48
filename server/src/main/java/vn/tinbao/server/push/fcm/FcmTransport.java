package vn.tinbao.server.push.fcm;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's way to the network, over the JDK's client: HTTP/2 with all requests on one connection
 * (the SDK's own default opens one for each), a limit for the whole answer, and no repetition
 * behind our back.
 */
final class FcmTransport extends HttpTransport {
  private static final String GOOGLE = ".googleapis.com";

  private final HttpClient client;
  private final Duration answer;
  private final Duration whole;
  private final @Nullable URI endpoint;

  /**
   * @param endpoint what stands in for Google's hosts, spoken to by plain HTTP/1.1; null: Google
   */
  FcmTransport(Duration connect, Duration answer, @Nullable URI endpoint) {
    this.client =
        HttpClient.newBuilder()
            .version(endpoint == null ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.answer = answer;
    this.whole = connect.plus(answer);
    this.endpoint = endpoint;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Request(method, where(URI.create(url)));
  }

  private URI where(URI asked) {
    URI stand = endpoint;
    if (stand == null || asked.getHost() == null || !asked.getHost().endsWith(GOOGLE)) {
      return asked;
    }
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    return stand.resolve(asked.getRawPath() + query);
  }

  /** One request as the SDK builds it. */
  private final class Request extends LowLevelHttpRequest {
    private final String method;
    private final HttpRequest.Builder builder;

    Request(String method, URI url) {
      this.method = method;
      this.builder = HttpRequest.newBuilder(url).timeout(answer);
    }

    @Override
    public void addHeader(String name, String value) {
      if (!name.equalsIgnoreCase("Content-Length") && !name.equalsIgnoreCase("Host")) {
        builder.header(name, value);
      }
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      if (getStreamingContent() == null) {
        builder.method(method, HttpRequest.BodyPublishers.noBody());
      } else {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        getStreamingContent().writeTo(body);
        header("Content-Type", getContentType());
        header("Content-Encoding", getContentEncoding());
        builder.method(method, HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
      }
      FcmResponse response = new FcmResponse(ask(builder.build()));
      if (response.getStatusCode() == 503) {
        throw new FcmBusyException(response.retryAfter());
      }
      return response;
    }

    /** The request's own timeout ends with the headers; this one holds for the body too. */
    private HttpResponse<byte[]> ask(HttpRequest request) throws IOException {
      CompletableFuture<HttpResponse<byte[]>> asked =
          client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
      try {
        return asked.get(whole.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        var unused = asked.cancel(true);
        throw new HttpTimeoutException("no whole answer in time");
      } catch (InterruptedException e) {
        var unused = asked.cancel(true);
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        throw new IOException("no answer", e.getCause());
      }
    }

    private void header(String name, @Nullable String value) {
      if (value != null) {
        builder.header(name, value);
      }
    }
  }
}
