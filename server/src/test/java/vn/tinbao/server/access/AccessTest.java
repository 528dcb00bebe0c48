package vn.tinbao.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.Scope;
import vn.tinbao.server.staff.StaffMember;

/**
 * Holds {@code docs/access.md}: its first table is {@link Permissions}, its second names every
 * route there is, and every route answers each role of the own and of another agency, and nobody,
 * as the tables say. What is refused shows nothing of a report.
 */
@MicronautTest(transactional = false)
class AccessTest {
  private static final Path TABLES = Path.of("../docs/access.md");
  private static final Pattern ROUTE =
      Pattern.compile(
          "\\| (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \\| `(/\\S*)` \\| (\\w+) \\|.*");

  /** Routes whose proper answer looks like a refusal. */
  private static final Map<String, Integer> OWN_ANSWERS =
      Map.of(
          // Opened by a receipt code in a header, which the test does not send.
          "GET /api/v1/follow", 404,
          "POST /api/v1/follow/messages", 404,
          "GET /api/v1/follow/files/{id}", 404,
          // No such code.
          "POST /follow/files/{id}", 404,
          // There is no identity provider in this test.
          "GET /login/oidc", 404,
          "GET /login/oidc/callback", 404,
          "POST /login/oidc/logout", 404,
          // A wrong password.
          "POST /login", 401,
          // To the sign-in page.
          "POST /logout", 303);

  @Inject EmbeddedServer server;
  @Inject Router router;
  @Inject AccessWorld world;
  @Inject Collection<AccessCases> parts;

  private final HttpClient client = HttpClient.newHttpClient();

  /** What a person is signed in by, for pages and for the API. */
  private final Map<String, String> sessions = new HashMap<>();

  /** Who asks, compared with whose it is. */
  private enum Relation {
    OWNER,
    COLLEAGUE,
    STRANGER
  }

  private record Answer(int status, String location, String body) {
    boolean signInFirst() {
      return status == 401 || (status == 303 && location.startsWith("/login"));
    }
  }

  @Test
  void the_table_of_permissions_is_the_one_in_the_code() throws IOException {
    Map<Action, Map<Role, Scope>> written = new EnumMap<>(Action.class);
    List<Role> columns = new ArrayList<>();
    for (String line : Files.readAllLines(TABLES)) {
      if (line.startsWith("| action |")) {
        cells(line).stream().skip(1).map(Role::valueOf).forEach(columns::add);
      } else if (line.matches("\\| `[A-Z_]+` \\|.*")) {
        List<String> cells = cells(line);
        Map<Role, Scope> row = new EnumMap<>(Role.class);
        for (int i = 0; i < columns.size(); i++) {
          String cell = cells.get(i + 1);
          row.put(columns.get(i), cell.equals("–") ? Scope.NONE : Scope.valueOf(cell));
        }
        written.put(Action.valueOf(cells.get(0).replace("`", "")), row);
      }
    }
    Map<Action, Map<Role, Scope>> coded = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      Map<Role, Scope> row = new EnumMap<>(Role.class);
      Arrays.stream(Role.values()).forEach(role -> row.put(role, Permissions.scope(role, action)));
      coded.put(action, row);
    }

    assertThat(columns).containsExactlyInAnyOrder(Role.values());
    assertThat(written).isEqualTo(coded);
  }

  @Test
  void every_route_has_its_row_and_every_row_its_route() throws IOException {
    assertThat(written().keySet()).isEqualTo(routes().keySet());
  }

  @Test
  void every_route_says_in_code_what_its_row_says() throws IOException {
    Map<String, String> differing = new TreeMap<>();
    Map<String, String> written = written();
    routes()
        .forEach(
            (route, info) -> {
              String coded = coded(info);
              String row = written.getOrDefault(route, "");
              if (!coded.isEmpty() && !coded.equals(row)) {
                differing.put(route, "code " + coded + ", row " + row);
              }
            });
    assertThat(differing).isEmpty();
  }

  @Test
  void every_case_has_its_route() {
    assertThat(routes().keySet()).containsAll(cases().keySet());
  }

  @TestFactory
  Stream<DynamicContainer> every_route_answers_everybody_as_the_tables_say() throws IOException {
    Map<String, AccessCases.Maker> cases = cases();
    return written().entrySet().stream()
        .map(
            row -> {
              AccessCases.Maker maker = cases.get(row.getKey());
              if (maker == null && needsCase(row.getKey())) {
                return DynamicContainer.dynamicContainer(
                    row.getKey(),
                    List.of(
                        DynamicTest.dynamicTest(
                            "has a case",
                            () -> {
                              throw new AssertionError("No AccessCases for " + row.getKey());
                            })));
              }
              AccessCases.Maker asked =
                  maker != null
                      ? maker
                      : (w, owner) -> AccessCases.Request.of(row.getKey().split(" ", 2)[1]);
              return DynamicContainer.dynamicContainer(
                  row.getKey(), questions(row.getKey(), row.getValue(), asked));
            });
  }

  private Stream<DynamicTest> questions(String route, String rule, AccessCases.Maker maker) {
    boolean single = route.contains("{");
    Stream<DynamicTest> staff =
        Arrays.stream(Role.values())
            .flatMap(
                role -> {
                  Thing thing = new Thing(route, maker, role);
                  // Whoever is refused changes nothing: the next one asks about the same thing.
                  return Stream.of(Relation.STRANGER, Relation.COLLEAGUE, Relation.OWNER)
                      .map(
                          relation ->
                              DynamicTest.dynamicTest(
                                  role + " " + relation,
                                  () ->
                                      check(
                                          route,
                                          rule,
                                          single,
                                          role,
                                          relation,
                                          thing.askedBy(relation))));
                });
    DynamicTest nobody =
        DynamicTest.dynamicTest(
            "nobody",
            () -> {
              Answer answer = new Thing(route, maker, Role.DUTY_OFFICER).askedBy(null);
              if (rule.equals("PUBLIC")) {
                assertAnswered(route, answer);
              } else {
                assertThat(answer.signInFirst()).as("%s", answer.status()).isTrue();
                assertThat(answer.body()).doesNotContain(AccessWorld.MARKER);
              }
            });
    return Stream.concat(staff, Stream.of(nobody));
  }

  /** What is asked about, made anew after somebody got an answer that may have changed it. */
  private final class Thing {
    private final String method;
    private final AccessCases.Maker maker;
    private final Role role;
    private AccessCases.@Nullable Request request;

    Thing(String route, AccessCases.Maker maker, Role role) {
      this.method = route.split(" ", 2)[0];
      this.maker = maker;
      this.role = role;
    }

    Answer askedBy(@Nullable Relation relation) throws IOException, InterruptedException {
      StaffMember owner = world.person("chu", AccessWorld.HERE, role);
      AccessCases.Request asked = request == null ? maker.request(world, owner) : request;
      Answer answer = ask(method, asked, relation == null ? null : asker(owner, role, relation));
      request = method.equals("GET") || refused(answer) ? asked : null;
      return answer;
    }
  }

  private static boolean refused(Answer answer) {
    return List.of(401, 403, 404).contains(answer.status());
  }

  private StaffMember asker(StaffMember owner, Role role, Relation relation) {
    return switch (relation) {
      case OWNER -> owner;
      case COLLEAGUE -> world.person("dongnghiep", AccessWorld.HERE, role);
      case STRANGER -> world.person("nguoila", AccessWorld.ELSEWHERE, role);
    };
  }

  private static void check(
      String route, String rule, boolean single, Role role, Relation relation, Answer answer) {
    if (rule.equals("PUBLIC") || rule.equals("SIGNED_IN")) {
      if (rule.equals("SIGNED_IN") && single && relation != Relation.OWNER) {
        assertRefused(route, answer);
      } else {
        assertAnswered(route, answer);
      }
      return;
    }
    Scope scope = Permissions.scope(role, Action.valueOf(rule));
    boolean allowed =
        switch (relation) {
          case OWNER -> scope != Scope.NONE;
          case COLLEAGUE -> single ? scope.compareTo(Scope.AGENCY) >= 0 : scope != Scope.NONE;
          case STRANGER -> single ? scope == Scope.ALL : scope != Scope.NONE;
        };
    if (!allowed) {
      assertRefused(route, answer);
    } else {
      assertAnswered(route, answer);
    }
    if (relation == Relation.STRANGER && scope != Scope.ALL) {
      assertThat(answer.body()).doesNotContain(AccessWorld.MARKER);
    }
  }

  private static void assertAnswered(String route, Answer answer) {
    if (OWN_ANSWERS.getOrDefault(route, 0) == answer.status()) {
      return;
    }
    assertThat(answer.status())
        .as("%s must be answered, and was not: %s", route, answer)
        .isLessThan(500)
        .isNotIn(401, 403, 404, 405, 406, 415);
    assertThat(answer.signInFirst()).as("%s must be answered: %s", route, answer).isFalse();
  }

  private static void assertRefused(String route, Answer answer) {
    assertThat(refused(answer)).as("%s must be refused, and was not: %s", route, answer).isTrue();
    assertThat(answer.body()).doesNotContain(AccessWorld.MARKER);
  }

  private Answer ask(String method, AccessCases.Request request, @Nullable StaffMember as)
      throws IOException, InterruptedException {
    if (as == null) {
      return ask(method, request, "", "");
    }
    boolean api = request.path().startsWith("/api/");
    String header = api ? "Authorization" : "Cookie";
    String whose = as.id() + header;
    Answer answer = ask(method, request, header, sessions.computeIfAbsent(whose, n -> in(as, api)));
    if (answer.signInFirst()) {
      // An earlier question may have ended the session.
      sessions.put(whose, in(as, api));
      return ask(method, request, header, sessions.get(whose));
    }
    return answer;
  }

  private String in(StaffMember as, boolean api) {
    return api ? "Bearer " + world.bearer(as) : "tinbao_session=" + world.cookie(as);
  }

  private Answer ask(String method, AccessCases.Request request, String header, String session)
      throws IOException, InterruptedException {
    boolean api = request.path().startsWith("/api/");
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(server.getURI().resolve(request.path()))
            .header("Accept", api ? "application/json,*/*;q=0.5" : "text/html,*/*;q=0.5")
            .header("Origin", server.getURI().toString())
            .method(
                method,
                request.body() == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(request.body()));
    if (!request.type().isEmpty()) {
      sent.header("Content-Type", request.type());
    }
    if (!header.isEmpty()) {
      sent.header(header, session);
    }
    HttpResponse<InputStream> answer =
        client.send(sent.build(), HttpResponse.BodyHandlers.ofInputStream());
    String type = answer.headers().firstValue("Content-Type").orElse("");
    try (InputStream body = answer.body()) {
      return new Answer(
          answer.statusCode(),
          answer.headers().firstValue("Location").orElse(""),
          type.startsWith("text/event-stream")
              ? ""
              : new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private Map<String, AccessCases.Maker> cases() {
    Map<String, AccessCases.Maker> all = new HashMap<>();
    for (AccessCases part : parts) {
      part.cases().forEach((route, maker) -> assertThat(all.put(route, maker)).as(route).isNull());
    }
    return all;
  }

  private static boolean needsCase(String route) {
    return !route.startsWith("GET ") || route.contains("{");
  }

  /** Route to what stands in its third column. */
  private static Map<String, String> written() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(TABLES)) {
      Matcher row = ROUTE.matcher(line);
      if (row.matches()) {
        assertThat(rows.put(row.group(1) + " " + row.group(2), row.group(3))).as(line).isNull();
      }
    }
    return rows;
  }

  private Map<String, UriRouteInfo<?, ?>> routes() {
    Map<String, UriRouteInfo<?, ?>> routes = new TreeMap<>();
    router
        .uriRoutes()
        .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
        .forEach(
            route ->
                routes.put(
                    route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString(),
                    route));
    return routes;
  }

  /** Empty where a pattern of application.yml decides. */
  private static String coded(UriRouteInfo<?, ?> route) {
    var metadata = route.getAnnotationMetadata();
    var allowed = metadata.enumValue(Allowed.class, Action.class);
    String[] secured = metadata.stringValues(Secured.class);
    if (allowed.isPresent()) {
      return secured.length == 0 ? allowed.get().name() : "both @Allowed and @Secured";
    }
    if (secured.length == 0) {
      return "";
    }
    return switch (secured[0]) {
      case SecurityRule.IS_ANONYMOUS -> "PUBLIC";
      case SecurityRule.IS_AUTHENTICATED -> "SIGNED_IN";
      default -> "@Secured(" + String.join(",", secured) + ")";
    };
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
        .map(String::strip)
        .toList();
  }
}
