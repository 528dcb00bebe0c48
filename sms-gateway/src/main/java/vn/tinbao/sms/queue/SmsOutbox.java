package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.text.Segments;

/** Where the server puts messages that the phone network shall carry. */
@Singleton
public class SmsOutbox {
  static final String CHANNEL = "sms_outbound";

  private final JdbcOperations jdbc;
  private final PhoneKey key;
  private final Bell bell;
  private final Clock clock;

  SmsOutbox(JdbcOperations jdbc, PhoneKey key, Bell bell, Clock clock) {
    this.jdbc = jdbc;
    this.key = key;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * Takes a message in the caller's transaction: it is sent if and only if that commits. The text
   * is stored sealed and erased when the message reaches its last state.
   *
   * @return false: a message with this id is there already; nothing was changed
   */
  @Transactional
  public boolean enqueue(OutboundSms sms) {
    String text = Segments.compose(sms.body());
    boolean taken =
        jdbc.prepareStatement(
            """
            INSERT INTO sms.outbound
              (id, message_class, lane, to_hash, to_cipher, body, segments, state, rank, next_at,
               valid_until, created_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'QUEUED', 10, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """,
            insert -> {
              Object now = SqlTime.of(clock.instant());
              insert.setObject(1, sms.id());
              insert.setString(2, sms.messageClass().name());
              insert.setInt(3, sms.messageClass().lane());
              insert.setBytes(4, sms.to().hash());
              insert.setBytes(5, sms.to().cipher());
              insert.setBytes(6, key.sealText(text, sms.id()));
              insert.setInt(7, Segments.of(text).count());
              insert.setObject(8, now);
              insert.setObject(9, SqlTime.of(sms.validUntil()));
              insert.setObject(10, now);
              insert.setObject(11, now);
              return insert.executeUpdate() == 1;
            });
    if (taken) {
      bell.ringAfterCommit(CHANNEL);
    }
    return taken;
  }
}
