package vn.tinbao.sms.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false, startApplication = false)
class BellTest {
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
  void a_channel_is_a_plain_name() {
    assertThatThrownBy(() -> bell.ring("a; DROP TABLE x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
