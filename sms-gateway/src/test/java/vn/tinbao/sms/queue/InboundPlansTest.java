package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.testing.TestSql;

/**
 * More messages than anybody has looked at: statistics say that nobody wrote. What is read must not
 * grow with what waits.
 */
@MicronautTest(transactional = false, startApplication = false)
class InboundPlansTest {
  private static final int WAITING = 20_000;
  private static final int CLAIMED = 20;

  /** Rows and index entries: itself, its sender's, its text, its end. */
  private static final int FOR_ONE = 30;

  /** Often enough for the connection's statements to be prepared and their plans to be kept. */
  private static final int TIMES = 12;

  @Inject SmsInbox inbox;
  @Inject InboundDesk desk;
  @Inject JdbcOperations jdbc;
  @Inject TransactionOperations<Connection> transactions;
  @Inject HomeDirectory home;
  @Inject TestSql sql;

  @BeforeEach
  void fillUnnoticed() {
    BodySeal.createKeys(home.resolve("keys"));
    sql.run("TRUNCATE sms.inbound CASCADE; ANALYZE sms.inbound");
    takeOne();
    for (int i = 0; i < TIMES; i++) {
      inTransaction(this::act); // plans of an empty table
    }
    sql.run(
        """
        INSERT INTO sms.inbound (id, provider, provider_msg_id, from_hash, from_cipher, to_number,
            body, received_at, next_at)
        SELECT gen_random_uuid(), 'x', n::text, sha256(n::text::bytea), 'x', '8138', 'x', now(), now()
          FROM generate_series(1, %d) n
        """
            .formatted(WAITING));
  }

  @AfterEach
  void empty() {
    sql.run("TRUNCATE sms.inbound CASCADE");
  }

  @Test
  void what_is_handed_over_is_read_and_not_what_waits() {
    for (int i = 0; i < TIMES; i++) {
      inTransaction(this::act);
    }
    Map<String, Long> read =
        transactions.executeWrite(
            transaction -> {
              Map<String, Long> before = read();
              assertThat(act()).isEqualTo(CLAIMED);
              return since(before);
            });
    assertThat(sum(read)).as(read.toString()).isPositive().isLessThan((long) CLAIMED * FOR_ONE);
  }

  @Test
  void the_rest_of_the_transaction_may_choose_its_plans() {
    String setting =
        transactions.executeWrite(
            transaction -> {
              act();
              return jdbc.prepareStatement(
                  "SHOW enable_seqscan",
                  show -> {
                    try (ResultSet row = show.executeQuery()) {
                      row.next();
                      return row.getString(1);
                    }
                  });
            });
    assertThat(setting).isEqualTo("on");
  }

  private void takeOne() {
    PhoneNumber from = new PhoneNumber("+84912345678");
    desk.accept("x", "first", from, "8138", "toi can giup", Instant.now().minusSeconds(60));
  }

  private int inTransaction(IntSupplier work) {
    return transactions.executeWrite(transaction -> work.getAsInt());
  }

  private int act() {
    var claimed = inbox.claim(CLAIMED);
    claimed.forEach(sms -> inbox.done(sms.id()));
    return claimed.size();
  }

  private Map<String, Long> since(Map<String, Long> before) {
    Map<String, Long> after = read();
    before.forEach((name, rows) -> after.merge(name, -rows, Long::sum));
    return after;
  }

  private static long sum(Map<String, Long> read) {
    return read.values().stream().mapToLong(n -> n).sum();
  }

  /** Rows and index entries of the table that this transaction has looked at. */
  private Map<String, Long> read() {
    return jdbc.prepareStatement(
        """
        SELECT c.relname, pg_stat_get_xact_tuples_returned(c.oid) AS read
          FROM pg_class c
         WHERE c.relnamespace = 'sms'::regnamespace AND c.relname LIKE 'inbound%'
           AND pg_stat_get_xact_tuples_returned(c.oid) > 0
        """,
        select -> {
          Map<String, Long> read = new TreeMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              read.put(row.getString("relname"), row.getLong("read"));
            }
          }
          return read;
        });
  }
}
