package vn.tinbao.server.subscription;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.Suppressions;

/**
 * The door to who wants news by SMS. All writes join the caller's transaction, change gateway,
 * subscription and proof together, and may be repeated.
 */
@Singleton
public class Subscriptions {
  private final JdbcOperations jdbc;
  private final Suppressions suppressions;
  private final PhoneKey key;
  private final Operators operators;
  private final ConsentLog log;
  private final Leaving leaving;
  private final SubscriptionSettings settings;
  private final Clock clock;

  Subscriptions(
      JdbcOperations jdbc,
      Suppressions suppressions,
      PhoneKey key,
      Operators operators,
      ConsentLog log,
      Leaving leaving,
      SubscriptionSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.suppressions = suppressions;
    this.key = key;
    this.operators = operators;
    this.log = log;
    this.leaving = leaving;
    this.settings = settings;
    this.clock = clock;
  }

  /** What came of joining. */
  public enum Joined {
    /** A subscription began, or its language, kind or interests changed. */
    NEW,
    /** It was so already. */
    ALREADY,
    /** The number follows as many places as one may. */
    TOO_MANY
  }

  /**
   * Somebody wants news of a place; who had left is back. Their language, kind and interests become
   * those of all their places.
   *
   * @param words what the person was shown when they agreed, kept as the proof
   */
  @Transactional
  public Joined join(SealedPhone phone, Wish wish, ConsentWay way, String words) {
    lock(phone.hash());
    List<Wish> before = of(phone.hash());
    boolean leftBefore = suppressions.isOptedOut(phone.hash());
    if (before.contains(wish) && !leftBefore) {
      return Joined.ALREADY;
    }
    boolean here = before.stream().anyMatch(one -> one.unitId() == wish.unitId());
    if (!here && before.size() >= settings.mostPlaces()) {
      return Joined.TOO_MANY;
    }
    suppressions.optIn(phone.hash());
    insert(phone, wish);
    same(phone.hash(), wish, before.size() + (here ? 0 : 1));
    log.add(
        List.of(phone.hash()),
        ConsentLog.What.JOINED,
        way,
        wish.unitId(),
        log.text(wish.language(), words),
        null);
    return Joined.NEW;
  }

  /**
   * The person wants no more news of any place: at once, everywhere. Replies and alerts still go.
   */
  @Transactional
  public void leave(byte[] hash, ConsentWay way) {
    lock(hash);
    leaving.by(hash, way);
  }

  /** What a number is subscribed to. By the unique key. */
  @Transactional
  public List<Wish> of(byte[] hash) {
    return jdbc.prepareStatement(
        """
        SELECT unit_id, language, kind, interests FROM tinbao.subscription
         WHERE phone_hash = ? ORDER BY id
        """,
        select -> {
          select.setBytes(1, hash);
          List<Wish> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Wish(
                      row.getLong("unit_id"),
                      row.getString("language"),
                      SubscriberKind.valueOf(row.getString("kind")),
                      interests((String[]) row.getArray("interests").getArray())));
            }
          }
          return found;
        });
  }

  private static Set<Interest> interests(String[] names) {
    Set<Interest> found = java.util.EnumSet.noneOf(Interest.class);
    for (String name : names) {
      found.add(Interest.valueOf(name));
    }
    return found;
  }

  /** One change of a number at a time. */
  private void lock(byte[] hash) {
    jdbc.prepareStatement(
        "SELECT pg_advisory_xact_lock(310, ?)",
        select -> {
          select.setInt(1, ByteBuffer.wrap(hash).getInt());
          return select.execute();
        });
  }

  private void insert(SealedPhone phone, Wish wish) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.subscription
          (phone_hash, phone_cipher, unit_id, operator, language, kind, since)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (phone_hash, unit_id) DO NOTHING
        """,
        insert -> {
          insert.setBytes(1, phone.hash());
          insert.setBytes(2, phone.cipher());
          insert.setLong(3, wish.unitId());
          insert.setString(4, operators.of(key.open(phone)));
          insert.setString(5, wish.language());
          insert.setString(6, wish.kind().name());
          insert.setObject(7, SqlTime.of(clock.instant()));
          return insert.executeUpdate();
        });
  }

  /** A person has one language, kind and set of interests, whatever places they follow. */
  private void same(byte[] hash, Wish wish, int places) {
    jdbc.prepareStatement(
        """
        UPDATE tinbao.subscription SET language = ?, kind = ?, interests = ?, places = ?
         WHERE phone_hash = ?
        """,
        update -> {
          update.setString(1, wish.language());
          update.setString(2, wish.kind().name());
          update.setArray(
              3,
              update
                  .getConnection()
                  .createArrayOf(
                      "text", wish.interests().stream().sorted().map(Enum::name).toArray()));
          update.setInt(4, places);
          update.setBytes(5, hash);
          return update.executeUpdate();
        });
  }
}
