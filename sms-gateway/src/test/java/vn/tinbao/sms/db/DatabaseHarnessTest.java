package vn.tinbao.sms.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false, startApplication = false)
class DatabaseHarnessTest {
  @Inject JdbcOperations jdbc;
  @Inject Migrations migrations;
  @Inject Database database;

  @Test
  void a_context_has_a_migrated_database() {
    assertThat(migrations.done()).isTrue();
    assertThat(jdbc.<Boolean>execute(c -> exists(c, "sms.outbound"))).isTrue();
  }

  @Test
  void each_context_has_its_own_database_and_home_and_leaves_nothing_behind() throws Exception {
    String name;
    HomeDirectory home;
    try (ApplicationContext other = ApplicationContext.run()) {
      DatabaseAddress address = other.getBean(Database.class).address();
      name = address.url().substring(address.url().lastIndexOf('/') + 1);
      home = other.getBean(HomeDirectory.class);
      assertThat(address).isNotEqualTo(database.address());
      assertThat(home.path()).isDirectory();
    }
    try (Connection connection = database.address().connect("test");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_database WHERE datname = '" + name + "'")) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
    assertThat(home.path()).doesNotExist();
  }

  @Test
  void a_test_can_stop_the_clock() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("tinbao.test.clock", "2026-11-22T08:30:00+07:00"))) {
      assertThat(context.getBean(Clock.class).instant())
          .isEqualTo(Instant.parse("2026-11-22T01:30:00Z"));
    }
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
