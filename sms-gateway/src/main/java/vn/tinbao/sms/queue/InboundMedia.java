package vn.tinbao.sms.queue;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.PhoneKey;

/**
 * What came with messages and is fetched after them, so that no message waits for it.
 *
 * <p>A provider {@link #claim}s what waits, fetches it, and says {@link #fetched}, {@link
 * #notFetched} or {@link #failed}. The server asks for the media {@link #of} a message, {@link
 * #result}s, and says {@link #done} when it has them.
 */
@Singleton
public class InboundMedia {
  static final String CHANNEL = "sms_inbound_media";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Pattern TYPE = Pattern.compile("[a-z0-9.+-]{1,50}/[a-z0-9.+-]{1,50}");

  private final JdbcOperations jdbc;
  private final PhoneKey key;
  private final BodySeal seal;
  private final InboundSettings settings;
  private final Bell bell;
  private final Clock clock;

  InboundMedia(
      JdbcOperations jdbc,
      PhoneKey key,
      BodySeal seal,
      InboundSettings settings,
      Bell bell,
      Clock clock) {
    this.jdbc = jdbc;
    this.key = key;
    this.seal = seal;
    this.settings = settings;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * Something to fetch.
   *
   * @param url the provider's words: check it before anything is asked of it
   * @param type as the provider says
   */
  public record Waiting(UUID id, String url, String type) {
    @Override
    public String toString() {
      return "Waiting[" + id + "]";
    }
  }

  /** What became of one. */
  public sealed interface Result {
    /**
     * It is here.
     *
     * @param sealed for {@link BodyOpener#openMedia}
     * @param type as it was told, not to be trusted
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Fetched(UUID id, byte[] sealed, String type) implements Result {
      @Override
      public String toString() {
        return "Fetched[" + id + "]";
      }
    }

    /**
     * Nobody will get it any more.
     *
     * @param code for operators
     */
    record Lost(UUID id, String code) implements Result {}
  }

  /** Largest one that is taken, in bytes. */
  public long mostBytes() {
    return settings.mediaMostBytes();
  }

  /** With its message, in the transaction that stores it. */
  void add(UUID inboundId, ReceivedSms sms, Instant now) {
    int number = 0;
    for (ReceivedSms.Media media : sms.media()) {
      UUID id = UuidCreator.getTimeOrderedEpoch();
      int place = ++number;
      jdbc.prepareStatement(
          """
          INSERT INTO sms.inbound_media
            (id, inbound_id, number, provider, type, url, next_at, arrived_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
          insert -> {
            insert.setObject(1, id);
            insert.setObject(2, inboundId);
            insert.setInt(3, place);
            insert.setString(4, sms.provider());
            insert.setString(5, type(media.type()));
            insert.setBytes(6, key.sealText(media.url(), id));
            insert.setObject(7, SqlTime.of(now));
            insert.setObject(8, SqlTime.of(now));
            return insert.executeUpdate();
          });
    }
    if (number > 0) {
      bell.ringAfterCommit(CHANNEL);
    }
  }

  /** Type and subtype alone: parameters carry file names, and this column is not sealed. */
  private static String type(String told) {
    String bare = told.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return TYPE.matcher(bare).matches() ? bare : "";
  }

  /**
   * Takes what waits longest, for {@code lease}: whoever has not said what became of it by then is
   * taken for dead, and it is handed out again. Committed when this returns.
   */
  @Transactional(TxType.REQUIRES_NEW)
  public List<Waiting> claim(String provider, int most, Duration lease) {
    Instant now = clock.instant();
    List<UUID> unreadable = new ArrayList<>();
    // By inbound_media_waiting.
    List<Waiting> waiting =
        jdbc.prepareStatement(
            """
        UPDATE sms.inbound_media SET tries = least(tries + 1, 1000), next_at = ?
         WHERE id IN (SELECT id FROM sms.inbound_media
                       WHERE provider = ? AND state = 'WAITING' AND next_at <= ?
                       ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED)
        RETURNING id, url, type
        """,
            update -> {
              update.setObject(1, SqlTime.of(now.plus(lease)));
              update.setString(2, provider);
              update.setObject(3, SqlTime.of(now));
              update.setInt(4, most);
              List<Waiting> claimed = new ArrayList<>();
              try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                  UUID id = row.getObject("id", UUID.class);
                  try {
                    claimed.add(
                        new Waiting(
                            id, key.openText(row.getBytes("url"), id), row.getString("type")));
                  } catch (IllegalArgumentException e) {
                    unreadable.add(id); // sealed with another key; others must not wait for it
                  }
                }
              }
              return claimed;
            });
    unreadable.forEach(id -> end(id, "CANNOT_BE_OPENED"));
    return waiting;
  }

  /**
   * Here it is. Committed when this returns: only then may the provider's copy be deleted.
   *
   * @param type as the provider's server says
   * @return false: it was not waiting any more, or is empty or too large and now given up
   */
  @Transactional(TxType.REQUIRES_NEW)
  public boolean fetched(UUID id, byte[] content, String type) {
    if (content.length == 0 || content.length > mostBytes()) {
      end(id, content.length == 0 ? "EMPTY" : "TOO_LARGE");
      return false;
    }
    boolean taken =
        jdbc.prepareStatement(
            """
            UPDATE sms.inbound_media
               SET state = 'FETCHED', url = NULL, content = ?, size = ?, type = ?, error_code = NULL
             WHERE id = ? AND state = 'WAITING'
            """,
            update -> {
              update.setBytes(1, seal.sealMedia(content, id));
              update.setLong(2, content.length);
              update.setString(3, type(type));
              update.setObject(4, id);
              return update.executeUpdate() == 1;
            });
    if (taken) {
      bell.ringAfterCommit(SmsInbox.CHANNEL);
    }
    return taken;
  }

  /**
   * Not this time; it is handed out again after a pause that doubles up to an hour, until it has
   * waited for {@code tinbao.sms.inbound.media-given-up-after}.
   *
   * @param code for operators, without content
   */
  @Transactional(TxType.REQUIRES_NEW)
  public void notFetched(UUID id, String code) {
    Instant now = clock.instant();
    int tries =
        jdbc.prepareStatement(
            """
            UPDATE sms.inbound_media SET error_code = left(?, 100)
             WHERE id = ? AND state = 'WAITING' AND arrived_at > ?
            RETURNING tries
            """,
            update -> {
              update.setString(1, code);
              update.setObject(2, id);
              update.setObject(3, SqlTime.of(now.minus(settings.mediaGivenUpAfter())));
              try (ResultSet row = update.executeQuery()) {
                return row.next() ? row.getInt("tries") : 0;
              }
            });
    if (tries == 0) {
      end(id, code);
      return;
    }
    jdbc.prepareStatement(
        "UPDATE sms.inbound_media SET next_at = ? WHERE id = ?",
        update -> {
          update.setObject(
              1, SqlTime.of(now.plus(Pauses.doubling(FIRST_PAUSE, tries, LONGEST_PAUSE))));
          update.setObject(2, id);
          return update.executeUpdate();
        });
  }

  /**
   * It will never be had: the provider does not know it, or its address is not to be trusted.
   *
   * @param code for operators, without content
   */
  @Transactional(TxType.REQUIRES_NEW)
  public void failed(UUID id, String code) {
    end(id, code);
  }

  private void end(UUID id, String code) {
    int ended =
        jdbc.prepareStatement(
            "UPDATE sms.inbound_media SET state = 'FAILED', url = NULL, error_code = left(?, 100)"
                + " WHERE id = ? AND state = 'WAITING'",
            update -> {
              update.setString(1, code);
              update.setObject(2, id);
              return update.executeUpdate();
            });
    if (ended > 0) {
      bell.ringAfterCommit(SmsInbox.CHANNEL);
    }
  }

  /** Ids of what came with a message, in its order. */
  @Transactional
  public List<UUID> of(UUID inboundId) {
    return jdbc.prepareStatement(
        "SELECT id FROM sms.inbound_media WHERE inbound_id = ? ORDER BY number",
        select -> {
          select.setObject(1, inboundId);
          List<UUID> ids = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              ids.add(row.getObject("id", UUID.class));
            }
          }
          return ids;
        });
  }

  /** What became of it; empty while it is not here yet. One that is forgotten is lost. */
  @Transactional
  public Optional<Result> result(UUID id) {
    return jdbc.prepareStatement(
        "SELECT state, content, type, error_code FROM sms.inbound_media WHERE id = ?",
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? read(id, row) : Optional.of(new Result.Lost(id, "FORGOTTEN"));
          }
        });
  }

  private static Optional<Result> read(UUID id, ResultSet row) throws java.sql.SQLException {
    return switch (row.getString("state")) {
      case "WAITING" -> Optional.empty();
      case "FETCHED" ->
          Optional.of(
              new Result.Fetched(
                  id, Objects.requireNonNull(row.getBytes("content")), row.getString("type")));
      default -> {
        @Nullable String code = row.getString("error_code");
        yield Optional.of(new Result.Lost(id, code == null ? "UNKNOWN" : code));
      }
    };
  }

  /** The server has it, or has noted that it is lost. Erases it here. */
  @Transactional
  public void done(UUID id) {
    jdbc.prepareStatement(
        "UPDATE sms.inbound_media SET state = 'DONE', url = NULL, content = NULL WHERE id = ?",
        update -> {
          update.setObject(1, id);
          return update.executeUpdate();
        });
  }

  /**
   * Calls {@code wake} when there may be something to fetch, on a thread that is not the caller's.
   *
   * @return ends it
   */
  public Runnable onArrival(Runnable wake) {
    return bell.listen(CHANNEL, wake);
  }
}
