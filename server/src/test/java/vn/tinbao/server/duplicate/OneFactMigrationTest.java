package vn.tinbao.server.duplicate;

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

/** What rested and was restricted in an older house goes on resting and stays closed. */
class OneFactMigrationTest {
  private static final String LEAD = "019cd50b-1800-7000-8000-000000000001";
  private static final String LATER = "019cd50b-1800-7000-8000-000000000002";
  private static final String MERGE = "019cd50b-1800-7000-8000-000000000003";

  @Test
  void clocks_that_rested_know_by_what_and_inherited_restrictions_from_whom() throws Exception {
    DatabaseAddress address = TestPostgres.get().empty();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(address.url());
    source.setUser(address.user());
    source.setPassword(address.password());
    Migrations migrations =
        new Migrations(List.of(new SchemaMigration("tinbao", "classpath:db/tinbao", 20)));
    migrations.apply(source, Map.of("tinbao", "273"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      // Rows alone, without what they point to.
      statement.execute("SET session_replication_role = replica");
      statement.execute(
          """
          INSERT INTO tinbao.tip_clock (tip_id, clock, basis, started_at, due_at, overdue_at, state,
            ended_at)
          SELECT '%2$s', c, '', '2026-11-01', '2026-11-02', '2026-11-02', 'ENDED', '2026-11-01 12:00'
          FROM unnest(ARRAY['classify', 'assign']) c;
          INSERT INTO tinbao.tip_clock_rested (by_id, tip_id, clock, started_at)
          VALUES ('%3$s', '%2$s', 'classify', '2026-11-01');
          INSERT INTO tinbao.tip_merge (id, tip_id, into_id, no_new_facts, state_before, merged_by,
            merged_at)
          VALUES ('%3$s', '%2$s', '%1$s', false, 'RECEIVED', '%3$s', '2026-11-01');
          INSERT INTO tinbao.tip_restriction (id, tip_id, reason, restricted_by, since)
          SELECT gen_random_uuid(), t::uuid, 'OTHER', '%3$s', '2026-11-01'
          FROM unnest(ARRAY['%1$s', '%2$s']) t
          """
              .formatted(LEAD, LATER, MERGE));
      migrations.apply(source, Map.of("tinbao", "274"));
      assertThat(
              one(
                  statement,
                  """
                  SELECT string_agg(clock || ' ' || coalesce(rested_by::text, 'none'), ', '
                    ORDER BY clock) FROM tinbao.tip_clock
                  """))
          .isEqualTo("assign none, classify " + MERGE);
      assertThat(
              one(
                  statement,
                  """
                  SELECT string_agg(tip_id || ' ' || coalesce(inherited_from::text, 'own'), ', '
                    ORDER BY tip_id) FROM tinbao.tip_restriction
                  """))
          .isEqualTo(LEAD + " own, " + LATER + " " + LEAD);
      assertThat(one(statement, "SELECT to_regclass('tinbao.tip_clock_rested')")).isNull();
      assertThat(one(statement, "SELECT led_anew FROM tinbao.tip_merge")).isEqualTo("f");
    }
  }

  private static String one(Statement statement, String sql) throws Exception {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
