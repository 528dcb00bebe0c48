package vn.tinbao.sms.alone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.PostgresLauncher;
import vn.tinbao.sms.db.PostgresOptions;
import vn.tinbao.sms.db.RunningPostgres;
import vn.tinbao.sms.testing.Forwarder;
import vn.tinbao.sms.testing.TestPostgres;

/** A PostgreSQL that stops and comes back under a gateway that goes on running. */
class DatabaseAwayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path home;
  @TempDir Path cluster;

  @Test
  void inbound_is_refused_and_outbound_waits_while_it_is_away_and_both_go_on_by_themselves()
      throws Exception {
    RunningPostgres postgres = start();
    try (Forwarder forwarder = new Forwarder()) {
      forwarder.to(port(postgres));
      DatabaseAddress through =
          new DatabaseAddress(
              postgres.address().url().replaceAll(":\\d+/", ":" + forwarder.port() + "/"),
              postgres.address().user(),
              postgres.address().password());
      try (ApplicationContext server = AloneFixture.server(home, through);
          EmbeddedServer gateway =
              AloneFixture.gateway(
                  home, through, Map.of("datasources.default.connection-timeout", "500"))) {
        UUID before = AloneFixture.enqueue(server, "+84912345678");
        await().atMost(PATIENCE).until(() -> state(postgres.address(), before).equals("DELIVERED"));
        assertThat(AloneFixture.type(gateway, "0912345678", "mot")).isEqualTo(202);

        postgres.close();
        assertThat(AloneFixture.type(gateway, "0912345678", "hai")).isEqualTo(503);
        assertThat(AloneFixture.get(gateway, "/health").statusCode()).isEqualTo(503);

        RunningPostgres again = start();
        try {
          forwarder.to(port(again));
          await()
              .atMost(PATIENCE)
              .until(() -> AloneFixture.type(gateway, "0912345678", "hai") == 202);
          await()
              .atMost(PATIENCE)
              .until(() -> AloneFixture.get(gateway, "/health").statusCode() == 200);
          UUID after = AloneFixture.enqueue(server, "+84912345678");
          await().atMost(PATIENCE).until(() -> state(again.address(), after).equals("DELIVERED"));
          assertThat(text(again.address(), "SELECT count(*) FROM sms.inbound")).isEqualTo("2");
        } finally {
          again.close();
        }
      }
    } finally {
      postgres.close();
    }
  }

  @Test
  void a_message_that_was_sent_while_it_went_away_is_not_sent_again() throws Exception {
    RunningPostgres postgres = start();
    try (Forwarder forwarder = new Forwarder()) {
      forwarder.to(port(postgres));
      DatabaseAddress through =
          new DatabaseAddress(
              postgres.address().url().replaceAll(":\\d+/", ":" + forwarder.port() + "/"),
              postgres.address().user(),
              postgres.address().password());
      // Sent, but answered so late that the database is away when the answer comes.
      try (ApplicationContext server = AloneFixture.server(home, through);
          EmbeddedServer gateway =
              AloneFixture.gateway(
                  home,
                  through,
                  Map.of(
                      "datasources.default.connection-timeout",
                      "500",
                      "tinbao.sms.simulator.slow-answer",
                      "PT2S"))) {
        UUID id = AloneFixture.enqueue(server, "+84900000002");
        await().atMost(PATIENCE).until(() -> state(postgres.address(), id).equals("SENDING"));
        postgres.close();
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    AloneFixture.get(gateway, "/simulator/api/messages?phone=0900000002")
                        .body()
                        .contains("DELIVERED"));
        RunningPostgres again = start();
        try {
          forwarder.to(port(again));
          await().atMost(PATIENCE).until(() -> state(again.address(), id).equals("DELIVERED"));
          assertThat(text(again.address(), "SELECT count(*) FROM sms.attempt")).isEqualTo("1");
        } finally {
          again.close();
        }
      }
    } finally {
      postgres.close();
    }
  }

  private RunningPostgres start() {
    return PostgresLauncher.start(
        new PostgresOptions(cluster, TestPostgres.programs(), TestPostgres.archive(), false));
  }

  private static int port(RunningPostgres postgres) {
    return Integer.parseInt(postgres.address().url().replaceAll(".*:(\\d+)/.*", "$1"));
  }

  private static String state(DatabaseAddress database, UUID id) throws SQLException {
    return text(database, "SELECT state FROM sms.outbound WHERE id = '" + id + "'");
  }

  private static String text(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = database.connect("test");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
