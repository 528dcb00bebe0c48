package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import vn.tinbao.sms.db.SqlTime;

/** Counts what waits in the ledger. */
@Singleton
public class QueueWatch {
  private record Count(long number, long oldest) {}

  private final JdbcOperations jdbc;
  private final Clock clock;

  QueueWatch(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
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
      lanes.put(messageClass, new QueueFigures.Lane(due.number(), due.oldest()));
    }
    Count unknown =
        count("min(changed_at)", "sms.outbound WHERE state = 'UNKNOWN' AND changed_at <= ?");
    Count inbound =
        count("min(received_at)", "sms.inbound WHERE state = 'WAITING' AND received_at <= ?");
    return new QueueFigures(
        lanes, unknown.number(), unknown.oldest(), inbound.number(), inbound.oldest());
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
