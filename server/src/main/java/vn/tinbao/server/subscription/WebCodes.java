package vn.tinbao.server.subscription;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.server.web.Messages;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;
import vn.tinbao.sms.text.Unaccented;

/**
 * The door for whoever joins or leaves on the web: a code goes to the number, and what was asked
 * for happens when it comes back. What is answered never depends on whether the number subscribes,
 * has left, or was asked for before.
 */
@Singleton
public class WebCodes {
  static final Duration VALID = Duration.ofMinutes(10);
  static final int MOST_WRONG = 5;

  private static final String PURPOSE = "subscription-code";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration APART = Duration.ofSeconds(60);
  private static final int CODES = 1_000_000;
  private static final byte[] NOTHING = {};
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcOperations jdbc;
  private final Subscriptions subscriptions;
  private final Operators operators;
  private final SmsOutbox outbox;
  private final PhoneKey key;
  private final KeyedHash hashes;
  private final Messages messages;
  private final SubscriptionSettings settings;
  private final Clock clock;

  WebCodes(
      JdbcOperations jdbc,
      Subscriptions subscriptions,
      Operators operators,
      SmsOutbox outbox,
      PhoneKey key,
      KeyedHash hashes,
      Messages messages,
      SubscriptionSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.subscriptions = subscriptions;
    this.operators = operators;
    this.outbox = outbox;
    this.key = key;
    this.hashes = hashes;
    this.messages = messages;
    this.settings = settings;
    this.clock = clock;
  }

  /** What came of asking for a code. */
  public enum Asked {
    /** A code was sent, or the number has had as many as it may: nobody is told which. */
    TAKEN,
    /** So many ask at this time that no code is sent to anybody. */
    BUSY
  }

  /** What came of a code. */
  public enum Outcome {
    JOINED,
    LEFT,
    /** The number follows as many places as one may. */
    TOO_MANY,
    /** Wrong, used, spoilt by wrong ones, too old, or never sent: nobody is told which. */
    WRONG
  }

  /** Whether codes are sent to this number: a Vietnamese one of a range that is known as mobile. */
  public boolean takes(PhoneNumber number) {
    return !operators.of(number).equals(Operators.OTHER);
  }

  /**
   * Sends a code to a number.
   *
   * @param id UUIDv7 made by the page: the same twice is one code
   * @param wish news of which place; null: the number leaves
   * @param locale of the message that brings the code
   * @param words what was agreed to, kept as the proof once the code is back
   */
  @Transactional
  public Asked ask(UUID id, PhoneNumber number, @Nullable Wish wish, Locale locale, String words) {
    Instant now = SqlTime.now(clock);
    lock();
    if (known(id)) {
      return Asked.TAKEN;
    }
    if (countSince("true", NOTHING, now.minus(HOUR)) >= settings.codesPerHour()) {
      return Asked.BUSY;
    }
    SealedPhone phone = key.seal(number);
    boolean enough =
        countSince("phone_hash = ?", phone.hash(), now.minus(DAY)) >= settings.codesPerNumber()
            || countSince("phone_hash = ?", phone.hash(), now.minus(APART)) > 0;
    if (enough) {
      return Asked.TAKEN;
    }
    String code = String.format(Locale.ROOT, "%06d", RANDOM.nextInt(CODES));
    if (insert(id, phone, code, wish, words, now)) {
      String text = messages.text(locale, "subscribe.sms", code);
      var unused =
          outbox.enqueue(
              new OutboundSms(
                  UuidCreator.getTimeOrderedEpoch(),
                  MessageClass.REPLY,
                  phone,
                  Unaccented.of(text),
                  now.plus(VALID)));
    }
    return Asked.TAKEN;
  }

  /** By subscription_code_of_phone, or subscription_code_made. */
  private long countSince(String which, byte[] hash, Instant since) {
    return jdbc.prepareStatement(
        "SELECT count(*) FROM tinbao.subscription_code WHERE made_at > ? AND " + which,
        select -> {
          select.setObject(1, SqlTime.of(since));
          if (hash.length > 0) {
            select.setBytes(2, hash);
          }
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /** By the primary key. */
  private boolean known(UUID id) {
    return jdbc.prepareStatement(
        "SELECT FROM tinbao.subscription_code WHERE id = ?",
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next();
          }
        });
  }

  /** One request at a time: neither a number nor an hour gets more codes than it may. */
  private void lock() {
    jdbc.prepareStatement("SELECT pg_advisory_xact_lock(372, 0)", PreparedStatement::execute);
  }

  private boolean insert(
      UUID id, SealedPhone phone, String code, @Nullable Wish wish, String words, Instant now) {
    return jdbc.prepareStatement(
        """
        INSERT INTO tinbao.subscription_code
          (id, phone_hash, phone_cipher, code_mac, joins, unit_id, language, kind, interests, words,
           made_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
        """,
        insert -> {
          insert.setObject(1, id);
          insert.setBytes(2, phone.hash());
          insert.setBytes(3, phone.cipher());
          insert.setBytes(4, mac(id, code));
          insert.setBoolean(5, wish != null);
          insert.setObject(6, wish == null ? null : wish.unitId(), Types.BIGINT);
          insert.setString(7, wish == null ? "vi" : wish.language());
          insert.setString(8, (wish == null ? SubscriberKind.CITIZEN : wish.kind()).name());
          insert.setArray(
              9,
              insert
                  .getConnection()
                  .createArrayOf(
                      "text",
                      wish == null
                          ? new Object[0]
                          : wish.interests().stream().sorted().map(Enum::name).toArray()));
          insert.setString(10, words);
          insert.setObject(11, SqlTime.of(now));
          insert.setObject(12, SqlTime.of(now.plus(VALID)));
          return insert.executeUpdate() == 1;
        });
  }

  private byte[] mac(UUID id, String code) {
    return hashes.of(PURPOSE, id + " " + code);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Row(SealedPhone phone, byte[] mac, @Nullable Wish wish, String words) {}

  /**
   * Does what was asked for, when the code is the right one. It opens once; the {@value
   * #MOST_WRONG}th wrong one spoils it.
   *
   * @param typed blanks and signs between its digits do not count
   */
  @Transactional
  public Outcome confirm(UUID id, String typed) {
    Row row = read(id);
    if (row == null) {
      return Outcome.WRONG;
    }
    String digits = typed.length() > 40 ? "" : typed.replaceAll("[^0-9]", "");
    if (!MessageDigest.isEqual(row.mac(), mac(id, digits))) {
      wrong(id);
      return Outcome.WRONG;
    }
    spend(id);
    Wish wish = row.wish();
    if (wish == null) {
      subscriptions.leave(row.phone().hash(), ConsentWay.WEB);
      return Outcome.LEFT;
    }
    return switch (subscriptions.join(row.phone(), wish, ConsentWay.WEB, row.words())) {
      case NEW, ALREADY -> Outcome.JOINED;
      case TOO_MANY -> Outcome.TOO_MANY;
    };
  }

  private @Nullable Row read(UUID id) {
    return jdbc.prepareStatement(
        """
        SELECT * FROM tinbao.subscription_code
         WHERE id = ? AND phone_cipher IS NOT NULL AND expires_at > ? FOR UPDATE
        """,
        select -> {
          select.setObject(1, id);
          select.setObject(2, SqlTime.of(clock.instant()));
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? new Row(
                    new SealedPhone(row.getBytes("phone_hash"), row.getBytes("phone_cipher")),
                    row.getBytes("code_mac"),
                    row.getBoolean("joins") ? wish(row) : null,
                    row.getString("words"))
                : null;
          }
        });
  }

  private static Wish wish(ResultSet row) throws SQLException {
    Set<Interest> interests = EnumSet.noneOf(Interest.class);
    for (String name : (String[]) row.getArray("interests").getArray()) {
      interests.add(Interest.valueOf(name));
    }
    return new Wish(
        row.getLong("unit_id"),
        row.getString("language"),
        SubscriberKind.valueOf(row.getString("kind")),
        interests);
  }

  private void wrong(UUID id) {
    jdbc.prepareStatement(
        """
        UPDATE tinbao.subscription_code
           SET tries = tries + 1,
               phone_cipher = CASE WHEN tries + 1 >= ? THEN NULL ELSE phone_cipher END
         WHERE id = ?
        """,
        update -> {
          update.setInt(1, MOST_WRONG);
          update.setObject(2, id);
          return update.executeUpdate();
        });
  }

  private void spend(UUID id) {
    jdbc.prepareStatement(
        "UPDATE tinbao.subscription_code SET phone_cipher = NULL WHERE id = ?",
        update -> {
          update.setObject(1, id);
          return update.executeUpdate();
        });
  }

  /** Clears what is too old to be used, and deletes what is too old to be counted. */
  @Scheduled(fixedDelay = "5m", initialDelay = "4m")
  @Transactional
  public void forget() {
    Instant now = clock.instant();
    execute(
        """
        UPDATE tinbao.subscription_code SET phone_cipher = NULL
         WHERE expires_at <= ? AND phone_cipher IS NOT NULL
        """,
        now);
    execute("DELETE FROM tinbao.subscription_code WHERE made_at <= ?", now.minus(DAY));
  }

  private void execute(String sql, Instant at) {
    jdbc.prepareStatement(
        sql,
        change -> {
          change.setObject(1, SqlTime.of(at));
          return change.executeUpdate();
        });
  }
}
