package vn.tinbao.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.lab.twilio.FakeSignature;

/** What is larger than any call of Twilio is refused though the signature is right. */
class TwilioCallsTest {
  private static final String PATH = "/twilio/inbound";

  private final TwilioCalls calls =
      new TwilioCalls(
          new TwilioSignature(
              new TwilioAccount(
                  TwilioBench.ACCOUNT.sid(),
                  null,
                  null,
                  null,
                  TwilioBench.ACCOUNT.authToken(),
                  null,
                  TwilioBench.PUBLIC,
                  "rc=5&rp=all",
                  URI.create("https://api.twilio.com"),
                  null)));

  private boolean isRead(Map<String, String> call) {
    String body =
        call.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("&"));
    MutableHttpRequest<?> request =
        HttpRequest.POST(PATH, body)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                TwilioSignature.HEADER,
                FakeSignature.of(TwilioBench.PUBLIC + PATH, call, TwilioBench.ACCOUNT.authToken()));
    return calls.read(request, body.getBytes(StandardCharsets.UTF_8)).isPresent();
  }

  private static Map<String, String> fields(int number) {
    return IntStream.range(0, number)
        .boxed()
        .collect(
            Collectors.toMap(i -> "Field" + (1000 + i), i -> "x", (a, b) -> a, LinkedHashMap::new));
  }

  @Test
  void five_hundred_fields_are_read_and_one_more_is_not() {
    assertThat(isRead(fields(TwilioCalls.MOST_FIELDS))).isTrue();
    assertThat(isRead(fields(TwilioCalls.MOST_FIELDS + 1))).isFalse();
  }

  @Test
  void sixty_four_kilobytes_are_read_and_one_byte_more_is_not() {
    assertThat(isRead(Map.of("Body", "x".repeat(TwilioCalls.LONGEST - 5)))).isTrue();
    assertThat(isRead(Map.of("Body", "x".repeat(TwilioCalls.LONGEST - 4)))).isFalse();
  }
}
