package vn.tinbao.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.sms.testing.TestSql;

/** With the settings of a house that set none: rows are sealed by themselves. */
@MicronautTest(transactional = false)
class AuditSealingTest {
  @Inject Audit audit;
  @Inject TestSql sql;
  @Inject AuditSettings settings;
  @Inject TransactionOperations<Connection> transactions;

  @Test
  void what_was_done_is_sealed_without_anybody_asking() {
    transactions.executeWrite(
        transaction -> {
          audit.record(null, "TRIED", "TEST", "1");
          return transaction;
        });

    await()
        .until(
            () ->
                sql.number(
                        "SELECT count(*) FROM tinbao.audit a JOIN tinbao.audit_seal s"
                            + " ON s.audit_id = a.id WHERE a.action = 'TRIED'")
                    == 1);
    assertThat(sql.number("SELECT count(*) FROM tinbao.audit_unsealed")).isZero();
  }
}
