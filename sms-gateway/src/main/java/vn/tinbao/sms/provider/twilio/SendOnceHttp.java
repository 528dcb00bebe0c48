package vn.tinbao.sms.provider.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.provider.Trust;

/**
 * Carries each request of the SDK once, within time-outs that hold, and throws {@link CallFailed}
 * for everything but success: the SDK's own client sends a POST again after an error that says
 * nothing about whether the first one was carried out.
 */
@Singleton
@Bean(preDestroy = "close")
@ProviderNamed(TwilioProvider.NAME)
class SendOnceHttp extends HttpClient implements AutoCloseable {
  /** Lists of messages are the longest answers. */
  private static final int LONGEST_ANSWER = 8 * 1024 * 1024;

  /** For what is asked beside the sending: lists, news. */
  private static final int BESIDE = 8;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final String WRITTEN = "tinbao.written";

  private final URI service;
  private final Duration longestCall;
  private final Clock clock;
  private final TwilioAccount account;
  private final CloseableHttpClient client;
  private final ObjectMapper json = new ObjectMapper();
  private final ScheduledThreadPoolExecutor watch;

  SendOnceHttp(TwilioAccount account, TwilioLimits limits, Clock clock) {
    this.service = account.apiUrl();
    this.account = account;
    this.longestCall = limits.longestCall();
    this.clock = clock;
    this.client = client(account, limits);
    this.watch =
        new ScheduledThreadPoolExecutor(
            1,
            runnable -> {
              Thread thread = new Thread(runnable, "twilio-watch");
              thread.setDaemon(true);
              return thread;
            });
    watch.setRemoveOnCancelPolicy(true);
  }

  private static CloseableHttpClient client(TwilioAccount account, TwilioLimits limits) {
    int connections = limits.window() + BESIDE;
    PoolingHttpClientConnectionManager pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(connections)
            .setMaxConnPerRoute(connections)
            .setTlsSocketStrategy(tls(account))
            .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
            .setDefaultTlsConfig(
                TlsConfig.custom().setHandshakeTimeout(timeout(limits.connectTimeout())).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout(limits.connectTimeout()))
                    .setSocketTimeout(timeout(limits.responseTimeout()))
                    // A request on a connection that the other side closed would be in doubt.
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .setTimeToLive(TimeValue.ofMinutes(5))
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(pool)
        .setRequestExecutor(new NotingExecutor())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(limits.leaseTimeout()))
                .setResponseTimeout(timeout(limits.responseTimeout()))
                .setRedirectsEnabled(false)
                .build())
        .evictIdleConnections(TimeValue.ofSeconds(30))
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        // For answers this short both cost more than they are worth.
        .disableContentCompression()
        .disableConnectionState()
        .build();
  }

  /** With the host's name checked, which the strategy does unless told otherwise. */
  private static TlsSocketStrategy tls(TwilioAccount account) {
    try {
      return new DefaultClientTlsStrategy(Trust.context(account.tlsTrust()));
    } catch (IOException e) {
      throw new IllegalArgumentException("tinbao.sms.twilio.tls-trust: " + e.getMessage(), e);
    }
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }

  /** Marks the moment from which a request may have been seen. */
  private static final class NotingExecutor extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        @Nullable HttpResponseInformationCallback information,
        HttpContext context)
        throws IOException, HttpException {
      context.setAttribute(WRITTEN, true);
      return super.execute(request, connection, information, context);
    }
  }

  @Override
  public Response reliableRequest(Request request) {
    return makeRequest(request);
  }

  @Override
  public Response reliableRequest(Request request, int[] codes, int retries, long delayMillis) {
    return makeRequest(request);
  }

  @Override
  public Response makeRequest(Request request) {
    HttpUriRequestBase call = new HttpUriRequestBase(request.getMethod().name(), at(request));
    request.getHeaderParams().forEach((name, all) -> all.forEach(one -> call.addHeader(name, one)));
    if (request.requiresAuthentication()) {
      call.setHeader("Authorization", request.getAuthString());
    }
    call.setHeader("User-Agent", "TinBao-SMS-Gateway");
    if (!request.getPostParams().isEmpty()) {
      call.setEntity(
          new StringEntity(
              request.encodeFormBody(),
              ContentType.APPLICATION_FORM_URLENCODED.withCharset(StandardCharsets.UTF_8)));
    }
    return once(call, this::read);
  }

  /**
   * What was got from an address.
   *
   * @param location where it sends us on instead; else null
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Got(int status, byte[] content, String type, @Nullable String location) {
    @Override
    public String toString() {
      return "Got[" + status + "]";
    }
  }

  /**
   * Gets what is there, and follows nowhere.
   *
   * @param signIn whether our password goes along
   * @param most bytes that matter; of more than these one more is read
   */
  Got get(URI address, boolean signIn, long most) {
    HttpUriRequestBase call = new HttpUriRequestBase("GET", address);
    if (signIn) {
      call.setHeader("Authorization", basic());
    }
    return once(
        call,
        answer -> {
          int status = answer.getCode();
          Header location =
              status >= 300 && status < 400 ? answer.getFirstHeader("Location") : null;
          byte[] content =
              status == 200 && answer.getEntity() != null
                  ? answer.getEntity().getContent().readNBytes((int) Math.min(most + 1, 1 << 30))
                  : new byte[0];
          if (content.length > most) {
            // Else the rest would be read to keep the connection.
            call.cancel();
          }
          Header type = answer.getFirstHeader("Content-Type");
          return new Got(
              status,
              content,
              type == null ? "" : type.getValue(),
              location == null ? null : location.getValue());
        });
  }

  /** Deletes what is there; nothing there is fine. */
  void delete(URI address) {
    HttpUriRequestBase call = new HttpUriRequestBase("DELETE", address);
    call.setHeader("Authorization", basic());
    int status = once(call, ClassicHttpResponse::getCode);
    if (status >= 300 && status != 404) {
      throw new CallFailed(CallFailed.Kind.REJECTED, "http-" + status, Duration.ZERO);
    }
  }

  private String basic() {
    byte[] pair =
        (account.user() + ":" + account.password().value()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private <T> T once(HttpUriRequestBase call, HttpClientResponseHandler<T> handler) {
    HttpClientContext context = HttpClientContext.create();
    ScheduledFuture<?> deadline =
        watch.schedule(call::cancel, longestCall.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return client.execute(call, context, handler);
    } catch (IOException e) {
      throw new CallFailed(
          context.getAttribute(WRITTEN) == null
              ? CallFailed.Kind.NOT_WRITTEN
              : CallFailed.Kind.NO_ANSWER,
          e.getClass().getSimpleName(),
          Duration.ZERO);
    } finally {
      deadline.cancel(false);
    }
  }

  /** The SDK writes Twilio's own host into every address; putting one together costs it much. */
  private URI at(Request request) {
    String asked =
        request.getQueryParams().isEmpty()
            ? request.getUrl()
            : request.constructURL().toExternalForm();
    int path = asked.indexOf('/', asked.indexOf("://") + 3);
    return URI.create(
        service.getScheme() + "://" + service.getRawAuthority() + asked.substring(path));
  }

  private Response read(ClassicHttpResponse answer) throws IOException {
    int status = answer.getCode();
    String content = "";
    try {
      if (answer.getEntity() != null) {
        String read =
            EntityUtils.toString(answer.getEntity(), StandardCharsets.UTF_8, LONGEST_ANSWER);
        content = read == null ? "" : read;
      }
    } catch (ParseException e) {
      throw new IOException("unreadable", e);
    }
    if (status >= 500 || status == 408 || status >= 300 && status < 400) {
      throw new CallFailed(CallFailed.Kind.NO_ANSWER, "http-" + status, retryAfter(answer));
    }
    if (status >= 400) {
      throw new CallFailed(CallFailed.Kind.REJECTED, code(content, status), retryAfter(answer));
    }
    return new Response(content, status, answer.getHeaders());
  }

  /** Twilio's own code where there is one; something between us and Twilio may have answered. */
  private String code(String content, int status) {
    if (status == 429) {
      return "20429";
    }
    try {
      JsonNode code = json.readTree(content).path("code");
      return code.isInt() ? code.asText() : "http-" + status;
    } catch (JsonProcessingException e) {
      return "http-" + status;
    }
  }

  /** In seconds or as a date; what nobody can mean is cut off. */
  private Duration retryAfter(ClassicHttpResponse answer) {
    Header header = answer.getFirstHeader("Retry-After");
    if (header == null) {
      return Duration.ZERO;
    }
    String value = header.getValue().strip();
    Duration asked;
    try {
      asked =
          value.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
  }

  @Override
  public void close() throws IOException {
    watch.shutdownNow();
    client.close();
  }
}
