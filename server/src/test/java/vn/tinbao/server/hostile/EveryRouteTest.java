package vn.tinbao.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.web.router.Router;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must hold for each route there is, also for those that are added later. */
@MicronautTest(transactional = false)
class EveryRouteTest {
  /** Answers that depend on nobody who asks, and may be kept on the way: articles, feeds. */
  private static final Set<String> SAME_FOR_EVERYBODY =
      Set.of(
          "/api/v1/articles",
          "/api/v1/articles/{id}",
          "/feeds/articles.atom",
          "/feeds/alerts.atom",
          "/feeds/alerts/{id}.cap");

  @Inject EmbeddedServer server;
  @Inject Router router;

  private final HttpClient client = HttpClient.newHttpClient();

  private record Route(String method, String path) {}

  @Test
  void no_form_of_another_site_is_taken_by_any_route() throws Exception {
    List<Route> changing =
        routes()
            .filter(
                route ->
                    !route.method().equals("GET")
                        && !route.method().equals("HEAD")
                        && !route.method().equals("OPTIONS"))
            .toList();
    assertThat(changing).hasSizeGreaterThan(8);
    for (Route route : changing) {
      for (String[] header :
          new String[][] {
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Origin", "https://evil.example"},
            {"Origin", "null"}
          }) {
        HttpResponse<String> answer =
            send(route, request(route).header(header[0], header[1]).header("Cookie", "x=y"));
        assertThat(answer.statusCode()).as(route + " " + header[1]).isEqualTo(403);
      }
      HttpResponse<String> cookieAlone = send(route, request(route).header("Cookie", "x=y"));
      assertThat(cookieAlone.statusCode()).as(route + " with a cookie alone").isEqualTo(403);
    }
  }

  /** What is kept on the way must carry nobody's cookie. */
  @Test
  void answers_that_may_be_kept_set_no_cookie() throws Exception {
    for (String path :
        List.of(
            "/feeds/articles.atom", "/feeds/alerts.atom", "/api/v1/articles", "/feeds/none.cap")) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(server.getURI().resolve(path + "?lang=en")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.headers().allValues("Set-Cookie")).as(path).isEmpty();
    }
    HttpResponse<String> page =
        client.send(
            HttpRequest.newBuilder(server.getURI().resolve("/?lang=en")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(page.headers().allValues("Set-Cookie")).anyMatch(c -> c.startsWith("lang=en"));
  }

  @Test
  void every_answer_protects_the_person_before_the_browser() throws Exception {
    for (Route route : routes().toList()) {
      if (route.path().endsWith("/events")) {
        continue; // does not end; its head is looked at by the tests of its room
      }
      HttpResponse<String> answer =
          send(route, request(route).header("X-Forwarded-Proto", "https"));
      String where = route + " " + answer.statusCode();
      String policy = header(answer, "Content-Security-Policy");
      assertThat(policy)
          .as(where)
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe-inline", "unsafe-eval", "http:", "https:", "*");
      assertThat(policy)
          .as(where)
          .containsAnyOf("default-src 'self'", "default-src 'none'", "sandbox");
      assertThat(header(answer, "X-Content-Type-Options")).as(where).isEqualTo("nosniff");
      assertThat(header(answer, "Referrer-Policy")).as(where).matches("same-origin|no-referrer");
      assertThat(header(answer, "Permissions-Policy")).as(where).contains("geolocation=()");
      assertThat(header(answer, "X-Frame-Options")).as(where).isEqualTo("DENY");
      assertThat(header(answer, "Strict-Transport-Security")).as(where).startsWith("max-age=");
      assertThat(header(answer, "Cache-Control"))
          .as(where)
          .containsAnyOf(
              SAME_FOR_EVERYBODY.contains(route.path())
                  ? new String[] {"no-store", "public"}
                  : new String[] {"no-store"});
      assertThat(header(answer, "X-Request-Id")).as(where).hasSize(36);
      assertThat(answer.headers().map().keySet())
          .as(where)
          .doesNotContain("server", "x-powered-by", "access-control-allow-origin");
    }
  }

  @Test
  void no_route_answers_nonsense_with_an_error_of_ours() throws Exception {
    for (Route route : routes().toList()) {
      if (route.path().endsWith("/events")) {
        continue;
      }
      for (String id :
          new String[] {
            "x", "%00", "00000000-0000-0000-0000-000000000000", "%27", "9".repeat(300)
          }) {
        Route nonsense = new Route(route.method(), route.path().replaceAll("\\{[^}]*}", id));
        HttpResponse<String> answer = send(nonsense, request(nonsense));
        assertThat(answer.statusCode()).as(nonsense.toString()).isLessThan(500);
        if (answer.statusCode() >= 400) {
          assertThat(header(answer, "Content-Type"))
              .as(nonsense.toString())
              .matches("(application/problem\\+json|text/html).*");
        }
        assertThat(answer.body()).doesNotContain("Exception", "io.micronaut", "\tat ");
      }
    }
  }

  @Test
  void metrics_and_simulated_phones_are_not_there_for_who_comes_through_a_proxy() throws Exception {
    for (String path :
        new String[] {"/prometheus", "/simulator", "/simulator/api/messages?phone=0912345678"}) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(200);
      for (String header :
          new String[] {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Proto"}) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(URI.create(server.getURI() + path))
                    .header(header, "203.0.113.7")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + " " + header).isEqualTo(404);
      }
      try (Wire wire = new Wire(server.getURI())) {
        String answer =
            wire.send(
                    "GET "
                        + path
                        + " HTTP/1.1\r\nHost: tinbao.example\r\nConnection: close\r\n\r\n")
                .answers();
        assertThat(answer).as(path).startsWith("HTTP/1.1 404");
      }
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.getURI() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Stream<Route> routes() {
    Set<String> seen = new TreeSet<>();
    List<Route> routes = new ArrayList<>();
    router
        .uriRoutes()
        .forEach(
            route -> {
              HttpMethod method = route.getHttpMethod();
              String path = route.getUriMatchTemplate().toPathString();
              if (method != HttpMethod.HEAD
                  && method != HttpMethod.OPTIONS
                  && !path.startsWith("/test-")
                  && seen.add(method + " " + path)) {
                routes.add(new Route(method.name(), path));
              }
            });
    return routes.stream();
  }

  private HttpRequest.Builder request(Route route) {
    String path = route.path().replaceAll("\\{[^}]*}", "x");
    return HttpRequest.newBuilder(URI.create(server.getURI() + path))
        .header("Accept", path.startsWith("/api") ? "application/json" : "text/html");
  }

  private HttpResponse<String> send(Route route, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    boolean body = !route.method().equals("GET") && !route.method().equals("DELETE");
    request.method(
        route.method(),
        body ? HttpRequest.BodyPublishers.ofString("x=1") : HttpRequest.BodyPublishers.noBody());
    if (body) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
