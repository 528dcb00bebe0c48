package vn.tinbao.server.clocks;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.live.Live;
import vn.tinbao.sms.db.SqlTime;

/**
 * Says of clocks what is to be said now: a warning before, a breach after. Each is said once,
 * whatever the number of nodes, in the transaction that marks it as said; a tip that somebody holds
 * is looked at again in the next round.
 */
@Singleton
public class ClockAlerts implements DueClocks {
  /** Pushes of this topic name a tip of the own desk. */
  static final String CLOCK = "clock";

  /** Pushes of this topic name a tip that another agency wants to hand over. */
  static final String TRANSFER = "transfer";

  /** Pushes of this topic say that an agency below let a clock run out. */
  public static final String ESCALATION = "escalation";

  private static final Logger LOG = LoggerFactory.getLogger(ClockAlerts.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final int AT_ONCE = 200;
  private static final int MOST_ROUNDS = 10_000;

  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final ClockStore store;
  private final ClockRules rules;
  private final ClockSettings settings;
  private final AlertReceivers receivers;
  private final DeskCall desk;
  private final Live live;
  private final ApplicationEventPublisher<ClockWarned> warned;
  private final ApplicationEventPublisher<ClockBreached> breached;
  private final Clock clock;

  ClockAlerts(
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      ClockStore store,
      ClockRules rules,
      ClockSettings settings,
      AlertReceivers receivers,
      DeskCall desk,
      Live live,
      ApplicationEventPublisher<ClockWarned> warned,
      ApplicationEventPublisher<ClockBreached> breached,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.store = store;
    this.rules = rules;
    this.settings = settings;
    this.receivers = receivers;
    this.desk = desk;
    this.live = live;
    this.warned = warned;
    this.breached = breached;
    this.clock = clock;
  }

  /** Topic on which a superior's open page learns of escalations. */
  public static String escalations(String agencyId) {
    return "escalation." + agencyId;
  }

  @Override
  public int look() {
    int said = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Round one = new Round();
      int now = one.say();
      said += now;
      if (now == 0 && !one.failed) {
        return said;
      }
    }
    return said;
  }

  /**
   * @param offeredTo to whom its lead wants to hand it over, null when to nobody
   */
  private record Tip(UUID id, String lead, @Nullable String offeredTo) {}

  /** Some tips, each in a transaction of its own; each agency is looked up once. */
  private final class Round {
    private final Instant now = SqlTime.now(clock);
    private final Map<String, Optional<String>> superiors = new HashMap<>();
    private final Set<String> pushed = new HashSet<>();
    private boolean failed;

    int say() {
      int said = 0;
      List<UUID> due = transactions.executeRead(status -> due());
      for (UUID tipId : due) {
        said += say(tipId);
      }
      return said;
    }

    /** One tip that cannot be told of keeps no other one from being told of. */
    private int say(UUID tipId) {
      try {
        return transactions.executeWrite(status -> lock(tipId).map(this::say).orElse(0));
      } catch (RuntimeException e) {
        failed = true;
        LOG.error("Clocks of tip {} could not be told of, again in {}", tipId, AGAIN, e);
        var unused = transactions.executeWrite(status -> putOff(tipId));
        return 0;
      }
    }

    private int putOff(UUID tipId) {
      return jdbc.prepareStatement(
          "UPDATE tinbao.tip_clock SET next_alert_at = ? WHERE tip_id = ? AND next_alert_at <= ?",
          update -> {
            update.setObject(1, SqlTime.of(now.plus(AGAIN)));
            update.setObject(2, tipId);
            update.setObject(3, SqlTime.of(now));
            return update.executeUpdate();
          });
    }

    /** Empty when somebody holds it. */
    private Optional<Tip> lock(UUID tipId) {
      return jdbc.prepareStatement(
          // By tip_transfer_one_open.
          """
          SELECT t.lead_agency_id, (SELECT x.to_agency_id FROM tinbao.tip_transfer x
            WHERE x.tip_id = t.id AND x.state = 'PENDING') AS offered_to
          FROM tinbao.tip t WHERE t.id = ? FOR UPDATE OF t SKIP LOCKED
          """,
          select -> {
            select.setObject(1, tipId);
            try (ResultSet row = select.executeQuery()) {
              return row.next()
                  ? Optional.of(new Tip(tipId, row.getString(1), row.getString(2)))
                  : Optional.empty();
            }
          });
    }

    /** Tips with something to say. */
    private List<UUID> due() {
      return jdbc.prepareStatement(
          // Index tip_clock_alert.
          """
          SELECT DISTINCT tip_id FROM (SELECT tip_id FROM tinbao.tip_clock
            WHERE next_alert_at <= ? ORDER BY next_alert_at LIMIT ?) c
          """,
          select -> {
            select.setObject(1, SqlTime.of(now));
            select.setInt(2, AT_ONCE);
            List<UUID> tips = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                tips.add(row.getObject(1, UUID.class));
              }
            }
            return tips;
          });
    }

    private int say(Tip tip) {
      List<TipClock> before = store.of(tip.id());
      List<TipClock> after = new ArrayList<>();
      int said = 0;
      for (TipClock one : before) {
        Instant alert = one.nextAlertAt();
        if (alert == null || alert.isAfter(now)) {
          after.add(one);
          continue;
        }
        said++;
        if (now.isBefore(one.overdueAt())) {
          after.add(
              one.warned(
                  now, settings.nextAlert(one.startedAt(), one.dueAt(), one.overdueAt(), now)));
          warn(tip, one);
        } else if (isOption(one)) {
          after.add(one.ended(one.overdueAt()));
        } else {
          after.add(one.breached(one.overdueAt()));
          breach(tip, one);
        }
      }
      store.write(tip.id(), before, after);
      return said;
    }

    private boolean isOption(TipClock one) {
      return rules
          .of(one.clock(), LegalTime.day(one.startedAt()))
          .map(ClockRule::option)
          .orElse(false);
    }

    private void warn(Tip tip, TipClock one) {
      tell(tip.lead(), CLOCK, tip.id(), false);
      receiver(tip, one).ifPresent(receiver -> tell(receiver, TRANSFER, tip.id(), false));
      warned.publishEvent(new ClockWarned(tip.id(), tip.lead(), one.clock(), one.dueAt()));
    }

    private void breach(Tip tip, TipClock one) {
      tell(tip.lead(), CLOCK, tip.id(), true);
      Optional<String> receiver = receiver(tip, one);
      receiver.ifPresent(to -> tell(to, TRANSFER, tip.id(), true));
      String owing = receiver.orElse(tip.lead());
      Optional<String> superior = superiors.computeIfAbsent(owing, receivers::superior);
      superior.ifPresent(
          above -> {
            escalate(tip, one, owing, above);
            tell(above, ESCALATION, tip.id(), true);
            live.afterCommit(escalations(above), tip.id().toString());
          });
      breached.publishEvent(
          new ClockBreached(tip.id(), tip.lead(), one.clock(), one.dueAt(), superior.orElse(null)));
    }

    /** Who has to answer, where that is not the lead. */
    private Optional<String> receiver(Tip tip, TipClock one) {
      return rules
          .of(one.clock(), LegalTime.day(one.startedAt()))
          .filter(ClockRule::owedByReceiver)
          .flatMap(rule -> Optional.ofNullable(tip.offeredTo()));
    }

    /** Once a tip and round: two clocks of one tip are one push. */
    private void tell(String agency, String topic, UUID tipId, boolean urgent) {
      if (pushed.add(agency + ' ' + topic + ' ' + tipId)) {
        var unused = desk.toDesk(agency, topic, tipId, urgent);
      }
    }

    private void escalate(Tip tip, TipClock one, String owing, String above) {
      var unused =
          jdbc.prepareStatement(
              """
              INSERT INTO tinbao.clock_escalation (id, tip_id, clock, started_at, from_id, to_id, at)
              VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
              """,
              insert -> {
                insert.setObject(1, UuidCreator.getTimeOrderedEpoch());
                insert.setObject(2, tip.id());
                insert.setString(3, one.clock());
                insert.setObject(4, SqlTime.of(one.startedAt()));
                insert.setString(5, owing);
                insert.setString(6, above);
                insert.setObject(7, SqlTime.of(now));
                return insert.executeUpdate();
              });
    }
  }
}
