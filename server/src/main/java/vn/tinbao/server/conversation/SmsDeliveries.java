package vn.tinbao.server.conversation;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.queue.Fate;
import vn.tinbao.sms.queue.SmsOutbox;

/**
 * Follows what was answered by SMS until it has arrived. What does not is told on its tip, once: an
 * answer that nobody got must not look answered.
 */
@Singleton
public class SmsDeliveries {
  private static final Logger LOG = LoggerFactory.getLogger(SmsDeliveries.class);
  private static final int AT_ONCE = 200;

  /** Whoever takes some and dies: the next one asks after this. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Asked again after a quarter of the message's age, within these. */
  private static final Duration SOONEST = Duration.ofSeconds(5);

  private static final Duration LATEST = Duration.ofMinutes(15);

  /** So long after it was written the network may correct itself. */
  private static final Duration CORRECTED_WITHIN = Duration.ofDays(7);

  private final ReplyRows rows;
  private final SmsOutbox outbox;
  private final TipDesk tips;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  SmsDeliveries(
      ReplyRows rows,
      SmsOutbox outbox,
      TipDesk tips,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.outbox = outbox;
    this.tips = tips;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * How an answer fares.
   *
   * @param code why it was lost, as the network says; null when it was not, or nobody knows
   */
  public record Standing(Delivery delivery, @Nullable String code) {}

  /** By message, those that went by SMS. */
  public Map<UUID, Standing> ofTip(UUID tipId) {
    Map<UUID, Standing> standings = new HashMap<>();
    for (ReplyRows.Row row : rows.ofTip(tipId)) {
      standings.put(row.messageId(), new Standing(Delivery.valueOf(row.delivery()), row.code()));
    }
    return standings;
  }

  /** From now on; in the caller's transaction, which puts the message into the outbox. */
  void follow(UUID tipId, UUID messageId) {
    rows.add(messageId, tipId, SqlTime.now(clock));
  }

  @Scheduled(fixedDelay = "3s", initialDelay = "3s")
  void work() {
    try {
      boolean more = true;
      while (more) {
        more = next() == AT_ONCE;
      }
    } catch (RuntimeException e) {
      LOG.warn("Whether answers arrived is asked later: {}", e.getClass().getSimpleName());
    }
  }

  /**
   * Asks for those that are due.
   *
   * @return how many there were
   */
  int next() {
    Instant now = SqlTime.now(clock);
    List<ReplyRows.Row> due =
        transactions.executeWrite(transaction -> rows.take(now, now.plus(LEASE), AT_ONCE));
    if (!due.isEmpty()) {
      Map<UUID, Fate> fates = outbox.fates(due.stream().map(ReplyRows.Row::messageId).toList());
      for (ReplyRows.Row row : due) {
        var unused =
            transactions.executeWrite(
                transaction -> {
                  settle(row, fates.get(row.messageId()), now);
                  return row;
                });
      }
    }
    return due.size();
  }

  private void settle(ReplyRows.Row row, @Nullable Fate fate, Instant now) {
    if (fate == null) {
      rows.askAgain(row.messageId(), null);
      return;
    }
    Delivery delivery = Delivery.of(fate.state());
    Instant again = again(row, delivery, now);
    if (delivery.name().equals(row.delivery())) {
      rows.askAgain(row.messageId(), again);
      return;
    }
    String code = delivery == Delivery.LOST ? fate.code() : null;
    if (rows.fares(row.messageId(), row.delivery(), delivery.name(), code, again) > 0) {
      tell(row, delivery);
    }
  }

  private void tell(ReplyRows.Row row, Delivery delivery) {
    String about = "{\"message\": \"" + row.messageId() + "\"}";
    if (delivery == Delivery.LOST) {
      tips.record(row.tipId(), "SMS_REPLY_LOST", null, about, TipDesk.Attention.REPLY_LOST, null);
    } else if (row.delivery().equals(Delivery.LOST.name()) && delivery == Delivery.ARRIVED) {
      tips.record(row.tipId(), "SMS_REPLY_ARRIVED", null, about, TipDesk.Attention.KEEP, null);
    } else {
      tips.changed(row.tipId());
    }
  }

  private static @Nullable Instant again(ReplyRows.Row row, Delivery delivery, Instant now) {
    Duration age = Duration.between(row.createdAt(), now);
    boolean over = delivery != Delivery.ON_ITS_WAY && age.compareTo(CORRECTED_WITHIN) > 0;
    if (delivery == Delivery.ARRIVED || over) {
      return null;
    }
    Duration pause = age.dividedBy(4);
    if (pause.compareTo(SOONEST) < 0) {
      return now.plus(SOONEST);
    }
    return now.plus(pause.compareTo(LATEST) > 0 ? LATEST : pause);
  }
}
