package vn.tinbao.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.sms.testing.TestSql;

/**
 * Whatever comes in: never a 500, never a stack trace, never words of the framework, and the server
 * goes on answering.
 */
@MicronautTest(transactional = false)
class HostileInputTest {
  @Inject EmbeddedServer server;
  @Inject TestSql database;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void fields_of_the_wrong_kind_are_told_so_one_by_one() throws Exception {
    String[] wrong = {"1", "true", "[]", "{}", "[[]]", "\"\\u0000\"", "1e999", "-1", "\"x\""};
    for (String field :
        new String[] {
          "id",
          "replayKey",
          "category",
          "occurredAt",
          "place",
          "reporter",
          "language",
          "immediateDanger"
        }) {
      for (String value : wrong) {
        HttpResponse<String> answer =
            json(
                "/api/v1/tips",
                tip("\"narrative\":\"x\",")
                    .replaceFirst("\"" + field + "\":\"[^\"]*\",", "")
                    .replaceFirst(
                        "\\{", "{\"" + field + "\":" + value.replace("\\", "\\\\") + ","));
        assertThat(answer.statusCode()).as(field + " " + value).isIn(201, 400);
        assertOurs(answer);
      }
    }
    for (String value : new String[] {"[]", "{}", "null", "\"\"", "\"  \""}) {
      HttpResponse<String> answer = json("/api/v1/tips", tip("\"narrative\":" + value + ","));
      assertThat(answer.statusCode()).as("narrative " + value).isEqualTo(400);
      assertOurs(answer);
    }
  }

  @Test
  void text_of_any_characters_is_taken_or_refused_and_comes_back_as_it_went() throws Exception {
    for (String text :
        new String[] {
          "a\\u0000b",
          "\\ud800",
          "\\udfff\\ud800",
          "\\u202e\\u2066",
          "𝕏".repeat(5_000),
          "\\u0007\\u001b[2J",
          "<script>alert(1)</script>",
          "'; DROP TABLE tinbao.tip; --",
          "${7*7}",
          "#{T(java.lang.Runtime)}",
          "%n%s%x",
          "\\r\\nSet-Cookie: x=1",
          "̀".repeat(10_000)
        }) {
      HttpResponse<String> answer =
          json(
              "/api/v1/tips",
              tip(
                  "\"narrative\":\"%s\",\"place\":{\"text\":\"%s\"},\"reporter\":{\"name\":\"%s\"},"
                      .formatted(text, cut(text), cut(text).length() > 200 ? "x" : cut(text))));
      assertThat(answer.statusCode()).as(text).isIn(201, 400);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      assertOurs(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/units?q=%00",
        "/api/v1/units?q=%C3%28",
        "/api/v1/units?q=%",
        "/api/v1/units?q=x&limit=-1",
        "/api/v1/units?q=x&limit=99999999999999999999",
        "/api/v1/units?q=x&q=y&limit=5&limit=6",
        "/api/v1/hotlines?unitCode=%00",
        "/api/v1/hotlines?unitCode=%27%20OR%201=1",
        "/desk/tips/not-an-id",
        "/desk/tips/00000000-0000-0000-0000-000000000000%00",
        "/waiting/%00",
        "/waiting/..%2f..%2fetc",
        "/login?next=https://evil.example/",
        "/login?next=%0d%0aSet-Cookie:x=1",
        "/?lang=en%0d%0aSet-Cookie:x=1",
        "/health/%2e%2e",
        "/%",
        "/%zz",
        "/?%",
        "//evil.example/",
        "/\\evil",
        "/%ff%fe"
      })
  void no_address_breaks_the_house(String path) throws Exception {
    try (Wire wire = new Wire(server.getURI())) {
      String answer =
          wire.send(
                  "GET "
                      + path
                      + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
              .answers();
      assertThat(answer).as(path).startsWith("HTTP/1.1 ").doesNotContain("HTTP/1.1 5");
      assertThat(answer.toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("set-cookie: x", "\nlocation: https://evil", "\nlocation: //evil");
      assertWordless(answer);
    }
    assertAlive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../application.yml",
        "/assets/%2e%2e/application.yml",
        "/assets/..%2fapplication.yml",
        "/assets/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/assets/....//application.yml",
        "/assets//etc/passwd",
        "/assets/htmx/../../../../../application.yml",
        "/api/ui/%2e%2e/%2e%2e/logback.xml",
        "/api/spec/..%5c..%5capplication.yml",
        "/assets/%00app.css",
        "/assets/app.css%00.html",
        "/assets/"
      })
  void nothing_beside_the_bundled_files_can_be_read(String path) throws Exception {
    try (Wire wire = new Wire(server.getURI())) {
      String answer =
          wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
              .answers();
      assertThat(answer)
          .as(path)
          .doesNotContain("HTTP/1.1 2", "HTTP/1.1 5")
          .doesNotContain("datasources", "root:", "<configuration");
      assertWordless(answer);
    }
  }

  @Test
  void deep_broken_and_huge_json_is_refused() throws Exception {
    List<String> bodies =
        new ArrayList<>(
            List.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(50_000),
                "[".repeat(10_000) + "]".repeat(10_000),
                tip("\"narrative\":\"x\",\"place\":" + "[".repeat(5_000) + "]".repeat(5_000) + ","),
                tip("\"narrative\":\"" + "x".repeat(20_001) + "\","),
                tip("\"narrative\":\"x\",\"lat\":" + "9".repeat(100_000) + ","),
                "\u0000",
                "{\"id\":",
                "nul",
                "{'id':1}",
                "\ufeff{}"));
    for (String body : bodies) {
      HttpResponse<String> answer = json("/api/v1/tips", body);
      String what = body.substring(0, Math.min(60, body.length()));
      assertThat(answer.statusCode()).as(what).isBetween(400, 422);
      assertOurs(answer);
    }
    assertThat(json("/api/v1/tips", "{\"x\":\"" + "y".repeat(3_000_000) + "\"}").statusCode())
        .isEqualTo(413);
    assertAlive();
  }

  @Test
  void the_same_key_twice_and_unknown_keys_never_make_two_tips() throws Exception {
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    String other = UuidCreator.getTimeOrderedEpoch().toString();
    HttpResponse<String> answer =
        json(
            "/api/v1/tips",
            ("{\"id\":\"%s\",\"id\":\"%s\",\"replayKey\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"narrative\":\"x\","
                    + "\"state\":\"CLOSED\",\"leadAgencyId\":\"x\",\"__proto__\":{}}")
                .formatted(id, other));
    assertThat(answer.statusCode()).isIn(201, 400);
    assertThat(
            database.number(
                "SELECT count(*) FROM tinbao.tip WHERE id IN ('%s', '%s')".formatted(id, other)))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void a_compressed_bomb_is_refused_and_takes_no_memory() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1_000_000];
      java.util.Arrays.fill(zeros, (byte) ' ');
      for (int i = 0; i < 200; i++) {
        zip.write(zeros);
      }
    }
    for (String path : new String[] {"/api/v1/tips", "/", "/login", "/api/v1/officer/sessions"}) {
      HttpResponse<String> answer =
          client.send(
              request(path)
                  .header(
                      "Content-Type",
                      path.startsWith("/api")
                          ? "application/json"
                          : "application/x-www-form-urlencoded")
                  .header("Content-Encoding", "gzip")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(bomb.toByteArray()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isBetween(400, 415);
      assertOurs(answer);
    }
  }

  @Test
  void headers_too_large_too_many_or_broken_are_refused() throws Exception {
    String get = "GET /hotlines HTTP/1.1\r\nHost: localhost\r\n";
    for (String request :
        new String[] {
          get + "X: " + "y".repeat(60_000) + "\r\n\r\n",
          get + "X: y\r\n".repeat(9_000) + "\r\n",
          get + "no colon here\r\n\r\n",
          get + "X\u0000Y: z\r\n\r\n",
          get + "Receipt-Code: 1\r\n folded\r\n\r\n",
          "GET /" + "x".repeat(60_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /hotlines HTTP/9.9\r\nHost: localhost\r\n\r\n",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
          "\r\n\r\n\r\n",
          "TRACE / HTTP/1.1\r\nHost: localhost\r\nCookie: secret\r\nConnection: close\r\n\r\n",
          "FOO / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
          "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        }) {
      try (Wire wire = new Wire(server.getURI())) {
        String answer = wire.send(request).answers();
        String what = request.substring(0, Math.min(70, request.length()));
        assertThat(answer).as(what).doesNotContain("HTTP/1.1 5").doesNotContain("secret");
        assertWordless(answer);
      }
    }
    assertAlive();
  }

  @Test
  void a_request_hidden_in_another_ones_body_is_not_answered() throws Exception {
    String hidden = "GET /prometheus HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String chunked =
        "POST /api/v1/tips HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    for (String request :
        new String[] {
          chunked + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
          chunked + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + hidden,
          chunked + "Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}" + hidden,
          chunked + "Content-Length: 2\r\nContent-Length: 60\r\n\r\n{}" + hidden,
          chunked + "Content-Length: +2\r\n\r\n{}" + hidden,
          chunked + "Content-Length: -1\r\n\r\n" + hidden,
        }) {
      try (Wire wire = new Wire(server.getURI())) {
        String answers = wire.send(request).answers();
        assertThat(answers).as(request).doesNotContain("HTTP/1.1 5").doesNotContain("jvm_");
        assertWordless(answers);
      }
    }
  }

  @Test
  void a_body_that_breaks_off_stores_nothing_and_harms_nobody() throws Exception {
    String body = tip("\"narrative\":\"x\",");
    String id = body.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    for (int cut : new int[] {0, 1, body.length() / 2, body.length() - 1}) {
      try (Wire wire = new Wire(server.getURI())) {
        wire.send(
            "POST /api/v1/tips HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body.substring(0, cut));
        wire.finishSending();
        assertThat(wire.answers()).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
      }
    }
    assertThat(database.number("SELECT count(*) FROM tinbao.tip WHERE id = '" + id + "'")).isZero();
    assertAlive();
  }

  @Test
  void a_hundred_requests_that_never_end_keep_nobody_from_reporting() throws Exception {
    List<Wire> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        slow.add(
            new Wire(server.getURI())
                .send(
                    "POST /api/v1/tips HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
      }
      assertThat(json("/api/v1/tips", tip("\"narrative\":\"x\",")).statusCode()).isEqualTo(201);
    } finally {
      for (Wire wire : slow) {
        wire.close();
      }
    }
  }

  @Test
  void forms_of_the_wrong_kind_are_pages_that_say_so() throws Exception {
    for (String path : new String[] {"/", "/follow", "/follow/messages", "/login", "/waiting"}) {
      for (String body :
          new String[] {
            "",
            "%",
            "%zz=%",
            "=",
            "&&&&",
            "story",
            "story[]=x&story=y",
            "code=%00",
            "username=%00",
            "draft=%00&ticket=%00&work=%00",
            "id=%00&replayKey=%00&story=x%00y&place=%00",
            "x=1&".repeat(50_000)
          }) {
        HttpResponse<String> answer =
            client.send(
                request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Accept", "text/html")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        String what = path + " " + body.substring(0, Math.min(40, body.length()));
        assertThat(answer.statusCode()).as(what).isLessThan(500);
        assertOurs(answer);
      }
      HttpResponse<String> kind =
          client.send(
              request(path)
                  .header("Content-Type", "application/xml")
                  .header("Accept", "text/html")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(kind.statusCode()).as(path).isIn(400, 415);
      assertThat(kind.body()).doesNotContain("root:");
    }
  }

  private void assertAlive() throws Exception {
    assertThat(
            client
                .send(request("/hotlines").GET().build(), HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
  }

  /** An answer of ours: problem+json or a page, in our own words. */
  private static void assertOurs(HttpResponse<String> answer) {
    if (answer.statusCode() >= 400) {
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .matches("(application/problem\\+json|text/html).*");
    }
    assertWordless(answer.body());
  }

  private static void assertWordless(String answer) {
    assertThat(answer)
        .doesNotContain("Exception", "io.micronaut", "io.netty", "java.lang", "org.postgresql")
        .doesNotContain("\tat ", "SQLSTATE", "Unexpected character", "jackson");
  }

  private static String cut(String text) {
    return text.length() > 400 ? text.substring(0, 10) : text;
  }

  private static String tip(String more) {
    return "{\"id\":\"%s\",\"replayKey\":\"AAAAAAAAAAAAAAAAAAAAAA\",%s\"language\":\"vi\"}"
        .formatted(UuidCreator.getTimeOrderedEpoch(), more);
  }

  private HttpResponse<String> json(String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.getURI() + path));
  }
}
