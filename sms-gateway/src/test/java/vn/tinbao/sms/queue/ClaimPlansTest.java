package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
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
  @Inject RowsRead rowsRead;

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
    for (int i = 0; i < RowsRead.TIMES; i++) {
      assertThat(claim()).isEqualTo(CLAIMED);
    }
    Map<String, Long> read = rowsRead.of("outbound", () -> assertThat(claim()).isEqualTo(CLAIMED));
    assertThat(RowsRead.sum(read))
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
}
