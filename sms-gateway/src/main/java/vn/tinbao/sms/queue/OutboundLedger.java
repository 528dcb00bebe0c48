package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.provider.SendResult;

/**
 * The moves of outbound messages after their claim that outcomes and time cause, each one
 * transaction. News from providers is {@link StatusDesk}'s.
 */
@Singleton
class OutboundLedger {
  /** Rows that one sweep moves in one transaction; the next sweep takes the rest. */
  private static final int AT_ONCE = 5_000;

  private final JdbcOperations jdbc;
  private final LedgerPages pages;
  private final StatusDesk status;
  private final Suppressions suppressions;
  private final SenderSettings settings;
  private final OutcomeRules rules;
  private final Clock clock;

  OutboundLedger(
      JdbcOperations jdbc,
      LedgerPages pages,
      StatusDesk status,
      Suppressions suppressions,
      SenderSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.pages = pages;
    this.status = status;
    this.suppressions = suppressions;
    this.settings = settings;
    this.rules = new OutcomeRules(settings);
    this.clock = clock;
  }

  /** Writes down what attempts came to; may be repeated. */
  @Transactional
  void record(List<Outcome> outcomes) {
    LedgerPage page =
        pages.lock(
            outcomes.stream()
                .map(o -> new LedgerPage.Key(o.id(), o.attempt()))
                .distinct()
                .toList());
    Instant now = clock.instant();
    outcomes.forEach(outcome -> rules.apply(page, outcome, now));
    pages.write(page);
    suppressions.badNumbers(page.badNumbers());
    suppressions.optOuts(page.optOuts(), "provider");
    status.applyEarly(
        outcomes.stream()
            .map(Outcome::result)
            .filter(SendResult.Accepted.class::isInstance)
            .map(result -> ((SendResult.Accepted) result).providerMessageId())
            .toList());
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
           WHERE id IN (SELECT id FROM sms.outbound WHERE state = 'SENDING' AND lease_until < ?
                         LIMIT ? FOR UPDATE SKIP LOCKED)
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
          query.setInt(4, AT_ONCE);
          query.setObject(5, SqlTime.of(now));
          try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  /**
   * Doubts that no news resolved in time: a reply or alert is sent once more, awareness never. By
   * outbound_doubt.
   *
   * @param asked providers that are asked instead, by {@link Doubts}; unless they are away for so
   *     long that nobody asked them
   */
  @Transactional
  int decideDoubts(Collection<String> asked) {
    return jdbc.prepareStatement(
        """
        UPDATE sms.outbound
           SET state = CASE WHEN lane < 2 AND doubts < 2 THEN 'QUEUED' ELSE 'SENT_UNCONFIRMED' END,
               rank = CASE WHEN lane < 2 AND doubts < 2 THEN 10 ELSE 40 END,
               body = CASE WHEN lane < 2 AND doubts < 2 THEN body END,
               next_at = ?, changed_at = ?
         WHERE id IN (SELECT id FROM sms.outbound
                       WHERE state = 'UNKNOWN' AND next_at <= ?
                         AND (NOT coalesce(provider, '') = ANY (?) OR changed_at < ?)
                       LIMIT ? FOR UPDATE SKIP LOCKED)
        """,
        update -> {
          Object now = SqlTime.of(clock.instant());
          update.setObject(1, now);
          update.setObject(2, now);
          update.setObject(3, now);
          SqlArrays.set(update, 4, "text", asked, name -> name);
          update.setObject(5, SqlTime.of(clock.instant().minus(settings.askFor().multipliedBy(2))));
          update.setInt(6, AT_ONCE);
          return update.executeUpdate();
        });
  }

  /** Messages whose time is over. By outbound_validity. */
  @Transactional
  int expire() {
    return jdbc.prepareStatement(
        """
        UPDATE sms.outbound SET state = 'EXPIRED', rank = 95, body = NULL, changed_at = ?
         WHERE id IN (SELECT id FROM sms.outbound WHERE state = 'QUEUED' AND valid_until <= ?
                       LIMIT ? FOR UPDATE SKIP LOCKED)
        """,
        update -> {
          Object now = SqlTime.of(clock.instant());
          update.setObject(1, now);
          update.setObject(2, now);
          update.setInt(3, AT_ONCE);
          return update.executeUpdate();
        });
  }

  /** Accepted messages whose receipt never came. By outbound_unconfirmed. */
  @Transactional
  int giveUpReceipts() {
    return jdbc.prepareStatement(
        """
        UPDATE sms.outbound
           SET state = 'SENT_UNCONFIRMED', rank = 40, body = NULL, changed_at = ?
         WHERE id IN (SELECT id FROM sms.outbound
                       WHERE state IN ('ACCEPTED', 'SENT') AND changed_at < ?
                       LIMIT ? FOR UPDATE SKIP LOCKED)
        """,
        update -> {
          Instant now = clock.instant();
          update.setObject(1, SqlTime.of(now));
          update.setObject(2, SqlTime.of(now.minus(settings.unconfirmedAfter())));
          update.setInt(3, AT_ONCE);
          return update.executeUpdate();
        });
  }
}
