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

  @Inject SmsInbox inbox;
  @Inject InboundDesk desk;
  @Inject RowsRead rowsRead;
  @Inject JdbcOperations jdbc;
  @Inject TransactionOperations<Connection> transactions;
  @Inject HomeDirectory home;
  @Inject TestSql sql;

  @BeforeEach
  void fillUnnoticed() {
    BodySeal.createKeys(home.resolve("keys"));
    sql.run("TRUNCATE sms.inbound CASCADE; ANALYZE sms.inbound");
    takeOne();
    for (int i = 0; i < RowsRead.TIMES; i++) {
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
    for (int i = 0; i < RowsRead.TIMES; i++) {
      inTransaction(this::act);
    }
    Map<String, Long> read = rowsRead.of("inbound", () -> assertThat(act()).isEqualTo(CLAIMED));
    assertThat(RowsRead.sum(read))
        .as(read.toString())
        .isPositive()
        .isLessThan((long) CLAIMED * FOR_ONE);
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
}
