package vn.tinbao.server.campaign;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.UUID;
import vn.tinbao.server.push.AwaitedAnswer;

/** Tells room {@code push} that a call to duty has not been read by who was called. */
@Singleton
class CallsAwaited implements AwaitedAnswer {
  private final JdbcOperations jdbc;

  CallsAwaited(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String topic() {
    return StaffCalls.TOPIC;
  }

  /** By the primary key of the call; nobody waits for an answer to one that was taken back. */
  @Override
  @Transactional
  public boolean waits(UUID staffId, UUID ref) {
    return jdbc.prepareStatement(
        """
        SELECT EXISTS (
          SELECT FROM tinbao.campaign_call k
            JOIN tinbao.campaign c ON c.id = k.campaign_id AND c.state <> 'STOPPED'
           WHERE k.campaign_id = ? AND k.staff_id = ? AND k.read_at IS NULL)
        """,
        select -> {
          select.setObject(1, ref);
          select.setObject(2, staffId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }
}
