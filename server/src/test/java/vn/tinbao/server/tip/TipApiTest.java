package vn.tinbao.server.tip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.server.testing.Outlines;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
class TipApiTest {
  private static final Argument<Map<String, Object>> MAP =
      Argument.mapOf(String.class, Object.class);
  private static final String STORY =
      "toi o xa binh trung co nguoi ru chau gai sang trung quoc lam viec nhe luong cao";

  @Inject
  @Client("/")
  HttpClient http;

  @Inject TestSql database;

  @Test
  void a_report_gets_a_receipt_an_agency_by_name_and_a_number_to_call() {
    Map<String, Object> receipt = created(tip(STORY));
    assertThat((String) receipt.get("receiptCode")).matches("\\d{4}( \\d{4}){4}");
    assertThat(receipt.get("leadAgency")).asString().contains("Khánh Khê");
    assertThat(receipt.get("next")).asString().contains("Khánh Khê");
    assertThat(receipt.get("placeUnderstood")).asString().contains("Lạng Sơn");
    assertThat(receipt.get("hotline")).isInstanceOf(Map.class);
    assertThat(receipt.get("receivedAt")).asString().endsWith("+07:00");
  }

  @Test
  void the_same_id_and_replay_key_give_the_same_answer_and_no_second_tip() {
    Map<String, Object> tip = tip(STORY);
    Map<String, Object> first = created(tip);
    assertThat(created(tip)).isEqualTo(first);
    assertThat(count("tinbao.tip WHERE id = '" + tip.get("id") + "'")).isEqualTo(1);
    assertThat(count("tinbao.tip_message WHERE tip_id = '" + tip.get("id") + "'")).isEqualTo(1);
    assertThat(count("tinbao.tip_clock WHERE tip_id = '" + tip.get("id") + "'")).isPositive();
  }

  @Test
  void the_same_id_with_another_replay_key_is_refused_and_reveals_nothing() {
    Map<String, Object> tip = tip(STORY);
    Map<String, Object> receipt = created(tip);
    Map<String, Object> thief = new HashMap<>(tip("other"));
    thief.put("id", tip.get("id"));
    HttpClientResponseException refused = refused(thief);
    assertThat((Object) refused.getStatus()).isEqualTo(HttpStatus.CONFLICT);
    String body = refused.getResponse().getBody(String.class).orElse("");
    assertThat(body).doesNotContain((String) receipt.get("receiptCode")).doesNotContain("Khánh");
  }

  @Test
  void one_report_sent_by_many_at_once_is_one_tip() throws Exception {
    Map<String, Object> tip = tip(STORY);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Map<String, Object>>> sends = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        sends.add(() -> created(tip));
      }
      Set<Object> answers = new HashSet<>();
      for (Future<Map<String, Object>> answer : pool.invokeAll(sends)) {
        answers.add(answer.get());
      }
      assertThat(answers).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
    assertThat(count("tinbao.tip WHERE id = '" + tip.get("id") + "'")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          narrative | ''
          narrative | '   '
          replayKey | short
          replayKey | '!!!!!!!!!!!!!!!!!!!!!!'
          id        | not-a-uuid
          language  | fr
          """,
      delimiter = '|')
  void what_is_wrong_is_named_and_nothing_is_stored(String field, String value) {
    Map<String, Object> tip = new HashMap<>(tip(STORY));
    tip.put(field, value);
    long before = count("tinbao.tip");
    HttpClientResponseException refused = refused(tip);
    assertThat((Object) refused.getStatus()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(refused.getResponse().getContentType().map(MediaType::getName))
        .contains("application/problem+json");
    assertThat(refused.getResponse().getBody(String.class).orElse("")).contains(field);
    assertThat(count("tinbao.tip")).isEqualTo(before);
  }

  @Test
  void a_missing_a_huge_and_a_broken_body_get_a_clear_error() {
    for (String body : new String[] {"{}", "[]", "{\"id\":", "null", "\"x\""}) {
      assertThatThrownBy(() -> post(body))
          .isInstanceOfSatisfying(
              HttpClientResponseException.class,
              e -> {
                assertThat(e.getStatus().getCode()).isEqualTo(400);
                assertThat(e.getResponse().getBody(String.class).orElse("")).contains("title");
              });
    }
    Map<String, Object> tip = new HashMap<>(tip("x".repeat(TipSubmission.MOST_CHARACTERS + 1)));
    assertThat(refused(tip).getStatus().getCode()).isEqualTo(400);
    tip.put("narrative", "x".repeat(3_000_000));
    assertThat(refused(tip).getStatus().getCode()).isEqualTo(413);
  }

  @Test
  void safe_contact_is_kept_apart_from_who_it_is_and_half_of_it_is_refused() {
    Map<String, Object> tip = new HashMap<>(tip(STORY));
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("textFrom", "19:00"),
            Map.of("textFrom", "19:00", "textUntil", "19:00"),
            Map.of("textFrom", "25:00", "textUntil", "26:00"))) {
      tip.put("reporter", Map.of("safe", wrong));
      assertThat(refused(tip).getStatus().getCode()).isEqualTo(400);
    }
    assertThat(count("tinbao.tip WHERE id = '" + tip.get("id") + "'")).isZero();
    tip.put(
        "reporter",
        Map.of("safe", Map.of("neverCall", true, "textFrom", "19:00", "textUntil", "06:30")));
    created(tip);
    created(tip);
    assertThat(
            count(
                "tinbao.tip_safe_contact WHERE never_call AND NOT neutral AND text_from = '19:00'"
                    + " AND text_until = '06:30' AND tip_id = '"
                    + tip.get("id")
                    + "'"))
        .isEqualTo(1);
    assertThat(count("tinbao.tip_identity WHERE tip_id = '" + tip.get("id") + "'")).isZero();
  }

  @Test
  void an_unknown_unit_code_is_refused_and_a_known_one_wins_over_the_text() {
    Map<String, Object> tip = new HashMap<>(tip(STORY));
    tip.put("place", Map.of("unitCode", "99999"));
    assertThat(refused(tip).getStatus().getCode()).isEqualTo(400);
    tip.put("place", Map.of("unitCode", "23535"));
    assertThat(created(tip).get("leadAgency")).asString().contains("Ia Đal");
  }

  @Test
  void a_position_leads_to_the_commune_in_which_it_lies_unless_the_place_was_told() {
    Outlines.khanhKhe(database);
    Map<String, Object> position = Map.of("lat", 21.85, "lon", 106.75);
    Map<String, Object> tip = new HashMap<>(tip("co nguoi bi ban"));
    tip.put("place", position);
    assertThat(created(tip).get("placeUnderstood")).asString().contains("Khánh Khê");
    assertThat(count("tinbao.tip WHERE NOT fallback AND id = '" + tip.get("id") + "'"))
        .isEqualTo(1);
    for (Map<String, Object> told :
        List.<Map<String, Object>>of(Map.of("text", "Ia Đal"), Map.of("unitCode", "23535"))) {
      Map<String, Object> both = new HashMap<>(position);
      both.putAll(told);
      tip = new HashMap<>(tip("co nguoi bi ban"));
      tip.put("place", both);
      assertThat(created(tip).get("leadAgency")).asString().contains("Ia Đal");
    }
    Map<String, Object> atSea = new HashMap<>(tip(STORY));
    atSea.put("place", Map.of("lat", 12.0, "lon", 112.0));
    assertThat(created(atSea).get("leadAgency")).as("the story").asString().contains("Khánh Khê");
    atSea = new HashMap<>(tip(STORY));
    atSea.put("place", Map.of("lat", 12.0));
    assertThat(created(atSea).get("leadAgency")).asString().contains("Khánh Khê");
  }

  @Test
  void the_receipt_opens_the_tip_and_takes_another_message_once() {
    Map<String, Object> tip = tip(STORY);
    String code = (String) created(tip).get("receiptCode");
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    for (int twice = 0; twice < 2; twice++) {
      HttpResponse<Map<String, Object>> added =
          http.toBlocking()
              .exchange(
                  HttpRequest.POST(
                          "/api/v1/follow/messages", Map.of("id", id, "text", "Chau ten la A"))
                      .header("Receipt-Code", code),
                  MAP);
      assertThat((Object) added.getStatus()).isEqualTo(HttpStatus.CREATED);
    }
    Map<String, Object> view = follow(code.replace(" ", ""));
    assertThat(view.get("status")).isEqualTo("RECEIVED");
    assertThat((List<?>) view.get("messages")).hasSize(2);
    assertThat(view.toString()).contains(STORY).contains("Chau ten la A");
  }

  @Test
  void a_greeting_that_turns_into_a_report_is_kept_as_one() {
    Map<String, Object> tip = tip("xin chào, có ai trực không");
    String code = (String) created(tip).get("receiptCode");
    String kind = "SELECT kind FROM tinbao.tip WHERE id = '" + tip.get("id") + "'";
    assertThat(database.text(kind)).isNotEqualTo("REPORT");
    http.toBlocking()
        .exchange(
            HttpRequest.POST(
                    "/api/v1/follow/messages",
                    Map.of("id", UuidCreator.getTimeOrderedEpoch().toString(), "text", STORY))
                .header("Receipt-Code", code));

    assertThat(database.text(kind)).isEqualTo("REPORT");
  }

  @Test
  void every_wrong_code_gets_the_same_answer() {
    Set<String> answers = new HashSet<>();
    for (String wrong :
        new String[] {"", "1", "abcd", "00000000000000000000", "12345678901234567890"}) {
      assertThatThrownBy(() -> follow(wrong))
          .isInstanceOfSatisfying(
              HttpClientResponseException.class,
              e -> {
                assertThat((Object) e.getStatus()).isEqualTo(HttpStatus.NOT_FOUND);
                answers.add(
                    e.getResponse()
                        .getBody(String.class)
                        .orElse("")
                        .replaceAll("urn:uuid:[0-9a-f-]+", "request id"));
              });
    }
    assertThat(answers).hasSize(1);
  }

  @Test
  void a_report_in_immediate_danger_is_of_the_highest_urgency() {
    Map<String, Object> tip = new HashMap<>(tip("giup toi"));
    tip.put("immediateDanger", true);
    created(tip);
    assertThat(count("tinbao.tip WHERE urgency = 5 AND id = '" + tip.get("id") + "'")).isEqualTo(1);
  }

  @Test
  void a_tip_without_a_place_goes_to_a_standing_agency_and_is_marked() {
    Map<String, Object> tip = tip("co nguoi bi ban");
    assertThat(created(tip).get("leadAgency")).isNotNull();
    assertThat(
            count("tinbao.tip WHERE fallback AND unit_id IS NULL AND id = '" + tip.get("id") + "'"))
        .isEqualTo(1);
  }

  private Map<String, Object> follow(String code) {
    return http.toBlocking()
        .retrieve(HttpRequest.GET("/api/v1/follow").header("Receipt-Code", code), MAP);
  }

  private static Map<String, Object> tip(String narrative) {
    byte[] key = new byte[16];
    new Random().nextBytes(key);
    return Map.of(
        "id",
        UuidCreator.getTimeOrderedEpoch().toString(),
        "replayKey",
        Base64.getUrlEncoder().withoutPadding().encodeToString(key),
        "narrative",
        narrative);
  }

  private Map<String, Object> created(Map<String, Object> tip) {
    HttpResponse<Map<String, Object>> answer =
        http.toBlocking().exchange(HttpRequest.POST("/api/v1/tips", tip), MAP);
    assertThat((Object) answer.getStatus()).isEqualTo(HttpStatus.CREATED);
    assertThat(UUID.fromString((String) answer.body().get("id")))
        .hasToString((String) tip.get("id"));
    return answer.body();
  }

  private HttpClientResponseException refused(Map<String, Object> tip) {
    try {
      http.toBlocking()
          .exchange(HttpRequest.POST("/api/v1/tips", tip), MAP, Argument.of(String.class));
    } catch (HttpClientResponseException e) {
      return e;
    }
    throw new AssertionError("was taken in");
  }

  private void post(String body) {
    http.toBlocking()
        .exchange(
            HttpRequest.POST("/api/v1/tips", body).contentType(MediaType.APPLICATION_JSON_TYPE),
            Argument.of(String.class),
            Argument.of(String.class));
  }

  private long count(String what) {
    return database.number("SELECT count(*) FROM " + what);
  }
}
