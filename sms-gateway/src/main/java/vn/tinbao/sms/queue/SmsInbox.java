package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.InboundSms.SealedText;

/**
 * Where the server gets the messages that people wrote to us.
 *
 * <p>Use: in one transaction {@link #claim}, act, {@link #done}. When acting throws, the
 * transaction is rolled back and <i>after that</i> {@link #failed} is called. Then also look every
 * few seconds, since {@link #onArrival} is a hint.
 */
@Singleton
public class SmsInbox {
  static final String CHANNEL = "sms_inbound";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final JdbcOperations jdbc;
  private final Bell bell;
  private final Clock clock;

  SmsInbox(JdbcOperations jdbc, Bell bell, Clock clock) {
    this.jdbc = jdbc;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * The messages that waited longest, locked until the caller's transaction ends; other nodes get
   * others. Of one sender there is never more than the oldest one, so that a conversation is
   * answered in order: claim again until nothing comes. A long message comes when its parts are
   * there, or with gaps when they have been waited for long enough ({@link InboundSettings}).
   */
  @Transactional(TxType.MANDATORY)
  public List<InboundSms> claim(int most) {
    return ByIndex.only(jdbc, () -> claimByIndex(most));
  }

  private List<InboundSms> claimByIndex(int most) {
    // Served by inbound_waiting; the subquery by inbound_by_sender, whose very predicate it has
    // behind OFFSET 0, so that no index of all that waits would do. Parts that are waited for hold
    // nobody up: next_at is then the end of the wait.
    List<Head> heads =
        jdbc.prepareStatement(
            """
            SELECT id, provider, from_hash, from_cipher, to_number, received_at, part_total, adds_to
              FROM sms.inbound i
             WHERE state = 'WAITING' AND next_at <= ?
               AND NOT EXISTS (
                     SELECT 1
                       FROM (SELECT other.state, other.next_at FROM sms.inbound other
                              WHERE other.from_hash = i.from_hash
                                AND other.state IN ('WAITING', 'PART')
                                AND (other.received_at, other.id) < (i.received_at, i.id)
                             OFFSET 0) earlier
                      WHERE earlier.state = 'WAITING' AND earlier.next_at <= ?)
             ORDER BY received_at, id
             LIMIT ?
               FOR UPDATE SKIP LOCKED
            """,
            select -> {
              Object now = SqlTime.of(clock.instant());
              select.setObject(1, now);
              select.setObject(2, now);
              select.setInt(3, most);
              List<Head> claimed = new ArrayList<>();
              try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                  claimed.add(Head.read(row));
                }
              }
              return claimed;
            });
    Map<UUID, List<Text>> texts = heads.isEmpty() ? Map.of() : texts(heads);
    return heads.stream()
        .map(head -> head.with(Objects.requireNonNull(texts.get(head.id()))))
        .toList();
  }

  /** One row that stands for a message. */
  private record Head(
      UUID id,
      String provider,
      SealedPhone from,
      String to,
      Instant receivedAt,
      int parts,
      @Nullable UUID addsTo) {

    static Head read(ResultSet row) throws SQLException {
      int parts = row.getInt("part_total");
      return new Head(
          row.getObject("id", UUID.class),
          row.getString("provider"),
          new SealedPhone(row.getBytes("from_hash"), row.getBytes("from_cipher")),
          row.getString("to_number"),
          Objects.requireNonNull(SqlTime.read(row, "received_at")),
          row.wasNull() ? 1 : Math.max(1, parts),
          row.getObject("adds_to", UUID.class));
    }

    InboundSms with(List<Text> all) {
      // The same part again is the same part: what came first counts.
      Map<Integer, Text> first = new TreeMap<>();
      all.forEach(text -> first.putIfAbsent(text.sealed().number(), text));
      boolean repeat = first.values().stream().allMatch(text -> text.repeats() != null);
      return new InboundSms(
          id,
          from,
          to,
          first.values().stream().map(Text::sealed).toList(),
          parts,
          receivedAt,
          provider,
          addsTo,
          repeat ? first.values().iterator().next().repeats() : null);
    }
  }

  private record Text(SealedText sealed, @Nullable UUID repeats) {}

  /**
   * By primary key and inbound_part_of. No part can join meanwhile: the desk waits for the lock.
   */
  private Map<UUID, List<Text>> texts(List<Head> heads) {
    return jdbc.prepareStatement(
        """
        SELECT i.id, coalesce(i.part_of, i.id) AS head, coalesce(i.part_number, 1) AS number,
               i.body, coalesce(r.part_of, r.id, i.repeat_of) AS repeats
          FROM (SELECT * FROM sms.inbound WHERE id = ANY (?)
                UNION ALL
                SELECT * FROM sms.inbound WHERE part_of = ANY (?)) i
          LEFT JOIN sms.inbound r ON r.id = i.repeat_of
         WHERE i.body IS NOT NULL
         ORDER BY i.arrived_at, i.id
        """,
        select -> {
          Object[] ids = heads.stream().map(Head::id).toArray();
          Array of = select.getConnection().createArrayOf("uuid", ids);
          select.setArray(1, of);
          select.setArray(2, of);
          Map<UUID, List<Text>> found = new HashMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found
                  .computeIfAbsent(row.getObject("head", UUID.class), id -> new ArrayList<>())
                  .add(
                      new Text(
                          new SealedText(
                              row.getObject("id", UUID.class),
                              row.getInt("number"),
                              row.getBytes("body")),
                          row.getObject("repeats", UUID.class)));
            }
          }
          return found;
        });
  }

  /** The message has been acted upon; in the transaction that claimed it. Erases the text here. */
  @Transactional(TxType.MANDATORY)
  public void done(UUID id) {
    var rows =
        ByIndex.only(
            jdbc,
            () ->
                jdbc.prepareStatement(
                    """
                    UPDATE sms.inbound SET state = 'DONE', done_at = ?, body = NULL, error_code = NULL
                     WHERE id IN (SELECT id FROM sms.inbound WHERE id = ? AND state = 'WAITING'
                                  UNION ALL
                                  SELECT id FROM sms.inbound WHERE part_of = ? AND state = 'PART')
                    """,
                    update -> {
                      update.setObject(1, SqlTime.of(clock.instant()));
                      update.setObject(2, id);
                      update.setObject(3, id);
                      return update.executeUpdate();
                    }));
  }

  /**
   * The message could not be acted upon; it comes again after a pause that doubles up to an hour,
   * for ever: a tip is not given up. In a transaction of its own, after the one that claimed it was
   * rolled back.
   *
   * @param errorCode for operators, without content: the exception's class name will do
   */
  @Transactional(TxType.REQUIRES_NEW)
  public void failed(UUID id, String errorCode) {
    // The claiming transaction would hold the row for ever if it were still open.
    jdbc.execute(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute("SET LOCAL lock_timeout = '5s'");
          }
        });
    int tries =
        jdbc.prepareStatement(
            "UPDATE sms.inbound SET tries = least(tries + 1, 1000), error_code = left(?, 100)"
                + " WHERE id = ? AND state = 'WAITING' RETURNING tries",
            update -> {
              update.setString(1, errorCode);
              update.setObject(2, id);
              try (ResultSet row = update.executeQuery()) {
                return row.next() ? row.getInt("tries") : 0;
              }
            });
    if (tries > 0) {
      Instant next = clock.instant().plus(Pauses.doubling(FIRST_PAUSE, tries, LONGEST_PAUSE));
      jdbc.prepareStatement(
          "UPDATE sms.inbound SET next_at = ? WHERE id = ?",
          update -> {
            update.setObject(1, SqlTime.of(next));
            update.setObject(2, id);
            return update.executeUpdate();
          });
    }
  }

  /**
   * Calls {@code wake} when messages may have arrived, on a thread that is not the caller's: it
   * must be quick, for example wake a worker.
   *
   * @return ends it
   */
  public Runnable onArrival(Runnable wake) {
    return bell.listen(CHANNEL, wake);
  }
}
