package vn.tinbao.sms.lab.twilio;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

/** Calls back: signed, and again when the call failed and the address asks for that. */
final class FakeCaller {
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Pattern RETRIES = Pattern.compile("(?:^|&)rc=([0-5])(?:&|$)");

  private final FakeAccount account;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();

  FakeCaller(FakeAccount account) {
    this.account = account;
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
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(LONGEST)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Twilio-Signature", FakeSignature.of(url, form, account.authToken()))
            .header("I-Twilio-Idempotency-Token", token)
            .POST(BodyPublishers.ofString(encode(form)))
            .build();
    return http.sendAsync(request, BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode)
        .exceptionally(failure -> 0)
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

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
