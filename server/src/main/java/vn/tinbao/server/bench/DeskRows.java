package vn.tinbao.server.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import vn.tinbao.sms.db.DatabaseAddress;

/**
 * Tips by the hundred thousand, written by SQL as they would stand after years: two in a hundred
 * urgent, most with an outcome, an open one with two running clocks, the newest with a blind index.
 * Sealed columns hold bytes that nobody opens.
 */
final class DeskRows {
  private static final int PORTION = 100_000;

  /** As many as a search for words looks at for one page. */
  private static final int WITH_WORDS = 50_000;

  private DeskRows() {}

  /**
   * Adds tips {@code from} to {@code until} (exclusive), and tells the planner of them.
   *
   * @param share per cent in the queue of this agency; the others lie with some hundred agencies
   * @param open per cent without an outcome
   */
  static void write(
      DatabaseAddress database, String agency, int from, int until, int share, int open)
      throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement()) {
      for (int first = from; first < until; first += PORTION) {
        int last = Math.min(until, first + PORTION) - 1;
        try (PreparedStatement insert = connection.prepareStatement(tips())) {
          insert.setString(1, agency);
          insert.setInt(2, first);
          insert.setInt(3, last);
          insert.setInt(4, open);
          insert.setInt(5, share);
          insert.execute();
        }
        for (String more : new String[] {KEYS, CLOCKS, AGENCIES, EVENTS}) {
          try (PreparedStatement insert = connection.prepareStatement(more)) {
            insert.setInt(1, first);
            insert.setInt(2, last);
            insert.execute();
          }
        }
      }
      try (PreparedStatement insert = connection.prepareStatement(WORDS)) {
        insert.setString(1, agency);
        insert.setInt(2, WITH_WORDS);
        insert.execute();
      }
      for (String table :
          new String[] {"tip", "tip_key", "tip_agency", "tip_clock", "tip_event", "tip_words"}) {
        statement.execute("VACUUM (ANALYZE) tinbao." + table);
      }
    }
  }

  /** The n-th tip's id: a UUIDv7 that says when. */
  private static final String ID =
      "('0190' || lpad(to_hex(n), 8, '0') || '7000800000000000' || lpad(to_hex(n % 65536), 4, '0'))"
          + "::uuid";

  private static String tips() {
    return """
    INSERT INTO tinbao.tip (id, channel, state, kind, categories, urgency, immediate_danger,
      child, cross_border, language, unit_id, place_ambiguous, lead_agency_id, fallback,
      receipt_hash, replay_hash, understanding_version, received_at, updated_at)
    SELECT\
    """
        + ID
        + """
        , (ARRAY['WEB', 'APP', 'SMS', 'DESK'])[n % 4 + 1],
          CASE WHEN n * 7919 % 100 >= p.open
            THEN (ARRAY['PROSECUTED', 'NOT_PROSECUTED', 'NOT_A_REPORT'])[n % 3 + 1]
            ELSE (ARRAY['RECEIVED', 'CLASSIFYING', 'ASSIGNED', 'VERIFYING'])[n % 4 + 1] END,
          'REPORT_INCIDENT',
          CASE WHEN n % 1000 = 0 THEN ARRAY['ORGAN_REMOVAL'] ELSE ARRAY['LURE_ABROAD'] END,
          CASE WHEN n * 104729 % 100 < 2 THEN 5 ELSE n % 3 + 1 END, false, n % 7 = 0, n % 3 = 0,
          'vi', u.id, false,
          CASE WHEN n * 31 % 100 < p.share THEN p.agency ELSE o.id END, false,
          sha256(convert_to('r' || n, 'UTF8')), sha256(convert_to('p' || n, 'UTF8')), 'bench',
          now() - (n % 1500 || ' hours')::interval, now()
        FROM (SELECT ?::text AS agency, ?::bigint AS first, ?::bigint AS last, ?::int AS open,
                ?::int AS share) p
        CROSS JOIN LATERAL generate_series(p.first, p.last) AS n
        CROSS JOIN (SELECT unit_id AS id FROM tinbao.agency WHERE key = 'ca_xa' LIMIT 1) u
        CROSS JOIN LATERAL (SELECT id FROM tinbao.agency OFFSET n % 50 LIMIT 1) o
        """;
  }

  /** A blind index of 128 words for the newest of the agency, which no word is in. */
  private static final String WORDS =
      """
      INSERT INTO tinbao.tip_words (tip_id, version, words)
      SELECT a.tip_id, 0, (SELECT string_agg(sha512(convert_to(a.tip_id || ' ' || i, 'UTF8')), NULL)
        FROM generate_series(1, 8) AS i)
      FROM (SELECT tip_id FROM tinbao.tip_agency WHERE agency_id = ? AND until IS NULL
        ORDER BY since DESC, tip_id DESC LIMIT ?) a
      ON CONFLICT DO NOTHING
      """;

  private static final String OF_PORTION =
      """
      FROM (SELECT ?::bigint AS first, ?::bigint AS last) p
      CROSS JOIN LATERAL generate_series(p.first, p.last) AS n
      JOIN tinbao.tip t ON t.id =
      """
          + ID;

  /** Keys that open nothing: what has none counts as deleted. */
  private static final String KEYS =
      """
      INSERT INTO tinbao.tip_key (tip_id, wrapped)
      SELECT t.id, sha256(convert_to(t.id::text, 'UTF8'))
      """
          + OF_PORTION;

  private static final String CLOCKS =
      """
      INSERT INTO tinbao.tip_clock (tip_id, clock, basis, started_at, due_at, overdue_at, met_at,
        state)
      SELECT t.id, c.clock, 'đo', t.received_at, t.received_at + c.after, t.received_at + c.after,
        CASE WHEN t.state IN ('PROSECUTED', 'NOT_PROSECUTED', 'NOT_A_REPORT') THEN t.received_at END,
        CASE WHEN t.state IN ('PROSECUTED', 'NOT_PROSECUTED', 'NOT_A_REPORT') THEN 'MET'
          ELSE 'RUNNING' END
      """
          + OF_PORTION
          + """

          CROSS JOIN (VALUES ('inform_investigators', interval '24 hours'),
            ('resolve', interval '20 days')) AS c(clock, after)
          """;

  private static final String AGENCIES =
      """
      INSERT INTO tinbao.tip_agency (tip_id, agency_id, role, since)
      SELECT t.id, t.lead_agency_id, 'LEAD', t.received_at
      """
          + OF_PORTION;

  private static final String EVENTS =
      """
      INSERT INTO tinbao.tip_event (id, tip_id, at, kind, data)
      SELECT gen_random_uuid(), t.id, t.received_at, 'RECEIVED', '{}'
      """
          + OF_PORTION;
}
