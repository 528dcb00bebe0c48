package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.Migrations;
import vn.tinbao.sms.db.SchemaMigration;
import vn.tinbao.sms.testing.TestPostgres;

/** The ledger of an older house, with rows in it, becomes one of months. */
class LedgerMigrationTest {
  @Test
  void rows_of_the_one_table_are_kept_and_lie_in_their_months() throws Exception {
    DatabaseAddress address = TestPostgres.get().empty();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(address.url());
    source.setUser(address.user());
    source.setPassword(address.password());
    Migrations migrations =
        new Migrations(List.of(new SchemaMigration("sms", "classpath:db/sms", 10)));
    migrations.apply(source, Map.of("sms", "010"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      // 2026-03-10 as UUIDv7 (0x019cd50b1800), and an id that is none.
      for (String id :
          List.of("019cd50b-1800-7000-8000-000000000001", "d2719b1c-0000-4000-8000-000000000002")) {
        statement.execute(
            """
            INSERT INTO sms.outbound (id, message_class, lane, to_hash, to_cipher, body, segments,
              state, rank, attempt, tries, deferrals, doubts, next_at, provider, valid_until,
              created_at, changed_at)
            VALUES ('%s', 'REPLY', 0, '\\x01', '\\x02', '\\x03', 2, 'UNKNOWN', 22, 3, 1, 2, 1,
              '2026-03-10', 'twilio', '2026-04-01', '2026-03-10', '2026-03-10');
            INSERT INTO sms.attempt (message_id, n, provider, started_at, outcome, provider_id)
            VALUES ('%1$s', 3, 'twilio', '2026-03-10', 'IN_DOUBT', 'SM%1$s');
            INSERT INTO sms.provider_event (provider, provider_id, message_id, status, received_at)
            VALUES ('twilio', 'SM%1$s', '%1$s', 'SENT', '2026-03-10');
            """
                .formatted(id));
      }
      migrations.apply(source, Map.of());
      assertThat(
              one(
                  statement,
                  """
                  SELECT string_agg(concat_ws(' ', tableoid::regclass, state, attempt, tries, deferrals,
                    doubts, segments, valid_until IS NOT NULL, encode(body, 'hex'), area = ''), ', '
                    ORDER BY id) FROM sms.outbound
                  """))
          .isEqualTo(
              "sms.outbound_2026_03 UNKNOWN 3 1 2 1 2 t 03 t,"
                  + " sms.outbound_default UNKNOWN 3 1 2 1 2 t 03 t");
      assertThat(one(statement, "SELECT count(*) FROM sms.attempt_2026_03")).isEqualTo("1");
      assertThat(one(statement, "SELECT count(*) FROM sms.attempt")).isEqualTo("2");
      assertThat(one(statement, "SELECT count(*) FROM sms.provider_event_2026_03")).isEqualTo("2");
    }
  }

  private static String one(Statement statement, String sql) throws Exception {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
