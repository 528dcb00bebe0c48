package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A queue that filled since anybody looked at it: statistics say that nothing waits. What a claim
 * reads is counted by PostgreSQL and must not grow with what waits.
 */
@MicronautTest(transactional = false, startApplication = false)
class ClaimPlansTest {
  private static final int QUEUED = 20_000;
  private static final int CLAIMED = 50;

  /** Rows read for one message: itself, its recipient's, its place in the queue, some looked at. */
  private static final int FOR_ONE = 60;

  @Inject LedgerFixture fixture;
  @Inject JdbcOperations jdbc;
  @Inject TransactionOperations<Connection> transactions;

  @BeforeEach
  void fillUnnoticed() {
    fixture.empty();
    fixture.enqueue(MessageClass.ALERT);
    fixture.sql.run("UPDATE sms.outbound SET state = 'FAILED', rank = 90, body = NULL; ANALYZE");
    fixture.sql.run(
        """
        INSERT INTO sms.outbound (id, message_class, lane, area, to_hash, to_cipher, body, segments,
            state, rank, next_at, created_at, changed_at)
        SELECT gen_random_uuid(), 'ALERT', 1, '8491' || n %% 100, sha256(n::text::bytea), 'x', 'x', 1,
               'QUEUED', 10, now(), now(), now()
          FROM generate_series(1, %d) n
        """
            .formatted(QUEUED));
  }

  @AfterEach
  void empty() {
    fixture.empty();
  }

  @Test
  void a_claim_reads_what_it_takes_and_not_what_waits() {
    // Often enough for the connection's statements to be prepared and their plans to be kept.
    for (int i = 0; i < 12; i++) {
      assertThat(claim()).isEqualTo(CLAIMED);
    }
    Map<String, Long> read =
        transactions.executeWrite(
            transaction -> {
              // What earlier claims of this connection read may still be counted here.
              Map<String, Long> before = read();
              assertThat(claim()).isEqualTo(CLAIMED);
              Map<String, Long> after = read();
              before.forEach((index, rows) -> after.merge(index, -rows, Long::sum));
              return after;
            });
    assertThat(read.values().stream().mapToLong(n -> n).sum())
        .as(read.toString())
        .isPositive()
        .isLessThan((long) CLAIMED * FOR_ONE);
  }

  private int claim() {
    Map<Line, Long> prices = new HashMap<>();
    fixture.lines().forEach(line -> prices.put(line, 0L));
    assertThat(prices).hasSize(100);
    return fixture.claims.claim("test", prices, CLAIMED).messages().size();
  }

  /** Rows and index entries of the queue that this transaction has looked at. */
  private Map<String, Long> read() {
    return jdbc.prepareStatement(
        """
        SELECT c.relname, pg_stat_get_xact_tuples_returned(c.oid) AS read
          FROM pg_class c
         WHERE c.relnamespace = 'sms'::regnamespace AND c.relname LIKE 'outbound%'
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
