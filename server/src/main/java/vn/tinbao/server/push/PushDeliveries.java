package vn.tinbao.server.push;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;

/** What became of each hand-over, and what the app says it got. */
@Singleton
class PushDeliveries {
  /** Stands for whatever is connected, where a provider knows no single devices. */
  static final UUID CONNECTED = new UUID(0, 0);

  private final JdbcOperations jdbc;
  private final Clock clock;

  PushDeliveries(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Provider and device of one hand-over. */
  record Way(String provider, UUID device) {}

  /**
   * Hand-overs of this push that came to an end and are not to be repeated, and whether they were
   * accepted. By the primary key.
   */
  @Transactional
  public Map<Way, Boolean> settled(UUID push) {
    return jdbc.prepareStatement(
        """
        SELECT provider, device_id, state = 'ACCEPTED' FROM tinbao.push_delivery
        WHERE push_id = ? AND state <> 'WAITING'
        """,
        select -> {
          select.setObject(1, push);
          Map<Way, Boolean> ways = new HashMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              ways.put(new Way(row.getString(1), row.getObject(2, UUID.class)), row.getBoolean(3));
            }
          }
          return ways;
        });
  }

  /** Writes down how a hand-over ended; a later try of the same one replaces it. */
  @Transactional
  public void record(UUID push, Way way, PushResult result) {
    String state;
    String why = null;
    if (result instanceof PushResult.Accepted) {
      state = "ACCEPTED";
    } else if (result instanceof PushResult.Unregistered) {
      state = "UNREGISTERED";
    } else if (result instanceof PushResult.Retry retry) {
      state = "WAITING";
      why = retry.why();
    } else if (result instanceof PushResult.Refused refused) {
      state = "REFUSED";
      why = refused.why();
    } else {
      throw new IllegalStateException("A result of no kind");
    }
    String code = why;
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.push_delivery (push_id, provider, device_id, state, why, at)
        SELECT id, ?, ?, ?, ?, ? FROM tinbao.push_message WHERE id = ?
        ON CONFLICT (push_id, provider, device_id)
          DO UPDATE SET state = excluded.state, why = excluded.why, at = excluded.at
          WHERE push_delivery.state = 'WAITING'
        """,
        insert -> {
          insert.setString(1, way.provider());
          insert.setObject(2, way.device());
          insert.setString(3, state);
          insert.setString(4, code);
          insert.setObject(5, SqlTime.of(clock.instant()));
          insert.setObject(6, push);
          return insert.executeUpdate();
        });
  }

  /**
   * The app on this device says that these came. Said twice, it counts once; ids of others, or of
   * nothing, count for nothing.
   */
  @Transactional
  public void received(UUID staffId, UUID device, List<UUID> pushes) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.push_receipt (push_id, device_id, at)
        SELECT id, ?, ? FROM tinbao.push_message WHERE id = ANY (?) AND staff_id = ?
        ON CONFLICT (push_id, device_id) DO NOTHING
        """,
        insert -> {
          insert.setObject(1, device);
          insert.setObject(2, SqlTime.of(clock.instant()));
          insert.setArray(3, insert.getConnection().createArrayOf("uuid", pushes.toArray()));
          insert.setObject(4, staffId);
          return insert.executeUpdate();
        });
  }
}
