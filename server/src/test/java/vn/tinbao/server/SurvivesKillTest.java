package vn.tinbao.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.testing.MainClasses;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.testing.FreePort;

/** A real server process is killed right after it said 201; the tip must be there afterwards. */
class SurvivesKillTest {
  private static final String TIP = "019a1111-0000-7000-8000-000000000001";
  private static final String STORY =
      "toi o xa binh trung co nguoi ru chau gai sang trung quoc lam viec nhe luong cao";

  @TempDir Path home;

  @Test
  void a_tip_that_was_acknowledged_survives_kill_9_with_its_clock_and_routing() throws Exception {
    int port = FreePort.next();
    Process server = startServer(port);
    String code;
    String agency;
    try (Connection inTheWay = claimedButNotDone(server, port)) {
      HttpResponse<String> answer =
          send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/tips"))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"id\":\"%s\",\"replayKey\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"narrative\":\"%s\"}"
                              .formatted(TIP, STORY)))
                  .build());
      server.destroyForcibly();
      assertThat(answer.statusCode()).isEqualTo(201);
      code = field(answer.body(), "receiptCode");
      agency = field(answer.body(), "leadAgency");
    } finally {
      server.destroyForcibly().waitFor();
    }

    try (ApplicationContext restarted =
        ServeCommand.start(Map.of("tinbao.home", home.toString(), "micronaut.server.port", -1))) {
      URI at = restarted.getBean(EmbeddedServer.class).getURI();
      HttpResponse<String> view =
          send(
              HttpRequest.newBuilder(at.resolve("/api/v1/follow"))
                  .header("Receipt-Code", code)
                  .build());
      assertThat(view.statusCode()).isEqualTo(200);
      assertThat(view.body()).contains(STORY).contains(agency);
      Database database = restarted.getBean(Database.class);
      assertThat(
              count(database, "tinbao.tip_clock WHERE met_at IS NULL AND tip_id = '" + TIP + "'"))
          .isPositive();
      assertThat(
              count(
                  database,
                  "tinbao.tip_agency WHERE role = 'LEAD' AND until IS NULL AND tip_id = '"
                      + TIP
                      + "'"))
          .isEqualTo(1);
      assertThat(count(database, "tinbao.tip_reading WHERE tip_id = '" + TIP + "'")).isEqualTo(1);
      await()
          .atMost(Duration.ofSeconds(180))
          .until(() -> count(database, "sms.inbound WHERE state = 'DONE'") == 1);
      assertThat(count(database, "tinbao.tip WHERE channel = 'SMS'")).as("once").isEqualTo(1);
      assertThat(count(database, "sms.outbound")).as("answered once").isEqualTo(1);
    }
  }

  /** A message by SMS that the server has claimed and cannot finish as long as this is open. */
  private Connection claimedButNotDone(Process server, int port) throws Exception {
    awaitHealthy(server, port);
    Path postgres = home.resolve("postgres");
    Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:"
                + Files.readString(postgres.resolve("port")).strip()
                + "/tinbao",
            "tinbao",
            Files.readString(postgres.resolve("password")).strip());
    connection.setAutoCommit(false);
    try (Statement lock = connection.createStatement()) {
      lock.execute("LOCK TABLE tinbao.conversation IN SHARE MODE");
      HttpResponse<String> texted =
          send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + port + "/simulator/api/messages"))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"from\":\"0912345678\",\"text\":\"%s\"}".formatted(STORY)))
                  .build());
      assertThat(texted.statusCode()).isEqualTo(202);
      await()
          .until(
              () -> {
                try (ResultSet row =
                    lock.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity"
                            + " WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))")) {
                  row.next();
                  return row.getInt(1) > 0;
                }
              });
    }
    return connection;
  }

  private Process startServer(int port) throws IOException {
    ProcessBuilder builder = MainClasses.process("serve");
    builder.environment().put("TINBAO_HOME", home.toString());
    builder.environment().put("TINBAO_HTTP_PORT", Integer.toString(port));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private static void awaitHealthy(Process server, int port) {
    await()
        .atMost(Duration.ofSeconds(180))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              assertThat(server.isAlive()).isTrue();
              try {
                return send(HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/health"))
                            .build())
                        .statusCode()
                    == 200;
              } catch (IOException notYet) {
                return false;
              }
            });
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    assertThat(found.find()).as(name).isTrue();
    return found.group(1);
  }

  private static long count(Database database, String what) throws SQLException {
    try (Connection connection = database.address().connect("test");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + what)) {
      result.next();
      return result.getLong(1);
    }
  }
}
