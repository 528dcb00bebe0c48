package vn.tinbao.sms.lab.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake's answers against Twilio's own description of them, and its errors. */
class FakeTwilioWireTest {
  private static final String LIST = "/2010-04-01/Accounts/{AccountSid}/Messages.json";
  private static final String ONE = "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json";
  private static final String MEDIA =
      "/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media.json";
  private static final FakeAccount ACCOUNT = FakeAccount.random();
  private static FakeTwilio fake;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  @BeforeAll
  static void start() {
    fake = FakeTwilio.start(FakeOptions.of(ACCOUNT));
  }

  @AfterAll
  static void stop() {
    fake.close();
  }

  @Test
  void answers_are_as_twilio_describes_them() throws Exception {
    OpenApi api = twilios();
    JsonNode sent =
        json.readTree(post("To=%2B84912345678&From=%2B12025550138&Body=Ch%C3%A0o").body());
    assertThat(api.violations(api.answer(LIST, "post", 201), sent)).isEmpty();
    JsonNode byService =
        json.readTree(
            post("To=%2B84912345678&MessagingServiceSid=MG00000000000000000000000000000000&Body=a")
                .body());
    assertThat(api.violations(api.answer(LIST, "post", 201), byService)).isEmpty();
    assertThat(byService.get("status").asText()).isEqualTo("accepted");

    fake.report(sent.get("sid").asText(), "undelivered", 30003).join();
    JsonNode one = json.readTree(get(sent.get("uri").asText()).body());
    assertThat(api.violations(api.answer(ONE, "get", 200), one)).isEmpty();
    assertThat(one.get("error_code").asInt()).isEqualTo(30003);

    FakeMessage picture =
        fake.text(
                null,
                "+84912345678",
                "+12025550138",
                "",
                List.of(FakeTwilio.media("image/jpeg", new byte[] {1})),
                Map.of())
            .message();
    JsonNode list = json.readTree(get(path("/Messages.json?PageSize=2")).body());
    assertThat(list.get("messages")).hasSize(2);
    assertThat(list.get("messages").get(0).get("sid").asText()).isEqualTo(picture.sid());
    assertThat(api.violations(api.answer(LIST, "get", 200), list)).isEmpty();
    JsonNode next = json.readTree(get(list.get("next_page_uri").asText()).body());
    assertThat(api.violations(api.answer(LIST, "get", 200), next)).isEmpty();
    assertThat(next.get("messages").get(0).get("sid"))
        .isNotEqualTo(list.get("messages").get(1).get("sid"));
    JsonNode media = json.readTree(get(path("/Messages/" + picture.sid() + "/Media.json")).body());
    assertThat(api.violations(api.answer(MEDIA, "get", 200), media)).isEmpty();
    assertThat(media.get("media_list")).hasSize(1);
  }

  /** The check itself: an answer that is not as described is noticed. */
  @Test
  void what_is_not_as_described_is_noticed() throws Exception {
    OpenApi api = twilios();
    JsonNode wrong =
        json.readTree(
            "{\"sid\":\"XX1\",\"status\":\"flying\",\"error_code\":\"30003\",\"more\":1,"
                + "\"date_sent\":\"2026-11-22\"}");
    assertThat(api.violations(api.answer(LIST, "post", 201), wrong))
        .anyMatch(v -> v.startsWith("$.sid"))
        .anyMatch(v -> v.startsWith("$.status"))
        .anyMatch(v -> v.startsWith("$.error_code"))
        .anyMatch(v -> v.startsWith("$.date_sent"))
        .contains("$ has more", "$ lacks body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "From=%2B12025550138&Body=a | 400 | 21604",
        "To=0912&From=%2B12025550138&Body=a | 400 | 21211",
        "To=%2B84912345678&Body=a | 400 | 21603",
        "To=%2B84912345678&From=%2B12025550138 | 400 | 21602",
        "To=%2B84900021610&From=%2B12025550138&Body=a | 400 | 21610",
        "To=%2B84900020429&From=%2B12025550138&Body=a | 429 | 20429",
        "To=%2B84900020003&From=%2B12025550138&Body=a | 401 | 20003",
        "To=%2B84900000503&From=%2B12025550138&Body=a | 503 | 20503",
      })
  void errors_have_twilios_form(String form, int status, int code) throws Exception {
    HttpResponse<String> answer = post(form);
    assertThat(answer.statusCode()).isEqualTo(status);
    JsonNode error = json.readTree(answer.body());
    assertThat(error.get("code").asInt()).isEqualTo(code);
    assertThat(error.get("status").asInt()).isEqualTo(status);
    assertThat(error.get("message").isTextual() && error.get("more_info").isTextual()).isTrue();
  }

  @Test
  void a_text_of_more_than_1600_characters_is_refused() throws Exception {
    String form = "To=%2B84912345678&From=%2B12025550138&Body=";
    assertThat(post(form + "x".repeat(1600)).statusCode()).isEqualTo(201);
    assertThat(post(form + "x".repeat(1601)).body()).contains("21617");
  }

  @Test
  void nobody_without_the_accounts_password_sees_anything() throws Exception {
    URI uri = URI.create(fake.url() + path("/Messages.json"));
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(get("/2010-04-01/Accounts/AC" + "0".repeat(32) + "/Messages.json").statusCode())
        .isEqualTo(404);
  }

  private static OpenApi twilios() throws Exception {
    Optional<OpenApi> api = OpenApi.ofTwilio();
    assumeTrue(
        api.isPresent(),
        "skipped: Twilio's OpenAPI document (shared/data/twilio) is not on this machine");
    return api.orElseThrow();
  }

  private static String path(String rest) {
    return "/2010-04-01/Accounts/" + ACCOUNT.sid() + rest;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String form) throws Exception {
    return http.send(
        request(path("/Messages.json"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    String pair = ACCOUNT.apiKey() + ":" + ACCOUNT.apiSecret();
    return HttpRequest.newBuilder(URI.create(fake.url() + path))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }
}
