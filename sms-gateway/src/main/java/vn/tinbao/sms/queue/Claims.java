package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.SealedPhone;

/**
 * Takes messages out of the ledger for sending. Any number of processes and providers may do so at
 * once: a message is claimed once, and a recipient never has two in flight.
 */
@Singleton
class Claims {
  /** Of one recipient so many are looked at in one claim; the rest shall not stand in the way. */
  private static final int OF_ONE_RECIPIENT = 4;

  /** When others hold what comes first, so many times as much is looked at. */
  private static final int OTHERS = 4;

  /** A provider that fails is tried with one message of so many. */
  private static final int PROBES = 20;

  private static final Duration OUT_OF_THE_WAY = Duration.ofSeconds(2);

  private final JdbcOperations jdbc;
  private final SenderSettings settings;
  private final ClaimRules rules;
  private final Clock clock;

  Claims(JdbcOperations jdbc, SenderSettings settings, AwarenessSettings awareness, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.rules = new ClaimRules(awareness);
    this.clock = clock;
  }

  /**
   * What came of a claim.
   *
   * @param messages to send, those of the first lane first
   * @param more true when others may be due that were not looked at
   */
  record Claim(List<Claimed> messages, boolean more) {}

  /** A message that is due, under lock, and what decides about it. */
  private record Due(Claimed message, ClaimFacts facts) {}

  /** A message and what becomes of it. */
  private record Decided(Due due, OutboundState state, Instant nextAt, @Nullable String code) {
    boolean sent() {
      return state == OutboundState.SENDING;
    }
  }

  /**
   * The classes and areas that have messages due now, as far as the hour lets their class go; of
   * the classes from {@code first} to {@code last} in the order of their lanes.
   */
  @Transactional
  List<Line> lines(MessageClass first, MessageClass last) {
    // Two steps of outbound_due for each, whatever the backlog. (EXISTS would be made a join that
    // reads all of it.)
    return jdbc.prepareStatement(
        ByIndex.only(
            """
        WITH RECURSIVE line (lane, area) AS (
          (SELECT o.lane, o.area FROM sms.outbound o
            WHERE o.state = 'QUEUED' AND o.lane BETWEEN ? AND ? ORDER BY o.lane, o.area LIMIT 1)
          UNION ALL
          SELECT next.lane, next.area
            FROM line, LATERAL (
                 SELECT o.lane, o.area FROM sms.outbound o
                  WHERE o.state = 'QUEUED' AND (o.lane, o.area) > (line.lane, line.area)
                    AND o.lane <= ?
                  ORDER BY o.lane, o.area LIMIT 1) next)
        SELECT line.lane, line.area
          FROM line, LATERAL (
               SELECT 1 FROM sms.outbound o
                WHERE o.state = 'QUEUED' AND o.lane = line.lane AND o.area = line.area
                  AND o.next_at <= ?
                ORDER BY o.next_at, o.id LIMIT 1) due
         ORDER BY line.lane, line.area
        """),
        select -> {
          Instant now = clock.instant();
          select.setInt(1, first.lane());
          select.setInt(2, last.lane());
          select.setInt(3, last.lane());
          select.setObject(4, SqlTime.of(now));
          List<Line> lines = new ArrayList<>();
          try (ResultSet row = ByIndex.rows(select)) {
            while (row.next()) {
              Line line = new Line(MessageClass.ofLane(row.getInt("lane")), row.getString("area"));
              if (rules.open(line.messageClass(), now)) {
                lines.add(line);
              }
            }
          }
          return lines;
        });
  }

  /**
   * Takes the next messages of these lines, and moves those aside that must not be sent now. Lease
   * and attempt are committed when this returns, before anything is sent.
   *
   * @param prices of a segment for each line, in millionths of a đồng
   */
  @Transactional
  Claim claim(String provider, Map<Line, Long> prices, int most) {
    return claim(provider, prices, most, most, Set.of());
  }

  /** The same for one message that is none of these. */
  @Transactional
  Claim probe(String provider, Map<Line, Long> prices, Set<UUID> without) {
    return claim(provider, prices, PROBES, 1, without);
  }

  private Claim claim(
      String provider, Map<Line, Long> prices, int looked, int most, Set<UUID> without) {
    if (prices.isEmpty() || most <= 0) {
      return new Claim(List.of(), false);
    }
    List<UUID> candidates = lock(prices.keySet(), looked, without);
    if (candidates.isEmpty()) {
      return new Claim(List.of(), false);
    }
    // A second statement sees what others committed before we had the recipients' locks.
    List<Due> due = read(candidates);
    List<Decided> decided = decide(due, most);
    write(provider, prices, decided);
    return new Claim(
        decided.stream().filter(Decided::sent).map(d -> d.due().message()).toList(),
        candidates.size() >= looked && decided.size() > 0);
  }

  /**
   * Locks what is due, and the recipients, {@link ByIndex#only}: whoever else claims passes by both
   * until this transaction ends.
   */
  private List<UUID> lock(Collection<Line> lines, int most, Set<UUID> without) {
    List<UUID> ids = new ArrayList<>();
    boolean crowded = lock(lines, most, most, without, ids);
    if (crowded) {
      ids.clear(); // what is ours is found again
      var unused = lock(lines, most, OTHERS * most, without, ids);
    }
    return ids;
  }

  /**
   * Adds to {@code ids} what it locked.
   *
   * @param looked how many of those that come first are tried
   * @return whether others hold many of them, and more wait
   */
  private boolean lock(
      Collection<Line> lines, int most, int looked, Set<UUID> without, List<UUID> ids) {
    // By outbound_due; of many areas a few each, so that a claim stays short. Only what is chosen
    // is locked: a lock is a write.
    return jdbc.prepareStatement(
        ByIndex.only(
            """
        WITH line AS (
          SELECT lane, area, count(*) OVER (PARTITION BY lane) AS areas
            FROM unnest(?::smallint[], ?::text[]) AS l(lane, area)),
        due AS MATERIALIZED (
          SELECT line.lane, first.next_at, first.id
            FROM line CROSS JOIN LATERAL (
                 SELECT o.id, o.next_at FROM sms.outbound o
                  WHERE o.state = 'QUEUED' AND o.lane = line.lane AND o.area = line.area
                    AND o.next_at <= ? AND o.id <> ALL (?)
                  ORDER BY o.next_at, o.id
                  LIMIT least(?, greatest(2, 3 * ? / line.areas))) first),
        chosen AS MATERIALIZED (
          SELECT lane, next_at, id FROM due ORDER BY lane, next_at, id LIMIT ?),
        locked AS MATERIALIZED (
          SELECT o.id, o.to_hash
            FROM sms.outbound o JOIN chosen ON o.id = chosen.id
           WHERE o.rank = 10
           ORDER BY chosen.lane, chosen.next_at, chosen.id
           LIMIT ?
             FOR UPDATE OF o SKIP LOCKED)
        SELECT id, NULL AS chosen
          FROM locked
         WHERE pg_try_advisory_xact_lock(
                 ('x' || encode(substr(to_hash, 1, 8), 'hex'))::bit(64)::bigint)
        UNION ALL
        SELECT NULL, count(*) FROM chosen
        """),
        select -> {
          SqlArrays.set(select, 1, "smallint", lines, line -> line.messageClass().lane());
          SqlArrays.set(select, 2, "text", lines, Line::area);
          select.setObject(3, SqlTime.of(clock.instant()));
          SqlArrays.set(select, 4, "uuid", without, id -> id);
          select.setInt(5, looked);
          select.setInt(6, looked);
          select.setInt(7, looked);
          select.setInt(8, most);
          long chosen = 0;
          try (ResultSet row = ByIndex.rows(select)) {
            while (row.next()) {
              UUID id = row.getObject("id", UUID.class);
              if (id == null) {
                chosen = row.getLong("chosen");
              } else {
                ids.add(id);
              }
            }
          }
          return chosen >= looked && ids.size() * 2 < Math.min(most, looked);
        });
  }

  private List<Due> read(List<UUID> candidates) {
    // By the primary keys; the recipient's by outbound_recipient, which OFFSET 0 keeps apart from
    // the other partial indexes. Rank 10 is QUEUED: said by its state, an index of all that waits
    // would fit as well, and look as cheap as long as nobody has analysed the queue.
    return jdbc.prepareStatement(
        """
        SELECT o.id, o.message_class, o.area, o.attempt, o.to_hash, o.to_cipher, o.body, o.segments,
               o.valid_until, o.safe_from, o.safe_until, c.state AS campaign,
               s.opted_out_at IS NOT NULL AS opted_out, s.bad_at IS NOT NULL AS bad_number,
               coalesce(d.sent, 0) AS today, r.in_flight, r.behind
          FROM sms.outbound o
         CROSS JOIN LATERAL (
               SELECT coalesce(bool_or(state = 'SENDING'), false) AS in_flight,
                      coalesce(bool_or(state = 'QUEUED' AND lane = o.lane
                                       AND (created_at, id) < (o.created_at, o.id)
                                       AND (next_at <= ? OR attempt = 0 AND next_at <= ?)), false)
                        AS behind
                 FROM (SELECT other.id, other.state, other.lane, other.attempt, other.next_at,
                              other.created_at
                         FROM sms.outbound other
                        WHERE other.to_hash = o.to_hash
                          AND other.state IN ('QUEUED', 'SENDING')
                       OFFSET 0) waiting) r
          LEFT JOIN sms.campaign c ON c.id = o.campaign
          LEFT JOIN sms.suppression s ON s.to_hash = o.to_hash
          LEFT JOIN sms.awareness_day d ON d.to_hash = o.to_hash AND d.day = ? AND o.lane = 2
         WHERE o.id = ANY (?) AND o.rank = 10
         ORDER BY o.lane, o.next_at, o.created_at, o.id
        """,
        select -> {
          Instant now = clock.instant();
          select.setObject(1, SqlTime.of(now));
          select.setObject(2, SqlTime.of(now.plus(OUT_OF_THE_WAY)));
          select.setObject(3, today(now));
          SqlArrays.set(select, 4, "uuid", candidates, id -> id);
          List<Due> due = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              due.add(due(row, now));
            }
          }
          return due;
        });
  }

  private static LocalDate today(Instant now) {
    return now.atZone(SafeHours.ZONE).toLocalDate();
  }

  private Due due(ResultSet row, Instant now) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    MessageClass messageClass = MessageClass.valueOf(row.getString("message_class"));
    LocalTime safeFrom = row.getObject("safe_from", LocalTime.class);
    String campaign = row.getString("campaign");
    int attempt = row.getInt("attempt");
    Instant validUntil = SqlTime.read(row, "valid_until");
    SafeHours safeHours =
        safeFrom == null
            ? null
            : new SafeHours(safeFrom, row.getObject("safe_until", LocalTime.class));
    return new Due(
        new Claimed(
            id,
            attempt + 1,
            new SealedPhone(row.getBytes("to_hash"), row.getBytes("to_cipher")),
            row.getBytes("body"),
            messageClass,
            row.getString("area"),
            row.getInt("segments"),
            rules.deliverUntil(messageClass, validUntil, safeHours, now)),
        new ClaimFacts(
            id,
            messageClass,
            attempt,
            validUntil,
            safeHours,
            campaign == null ? null : CampaignState.valueOf(campaign),
            row.getBoolean("opted_out"),
            row.getBoolean("bad_number"),
            row.getInt("today"),
            row.getBoolean("in_flight"),
            row.getBoolean("behind")));
  }

  private List<Decided> decide(List<Due> due, int most) {
    Instant now = clock.instant();
    List<Decided> decided = new ArrayList<>();
    Set<SealedPhone> sent = new HashSet<>();
    Map<SealedPhone, Integer> waiting = new HashMap<>();
    for (Due one : due) {
      SealedPhone to = one.message().to();
      Verdict verdict = rules.verdict(one.facts(), now);
      if (verdict instanceof Verdict.Send && sent.size() >= most) {
        continue;
      }
      if (verdict instanceof Verdict.Send && sent.add(to)) {
        decided.add(new Decided(one, OutboundState.SENDING, now, null));
      } else if (verdict instanceof Verdict.Later later) {
        decided.add(new Decided(one, OutboundState.QUEUED, later.at(), null));
      } else if (verdict instanceof Verdict.End end) {
        decided.add(new Decided(one, end.state(), now, end.code()));
      } else if (waiting.merge(to, 1, Integer::sum) >= OF_ONE_RECIPIENT) {
        decided.add(new Decided(one, OutboundState.QUEUED, now.plus(OUT_OF_THE_WAY), null));
      }
    }
    return decided;
  }

  private void write(String provider, Map<Line, Long> prices, List<Decided> decided) {
    if (decided.isEmpty()) {
      return;
    }
    jdbc.prepareStatement(
        """
        WITH decided AS (
          SELECT * FROM unnest(?::uuid[], ?::text[], ?::smallint[], ?::timestamptz[], ?::text[],
                               ?::boolean[])
                        AS w(id, state, rank, next_at, code, ended)),
        moved AS (
          UPDATE sms.outbound o
             SET state = w.state, rank = w.rank, next_at = w.next_at, changed_at = ?,
                 attempt = o.attempt + CASE WHEN w.state = 'SENDING' THEN 1 ELSE 0 END,
                 provider = CASE WHEN w.state = 'SENDING' THEN ? ELSE o.provider END,
                 lease_until = CASE WHEN w.state = 'SENDING' THEN ?::timestamptz END,
                 error_code = coalesce(w.code, o.error_code),
                 body = CASE WHEN NOT w.ended THEN o.body END
            FROM decided w
           WHERE o.id = w.id AND o.rank = 10
          RETURNING o.id, o.state, o.attempt, o.lane, o.area, o.to_hash),
        counted AS (
          INSERT INTO sms.awareness_day AS d (day, to_hash, sent)
          SELECT ?, to_hash, 1 FROM moved
           WHERE state = 'SENDING' AND lane = 2 AND attempt = 1 ORDER BY to_hash
          ON CONFLICT (to_hash, day) DO UPDATE SET sent = d.sent + 1)
        INSERT INTO sms.attempt (message_id, n, provider, price, started_at)
        SELECT moved.id, moved.attempt, ?, line.price, ?
          FROM moved JOIN unnest(?::smallint[], ?::text[], ?::bigint[]) AS line(lane, area, price)
                     USING (lane, area)
         WHERE moved.state = 'SENDING'
        """,
        update -> {
          Instant now = clock.instant();
          SqlArrays.set(update, 1, "uuid", decided, d -> d.due().message().id());
          SqlArrays.set(update, 2, "text", decided, d -> d.state().name());
          SqlArrays.set(update, 3, "smallint", decided, d -> d.state().rank());
          SqlArrays.set(update, 4, "timestamptz", decided, Decided::nextAt);
          SqlArrays.set(update, 5, "text", decided, Decided::code);
          SqlArrays.set(update, 6, "boolean", decided, d -> d.state().isFinal());
          update.setObject(7, SqlTime.of(now));
          update.setString(8, provider);
          update.setObject(9, SqlTime.of(now.plus(settings.lease())));
          update.setObject(10, today(now));
          update.setString(11, provider);
          update.setObject(12, SqlTime.of(now));
          List<Line> lines = List.copyOf(prices.keySet());
          SqlArrays.set(update, 13, "smallint", lines, line -> line.messageClass().lane());
          SqlArrays.set(update, 14, "text", lines, Line::area);
          SqlArrays.set(update, 15, "bigint", lines, prices::get);
          return update.executeUpdate();
        });
  }
}
