package vn.tinbao.sms.provider.smpp;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.StatusNews;
import vn.tinbao.sms.queue.StatusDesk;

/**
 * Which parts belong to which message, and what is known of each: a message of several parts is
 * delivered when all are, and not delivered as soon as one is not.
 *
 * <p>A receipt may come before its part is written down here. It is then kept by the status desk as
 * news about a stranger, and found again by {@link #keep}; both sides look after they wrote, so
 * that one of them sees the other.
 */
@Singleton
class SmppParts {
  /** Operators keep trying for days; a receipt after that finds nothing and harms nobody. */
  private static final Duration KEPT = Duration.ofDays(10);

  private final JdbcOperations jdbc;
  private final StatusDesk status;
  private final Clock clock;

  SmppParts(JdbcOperations jdbc, StatusDesk status, Clock clock) {
    this.jdbc = jdbc;
    this.status = status;
    this.clock = clock;
  }

  /**
   * A message that the operator has.
   *
   * @param providerId what the whole is called
   * @param partIds of its parts, in their order
   * @param late true: this is news, the queue has given up waiting for the answer
   */
  record Whole(
      String provider, UUID messageId, String providerId, List<String> partIds, boolean late) {
    Whole asNews() {
      return new Whole(provider, messageId, providerId, partIds, true);
    }
  }

  /** Writes the parts down; committed when this returns. */
  @Transactional
  void keep(List<Whole> wholes) {
    jdbc.prepareStatement(
        """
        INSERT INTO sms.smpp_part AS old (provider, part_id, message_id, provider_id, total)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (provider, part_id) DO UPDATE
          SET message_id = excluded.message_id, provider_id = excluded.provider_id,
              total = excluded.total, status = NULL, code = NULL
          WHERE old.message_id <> excluded.message_id
        """,
        insert -> {
          for (Whole whole : wholes) {
            for (String part : whole.partIds()) {
              insert.setString(1, whole.provider());
              insert.setString(2, part);
              insert.setObject(3, whole.messageId());
              insert.setString(4, whole.providerId());
              insert.setInt(5, whole.partIds().size());
              insert.addBatch();
            }
          }
          return insert.executeBatch().length;
        });
    tell(wholes.stream().filter(Whole::late).toList());
  }

  /** As news: the operator has these, though the queue may wait no longer. */
  @Transactional
  void tell(List<Whole> wholes) {
    status.accept(
        wholes.stream()
            .map(
                late ->
                    new StatusNews(
                        late.provider(),
                        late.providerId(),
                        late.messageId(),
                        DeliveryStatus.ACCEPTED))
            .toList());
  }

  /** Receipts that were quicker than {@link #keep}; to be called after it. */
  @Transactional
  void overtaken(String provider, Collection<String> partIds) {
    take(
        jdbc.prepareStatement(
            """
            UPDATE sms.provider_event e SET message_id = p.message_id
              FROM sms.smpp_part p
             WHERE e.provider = ? AND e.provider_id = ANY (?) AND e.message_id IS NULL
               AND p.provider = e.provider AND p.part_id = e.provider_id
            RETURNING e.provider, e.provider_id, e.status, e.code, e.because
            """,
            update -> {
              update.setString(1, provider);
              update.setArray(2, texts(update, partIds));
              List<StatusNews> early = new ArrayList<>();
              try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                  String because = row.getString(5);
                  early.add(
                      new StatusNews(
                          row.getString(1),
                          row.getString(2),
                          null,
                          DeliveryStatus.valueOf(row.getString(3)),
                          row.getString(4),
                          because == null ? null : Because.valueOf(because)));
                }
              }
              return early;
            }));
  }

  /**
   * Takes receipts, each about one part, of one provider; committed when this returns.
   *
   * @return the ids that were of no part here; to be handed to {@link #overtaken} afterwards
   */
  @Transactional
  List<String> receipts(List<StatusNews> news) {
    List<StatusNews> others = take(news);
    status.accept(others);
    return others.stream().map(StatusNews::providerMessageId).toList();
  }

  /** Those that have no part here are given back. */
  private List<StatusNews> take(List<StatusNews> news) {
    if (news.isEmpty()) {
      return news;
    }
    String provider = news.get(0).provider();
    Map<String, Member> members = members(provider, news);
    if (members.isEmpty()) {
      return news;
    }
    lock(members.values());
    List<StatusNews> others = new ArrayList<>();
    Map<String, Because> reasons = new HashMap<>();
    for (StatusNews one : news) {
      Member member = members.get(one.providerMessageId());
      if (member == null) {
        others.add(one);
      } else {
        note(one);
        if (one.because() != null) {
          reasons.put(member.providerId(), one.because());
        }
      }
    }
    whole(provider, members.values(), reasons);
    return others;
  }

  private record Member(UUID messageId, String providerId) {}

  /** By the primary key. */
  private Map<String, Member> members(String provider, List<StatusNews> news) {
    return jdbc.prepareStatement(
        """
        SELECT part_id, message_id, provider_id FROM sms.smpp_part
         WHERE provider = ? AND part_id = ANY (?)
        """,
        select -> {
          select.setString(1, provider);
          select.setArray(
              2, texts(select, news.stream().map(StatusNews::providerMessageId).toList()));
          Map<String, Member> found = new HashMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.put(
                  row.getString(1), new Member(row.getObject(2, UUID.class), row.getString(3)));
            }
          }
          return found;
        });
  }

  /** Two receipts of one message on two nodes: the later one must see the earlier one. */
  private void lock(Collection<Member> members) {
    jdbc.prepareStatement(
        """
        SELECT 1 FROM sms.smpp_part WHERE message_id = ANY (?)
         ORDER BY message_id, part_id FOR UPDATE
        """,
        select -> {
          select.setArray(1, ids(select, members));
          return select.execute();
        });
  }

  /** Delivered may follow undelivered, never the reverse. */
  private void note(StatusNews news) {
    jdbc.prepareStatement(
        """
        UPDATE sms.smpp_part SET status = ?, code = ?
         WHERE provider = ? AND part_id = ?
           AND (status IS NULL OR status NOT IN ('DELIVERED', ?)
                AND (? = 'DELIVERED' OR status NOT IN ('UNDELIVERED', 'FAILED')))
        """,
        update -> {
          update.setString(1, news.status().name());
          update.setString(2, news.code());
          update.setString(3, news.provider());
          update.setString(4, news.providerMessageId());
          update.setString(5, news.status().name());
          update.setString(6, news.status().name());
          return update.executeUpdate();
        });
  }

  /** Of the attempt that the receipts are about; another attempt has other parts. */
  private void whole(String provider, Collection<Member> members, Map<String, Because> reasons) {
    List<StatusNews> all =
        jdbc.prepareStatement(
            """
            SELECT provider_id, message_id, min(total) AS total,
                   count(*) FILTER (WHERE status = 'DELIVERED') AS delivered,
                   bool_or(status = 'FAILED') AS failed,
                   bool_or(status = 'UNDELIVERED') AS undelivered,
                   max(code) FILTER (WHERE status IN ('FAILED', 'UNDELIVERED')) AS code
              FROM sms.smpp_part
             WHERE message_id = ANY (?) AND provider = ? AND provider_id = ANY (?)
             GROUP BY provider_id, message_id
            """,
            select -> {
              select.setArray(1, ids(select, members));
              select.setString(2, provider);
              select.setArray(3, texts(select, members.stream().map(Member::providerId).toList()));
              List<StatusNews> found = new ArrayList<>();
              try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                  DeliveryStatus state = state(row);
                  if (state != null) {
                    String providerId = row.getString("provider_id");
                    boolean good = state == DeliveryStatus.DELIVERED;
                    found.add(
                        new StatusNews(
                            provider,
                            providerId,
                            row.getObject("message_id", UUID.class),
                            state,
                            good ? null : row.getString("code"),
                            good ? null : reasons.getOrDefault(providerId, Because.OTHER)));
                  }
                }
              }
              return found;
            });
    status.accept(all);
  }

  private static @Nullable DeliveryStatus state(ResultSet row) throws SQLException {
    if (row.getInt("delivered") == row.getInt("total")) {
      return DeliveryStatus.DELIVERED;
    }
    if (row.getBoolean("failed")) {
      return DeliveryStatus.FAILED;
    }
    return row.getBoolean("undelivered") ? DeliveryStatus.UNDELIVERED : null;
  }

  /** Rows that no receipt will ask for any more; the number of them. By smpp_part_message. */
  @Transactional
  int forget() {
    long oldest = clock.instant().minus(KEPT).toEpochMilli();
    return jdbc.prepareStatement(
        "DELETE FROM sms.smpp_part WHERE message_id < ?",
        delete -> {
          delete.setObject(1, new UUID(oldest << 16, 0));
          return delete.executeUpdate();
        });
  }

  private static Array texts(PreparedStatement statement, Collection<String> values)
      throws SQLException {
    return statement.getConnection().createArrayOf("text", values.toArray());
  }

  private static Array ids(PreparedStatement statement, Collection<Member> members)
      throws SQLException {
    return statement
        .getConnection()
        .createArrayOf("uuid", members.stream().map(Member::messageId).distinct().toArray());
  }
}
