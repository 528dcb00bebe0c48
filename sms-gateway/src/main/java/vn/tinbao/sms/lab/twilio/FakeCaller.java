package vn.tinbao.sms.lab.twilio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls back: signed, and again when the call failed and the address asks for that. One thread for
 * all calls: a bench shares its processors with what it measures.
 */
final class FakeCaller implements AutoCloseable {
  private static final Timeout LONGEST = Timeout.ofSeconds(15);
  private static final int CONNECTIONS = 1_000;
  private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Pattern RETRIES = Pattern.compile("(?:^|&)rc=([0-5])(?:&|$)");

  private final FakeAccount account;
  private final PoolingAsyncClientConnectionManager connections;
  private final CloseableHttpAsyncClient http;

  FakeCaller(FakeAccount account) {
    this.account = account;
    this.connections =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(LONGEST).build())
            .build();
    this.http =
        HttpAsyncClients.custom()
            .setIOReactorConfig(
                IOReactorConfig.custom().setIoThreadCount(1).setTcpNoDelay(true).build())
            .setThreadFactory(new DefaultThreadFactory("fake-twilio-caller", true))
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(LONGEST)
                    .setResponseTimeout(LONGEST)
                    .build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
    http.start();
  }

  /**
   * Posts the form.
   *
   * @param address what stands behind a {@code #} says how often it is repeated and is not called
   * @return the last status; 0 when nobody answered
   */
  CompletableFuture<Integer> call(String address, Map<String, String> form) {
    int hash = address.indexOf('#');
    String url = hash < 0 ? address : address.substring(0, hash);
    Matcher retries = RETRIES.matcher(hash < 0 ? "" : address.substring(hash + 1));
    String token = UUID.randomUUID().toString();
    return call(url, form, token, retries.find() ? Integer.parseInt(retries.group(1)) : 0);
  }

  private CompletableFuture<Integer> call(
      String url, Map<String, String> form, String token, int retries) {
    return post(url, form, token)
        .thenCompose(
            status -> {
              if (status >= 200 && status < 300 || retries == 0) {
                return CompletableFuture.completedFuture(status);
              }
              Executor later =
                  CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
              return CompletableFuture.supplyAsync(() -> retries - 1, later)
                  .thenCompose(left -> call(url, form, token, left));
            });
  }

  /** The status; 0 when nobody answered. */
  private CompletableFuture<Integer> post(String url, Map<String, String> form, String token) {
    SimpleHttpRequest request =
        SimpleRequestBuilder.post(url)
            .addHeader("X-Twilio-Signature", FakeSignature.of(url, form, account.authToken()))
            .addHeader("I-Twilio-Idempotency-Token", token)
            .setBody(encode(form), FORM)
            .build();
    CompletableFuture<Integer> status = new CompletableFuture<>();
    var unused =
        http.execute(
            request,
            new FutureCallback<SimpleHttpResponse>() {
              @Override
              public void completed(SimpleHttpResponse answer) {
                status.complete(answer.getCode());
              }

              @Override
              public void failed(Exception failure) {
                status.complete(0);
              }

              @Override
              public void cancelled() {
                status.complete(0);
              }
            });
    return status;
  }

  @Override
  public void close() {
    // First, or each call that fails would begin the next one that waits, within itself.
    connections.close(CloseMode.IMMEDIATE);
    http.close(CloseMode.IMMEDIATE);
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
