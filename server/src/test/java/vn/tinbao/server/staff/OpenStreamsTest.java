package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.OwnClasses;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** A stream of events ends with the session, at once, on every node. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
class OpenStreamsTest {
  private static final String AGENCY = "ca_xa@23535/2025-07-01";

  /** Well under the half minute after which a stream looks by itself. */
  private static final Duration AT_ONCE = Duration.ofSeconds(15);

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject AccountKeeping keeping;
  @Inject StaffAccounts accounts;
  @Inject TestSessions sessions;
  @Inject SettableClock clock;
  @Inject TestSql sql;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Listening> open = new java.util.ArrayList<>();
  private UUID officer;
  private StaffMember admin;

  @BeforeEach
  void somebody_works_here() {
    clock.advance(Duration.ofDays(2));
    officer = seat(Role.DUTY_OFFICER, Role.FIELD_OFFICER);
    admin = accounts.byId(seat(Role.ADMIN)).orElseThrow();
  }

  @AfterEach
  void hang_up() throws IOException {
    for (Listening listening : open) {
      listening.body().close();
    }
    open.clear();
  }

  @Test
  void closing_an_account_ends_its_streams_sessions_and_phones_at_once() {
    String cookie = sessions.web(officer);
    String token = sessions.app(officer);
    Listening desk = desk(cookie);
    Listening phone = phone(token);

    keeping.close(admin, officer);

    assertEnds(desk);
    assertEnds(phone);
    assertThat(status("/account", "Cookie", "tinbao_session=" + cookie)).isEqualTo(303);
    assertThat(status("/api/v1/officer/assignments", "Authorization", "Bearer " + token))
        .isEqualTo(401);
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.staff_session WHERE account_id = '%s'"
                    .formatted(officer)))
        .isZero();
  }

  @Test
  void signing_out_on_one_device_ends_the_stream_there_and_no_other() throws Exception {
    String first = sessions.web(officer);
    Listening ending = desk(first);
    Listening staying = desk(sessions.web(officer));

    client.send(
        HttpRequest.newBuilder(server.getURI().resolve("/logout"))
            .header("Cookie", "tinbao_session=" + first)
            .header("Origin", server.getURI().toString())
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.discarding());

    assertEnds(ending);
    assertThat(staying.end()).isNotDone();
  }

  @Test
  void a_changed_agency_or_role_ends_the_stream_of_the_old_one() {
    Listening desk = desk(sessions.web(officer));

    keeping.change(admin, officer, "Tên", "ca_xa@23535/2025-07-01", Set.of(Role.FIELD_OFFICER));

    assertEnds(desk);
  }

  @Test
  void what_another_node_ends_ends_here() {
    Listening desk = desk(sessions.web(officer));

    // As another node would: the row goes, and its hint comes by the database.
    sql.run("DELETE FROM tinbao.staff_session WHERE account_id = '" + officer + "'");
    sql.run(
        "SELECT pg_notify('tinbao_live', '%s%s ')"
            .formatted(UUID.randomUUID(), SessionStore.topic(officer)));

    assertEnds(desk);
  }

  @Test
  void a_hint_alone_ends_nothing() {
    Listening desk = desk(sessions.web(officer));

    for (int i = 0; i < 20; i++) {
      sql.run(
          "SELECT pg_notify('tinbao_live', '%s%s %d')"
              .formatted(UUID.randomUUID(), SessionStore.topic(officer), i));
    }
    // The stream has looked when another one, which has reason to end, has ended.
    UUID another = seat(Role.DUTY_OFFICER);
    Listening other = desk(sessions.web(another));
    keeping.close(admin, another);
    assertEnds(other);
    assertThat(desk.end()).isNotDone();
  }

  @Test
  void every_stream_of_staff_is_bound_to_its_session() {
    List<JavaMethod> streams =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(new OwnClasses())
                .importPackages("vn.tinbao.server")
                .stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(OpenStreamsTest::producesEvents)
                .toList();

    assertThat(streams).hasSizeGreaterThanOrEqualTo(2);
    assertThat(streams)
        .allSatisfy(
            stream ->
                assertThat(stream.getMethodCallsFromSelf())
                    .as(stream.getFullName())
                    .anyMatch(call -> call.getTarget().getName().equals("whileSignedIn")));
  }

  private static boolean producesEvents(JavaMethod method) {
    return method.isAnnotatedWith(Produces.class)
        && Arrays.asList(method.getAnnotationOfType(Produces.class).value())
            .contains(MediaType.TEXT_EVENT_STREAM)
        && !isForEverybody(method.getOwner());
  }

  /** Who follows public news has no session that could end. */
  private static boolean isForEverybody(JavaClass type) {
    return type.isAnnotatedWith(Secured.class)
        && List.of(type.getAnnotationOfType(Secured.class).value())
            .contains(SecurityRule.IS_ANONYMOUS);
  }

  private record Listening(InputStream body, CompletableFuture<Void> end) {}

  private Listening desk(String cookie) {
    return listen("/desk/events", "Cookie", "tinbao_session=" + cookie);
  }

  private Listening phone(String token) {
    return listen("/api/v1/officer/events", "Authorization", "Bearer " + token);
  }

  private Listening listen(String path, String header, String value) {
    try {
      HttpResponse<InputStream> answer =
          client.send(
              HttpRequest.newBuilder(server.getURI().resolve(path))
                  .header("Accept", "text/event-stream")
                  .header(header, value)
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      CompletableFuture<Void> end = new CompletableFuture<>();
      CompletableFuture<Void> connected = new CompletableFuture<>();
      Thread reading =
          new Thread(
              () -> {
                try (BufferedReader lines =
                    new BufferedReader(
                        new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                  while (lines.readLine() != null) {
                    connected.complete(null);
                  }
                  end.complete(null);
                } catch (IOException e) {
                  end.completeExceptionally(e);
                }
              });
      reading.setDaemon(true);
      reading.start();
      await().atMost(AT_ONCE).until(connected::isDone);
      Listening listening = new Listening(answer.body(), end);
      open.add(listening);
      return listening;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void assertEnds(Listening listening) {
    await().atMost(AT_ONCE).until(() -> listening.end().isDone());
    assertThat(listening.end()).as("ended in order").isCompleted();
  }

  private int status(String path, String header, String value) {
    try {
      return client
          .send(
              HttpRequest.newBuilder(server.getURI().resolve(path))
                  .header("Accept", "text/html,application/json")
                  .header(header, value)
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private UUID seat(Role... roles) {
    return demo.install(
            List.of(
                new DemoStaff.AgencySeat(
                    "nguoi." + UUID.randomUUID().toString().substring(0, 8),
                    "Người làm",
                    AGENCY,
                    Set.of(roles))))
        .get(0)
        .id();
  }
}
