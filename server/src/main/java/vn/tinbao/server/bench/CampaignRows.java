package vn.tinbao.server.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import vn.tinbao.server.subscription.Operators;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SealedPhone;

/** Subscribers by the million, and the same ledger writes as a campaign's by plain SQL. */
final class CampaignRows {
  private static final int AT_ONCE = 5_000;
  private static final List<String> RANGES =
      List.of("96", "97", "98", "32", "91", "94", "81", "90", "93", "70", "92", "59", "87");
  private static final int BARRED_EVERY = 100;

  private final DatabaseAddress database;
  private final PhoneKey key;
  private final Operators operators;

  CampaignRows(DatabaseAddress database, PhoneKey key, Operators operators) {
    this.database = database;
    this.key = key;
    this.operators = operators;
  }

  /** Subscribers of all communes of today, in two languages; one of a hundred numbers is bad. */
  void write(int size) throws SQLException {
    try (Connection connection = database.connect("bench")) {
      connection.setAutoCommit(false);
      List<Long> units = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT id FROM tinbao.unit WHERE level = 'COMMUNE' AND valid_to IS NULL"
                      + " ORDER BY id")) {
        while (row.next()) {
          units.add(row.getLong(1));
        }
      }
      for (int i = 0; i < size; i += AT_ONCE) {
        some(connection, units, i, Math.min(i + AT_ONCE, size));
        connection.commit();
      }
      connection.setAutoCommit(true);
      analyze(connection);
    }
  }

  private void some(Connection connection, List<Long> units, int from, int to) throws SQLException {
    int many = to - from;
    byte[][] hashes = new byte[many][];
    byte[][] ciphers = new byte[many][];
    Long[] unit = new Long[many];
    String[] operator = new String[many];
    String[] language = new String[many];
    List<byte[]> barred = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      int n = from + i;
      PhoneNumber number =
          new PhoneNumber("+84%s1%06d".formatted(RANGES.get(n % RANGES.size()), n / RANGES.size()));
      SealedPhone sealed = key.seal(number);
      hashes[i] = sealed.hash();
      ciphers[i] = sealed.cipher();
      unit[i] = units.get((int) (n * 2_654_435_761L % units.size() + units.size()) % units.size());
      operator[i] = operators.of(number);
      language[i] = n % 20 == 0 ? "en" : "vi";
      if (n % BARRED_EVERY == BARRED_EVERY - 1) {
        barred.add(sealed.hash());
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO tinbao.subscription
              (phone_hash, phone_cipher, unit_id, operator, language, kind, since)
            SELECT w.*, 'CITIZEN', now()
              FROM unnest(?::bytea[], ?::bytea[], ?::bigint[], ?::text[], ?::text[]) AS w
            """)) {
      insert.setArray(1, connection.createArrayOf("bytea", hashes));
      insert.setArray(2, connection.createArrayOf("bytea", ciphers));
      insert.setArray(3, connection.createArrayOf("bigint", unit));
      insert.setArray(4, connection.createArrayOf("text", operator));
      insert.setArray(5, connection.createArrayOf("text", language));
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO sms.suppression (to_hash, bad_at) SELECT w, now() FROM unnest(?::bytea[]) w")) {
      insert.setArray(1, connection.createArrayOf("bytea", barred.toArray(new byte[0][])));
      insert.executeUpdate();
    }
  }

  private static void analyze(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE tinbao.subscription");
      statement.execute("ANALYZE sms.suppression");
    }
  }

  /** The same recipients into an equal table by one statement; seconds. */
  double bareCopy(int sending) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE tinbao.bench_copy (LIKE tinbao.campaign_recipient INCLUDING ALL)"
              + " WITH (fillfactor = 85)");
      long start = System.nanoTime();
      statement.execute(
          "INSERT INTO tinbao.bench_copy SELECT r.id, r.sending, s.phone_hash, s.phone_cipher,"
              + " s.unit_id, s.operator, s.language, r.state, r.tries, r.message_id"
              + " FROM tinbao.campaign_recipient r JOIN tinbao.subscription s USING (phone_hash)"
              + " WHERE r.sending = "
              + sending);
      double seconds = (System.nanoTime() - start) / 1e9;
      statement.execute("DROP TABLE tinbao.bench_copy");
      return seconds;
    }
  }

  /**
   * The same ledger writes for this many recipients, set by set in one connection, without sealing,
   * claiming rules, provider or wire: recipient, message, attempt, day's count, two pieces of news,
   * outcome.
   *
   * @return seconds
   */
  double bareDrain(int sending, long recipients, int batch) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // Fresh equal tables in place of the real ones, which are full by now.
      statement.execute(
          "CREATE TABLE tinbao.bench_recipient (LIKE tinbao.campaign_recipient INCLUDING ALL)"
              + " WITH (fillfactor = 85)");
      statement.execute(
          "INSERT INTO tinbao.bench_recipient (id, sending, phone_hash, phone_cipher, unit_id,"
              + " operator, language) SELECT id & 4294967295, sending, phone_hash, phone_cipher, unit_id,"
              + " operator, language FROM tinbao.campaign_recipient WHERE sending = "
              + sending
              + " AND (id & 4294967295) <= "
              + recipients);
      for (String table : List.of("outbound", "attempt", "provider_event", "awareness_day")) {
        statement.execute(
            "CREATE TABLE sms.bench_%s (LIKE sms.%s INCLUDING ALL)".formatted(table, table));
      }
      connection.commit();
      long start = System.nanoTime();
      for (long from = 0; from < recipients; from += batch) {
        for (String step : STEPS) {
          statement.execute(
              step.replace(":from", Long.toString(from))
                  .replace(":to", Long.toString(from + batch)));
          connection.commit();
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      statement.execute(
          "DROP TABLE tinbao.bench_recipient, sms.bench_outbound, sms.bench_attempt,"
              + " sms.bench_provider_event, sms.bench_awareness_day");
      connection.commit();
      return seconds;
    }
  }

  private static final String ID =
      "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'"
          + " || lpad(to_hex(id), 19, '0'))::uuid";

  private static final List<String> STEPS =
      List.of(
          // Handed over.
          "WITH r AS (UPDATE tinbao.bench_recipient SET state = 'Q', tries = 1, message_id = "
              + ID
              + " WHERE id > :from AND id <= :to RETURNING *)"
              + " INSERT INTO sms.bench_outbound (id, message_class, lane, area, campaign, to_hash,"
              + " to_cipher, body, segments, state, rank, next_at, created_at, changed_at)"
              + " SELECT message_id, 'AWARENESS', 2, '84970', gen_random_uuid(), phone_hash,"
              + " phone_cipher, decode(repeat('ab', 150), 'hex'), 1, 'QUEUED', 10, now(), now(), now()"
              + " FROM r",
          // Claimed.
          "WITH o AS (UPDATE sms.bench_outbound SET state = 'SENDING', rank = 20, attempt = 1,"
              + " provider = 'x', lease_until = now(), changed_at = now()"
              + " FROM tinbao.bench_recipient r WHERE r.id > :from AND r.id <= :to"
              + " AND bench_outbound.id = r.message_id RETURNING bench_outbound.id, to_hash),"
              + " d AS (INSERT INTO sms.bench_awareness_day SELECT current_date, to_hash, 1 FROM o"
              + " ON CONFLICT (to_hash, day) DO UPDATE SET sent = bench_awareness_day.sent + 1)"
              + " INSERT INTO sms.bench_attempt (message_id, n, provider, started_at)"
              + " SELECT id, 1, 'x', now() FROM o",
          // Taken by the operator.
          "WITH o AS (UPDATE sms.bench_outbound SET state = 'ACCEPTED', rank = 25, lease_until = NULL,"
              + " changed_at = now(), cost = 1 FROM tinbao.bench_recipient r"
              + " WHERE r.id > :from AND r.id <= :to AND bench_outbound.id = r.message_id"
              + " RETURNING bench_outbound.id)"
              + " UPDATE sms.bench_attempt SET outcome = 'ACCEPTED', ended_at = now(),"
              + " provider_id = message_id::text FROM o WHERE message_id = o.id AND n = 1",
          // Two pieces of news.
          "INSERT INTO sms.bench_provider_event (provider, provider_id, message_id, status, received_at)"
              + " SELECT 'x', message_id::text, message_id, 'SENT', now() FROM tinbao.bench_recipient"
              + " WHERE id > :from AND id <= :to",
          "UPDATE sms.bench_outbound SET state = 'SENT', rank = 30, changed_at = now()"
              + " FROM tinbao.bench_recipient r WHERE r.id > :from AND r.id <= :to"
              + " AND bench_outbound.id = r.message_id",
          "INSERT INTO sms.bench_provider_event (provider, provider_id, message_id, status, received_at)"
              + " SELECT 'x', message_id::text, message_id, 'DELIVERED', now()"
              + " FROM tinbao.bench_recipient WHERE id > :from AND id <= :to",
          "UPDATE sms.bench_outbound SET state = 'DELIVERED', rank = 100, body = NULL, changed_at = now()"
              + " FROM tinbao.bench_recipient r WHERE r.id > :from AND r.id <= :to"
              + " AND bench_outbound.id = r.message_id",
          // Settled.
          "UPDATE tinbao.bench_recipient SET state = 'D' WHERE id > :from AND id <= :to");

  /** The first column of the only row. */
  String text(String sql) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
