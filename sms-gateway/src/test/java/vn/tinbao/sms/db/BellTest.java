package vn.tinbao.sms.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.testing.Forwarder;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false, startApplication = false)
class BellTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject Bell bell;
  @Inject Database database;
  @Inject DataSource pool;
  @Inject JdbcOperations jdbc;
  @Inject TransactionOperations<Connection> transactions;
  @Inject TestSql sql;

  @Test
  void another_process_hears_the_ring() {
    AtomicInteger heard = new AtomicInteger();
    try (Bell other = new Bell(database, pool, transactions)) {
      other.listen("bell_test", heard::incrementAndGet);
      await().untilAsserted(() -> assertThat(heard).hasValue(1)); // listening has begun
      bell.ring("bell_test");
      await().untilAsserted(() -> assertThat(heard).hasValue(2));
    }
  }

  @Test
  void a_ring_in_a_transaction_waits_for_the_commit_and_is_dropped_with_it() {
    AtomicInteger heard = new AtomicInteger();
    Runnable end = bell.listen("bell_commit", heard::incrementAndGet);
    await().untilAsserted(() -> assertThat(heard).hasValue(1));
    transactions.executeWrite(
        tx -> {
          bell.ringAfterCommit("bell_commit");
          assertThat(heard).hasValue(1);
          return tx;
        });
    assertThat(heard).hasValue(2);
    assertThatThrownBy(
            () ->
                transactions.executeWrite(
                    tx -> {
                      bell.ringAfterCommit("bell_commit");
                      throw new IllegalStateException("rolled back");
                    }))
        .hasMessage("rolled back");
    assertThat(heard).hasValue(2);
    end.run();
    bell.ring("bell_commit");
    assertThat(heard).hasValue(2);
  }

  @Test
  void a_lost_connection_comes_back_and_wakes_once() {
    AtomicInteger heard = new AtomicInteger();
    bell.listen("bell_lost", heard::incrementAndGet);
    await().untilAsserted(() -> assertThat(heard).hasValue(1));
    sql.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'tinbao bell' AND datname = current_database()");
    await().untilAsserted(() -> assertThat(heard).hasValue(2));
  }

  @Test
  void a_connection_that_only_looks_quiet_is_given_up_and_comes_back() throws Exception {
    AtomicInteger heard = new AtomicInteger();
    DatabaseAddress direct = database.address();
    int port = URI.create(direct.url().substring("jdbc:".length())).getPort();
    try (Forwarder forwarder = new Forwarder()) {
      forwarder.to(port);
      DatabaseAddress through =
          new DatabaseAddress(
              direct.url().replace(":" + port + "/", ":" + forwarder.port() + "/"),
              direct.user(),
              direct.password());
      try (Bell other =
          new Bell(
              new Database(through, () -> {}), pool, transactions, 100, Duration.ofSeconds(1))) {
        other.listen("bell_quiet", heard::incrementAndGet);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).hasValue(1));
        forwarder.freeze();
        await().atMost(PATIENCE).until(() -> forwarder.accepted() > 1);
        forwarder.to(port);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).hasValue(2));
      }
    }
  }

  @Test
  void a_channel_is_a_plain_name() {
    assertThatThrownBy(() -> bell.ring("a; DROP TABLE x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
