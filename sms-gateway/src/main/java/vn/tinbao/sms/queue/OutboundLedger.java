package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.provider.SendResult;

/**
 * The moves of outbound messages from claim to outcome, each one transaction. News from providers
 * is {@link StatusDesk}'s.
 */
@Singleton
public class OutboundLedger {
  private static final Duration FIRST_DEFERRAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_DEFERRAL = Duration.ofMinutes(5);

  private final JdbcOperations jdbc;
  private final StatusDesk status;
  private final SenderSettings settings;
  private final Clock clock;

  OutboundLedger(JdbcOperations jdbc, StatusDesk status, SenderSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.status = status;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Takes the next messages for sending: lease and attempt are committed when this returns, before
   * anything is sent. A recipient that has a message in flight waits; of several to one recipient
   * the first goes first.
   */
  @Transactional
  List<Claimed> claim(String provider, int most) {
    // Candidates by outbound_due, subqueries by outbound_recipient.
    return jdbc.prepareStatement(
        """
        WITH due AS (
          SELECT id FROM sms.outbound o
           WHERE state = 'QUEUED' AND next_at <= ? AND (valid_until IS NULL OR valid_until > ?)
             AND NOT EXISTS (
                   SELECT 1 FROM sms.outbound other
                    WHERE other.to_hash = o.to_hash AND other.id <> o.id
                      AND (other.state = 'SENDING'
                           OR other.state = 'QUEUED' AND other.next_at <= ?
                              AND (other.lane, other.created_at, other.id)
                                  < (o.lane, o.created_at, o.id)))
           ORDER BY lane, next_at, id
           LIMIT ?
             FOR UPDATE SKIP LOCKED),
        claimed AS (
          UPDATE sms.outbound o
             SET state = 'SENDING', rank = 20, attempt = attempt + 1, provider = ?,
                 lease_until = ?, changed_at = ?
            FROM due WHERE o.id = due.id
          RETURNING o.id, o.attempt, o.to_hash, o.to_cipher, o.body, o.lane, o.next_at),
        noted AS (
          INSERT INTO sms.attempt (message_id, n, provider, started_at)
          SELECT id, attempt, ?, ? FROM claimed)
        SELECT id, attempt, to_hash, to_cipher, body FROM claimed ORDER BY lane, next_at, id
        """,
        query -> {
          Instant now = clock.instant();
          query.setObject(1, SqlTime.of(now));
          query.setObject(2, SqlTime.of(now));
          query.setObject(3, SqlTime.of(now));
          query.setInt(4, most);
          query.setString(5, provider);
          query.setObject(6, SqlTime.of(now.plus(settings.lease())));
          query.setObject(7, SqlTime.of(now));
          query.setString(8, provider);
          query.setObject(9, SqlTime.of(now));
          List<Claimed> claimed = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              claimed.add(
                  new Claimed(
                      row.getObject("id", UUID.class),
                      row.getInt("attempt"),
                      new SealedPhone(row.getBytes("to_hash"), row.getBytes("to_cipher")),
                      row.getBytes("body")));
            }
          }
          return claimed;
        });
  }

  /** Writes down what attempts came to; may be repeated. */
  @Transactional
  void record(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      SendResult result = outcome.result();
      if (result instanceof SendResult.Accepted accepted) {
        accepted(outcome, accepted);
      } else if (result instanceof SendResult.NotSent notSent) {
        notSent(outcome, notSent);
      } else if (result instanceof SendResult.InDoubt inDoubt) {
        inDoubt(outcome, inDoubt);
      } else if (result instanceof SendResult.Refused refused) {
        refused(outcome, refused);
      } else {
        throw new IllegalStateException("An outcome that nobody knows: " + result.getClass());
      }
    }
  }

  private void accepted(Outcome outcome, SendResult.Accepted accepted) {
    jdbc.prepareStatement(
        "UPDATE sms.attempt SET ended_at = ?, outcome = 'ACCEPTED', provider_id = ?"
            + " WHERE message_id = ? AND n = ?",
        update -> {
          update.setObject(1, SqlTime.of(clock.instant()));
          update.setString(2, accepted.providerMessageId());
          update.setObject(3, outcome.id());
          update.setInt(4, outcome.attempt());
          return update.executeUpdate();
        });
    // QUEUED: the answer came after the lease ran out and before the second attempt; none needed.
    jdbc.prepareStatement(
        "UPDATE sms.outbound SET state = 'ACCEPTED', rank = 25, lease_until = NULL,"
            + " error_code = NULL, changed_at = ?"
            + " WHERE id = ? AND rank < 25 AND (attempt = ? OR state = 'QUEUED')",
        update -> {
          update.setObject(1, SqlTime.of(clock.instant()));
          update.setObject(2, outcome.id());
          update.setInt(3, outcome.attempt());
          return update.executeUpdate();
        });
    status.applyEarly(accepted.providerMessageId());
  }

  private void notSent(Outcome outcome, SendResult.NotSent notSent) {
    ended(outcome, "NOT_SENT", notSent.code());
    jdbc.prepareStatement(
        """
        UPDATE sms.outbound
           SET state = 'QUEUED', rank = 10, lease_until = NULL, deferrals = least(deferrals + 1, 1000),
               error_code = ?, changed_at = ?,
               next_at = ?::timestamptz
                 + greatest(? * interval '1 millisecond',
                            least(? * 2 ^ least(deferrals, 20), ?) * interval '1 millisecond')
         WHERE id = ? AND attempt = ? AND state IN ('SENDING', 'UNKNOWN')
        """,
        update -> {
          Object now = SqlTime.of(clock.instant());
          update.setString(1, notSent.code());
          update.setObject(2, now);
          update.setObject(3, now);
          update.setLong(4, notSent.retryAfter().toMillis());
          update.setLong(5, FIRST_DEFERRAL.toMillis());
          update.setLong(6, LONGEST_DEFERRAL.toMillis());
          update.setObject(7, outcome.id());
          update.setInt(8, outcome.attempt());
          return update.executeUpdate();
        });
  }

  private void inDoubt(Outcome outcome, SendResult.InDoubt inDoubt) {
    ended(outcome, "IN_DOUBT", inDoubt.code());
    jdbc.prepareStatement(
        "UPDATE sms.outbound SET state = 'UNKNOWN', rank = 22, lease_until = NULL,"
            + " doubts = doubts + 1, error_code = ?, changed_at = ?, next_at = ?"
            + " WHERE id = ? AND attempt = ? AND state = 'SENDING'",
        update -> {
          Instant now = clock.instant();
          update.setString(1, inDoubt.code());
          update.setObject(2, SqlTime.of(now));
          update.setObject(3, SqlTime.of(now.plus(settings.unknownAfter())));
          update.setObject(4, outcome.id());
          update.setInt(5, outcome.attempt());
          return update.executeUpdate();
        });
  }

  private void refused(Outcome outcome, SendResult.Refused refused) {
    ended(outcome, "REFUSED", refused.code());
    jdbc.prepareStatement(
        """
        UPDATE sms.outbound
           SET tries = tries + 1, lease_until = NULL, error_code = ?, changed_at = ?, next_at = ?,
               state = CASE WHEN ? AND tries + 1 < ? THEN 'QUEUED' ELSE 'FAILED' END,
               rank = CASE WHEN ? AND tries + 1 < ? THEN 10 ELSE 90 END,
               body = CASE WHEN ? AND tries + 1 < ? THEN body END
         WHERE id = ? AND attempt = ? AND state IN ('SENDING', 'UNKNOWN')
        """,
        update -> {
          Instant now = clock.instant();
          update.setString(1, refused.code());
          update.setObject(2, SqlTime.of(now));
          update.setObject(3, SqlTime.of(now.plus(settings.retryAfter())));
          for (int i = 4; i < 10; i += 2) {
            update.setBoolean(i, refused.retryable());
            update.setInt(i + 1, settings.tries());
          }
          update.setObject(10, outcome.id());
          update.setInt(11, outcome.attempt());
          return update.executeUpdate();
        });
  }

  private void ended(Outcome outcome, String name, String code) {
    jdbc.prepareStatement(
        "UPDATE sms.attempt SET ended_at = ?, outcome = ?, code = ?"
            + " WHERE message_id = ? AND n = ? AND outcome IS NULL",
        update -> {
          update.setObject(1, SqlTime.of(clock.instant()));
          update.setString(2, name);
          update.setString(3, code);
          update.setObject(4, outcome.id());
          update.setInt(5, outcome.attempt());
          return update.executeUpdate();
        });
  }

  /** Leases that ran out: whoever sent is dead or stuck, so nobody knows. By outbound_lease. */
  @Transactional
  int doubtLostLeases() {
    return jdbc.prepareStatement(
        """
        WITH lost AS (
          UPDATE sms.outbound
             SET state = 'UNKNOWN', rank = 22, lease_until = NULL, doubts = doubts + 1,
                 error_code = 'lease-lost', changed_at = ?, next_at = ?
           WHERE state = 'SENDING' AND lease_until < ?
          RETURNING id, attempt),
        noted AS (
          UPDATE sms.attempt a SET ended_at = ?, outcome = 'IN_DOUBT', code = 'lease-lost'
            FROM lost WHERE a.message_id = lost.id AND a.n = lost.attempt AND a.outcome IS NULL)
        SELECT count(*) FROM lost
        """,
        query -> {
          Instant now = clock.instant();
          query.setObject(1, SqlTime.of(now));
          query.setObject(2, SqlTime.of(now.plus(settings.unknownAfter())));
          query.setObject(3, SqlTime.of(now));
          query.setObject(4, SqlTime.of(now));
          try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  /**
   * Doubts that no news resolved in time: a reply or alert is sent once more, awareness never. By
   * outbound_doubt.
   */
  @Transactional
  int decideDoubts() {
    return jdbc.prepareStatement(
        """
        UPDATE sms.outbound
           SET state = CASE WHEN lane < 2 AND doubts < 2 THEN 'QUEUED' ELSE 'SENT_UNCONFIRMED' END,
               rank = CASE WHEN lane < 2 AND doubts < 2 THEN 10 ELSE 40 END,
               body = CASE WHEN lane < 2 AND doubts < 2 THEN body END,
               next_at = ?, changed_at = ?
         WHERE state = 'UNKNOWN' AND next_at <= ?
        """,
        update -> {
          Object now = SqlTime.of(clock.instant());
          update.setObject(1, now);
          update.setObject(2, now);
          update.setObject(3, now);
          return update.executeUpdate();
        });
  }

  /** Messages whose time is over. By outbound_validity. */
  @Transactional
  int expire() {
    return jdbc.prepareStatement(
        "UPDATE sms.outbound SET state = 'EXPIRED', rank = 95, body = NULL, changed_at = ?"
            + " WHERE state = 'QUEUED' AND valid_until <= ?",
        update -> {
          Object now = SqlTime.of(clock.instant());
          update.setObject(1, now);
          update.setObject(2, now);
          return update.executeUpdate();
        });
  }

  /** Accepted messages whose receipt never came. By outbound_unconfirmed. */
  @Transactional
  int giveUpReceipts() {
    return jdbc.prepareStatement(
        "UPDATE sms.outbound SET state = 'SENT_UNCONFIRMED', rank = 40, body = NULL, changed_at = ?"
            + " WHERE state IN ('ACCEPTED', 'SENT') AND changed_at < ?",
        update -> {
          Instant now = clock.instant();
          update.setObject(1, SqlTime.of(now));
          update.setObject(2, SqlTime.of(now.minus(settings.unconfirmedAfter())));
          return update.executeUpdate();
        });
  }
}
