package vn.tinbao.server.subscription;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/**
 * The proof that somebody agreed or left: by keyed hash, never a number. Only grows; what is older
 * than {@link SubscriptionSettings#consentKept} goes, unless its number still subscribes.
 */
@Singleton
public class ConsentLog {
  private static final int AT_ONCE = 5_000;

  private final JdbcOperations jdbc;
  private final SubscriptionSettings settings;
  private final Clock clock;

  ConsentLog(JdbcOperations jdbc, SubscriptionSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  /** What happened. */
  public enum What {
    JOINED,
    LEFT
  }

  /**
   * One line of the proof.
   *
   * @param words what was shown to the person, or the basis of the list; null: nothing
   */
  public record Entry(
      What what, ConsentWay way, @Nullable Long unitId, @Nullable String words, Instant at) {}

  /** Writes it down in the caller's transaction; no hashes: nothing. */
  @Transactional
  void add(
      Collection<byte[]> hashes,
      What what,
      ConsentWay way,
      @Nullable Long unitId,
      @Nullable Long textId,
      @Nullable UUID listId) {
    if (hashes.isEmpty()) {
      return;
    }
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.consent_event (id, phone_hash, what, way, unit_id, text_id, list_id, at)
        SELECT w.id, w.hash, ?, ?, ?, ?, ?, ? FROM unnest(?::uuid[], ?::bytea[]) AS w(id, hash)
        """,
        insert -> {
          insert.setString(1, what.name());
          insert.setString(2, way.name());
          insert.setObject(3, unitId);
          insert.setObject(4, textId);
          insert.setObject(5, listId);
          insert.setObject(6, SqlTime.of(clock.instant()));
          insert.setArray(
              7,
              insert
                  .getConnection()
                  .createArrayOf(
                      "uuid",
                      hashes.stream().map(h -> UuidCreator.getTimeOrderedEpoch()).toArray()));
          insert.setArray(
              8, insert.getConnection().createArrayOf("bytea", hashes.toArray(new byte[0][])));
          return insert.executeUpdate();
        });
  }

  /** The same for all numbers of a list, in one statement. */
  @Transactional
  void addList(UUID listId, @Nullable Long unitId, long textId) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.consent_event (id, phone_hash, what, way, unit_id, text_id, list_id, at)
        SELECT gen_random_uuid(), phone_hash, 'JOINED', 'LIST', ?, ?, list_id, ?
          FROM tinbao.contact_list_number WHERE list_id = ?
        """,
        insert -> {
          insert.setObject(1, unitId, Types.BIGINT);
          insert.setLong(2, textId);
          insert.setObject(3, SqlTime.of(clock.instant()));
          insert.setObject(4, listId);
          return insert.executeUpdate();
        });
  }

  /** The id of these words, which are kept once. */
  @Transactional
  long text(String language, String words) {
    return jdbc.prepareStatement(
        """
        WITH made AS (
          INSERT INTO tinbao.consent_text (language, words) VALUES (?, ?)
          ON CONFLICT (language, words) DO UPDATE SET words = excluded.words RETURNING id)
        SELECT id FROM made
        """,
        insert -> {
          insert.setString(1, language);
          insert.setString(2, words);
          try (ResultSet row = insert.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /** The proof of one number, the oldest first. By consent_event_of_phone. */
  @Transactional
  public List<Entry> of(byte[] hash) {
    return jdbc.prepareStatement(
        """
        SELECT e.what, e.way, e.unit_id, t.words, e.at
          FROM tinbao.consent_event e LEFT JOIN tinbao.consent_text t ON t.id = e.text_id
         WHERE e.phone_hash = ? ORDER BY e.at, e.id
        """,
        select -> {
          select.setBytes(1, hash);
          List<Entry> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Entry(
                      What.valueOf(row.getString("what")),
                      ConsentWay.valueOf(row.getString("way")),
                      row.getObject("unit_id", Long.class),
                      row.getString("words"),
                      Objects.requireNonNull(SqlTime.read(row, "at"))));
            }
          }
          return found;
        });
  }

  /** Deletes what is old and proves nothing that still counts. By consent_event_at. */
  @Scheduled(fixedDelay = "6h", initialDelay = "1h")
  @Transactional
  public int forget() {
    return jdbc.prepareStatement(
        """
        DELETE FROM tinbao.consent_event WHERE id IN (
          SELECT e.id FROM tinbao.consent_event e
           WHERE e.at < ?
             AND NOT EXISTS (SELECT FROM tinbao.subscription s WHERE s.phone_hash = e.phone_hash)
             AND NOT EXISTS (SELECT FROM tinbao.contact_list_number n
                              WHERE n.phone_hash = e.phone_hash)
           ORDER BY e.at LIMIT ?)
        """,
        delete -> {
          delete.setObject(1, SqlTime.of(clock.instant().minus(settings.consentKept())));
          delete.setInt(2, AT_ONCE);
          return delete.executeUpdate();
        });
  }
}
