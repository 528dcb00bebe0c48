package vn.tinbao.server.campaign.sending;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.AwarenessSettings;
import vn.tinbao.sms.queue.Fate;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.OutboundState;
import vn.tinbao.sms.queue.SafeHours;
import vn.tinbao.sms.queue.SmsOutbox;

/**
 * Hands recipients to the gateway, some at a time: message and mark are one transaction, so nobody
 * is handed over twice and nobody is passed by.
 */
@Singleton
class Feeder {
  /**
   * With a throttle of its own, so many times a second: small portions leave room between them for
   * whoever waits for an answer.
   */
  private static final int BEATS = 10;

  private static final Duration CATCH_UP = Duration.ofSeconds(1);

  /** With a throttle of its own, no more than this long waits in the gateway. */
  private static final Duration AHEAD = Duration.ofSeconds(5);

  static final Duration LATER = Duration.ofDays(1);

  private final JdbcOperations jdbc;
  private final SendingRows rows;
  private final SmsOutbox outbox;
  private final LeaveLink links;
  private final SendingSettings settings;
  private final AwarenessSettings awareness;
  private final Clock clock;

  Feeder(
      JdbcOperations jdbc,
      SendingRows rows,
      SmsOutbox outbox,
      LeaveLink links,
      SendingSettings settings,
      AwarenessSettings awareness,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.outbox = outbox;
    this.links = links;
    this.settings = settings;
    this.awareness = awareness;
    this.clock = clock;
  }

  private record Recipient(long id, SealedPhone phone, String language, @Nullable UUID before) {}

  /**
   * Hands over what there is room for.
   *
   * @return when to come again: zero at once, {@link #LATER} when something else must happen before
   */
  @Transactional
  public Duration step(UUID campaign) {
    SendingRow sending = rows.lockIfFree(campaign).orElse(null);
    Instant now = SqlTime.now(clock);
    if (sending == null
        || sending.stage() != Stage.SENDING
        || sending.againTo() != null
        || sending.in(RecipientState.WAITING) == 0
        || !open(sending, now)) {
      return LATER;
    }
    if (sending.nextAt().isAfter(now)) {
      return Duration.between(now, sending.nextAt());
    }
    int ahead =
        sending.perSecond() == 0
            ? settings.ahead()
            : (int) Math.min(settings.ahead(), sending.perSecond() * AHEAD.toSeconds());
    int room = ahead - waiting(sending, ahead);
    int beat = sending.perSecond() == 0 ? room : Math.max(1, sending.perSecond() / BEATS);
    int most = Math.min(settings.batch(), Math.min(room, beat));
    if (most <= 0 || (sending.perSecond() == 0 && most < whole(sending, ahead))) {
      return LATER;
    }
    List<Recipient> next = next(sending, most);
    long handedTo =
        next.size() < most ? sending.total() : next.get(next.size() - 1).id() - sending.base();
    List<Recipient> arrived = arrived(next);
    next.removeAll(arrived);
    hand(sending, next);
    settle(arrived);
    Map<RecipientState, Long> change = new EnumMap<>(RecipientState.class);
    change.put(RecipientState.WAITING, -(long) (next.size() + arrived.size()));
    change.put(RecipientState.QUEUED, (long) next.size());
    change.put(RecipientState.DELIVERED, (long) arrived.size());
    rows.count(campaign, change);
    Instant nextAt = nextAt(sending, next.size(), now);
    rows.update(campaign, "handed_to = ?, next_at = ?", handedTo, nextAt);
    return next.size() < most
        ? LATER
        : nextAt.isAfter(now) ? Duration.between(now, nextAt) : Duration.ZERO;
  }

  /**
   * How many of it wait in the gateway. What is known to have left it is enough to know while that
   * is half of what may wait; else it is asked what has left since, and what rests for long.
   */
  private int waiting(SendingRow sending, int ahead) {
    long queued = sending.in(RecipientState.QUEUED);
    return queued <= ahead / 2 ? (int) queued : outbox.waiting(sending.campaign(), ahead);
  }

  /**
   * A portion worth a step, when nothing but the gateway sets the pace: a few recipients cost as
   * much as many, and what lies ahead lasts for seconds.
   */
  private int whole(SendingRow sending, int ahead) {
    return (int)
        Math.min(sending.in(RecipientState.WAITING), Math.min(settings.batch(), (ahead + 1) / 2));
  }

  /** Outside these hours the gateway would only keep them, and pour them out in the morning. */
  private boolean open(SendingRow sending, Instant now) {
    SafeHours hours = sending.hours();
    return awareness.hours().contains(now) && (hours == null || hours.contains(now));
  }

  private static Instant nextAt(SendingRow sending, int handed, Instant now) {
    if (sending.perSecond() == 0) {
      return now;
    }
    Instant earliest = now.minus(CATCH_UP);
    Instant from = sending.nextAt().isBefore(earliest) ? earliest : sending.nextAt();
    return from.plusNanos(handed * 1_000_000_000L / sending.perSecond());
  }

  /** By the primary key. */
  private List<Recipient> next(SendingRow sending, int most) {
    return jdbc.prepareStatement(
        """
        SELECT id, phone_hash, phone_cipher, language, message_id
          FROM tinbao.campaign_recipient
         WHERE id > ? AND id <= ? AND state = 'W'
         ORDER BY id LIMIT ?
        """,
        select -> {
          select.setLong(1, sending.base() + sending.handedTo());
          select.setLong(2, sending.base() + sending.total());
          select.setInt(3, most);
          List<Recipient> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Recipient(
                      row.getLong("id"),
                      new SealedPhone(row.getBytes("phone_hash"), row.getBytes("phone_cipher")),
                      row.getString("language"),
                      row.getObject("message_id", UUID.class)));
            }
          }
          return found;
        });
  }

  /** Of those that failed once: whose message arrived after all. */
  private List<Recipient> arrived(List<Recipient> next) {
    Set<UUID> before = new HashSet<>();
    for (Recipient one : next) {
      if (one.before() != null) {
        before.add(one.before());
      }
    }
    if (before.isEmpty()) {
      return List.of();
    }
    Map<UUID, Fate> fates = outbox.fates(before);
    return next.stream()
        .filter(
            one -> {
              Fate fate = one.before() == null ? null : fates.get(one.before());
              return fate != null && fate.state() == OutboundState.DELIVERED;
            })
        .toList();
  }

  private void hand(SendingRow sending, List<Recipient> recipients) {
    if (recipients.isEmpty()) {
      return;
    }
    Long[] ids = new Long[recipients.size()];
    UUID[] messages = new UUID[recipients.size()];
    List<OutboundSms> all = new ArrayList<>(recipients.size());
    for (int i = 0; i < messages.length; i++) {
      Recipient to = recipients.get(i);
      ids[i] = to.id();
      messages[i] = UuidCreator.getTimeOrderedEpoch();
      all.add(
          new OutboundSms(
              messages[i],
              MessageClass.AWARENESS,
              to.phone(),
              text(sending, to),
              sending.validUntil(),
              sending.campaign(),
              sending.hours()));
    }
    int taken = outbox.enqueueAll(all);
    if (taken != messages.length) {
      throw new IllegalStateException("An id of a message is taken");
    }
    jdbc.prepareStatement(
        """
        UPDATE tinbao.campaign_recipient r
           SET state = 'Q', tries = tries + 1, message_id = handed.message, cost = NULL
          FROM unnest(?::bigint[], ?::uuid[]) AS handed(id, message)
         WHERE r.id = handed.id
        """,
        update -> {
          update.setArray(1, update.getConnection().createArrayOf("bigint", ids));
          update.setArray(2, update.getConnection().createArrayOf("uuid", messages));
          return update.executeUpdate();
        });
  }

  private String text(SendingRow sending, Recipient to) {
    Map<String, String> texts = sending.texts();
    String text = texts.get(to.language());
    if (text == null || text.isBlank()) {
      text = texts.getOrDefault(SendingOrder.DEFAULT, "");
    }
    return text.contains(SendingOrder.LEAVE)
        ? text.replace(SendingOrder.LEAVE, links.of(to.id()))
        : text;
  }

  private void settle(List<Recipient> arrived) {
    if (arrived.isEmpty()) {
      return;
    }
    jdbc.prepareStatement(
        "UPDATE tinbao.campaign_recipient SET state = 'D' WHERE id = ANY (?)",
        update -> {
          update.setArray(
              1,
              update
                  .getConnection()
                  .createArrayOf(
                      "bigint", arrived.stream().map(Recipient::id).toArray(Long[]::new)));
          return update.executeUpdate();
        });
  }
}
