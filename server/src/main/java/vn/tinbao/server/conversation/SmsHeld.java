package vn.tinbao.server.conversation;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.gate.GateSettings;
import vn.tinbao.sms.db.SqlTime;

/**
 * Lets out what {@link CallBack} holds though its word never came back: when the desk wants to read
 * it, and when its time is over. Somebody in fear may send very much and answer nothing; none of it
 * is ever thrown away unread.
 */
@Singleton
public class SmsHeld {
  private static final Logger LOG = LoggerFactory.getLogger(SmsHeld.class);

  /** Numbers of which one round lets something out. */
  private static final int NUMBERS = 1_000;

  private final HeldRows rows;
  private final Held held;
  private final Conversation conversation;
  private final ConversationRows locks;
  private final FlowRows flows;
  private final GateSettings settings;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  SmsHeld(
      HeldRows rows,
      Held held,
      Conversation conversation,
      ConversationRows locks,
      FlowRows flows,
      GateSettings settings,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.held = held;
    this.conversation = conversation;
    this.locks = locks;
    this.flows = flows;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** How many messages about this tip wait. */
  public long waiting(UUID tipId) {
    return rows.waiting(tipId);
  }

  /**
   * Writes what waits into the tip, oldest first, and lets the number through again until it floods
   * anew: a person has looked. For a room that has checked who asks.
   */
  public void release(UUID tipId) {
    for (String hex : rows.phonesOfTip(tipId)) {
      byte[] phone = HexFormat.of().parseHex(hex);
      all(phone, () -> held.takeOfTip(tipId));
      transactions.executeWrite(
          transaction -> {
            var unused = locks.lock(ByteBuffer.wrap(phone).getLong());
            flows.put(phone, 0, SqlTime.now(clock), null);
            return phone;
          });
    }
  }

  @Scheduled(fixedDelay = "1h", initialDelay = "10m")
  void hourly() {
    Instant before = clock.instant().minus(settings.heldSms());
    for (String hex : rows.phonesBefore(before, NUMBERS)) {
      byte[] phone = HexFormat.of().parseHex(hex);
      try {
        all(phone, () -> held.takeBefore(phone, before));
      } catch (RuntimeException e) {
        LOG.error("Held messages of a number wait longer: {}", e.getClass().getSimpleName());
      }
    }
  }

  private void all(byte[] phone, Supplier<List<Held.Message>> take) {
    int size = Held.MOST_AT_ONCE;
    while (size == Held.MOST_AT_ONCE) {
      size = transactions.executeWrite(transaction -> some(phone, take));
    }
  }

  private int some(byte[] phone, Supplier<List<Held.Message>> take) {
    var unused = locks.lock(ByteBuffer.wrap(phone).getLong());
    List<Held.Message> messages = take.get();
    messages.forEach(message -> conversation.release(message, SqlTime.now(clock)));
    return messages.size();
  }
}
