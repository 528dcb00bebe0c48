package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.StatusNews;

/** Where providers hand in news about what they sent. */
@Singleton
public class StatusDesk {
  private static final int AT_ONCE = 500;
  private static final int MOST_EARLY = 5_000;

  /** An answer comes within the lease, minutes after the call. */
  private static final Duration EARLY_FOR = Duration.ofHours(1);

  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final Together<StatusNews, Boolean> together = new Together<>(AT_ONCE, this::take);
  private final LedgerPages pages;
  private final Suppressions suppressions;
  private final NewsRules rules;
  private final Clock clock;

  StatusDesk(
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      LedgerPages pages,
      Suppressions suppressions,
      SenderSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.pages = pages;
    this.suppressions = suppressions;
    this.rules = new NewsRules(settings);
    this.clock = clock;
  }

  /** News, and what it is about where we know that. */
  private record Known(StatusNews news, @Nullable UUID message, int attempt) {
    Known {
      if (message == null) {
        attempt = 0;
      }
    }
  }

  /**
   * Takes one piece of news; it is committed when this returns, unless the caller has a
   * transaction. Repeated and overtaken news is kept and changes nothing: a message only moves to a
   * higher rank. News about a message that we do not know yet is kept and applied when we do. What
   * several threads bring at once shares a commit.
   *
   * @return true when the message moved
   */
  public boolean accept(StatusNews news) {
    return transactions.findTransactionStatus().isPresent()
        ? take(List.of(news)).get(0)
        : together.add(news);
  }

  /**
   * The same for many pieces, in their order and in one transaction.
   *
   * @return how many of them moved a message
   */
  public int accept(List<StatusNews> news) {
    return (int) take(news).stream().filter(moved -> moved).count();
  }

  /** For each piece whether the message moved. */
  private List<Boolean> take(List<StatusNews> news) {
    if (news.isEmpty()) {
      return List.of();
    }
    return transactions.executeWrite(
        transaction -> {
          List<Known> known = known(news);
          keep(known);
          return apply(known);
        });
  }

  /**
   * Finds the attempts: by attempt_provider_id, of several the newest (some providers use their
   * names again), else the last that has no name yet.
   */
  private List<Known> known(List<StatusNews> news) {
    return jdbc.prepareStatement(
        ByIndex.only(
            """
        SELECT w.place, coalesce(named.message_id, w.message_id) AS message_id,
               coalesce(named.n, nameless.n, 0) AS n
          FROM unnest(?::text[], ?::text[], ?::uuid[])
               WITH ORDINALITY AS w(provider, provider_id, message_id, place)
          LEFT JOIN LATERAL (
                 SELECT a.message_id, a.n FROM sms.attempt a
                  WHERE a.provider = w.provider AND a.provider_id = w.provider_id
                  ORDER BY a.started_at DESC LIMIT 1) named
               ON true
          LEFT JOIN LATERAL (
                 SELECT a.n FROM sms.attempt a
                  WHERE named.message_id IS NULL AND a.message_id = w.message_id
                    AND a.provider = w.provider AND a.provider_id IS NULL
                  ORDER BY a.n DESC LIMIT 1) nameless ON true
         ORDER BY w.place
        """),
        select -> {
          SqlArrays.set(select, 1, "text", news, StatusNews::provider);
          SqlArrays.set(select, 2, "text", news, StatusNews::providerMessageId);
          SqlArrays.set(select, 3, "uuid", news, StatusNews::messageId);
          List<Known> found = new ArrayList<>();
          try (ResultSet row = ByIndex.rows(select)) {
            while (row.next()) {
              found.add(
                  new Known(
                      news.get(row.getInt("place") - 1),
                      row.getObject("message_id", UUID.class),
                      row.getInt("n")));
            }
          }
          return found;
        });
  }

  private void keep(List<Known> known) {
    jdbc.prepareStatement(
        """
        INSERT INTO sms.provider_event
          (month, provider, provider_id, message_id, status, code, because, received_at)
        SELECT ?, w.provider, w.provider_id, w.message_id, w.status, left(w.code, 100), w.because, ?
          FROM unnest(?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[])
               AS w(provider, provider_id, message_id, status, code, because)
         ORDER BY 2, 3, 5, 6
        ON CONFLICT (month, provider, provider_id, status, code) DO NOTHING
        """,
        insert -> {
          Instant now = clock.instant();
          insert.setObject(1, now.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1));
          insert.setObject(2, SqlTime.of(now));
          SqlArrays.set(insert, 3, "text", known, k -> k.news().provider());
          SqlArrays.set(insert, 4, "text", known, k -> k.news().providerMessageId());
          SqlArrays.set(insert, 5, "uuid", known, Known::message);
          SqlArrays.set(insert, 6, "text", known, k -> k.news().status().name());
          SqlArrays.set(
              insert, 7, "text", known, k -> Objects.requireNonNullElse(k.news().code(), ""));
          SqlArrays.set(
              insert,
              8,
              "text",
              known,
              k -> k.news().because() == null ? null : k.news().because().name());
          return insert.executeUpdate();
        });
  }

  private List<Boolean> apply(List<Known> known) {
    Set<LedgerPage.Key> keys = new LinkedHashSet<>();
    for (Known one : known) {
      if (one.message() != null) {
        keys.add(new LedgerPage.Key(one.message(), one.attempt()));
      }
    }
    LedgerPage page = pages.lock(keys);
    List<Boolean> moved = new ArrayList<>();
    for (Known one : known) {
      moved.add(
          one.message() != null
              && rules.apply(page, one.message(), one.attempt(), one.news(), clock.instant()));
    }
    pages.write(page);
    suppressions.aliveNumbers(page.alive());
    suppressions.badNumbers(page.badNumbers());
    suppressions.optOuts(page.optOuts(), "provider");
    return moved;
  }

  /**
   * News that overtook the provider's answers; called when the answers have been written down.
   *
   * @param providerIds the provider's names for what it took
   */
  @Transactional
  void applyEarly(Collection<String> providerIds) {
    if (!providerIds.isEmpty()) {
      var unused =
          applyEarly(
              "AND e.provider_id = ANY (?)",
              select -> SqlArrays.set(select, 1, "text", providerIds, id -> id));
    }
  }

  /**
   * The same for the newest news of the last hour: news and answer may have been written at the
   * same moment, and then neither saw the other. What is older, or behind the newest {@value
   * #MOST_EARLY}, is about messages that are not ours.
   */
  @Transactional
  int applyAllEarly() {
    ByIndex.only(jdbc);
    return applyEarly(
        "AND e.received_at > ? ORDER BY e.received_at DESC LIMIT " + MOST_EARLY,
        select -> select.setObject(1, SqlTime.of(clock.instant().minus(EARLY_FOR))));
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** By provider_event_early or provider_event_strange, then attempt_provider_id for each. */
  private int applyEarly(String which, Parameters parameters) {
    List<Known> found =
        jdbc.prepareStatement(
            """
            WITH early AS MATERIALIZED (
              SELECT s.month, s.provider, s.provider_id, s.status, s.code, a.message_id, a.n
                FROM (SELECT e.month, e.provider, e.provider_id, e.status, e.code
                        FROM sms.provider_event e WHERE e.message_id IS NULL %s) s
               CROSS JOIN LATERAL (
                     SELECT a.message_id, a.n FROM sms.attempt a
                      WHERE a.provider = s.provider AND a.provider_id = s.provider_id
                      ORDER BY a.started_at DESC LIMIT 1) a)
            UPDATE sms.provider_event e SET message_id = f.message_id FROM early f
             WHERE e.month = f.month AND e.provider = f.provider AND e.provider_id = f.provider_id
               AND e.status = f.status AND e.code = f.code AND e.message_id IS NULL
            RETURNING e.provider, e.provider_id, e.message_id, f.n, e.status, e.code, e.because
            """
                .formatted(which),
            update -> {
              parameters.set(update);
              List<Known> early = new ArrayList<>();
              try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                  UUID message = row.getObject("message_id", UUID.class);
                  String because = row.getString("because");
                  early.add(
                      new Known(
                          new StatusNews(
                              row.getString("provider"),
                              row.getString("provider_id"),
                              message,
                              DeliveryStatus.valueOf(row.getString("status")),
                              row.getString("code"),
                              because == null ? null : Because.valueOf(because)),
                          message,
                          row.getInt("n")));
                }
              }
              return early;
            });
    if (!found.isEmpty()) {
      var unused = apply(found);
    }
    return found.size();
  }
}
