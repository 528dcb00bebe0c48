package vn.tinbao.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@MicronautTest(transactional = false)
@Property(name = "test.problems", value = "true")
class ProblemsTest {
  private static final String SECRET = "0912345678 Nguyen Van A";

  @Inject EmbeddedServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  @Serdeable
  record Thing(UUID id, @Nullable String text) {}

  @Controller("/test-problems")
  @Requires(property = "test.problems")
  @Secured(SecurityRule.IS_ANONYMOUS)
  static class ThrowingPage {
    @Get("/crash")
    @Produces("text/html")
    String crash() {
      throw new IllegalStateException(SECRET);
    }
  }

  @Controller("/api/test-problems")
  @Requires(property = "test.problems")
  @Secured(SecurityRule.IS_ANONYMOUS)
  static class ThrowingApi {
    @Post
    Thing take(@Body Thing thing) {
      return thing;
    }

    @Get("/crash")
    String crash() {
      throw new IllegalStateException(SECRET, new RuntimeException("Key (phone)=" + SECRET));
    }

    @Get("/refuse")
    String refuse() {
      throw new Refusal(HttpStatus.CONFLICT, "staff.wait", 7);
    }

    @Get("/whole/{number}")
    HttpResponse<Integer> number(int number) {
      return HttpResponse.ok(number);
    }
  }

  @Test
  void what_is_not_there_is_told_in_vietnamese_by_default() throws Exception {
    var answer = send(get("/api/test-problems/nothing"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .contains("\"title\":\"Không tìm thấy\"", "\"status\":404", "\"type\":\"about:blank\"");
  }

  @Test
  void what_is_not_there_is_told_in_english_to_who_wants_it() throws Exception {
    var answer = send(get("/api/test-problems/nothing").header("Accept-Language", "en"));

    assertThat(answer.body()).contains("\"title\":\"Not found\"");
  }

  @Test
  void a_choice_in_the_address_wins_over_the_cookie_and_that_over_the_browser() throws Exception {
    String nothing = "/api/test-problems/nothing";
    var chosen = send(get(nothing + "?lang=en").header("Accept-Language", "vi"));
    var remembered = send(get(nothing).header("Cookie", "lang=en"));
    var both = send(get(nothing + "?lang=vi").header("Cookie", "lang=en"));
    var unknown = send(get(nothing + "?lang=fr").header("Accept-Language", "en"));

    assertThat(chosen.body()).contains("Not found");
    assertThat(chosen.headers().firstValue("Set-Cookie"))
        .as("what programs read may be kept on the way")
        .isEmpty();
    var page = send(get("/nothing-here?lang=en"));
    assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("lang=en;")
        .contains("HTTPOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("Max-Age");
    assertThat(remembered.body()).contains("Not found");
    assertThat(both.body()).contains("Không tìm thấy");
    assertThat(unknown.body()).contains("Not found");
  }

  @Test
  void a_person_with_a_browser_gets_a_page() throws Exception {
    var answer =
        send(get("/nothing-here").header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.body()).contains("<h1>Không tìm thấy</h1>");
  }

  @Test
  void an_error_of_ours_reveals_nothing_and_logs_no_words() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try {
      var answer = send(get("/api/test-problems/crash"));
      String requestId = answer.headers().firstValue("X-Request-Id").orElseThrow();

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body())
          .contains("\"instance\":\"urn:uuid:" + requestId + "\"")
          .doesNotContain("0912345678");
      ILoggingEvent event =
          log.list.stream()
              .filter(e -> e.getLoggerName().endsWith("UnexpectedErrors"))
              .findFirst()
              .orElseThrow();
      String trace = ThrowableProxyUtil.asString(event.getThrowableProxy());
      assertThat(trace)
          .contains("java.lang.IllegalStateException", "ThrowingApi.crash", "RuntimeException")
          .doesNotContain("0912345678");
      assertThat(event.getMDCPropertyMap()).containsEntry("requestId", requestId);
      assertThat(log.list.toString()).doesNotContain("0912345678");
    } finally {
      root.detachAppender(log);
    }
  }

  @Test
  void a_person_is_given_the_number_of_the_failed_request() throws Exception {
    var answer = send(get("/test-problems/crash").header("Accept", "text/html"));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .contains("Có lỗi ở phía chúng tôi")
        .contains(answer.headers().firstValue("X-Request-Id").orElseThrow())
        .doesNotContain("0912345678");
  }

  @Test
  void a_refusal_says_its_sentence() throws Exception {
    var answer = send(get("/api/test-problems/refuse").header("Accept-Language", "en"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .contains("Try again in 7 min.", "\"type\":\"urn:tinbao:problem:staff.wait\"");
  }

  @Test
  void wrong_fields_are_named_one_by_one() throws Exception {
    var answer =
        send(
            request("/api/v1/officer/sessions")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"username\":\" \",\"totp\":\"" + "1".repeat(21) + "\"}")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"type\":\"urn:tinbao:problem:invalid\"")
        .contains("{\"field\":\"username\",\"message\":\"không được để trống\"}")
        .contains("{\"field\":\"password\",\"message\":\"không được để trống\"}")
        .contains("{\"field\":\"totp\",\"message\":\"phải dài từ 0 đến 20 ký tự\"}");
  }

  @Test
  void broken_json_is_our_clear_sentence_and_not_the_parsers() throws Exception {
    for (String broken :
        new String[] {
          "{\"text\":", "[]", "\"" + SECRET + "\"", "{\"id\":\"" + SECRET + "\"}", "", "{]"
        }) {
      var answer = send(post(broken));

      assertThat(answer.statusCode()).as(broken).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.body())
          .as(broken)
          .doesNotContain("0912345678")
          .doesNotContain("Exception")
          .contains("\"type\":\"urn:tinbao:problem:");
    }
  }

  @Test
  void an_argument_of_the_wrong_kind_is_named() throws Exception {
    var answer = send(get("/api/test-problems/whole/many"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"field\":\"number\"").doesNotContain("many");
  }

  @Test
  void other_methods_other_kinds_and_too_much_have_their_own_answers() throws Exception {
    var method = send(request("/api/test-problems/crash").DELETE());
    var kind =
        send(
            request("/api/test-problems")
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofString("<x/>")));
    var tooMuch = send(post("{\"text\":\"" + "x".repeat(3_000_000) + "\"}"));

    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).isPresent();
    assertThat(method.body()).contains("\"title\":\"Cách gửi không đúng\"");
    assertThat(kind.statusCode()).isEqualTo(415);
    assertThat(kind.body()).contains("\"title\":\"Kiểu nội dung không nhận được\"");
    assertThat(tooMuch.statusCode()).isEqualTo(413);
    assertThat(tooMuch.body()).contains("\"title\":\"Nội dung quá lớn\"");
  }

  @Test
  void every_answer_protects_the_browser_and_has_an_id_of_our_own() throws Exception {
    var answer = send(get("/api/test-problems/nothing").header("X-Request-Id", "forged"));

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("X-Request-Id").map(UUID::fromString)).isPresent();
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void bundled_files_are_kept_for_a_year() throws Exception {
    for (String file : new String[] {"app.css", "app.js", "fonts/OFL.txt", "htmx/htmx.min.js"}) {
      var answer = send(get(new Assets().address(file)));

      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(answer.headers().allValues("Cache-Control"))
          .as(file)
          .containsExactly("public, max-age=31536000, immutable");
    }
  }

  @Test
  void a_form_of_another_site_is_refused() throws Exception {
    var answer = send(post("{}").header("Sec-Fetch-Site", "cross-site"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("web.foreign-form");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.getURI() + path));
  }

  private HttpRequest.Builder get(String path) {
    return request(path).GET();
  }

  private HttpRequest.Builder post(String json) {
    return request("/api/test-problems")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  private java.net.http.HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
