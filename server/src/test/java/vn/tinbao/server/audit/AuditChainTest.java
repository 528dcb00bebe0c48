package vn.tinbao.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.audit.AuditVerifier.Anchor;
import vn.tinbao.server.audit.AuditVerifier.Broken;
import vn.tinbao.server.audit.AuditVerifier.Kind;
import vn.tinbao.server.audit.AuditVerifier.Report;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.testing.TestSql;

/** Tampers as the owner of the database may: triggers off, any row changed. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "AuditSealing")
@Property(name = "tinbao.audit.batch", value = "4")
class AuditChainTest {
  @Inject Audit audit;
  @Inject AuditSealer sealer;
  @Inject AuditVerifier verifier;
  @Inject TestSql sql;
  @Inject Database database;
  @Inject TransactionOperations<Connection> transactions;

  @BeforeEach
  void nothing_was_done_yet() {
    tamper("TRUNCATE tinbao.audit, tinbao.audit_seal, tinbao.audit_unsealed");
  }

  @Test
  void a_chain_that_nobody_touched_is_whole() {
    record(10);
    assertThat(verify().waiting()).isEqualTo(10);
    sealAll();

    Report report = verify();
    assertThat(report.whole()).isTrue();
    assertThat(report.sealed()).isEqualTo(10);
    assertThat(report.waiting()).isZero();
    assertThat(report.late()).isZero();
    assertThat(report.head()).startsWith("10:");
  }

  @Test
  void the_trigger_refuses_to_change_a_seal() {
    record(1);
    sealAll();
    assertThatThrownBy(() -> sql.run("UPDATE tinbao.audit_seal SET seq = 9"))
        .hasMessageContaining("audit_seal");
    assertThatThrownBy(() -> sql.run("TRUNCATE tinbao.audit_seal"))
        .hasMessageContaining("audit_seal");
  }

  @Test
  void every_column_of_a_row_is_under_the_seal() {
    for (String change :
        List.of(
            "at = at + interval '1 microsecond'",
            "staff_id = gen_random_uuid()",
            "staff_id = NULL",
            "action = 'TIP_OPENEE'",
            "subject_kind = 'STAFF'",
            "subject_id = subject_id || '0'",
            "reason = 'OTHER'",
            "reason = NULL")) {
      nothing_was_done_yet();
      transactions.executeWrite(
          status -> {
            audit.record(UUID.randomUUID(), "TIP_OPENED", "TIP", "x", "BECAUSE");
            return 0;
          });
      sealAll();
      assertThat(verify().whole()).isTrue();
      UUID row = row(1);
      tamper("UPDATE tinbao.audit SET " + change);
      assertThat(verify().broken()).as(change).containsExactly(new Broken(Kind.CHANGED, 1, row));
    }
  }

  @Test
  void a_changed_row_in_the_middle_is_named_and_only_that() {
    record(9);
    sealAll();
    UUID row = row(5);
    tamper("UPDATE tinbao.audit SET subject_id = 'other' WHERE id = '%s'".formatted(row));

    assertThat(verify().broken()).containsExactly(new Broken(Kind.CHANGED, 5, row));
  }

  @Test
  void a_row_that_was_taken_out_is_named() {
    record(9);
    sealAll();
    UUID row = row(3);
    tamper("DELETE FROM tinbao.audit WHERE id = '%s'".formatted(row));

    assertThat(verify().broken()).containsExactly(new Broken(Kind.MISSING, 3, row));
  }

  @Test
  void a_row_taken_out_together_with_its_seal_leaves_a_gap() {
    record(9);
    sealAll();
    UUID row = row(3);
    tamper("DELETE FROM tinbao.audit WHERE id = '%s'".formatted(row));
    tamper("DELETE FROM tinbao.audit_seal WHERE seq = 3");

    assertThat(verify().broken().get(0)).isEqualTo(new Broken(Kind.SEALS_MISSING, 3, null));
  }

  @Test
  void closing_the_gap_does_not_help() {
    record(9);
    sealAll();
    UUID row = row(3);
    UUID next = row(4);
    tamper("DELETE FROM tinbao.audit WHERE id = '%s'".formatted(row));
    tamper("DELETE FROM tinbao.audit_seal WHERE seq = 3");
    tamper("UPDATE tinbao.audit_seal SET seq = seq - 1 WHERE seq > 3");

    Report report = verify();
    assertThat(report.broken().get(0).seq()).isEqualTo(3);
    assertThat(report.broken().get(0).row()).isEqualTo(next);
  }

  @Test
  void a_row_that_was_put_in_without_a_seal_is_named() {
    record(3);
    sealAll();
    tamper(
        "INSERT INTO tinbao.audit VALUES ('019a0000-0000-7138-8138-000000000001',"
            + " now() - interval '9 days', NULL, 'TIP_OPENED', 'TIP', 'x')");

    assertThat(verify().broken())
        .containsExactly(
            new Broken(Kind.INSERTED, 0, UUID.fromString("019a0000-0000-7138-8138-000000000001")));
  }

  @Test
  void a_row_written_into_the_past_and_sealed_is_shown_as_late() {
    record(3);
    sealAll();
    String id = "019a0000-0000-7138-8138-000000000001";
    tamper(
        "INSERT INTO tinbao.audit VALUES ('%s', now() - interval '9 days', NULL, 'A', 'TIP', 'x')"
            .formatted(id));
    tamper("INSERT INTO tinbao.audit_unsealed VALUES ('%s')".formatted(id));
    sealAll();

    Report report = verify();
    assertThat(report.whole()).isTrue();
    assertThat(report.late()).isEqualTo(1);
    assertThat(report.firstLate()).isEqualTo(UUID.fromString(id));
  }

  @Test
  void a_seal_that_was_slipped_in_is_named() {
    record(8);
    sealAll();
    String id = "019a0000-0000-7138-8138-000000000001";
    tamper("INSERT INTO tinbao.audit VALUES ('%s', now(), NULL, 'A', 'TIP', 'x')".formatted(id));
    tamper("UPDATE tinbao.audit_seal SET seq = seq + 100 WHERE seq >= 4");
    tamper("UPDATE tinbao.audit_seal SET seq = seq - 99 WHERE seq >= 100");
    tamper(
        "INSERT INTO tinbao.audit_seal SELECT 4, '%s', sealed_at, sha256('x'), NULL FROM"
                .formatted(id)
            + " tinbao.audit_seal WHERE seq = 3");

    assertThat(verify().broken().get(0))
        .isEqualTo(new Broken(Kind.INSERTED, 4, UUID.fromString(id)));
  }

  @Test
  void rows_that_changed_places_are_named() {
    record(8);
    sealAll();
    UUID second = row(2);
    UUID sixth = row(6);
    tamper(
        "UPDATE tinbao.audit_seal SET audit_id = gen_random_uuid() WHERE seq = 2",
        "UPDATE tinbao.audit_seal SET audit_id = '%s' WHERE seq = 6".formatted(second),
        "UPDATE tinbao.audit_seal SET audit_id = '%s' WHERE seq = 2".formatted(sixth));

    assertThat(verify().broken())
        .containsExactly(
            new Broken(Kind.REORDERED, 2, sixth), new Broken(Kind.REORDERED, 6, second));
  }

  @Test
  void seals_that_changed_places_are_named() {
    record(8);
    sealAll();
    UUID third = row(3);
    tamper(
        "UPDATE tinbao.audit_seal SET seq = 100 WHERE seq = 2",
        "UPDATE tinbao.audit_seal SET seq = 2 WHERE seq = 3",
        "UPDATE tinbao.audit_seal SET seq = 3 WHERE seq = 100");

    assertThat(verify().broken().get(0)).isEqualTo(new Broken(Kind.REORDERED, 2, third));
  }

  @Test
  void a_chain_made_anew_by_someone_without_the_key_is_found() throws SQLException {
    record(4);
    sealAll();
    tamper("UPDATE tinbao.audit SET subject_id = 'other'");
    remakeWithoutKey();

    assertThat(verify().broken()).containsExactly(new Broken(Kind.MAC_WRONG, 4, row(4)));
  }

  @Test
  void an_end_cut_off_within_a_batch_is_found() {
    record(4);
    sealAll();
    UUID row = row(4);
    tamper("DELETE FROM tinbao.audit WHERE id = '%s'".formatted(row));
    tamper("DELETE FROM tinbao.audit_seal WHERE seq = 4");

    assertThat(verify().broken()).containsExactly(new Broken(Kind.CUT_OFF, 4, null));
  }

  @Test
  void an_end_cut_off_between_batches_shows_against_the_anchor_kept_outside() {
    record(8);
    sealAll();
    Anchor anchor = Anchor.parse(verify().head()).orElseThrow();
    assertThat(verifier.verify(anchor, n -> {}).whole()).isTrue();
    tamper(
        "DELETE FROM tinbao.audit WHERE id IN"
            + " (SELECT audit_id FROM tinbao.audit_seal WHERE seq > 4)");
    tamper("DELETE FROM tinbao.audit_seal WHERE seq > 4");

    assertThat(verify().whole()).isTrue();
    assertThat(verifier.verify(anchor, n -> {}).broken())
        .containsExactly(new Broken(Kind.ANCHOR_MISSED, 8, null));
  }

  @Test
  void a_row_taken_out_before_its_seal_is_named() {
    record(2);
    UUID first = UUID.fromString(sql.text("SELECT min(id::text) FROM tinbao.audit"));
    tamper("DELETE FROM tinbao.audit WHERE id = '%s'".formatted(first));
    sealAll();

    assertThat(verify().broken()).containsExactly(new Broken(Kind.MISSING, 0, first));
  }

  @Test
  void a_row_that_commits_late_is_sealed_late_and_stops_nobody() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> slow =
          other.submit(
              () ->
                  transactions.executeWrite(
                      status -> {
                        audit.record(null, "SLOW", "TIP", "x");
                        written.countDown();
                        go.await();
                        return 0;
                      }));
      written.await();
      record(2);
      sealAll();
      assertThat(sql.number("SELECT count(*) FROM tinbao.audit_seal")).isEqualTo(2);
      go.countDown();
      slow.get();
    } finally {
      go.countDown();
      other.shutdown();
    }
    sealAll();

    assertThat(sql.text("SELECT action FROM tinbao.audit WHERE id = '%s'".formatted(row(3))))
        .isEqualTo("SLOW");
    assertThat(verify().whole()).isTrue();
  }

  @Test
  void many_nodes_make_one_chain_while_rows_come_in() throws Exception {
    int writers = 3;
    int each = 40;
    ExecutorService pool = Executors.newFixedThreadPool(writers + 3);
    List<Future<?>> running = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      running.add(
          pool.submit(
              () -> {
                for (int i = 0; i < each; i++) {
                  record(1);
                }
              }));
    }
    for (int s = 0; s < 3; s++) {
      running.add(
          pool.submit(
              () -> {
                while (sql.number("SELECT count(*) FROM tinbao.audit_seal") < writers * each) {
                  sealer.seal();
                }
              }));
    }
    for (Future<?> one : running) {
      one.get();
    }
    pool.shutdown();

    Report report = verify();
    assertThat(report.whole()).as("%s", report).isTrue();
    assertThat(report.sealed()).isEqualTo(writers * each);
    assertThat(report.waiting()).isZero();
  }

  @Test
  void a_reader_that_is_rolled_back_leaves_neither_row_nor_seal() {
    assertThatThrownBy(
            () ->
                transactions.executeWrite(
                    status -> {
                      audit.record(null, "A", "TIP", "x");
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    sealAll();
    assertThat(verify()).isEqualTo(new Report(0, List.of(), 0, 0, null, 0, null, null));
  }

  @Test
  void a_row_that_is_put_back_into_the_queue_is_sealed_once() {
    record(2);
    sealAll();
    tamper("INSERT INTO tinbao.audit_unsealed SELECT audit_id FROM tinbao.audit_seal");
    record(1);
    sealAll();
    assertThat(verify().sealed()).isEqualTo(3);
    assertThat(verify().whole()).isTrue();
  }

  @Test
  void what_is_no_anchor_is_none() {
    for (String text : List.of("", "1", "x:" + "0".repeat(64), "1:" + "0".repeat(63), "1:zz")) {
      assertThat(Anchor.parse(text)).as(text).isEmpty();
    }
    assertThat(Anchor.parse(" 12:" + "aB".repeat(32) + "\n").orElseThrow().seq()).isEqualTo(12);
  }

  private void record(int rows) {
    for (int i = 0; i < rows; i++) {
      int n = i;
      transactions.executeWrite(
          status -> {
            audit.record(UUID.randomUUID(), "TIP_OPENED", "TIP", "tip-" + n);
            return 0;
          });
    }
  }

  private void sealAll() {
    while (sealer.seal().rows() > 0) {
      // until nothing waits
    }
  }

  private Report verify() {
    return verifier.verify(null, n -> {});
  }

  private UUID row(int seq) {
    return UUID.fromString(sql.text("SELECT audit_id FROM tinbao.audit_seal WHERE seq = " + seq));
  }

  private void tamper(String... statements) {
    sql.run(
        "SET session_replication_role = replica; "
            + String.join("; ", statements)
            + "; SET session_replication_role = origin");
  }

  /** As a thief of the database would: hashes right, MAC made up. */
  private void remakeWithoutKey() throws SQLException {
    try (Connection connection = database.address().connect("test");
        var statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      List<String> updates = new ArrayList<>();
      byte[] before = AuditChain.beginning();
      try (var found =
          statement.executeQuery(
              "SELECT s.seq, s.sealed_at, "
                  + AuditRow.COLUMNS
                  + " FROM tinbao.audit_seal s JOIN tinbao.audit a ON a.id = s.audit_id"
                  + " ORDER BY s.seq")) {
        while (found.next()) {
          before =
              AuditChain.link(
                  before,
                  found.getLong("seq"),
                  SqlTime.read(found, "sealed_at"),
                  AuditRow.read(found));
          updates.add(
              "UPDATE tinbao.audit_seal SET hash = '\\x%s' WHERE seq = %d"
                  .formatted(HexFormat.of().formatHex(before), found.getLong("seq")));
        }
      }
      for (String update : updates) {
        statement.execute(update);
      }
    }
  }
}
