package vn.tinbao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.type.Argument;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.TestSql;

/** The gate as an app meets it; each test comes from an address of its own. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.gate.free-reports", value = "2")
@Property(name = "tinbao.gate.free-wrong-codes", value = "2")
@Property(name = "tinbao.gate.hardest", value = "14")
@Property(name = "micronaut.server.client-address-header", value = "X-Forwarded-For")
class GateApiTest {
  private static final String NO_CODE = "1234 5678 9012 3456 7890";

  @Inject EmbeddedServer server;
  @Inject TestSql database;
  @Inject ObjectMapper json;

  @Test
  void who_reports_often_is_asked_for_work_and_comes_in_with_it() throws Exception {
    String here = "198.51.100.1";
    assertThat(report(here, id(), null).statusCode()).isEqualTo(201);
    assertThat(report(here, id(), null).statusCode()).isEqualTo(201);

    UUID id = id();
    HttpResponse<String> asked = report(here, id, null);
    assertThat(asked.statusCode()).isEqualTo(429);
    assertThat(asked.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(asked.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(asked.body()).contains("urn:tinbao:problem:abuse.work", "Đang có rất nhiều tin");
    assertThat(stored(id)).isZero();

    String solution = solution(asked, id.toString());
    HttpResponse<String> in = report(here, id, solution);
    assertThat(in.statusCode()).isEqualTo(201);
    assertThat(stored(id)).isEqualTo(1);

    HttpResponse<String> again = report(here, id, solution);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(in.body());
    assertThat(report(here, id(), solution).statusCode()).isEqualTo(429);
    assertThat(report("198.51.100.2", id(), null).statusCode()).isEqualTo(201);
  }

  @Test
  void one_solution_sent_many_times_at_once_is_one_tip() throws Exception {
    String here = "198.51.100.3";
    report(here, id(), null);
    report(here, id(), null);
    UUID id = id();
    String solution = solution(report(here, id, null), id.toString());
    List<Integer> answers =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(i -> report(here, id, solution).statusCode())
            .toList();

    assertThat(answers).containsOnly(201, 429);
    assertThat(answers.stream().filter(status -> status == 201).count()).isBetween(1L, 3L);
    assertThat(stored(id)).isEqualTo(1);
  }

  @Test
  void a_wrong_report_is_told_what_is_wrong_before_it_is_told_to_work() throws Exception {
    String here = "198.51.100.4";
    report(here, id(), null);
    report(here, id(), null);
    HttpResponse<String> answer =
        send(here, "POST", "/api/v1/tips", "{\"id\":\"" + id() + "\"}", null, null);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("narrative");
  }

  @Test
  void every_wrong_code_gets_the_same_answer_whatever_is_wrong_with_it() {
    String first = null;
    for (String code : new String[] {NO_CODE, "", "abc", "1", "9".repeat(60), "9".repeat(900)}) {
      HttpResponse<String> answer = follow("2001:db8:" + code.length() + "::1", code, null);
      assertThat(answer.statusCode()).isEqualTo(404);
      String body = answer.body().replaceAll("urn:uuid:[0-9a-f-]+", "");
      first = first == null ? body : first;
      assertThat(body).isEqualTo(first);
    }
    assertThat(send("2001:db8:ffff::1", "GET", "/api/v1/follow", null, null, null).statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_right_code_opens_with_work_behind_the_same_address_as_ten_thousand_wrong_ones()
      throws Exception {
    String here = "198.51.100.5";
    String code = (String) map(report(here, id(), null)).get("receiptCode");
    for (int i = 0; i < 2; i++) {
      assertThat(follow(here, NO_CODE, null).statusCode()).isEqualTo(404);
    }
    assertThat(follow(here, NO_CODE, null).statusCode()).isEqualTo(429);

    HttpResponse<String> asked = follow(here, code, null);
    assertThat(asked.statusCode()).isEqualTo(429);
    HttpResponse<String> opened = follow(here, code, solution(asked, code.replaceAll("\\D", "")));
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(follow("198.51.100.6", code, null).statusCode()).isEqualTo(200);
  }

  @Test
  void guessing_by_messages_costs_the_same_as_guessing_by_looking() {
    String here = "198.51.100.7";
    int asked = 0;
    for (int i = 0; i < 4; i++) {
      HttpResponse<String> answer =
          send(
              here,
              "POST",
              "/api/v1/follow/messages",
              "{\"id\":\"" + id() + "\",\"text\":\"x\"}",
              NO_CODE,
              null);
      asked += answer.statusCode() == 429 ? 1 : 0;
    }
    assertThat(asked).isEqualTo(2);
    assertThat(follow(here, NO_CODE, null).statusCode()).isEqualTo(429);
  }

  @Test
  void the_counters_say_how_many_and_not_who() {
    report("198.51.100.8", id(), null);
    String metrics = new Surfer(server).get("/prometheus").body();
    assertThat(metrics).contains("tinbao_gate_total{").doesNotContain("198.51");
  }

  private String solution(HttpResponse<String> asked, String subject) throws Exception {
    @SuppressWarnings("unchecked")
    Map<String, Object> challenge = (Map<String, Object>) map(asked).get("challenge");
    assertThat(challenge.get("pieces")).isEqualTo(32);
    return new Challenge(
            (String) challenge.get("challenge"), (Integer) challenge.get("bits"), Instant.EPOCH)
        .solved(subject);
  }

  private Map<String, Object> map(HttpResponse<String> answer) throws Exception {
    return json.readValue(answer.body(), Argument.mapOf(String.class, Object.class));
  }

  private HttpResponse<String> report(String address, UUID id, String solution) {
    return send(
        address,
        "POST",
        "/api/v1/tips",
        "{\"id\":\"%s\",\"replayKey\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"narrative\":\"co nguoi la\"}"
            .formatted(id),
        null,
        solution);
  }

  private HttpResponse<String> follow(String address, String code, String solution) {
    return send(address, "GET", "/api/v1/follow", null, code, solution);
  }

  private HttpResponse<String> send(
      String address, String method, String path, String body, String code, String solution) {
    HttpRequest.Builder request =
        new Surfer(server)
            .request(path)
            .setHeader("Accept", "application/json")
            .header("X-Forwarded-For", "203.0.113.99, " + address)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (code != null) {
      request.header("Receipt-Code", code);
    }
    if (solution != null) {
      request.header("Proof-Of-Work", solution);
    }
    return new Surfer(server).send(request);
  }

  private long stored(UUID id) {
    return database.number("SELECT count(*) FROM tinbao.tip WHERE id = '" + id + "'");
  }

  private static UUID id() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
