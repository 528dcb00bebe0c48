package vn.tinbao.sms.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.PgConnection;

/** How long who waits for a database that does not answer. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.db.silence", value = "PT2S")
class SilenceTest {
  @Inject Database database;
  @Inject DataSource pool;

  @Test
  void a_connection_of_the_pool_gives_up_and_the_next_one_works() throws Exception {
    DataSource plain = DelegatingDataSource.unwrapDataSource(pool);
    try (Connection connection = plain.getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(2_000);
      assertThatThrownBy(() -> sleep(connection)).isInstanceOf(SQLException.class);
    }
    try (Connection connection = plain.getConnection()) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void copies_and_migrations_wait_as_long_as_it_takes() throws Exception {
    try (Connection connection = database.address().connect("test")) {
      sleep(connection);
    }
    try (Connection connection = database.address().asDataSource().getConnection()) {
      sleep(connection);
    }
  }

  @Test
  void whoever_lifts_the_limit_has_it_lifted_until_the_pool_has_the_connection_back()
      throws Exception {
    DataSource plain = DelegatingDataSource.unwrapDataSource(pool);
    Connection same;
    try (Connection connection = plain.getConnection()) {
      connection.setNetworkTimeout(Runnable::run, 0);
      sleep(connection);
      same = connection.unwrap(PgConnection.class);
    }
    assertThat(same.getNetworkTimeout()).isEqualTo(2_000);
  }

  @Test
  void a_silence_of_nothing_is_refused() {
    assertThatThrownBy(() -> new DatabaseSettings(null, null, null, false, Duration.ofMillis(999)))
        .hasMessageContaining("tinbao.db.silence");
  }

  /** Longer than the pool waits. */
  private static void sleep(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT pg_sleep(3)");
    }
  }
}
