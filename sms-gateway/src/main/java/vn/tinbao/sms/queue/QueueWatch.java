package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/** Counts what waits in the ledger. */
@Singleton
public class QueueWatch {
  private static final long FRESH_SECONDS = 5;

  private record Count(long number, long oldest) {}

  private final JdbcOperations jdbc;
  private final Carriers carriers;
  private final Rates rates;
  private final Clock clock;
  private @Nullable Reading last;

  /** What the ledger said when it was asked, or that it said nothing. */
  private record Reading(Instant at, @Nullable QueueFigures figures) {}

  QueueWatch(JdbcOperations jdbc, Carriers carriers, Rates rates, Clock clock) {
    this.jdbc = jdbc;
    this.carriers = carriers;
    this.rates = rates;
    this.clock = clock;
  }

  /**
   * The figures, at most {@value #FRESH_SECONDS} seconds old: whoever may ask as often as he likes
   * asks here.
   *
   * @return empty when the database could not be asked
   */
  public synchronized Optional<QueueFigures> recent() {
    Instant now = clock.instant();
    Reading reading = last;
    if (reading == null || !isFresh(reading, now)) {
      reading = new Reading(now, read());
      last = reading;
    }
    return Optional.ofNullable(reading.figures());
  }

  private static boolean isFresh(Reading reading, Instant now) {
    return !now.isBefore(reading.at()) && now.isBefore(reading.at().plusSeconds(FRESH_SECONDS));
  }

  private @Nullable QueueFigures read() {
    try {
      return figures();
    } catch (RuntimeException databaseAway) {
      return null;
    }
  }

  /** Reads the ledger now; every count is served by a partial index of what waits. */
  @Transactional
  public QueueFigures figures() {
    Map<MessageClass, QueueFigures.Lane> lanes = new EnumMap<>(MessageClass.class);
    for (MessageClass messageClass : MessageClass.values()) {
      Count due =
          count(
              "min(next_at)",
              "sms.outbound WHERE state = 'QUEUED' AND next_at <= ? AND lane = "
                  + messageClass.lane());
      lanes.put(
          messageClass,
          new QueueFigures.Lane(due.number(), due.oldest(), rates.perMinute(messageClass)));
    }
    Count unknown =
        count("min(changed_at)", "sms.outbound WHERE state = 'UNKNOWN' AND changed_at <= ?");
    // By outbound_lease.
    Count stuck =
        count("min(lease_until)", "sms.outbound WHERE state = 'SENDING' AND lease_until < ?");
    Count inbound =
        count("min(received_at)", "sms.inbound WHERE state = 'WAITING' AND received_at <= ?");
    return new QueueFigures(
        lanes,
        unknown.number(),
        unknown.oldest(),
        stuck.number(),
        inbound.number(),
        inbound.oldest(),
        carriers.all().stream().map(QueueWatch::figures).toList());
  }

  private static QueueFigures.CarrierFigures figures(Carrier carrier) {
    return new QueueFigures.CarrierFigures(
        carrier.name(),
        carrier.provider().connected(),
        carrier.inFlight().get(),
        carrier.provider().window(),
        carrier.breaker().state().name(),
        carrier.breaker().broken());
  }

  private Count count(String oldest, String where) {
    return jdbc.prepareStatement(
        "SELECT count(*), coalesce(extract(epoch FROM ?::timestamptz - "
            + oldest
            + ")::bigint, 0) FROM "
            + where,
        select -> {
          Object now = SqlTime.of(clock.instant());
          select.setObject(1, now);
          select.setObject(2, now);
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return new Count(row.getLong(1), row.getLong(2));
          }
        });
  }
}
