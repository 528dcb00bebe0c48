package vn.tinbao.server.victim;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.clocks.AlertReceivers;
import vn.tinbao.server.clocks.ClockAlerts;
import vn.tinbao.server.clocks.DeskCall;
import vn.tinbao.server.clocks.DueClocks;
import vn.tinbao.server.clocks.PersonClocks;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.push.Push;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/**
 * Says of the clocks of records of people what is to be said now: a warning before, a breach after,
 * each once. Told are those who may open the record, and nobody else of their desk; of a breach
 * also the desk above the agency that answers for it, which learns that agency and the clock.
 */
@Singleton
class PersonClockAlerts implements DueClocks {
  /** Pushes of this topic name a record of a person. */
  static final String PERSON = "person";

  private static final Logger LOG = LoggerFactory.getLogger(PersonClockAlerts.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final int AT_ONCE = 200;
  private static final int MOST_ROUNDS = 10_000;

  private final Statements sql;
  private final TransactionOperations<Connection> transactions;
  private final PersonClocks clocks;
  private final AlertReceivers receivers;
  private final DeskCall desk;
  private final Push push;
  private final Live live;
  private final Clock clock;

  PersonClockAlerts(
      Statements sql,
      TransactionOperations<Connection> transactions,
      PersonClocks clocks,
      AlertReceivers receivers,
      DeskCall desk,
      Push push,
      Live live,
      Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.clocks = clocks;
    this.receivers = receivers;
    this.desk = desk;
    this.push = push;
    this.live = live;
    this.clock = clock;
  }

  private record Due(String clock, Instant startedAt, Instant dueAt, Instant overdueAt) {}

  @Override
  public int look() {
    Instant now = SqlTime.now(clock);
    int said = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<UUID> due = transactions.executeRead(status -> due(now));
      int before = said;
      for (UUID victimId : due) {
        said += say(victimId, now);
      }
      if (said == before) {
        return said;
      }
    }
    return said;
  }

  /** Records with something to say. By victim_clock_alert. */
  private List<UUID> due(Instant now) {
    return sql.all(
        """
        SELECT DISTINCT victim_id FROM (SELECT victim_id FROM tinbao.victim_clock
          WHERE next_alert_at <= ? ORDER BY next_alert_at LIMIT ?) c
        """,
        row -> row.getObject(1, UUID.class),
        now,
        AT_ONCE);
  }

  /** One record that cannot be told of keeps no other one from being told of. */
  private int say(UUID victimId, Instant now) {
    try {
      return transactions.executeWrite(
          status -> holder(victimId).map(holder -> say(victimId, holder, now)).orElse(0));
    } catch (RuntimeException e) {
      LOG.error("Clocks of record {} could not be told of, again in {}", victimId, AGAIN, e);
      var unused =
          transactions.executeWrite(
              status ->
                  sql.write(
                      """
                      UPDATE tinbao.victim_clock SET next_alert_at = ?
                      WHERE victim_id = ? AND next_alert_at <= ?
                      """,
                      now.plus(AGAIN),
                      victimId,
                      now));
      return 0;
    }
  }

  /** Empty when somebody holds the record: it is looked at again in the next turn. */
  private Optional<String> holder(UUID victimId) {
    return sql.first(
        "SELECT agency_id FROM tinbao.victim WHERE id = ? FOR UPDATE SKIP LOCKED",
        row -> row.getString(1),
        victimId);
  }

  private int say(UUID victimId, String holder, Instant now) {
    List<Due> due =
        sql.all(
            """
            SELECT clock, started_at, due_at, overdue_at FROM tinbao.victim_clock
            WHERE victim_id = ? AND next_alert_at <= ? ORDER BY due_at, clock
            """,
            row ->
                new Due(
                    row.getString(1),
                    Objects.requireNonNull(SqlTime.read(row, "started_at")),
                    Objects.requireNonNull(SqlTime.read(row, "due_at")),
                    Objects.requireNonNull(SqlTime.read(row, "overdue_at"))),
            victimId,
            now);
    Optional<String> above = Optional.empty();
    for (Due one : due) {
      if (now.isBefore(one.overdueAt())) {
        mark(victimId, one, "warned_at", now, next(one, now));
      } else {
        mark(victimId, one, "breached_at", one.overdueAt(), null);
        above = above.or(() -> receivers.superior(holder));
        above.ifPresent(to -> escalate(victimId, one, holder, to, now));
      }
    }
    if (!due.isEmpty()) {
      whoOpen(victimId).forEach(person -> push.toStaff(person, PERSON, victimId));
    }
    above.ifPresent(
        to -> {
          var unused = desk.toDesk(to, ClockAlerts.ESCALATION, victimId, true);
          live.afterCommit(ClockAlerts.escalations(to), victimId.toString());
        });
    return due.size();
  }

  private Instant next(Due one, Instant now) {
    return clocks.nextAlert(one.startedAt(), one.dueAt(), one.overdueAt(), now);
  }

  private void mark(UUID victimId, Due one, String column, Instant at, @Nullable Instant next) {
    sql.write(
        "UPDATE tinbao.victim_clock SET "
            + column
            + " = ?, next_alert_at = ?::timestamptz WHERE victim_id = ? AND clock = ?"
            + " AND started_at = ?",
        at,
        next,
        victimId,
        one.clock(),
        one.startedAt());
  }

  private void escalate(UUID victimId, Due one, String from, String to, Instant now) {
    sql.write(
        """
        INSERT INTO tinbao.victim_escalation (id, victim_id, clock, started_at, from_id, to_id, at)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
        UuidCreator.getTimeOrderedEpoch(),
        victimId,
        one.clock(),
        one.startedAt(),
        from,
        to,
        now);
  }

  /** Who may open the record. By staff_account_of_agency and victim_referral_of_victim. */
  private List<UUID> whoOpen(UUID victimId) {
    return sql.all(
        """
        SELECT a.id FROM tinbao.staff_account a
        WHERE a.active
          AND a.agency_id IN (SELECT v.agency_id FROM tinbao.victim v WHERE v.id = ?
            UNION SELECT r.to_agency FROM tinbao.victim_referral r
            WHERE r.victim_id = ? AND r.accepted_at IS NOT NULL AND r.ended_at IS NULL)
          AND tinbao.victim_open_to(?, a.agency_id, a.id, EXISTS (SELECT FROM tinbao.staff_role r
            WHERE r.account_id = a.id AND r.role = 'AGENCY_LEAD'))
        ORDER BY a.id
        """,
        row -> row.getObject(1, UUID.class),
        victimId,
        victimId,
        victimId);
  }
}
