package vn.tinbao.server.campaign.sending;

import io.micronaut.core.type.Argument;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.subscription.AudienceRows;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.queue.SafeHours;

/** The rows of {@code tinbao.campaign_sending}, in the caller's transaction. */
@Singleton
class SendingRows {
  private static final Argument<Map<String, String>> TEXTS =
      Argument.mapOf(String.class, String.class);

  /** All but the audience. */
  private static final String COLUMNS =
      "campaign, number, round, stage, go, reason, error_code, texts, per_second, safe_from,"
          + " safe_until, valid_until, parts, part, total, again_to, handed_to, next_at, waiting,"
          + " queued, accepted, delivered, unconfirmed, failed, expired, suppressed, canceled,"
          + " window_at, window_good, window_bad, window_filtered, mark_at, mark_done, before_at,"
          + " before_done, frozen_at, started_at, ended_at, cleared_to, counts_from, cost, changes";

  private final JdbcOperations jdbc;
  private final ObjectMapper json;

  SendingRows(JdbcOperations jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  boolean insert(
      UUID campaign, SendingOrder order, AudienceRows.Fixed audience, int parts, Instant now) {
    SafeHours hours = order.hours();
    return jdbc.prepareStatement(
        """
        INSERT INTO tinbao.campaign_sending
          (campaign, stage, audience, texts, per_second, safe_from, safe_until, valid_until, parts,
           next_at, window_at, mark_at, before_at, frozen_at)
        VALUES (?, 'FREEZING', ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (campaign) DO NOTHING
        """,
        insert -> {
          insert.setObject(1, campaign);
          insert.setString(2, write(audience));
          insert.setString(3, write(order.texts()));
          insert.setInt(4, order.perSecond());
          insert.setObject(5, hours == null ? null : hours.from());
          insert.setObject(6, hours == null ? null : hours.until());
          insert.setObject(7, SqlTime.of(order.validUntil()));
          insert.setInt(8, parts);
          for (int i = 9; i <= 13; i++) {
            insert.setObject(i, SqlTime.of(now));
          }
          return insert.executeUpdate() == 1;
        });
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<SendingRow> find(UUID campaign) {
    return one(campaign, "");
  }

  /** Waits for its turn. */
  Optional<SendingRow> lock(UUID campaign) {
    return one(campaign, " FOR UPDATE");
  }

  /** Empty also when somebody else has it. */
  Optional<SendingRow> lockIfFree(UUID campaign) {
    return one(campaign, " FOR UPDATE SKIP LOCKED");
  }

  private Optional<SendingRow> one(UUID campaign, String lock) {
    return jdbc.prepareStatement(
        "SELECT " + COLUMNS + " FROM tinbao.campaign_sending WHERE campaign = ?" + lock,
        select -> {
          select.setObject(1, campaign);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(read(row)) : Optional.empty();
          }
        });
  }

  /** Whom it is for. */
  AudienceRows.Fixed audience(UUID campaign) {
    return jdbc.prepareStatement(
        "SELECT audience FROM tinbao.campaign_sending WHERE campaign = ?",
        select -> {
          select.setObject(1, campaign);
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return Objects.requireNonNull(
                json.readValue(row.getString(1), AudienceRows.Fixed.class));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * What there may be to do in a sending.
   *
   * @param again whether a resend is being prepared
   */
  record Open(
      UUID campaign,
      Stage stage,
      boolean again,
      boolean waiting,
      boolean queued,
      boolean accepted) {}

  /** Sendings that have something to be done. By campaign_sending_open. */
  List<Open> open() {
    return jdbc.prepareStatement(
        """
        SELECT campaign, stage, again_to IS NOT NULL, waiting > 0, queued > 0, accepted > 0
          FROM tinbao.campaign_sending
         WHERE stage IN ('FREEZING', 'SENDING') OR waiting + queued + accepted > 0
         ORDER BY campaign
        """,
        select -> {
          List<Open> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Open(
                      row.getObject(1, UUID.class),
                      Stage.valueOf(row.getString(2)),
                      row.getBoolean(3),
                      row.getBoolean(4),
                      row.getBoolean(5),
                      row.getBoolean(6)));
            }
          }
          return found;
        });
  }

  /** Sendings begun since then with recipients of whom a late receipt may still come. */
  List<UUID> late(Instant since) {
    return campaigns(
        """
        SELECT campaign FROM tinbao.campaign_sending
         WHERE failed + unconfirmed > 0 AND started_at >= ? AND cleared_to = 0 ORDER BY campaign
        """,
        since);
  }

  /** Sendings that ended before then and keep numbers. By campaign_sending_uncleared. */
  List<UUID> uncleared(Instant before) {
    return campaigns(
        """
        SELECT campaign FROM tinbao.campaign_sending
         WHERE ended_at < ? AND cleared_to < total AND stage IN ('DONE', 'STOPPED')
           AND waiting + queued = 0 ORDER BY campaign
        """,
        before);
  }

  private List<UUID> campaigns(String sql, Instant when) {
    return jdbc.prepareStatement(
        sql,
        select -> {
          select.setObject(1, SqlTime.of(when));
          List<UUID> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getObject("campaign", UUID.class));
            }
          }
          return found;
        });
  }

  /** Sets some columns: {@code set} is their assignments with parameters. */
  void update(UUID campaign, String set, @Nullable Object... values) {
    jdbc.prepareStatement(
        "UPDATE tinbao.campaign_sending SET " + set + " WHERE campaign = ?",
        update -> {
          int n = 0;
          for (Object value : values) {
            update.setObject(++n, value instanceof Instant at ? SqlTime.of(at) : value);
          }
          update.setObject(++n, campaign);
          return update.executeUpdate();
        });
  }

  /** Moves recipients between the counters. */
  void count(UUID campaign, Map<RecipientState, Long> change) {
    StringBuilder set = new StringBuilder();
    List<Long> values = new ArrayList<>();
    change.forEach(
        (state, by) -> {
          if (by != 0) {
            String column = column(state);
            set.append(set.isEmpty() ? "" : ", ").append(column).append(" = ").append(column);
            set.append(" + ?");
            values.add(by);
          }
        });
    if (!values.isEmpty()) {
      update(campaign, set + ", changes = changes + 1", values.toArray());
    }
  }

  /** What the rows of the ledger say, into the counters: after a stop. */
  void recount(SendingRow sending) {
    Map<RecipientState, Long> counted = new EnumMap<>(RecipientState.class);
    jdbc.prepareStatement(
        """
        SELECT state::text, count(*) FROM tinbao.campaign_recipient
         WHERE id > ? AND id <= ? GROUP BY 1
        """,
        select -> {
          range(select, sending);
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              counted.put(RecipientState.of(row.getString(1)), row.getLong(2));
            }
          }
          return null;
        });
    StringBuilder set = new StringBuilder();
    List<Long> values = new ArrayList<>();
    for (RecipientState state : RecipientState.values()) {
      set.append(set.isEmpty() ? "" : ", ").append(column(state)).append(" = ?");
      values.add(counted.getOrDefault(state, 0L));
    }
    update(sending.campaign(), set + ", changes = changes + 1", values.toArray());
  }

  private static void range(PreparedStatement select, SendingRow sending) throws SQLException {
    select.setLong(1, sending.base());
    select.setLong(2, sending.base() + sending.total());
  }

  static String column(RecipientState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private SendingRow read(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    LocalTime from = row.getObject("safe_from", LocalTime.class);
    Map<RecipientState, Long> byState = new EnumMap<>(RecipientState.class);
    for (RecipientState state : RecipientState.values()) {
      byState.put(state, row.getLong(column(state)));
    }
    try {
      return new SendingRow(
          row.getObject("campaign", UUID.class),
          row.getInt("number"),
          row.getInt("round"),
          Stage.valueOf(row.getString("stage")),
          row.getBoolean("go"),
          reason == null ? null : PauseReason.valueOf(reason),
          Objects.requireNonNull(json.readValue(row.getString("texts"), TEXTS)),
          row.getInt("per_second"),
          from == null ? null : new SafeHours(from, row.getObject("safe_until", LocalTime.class)),
          SqlTime.read(row, "valid_until"),
          row.getInt("parts"),
          row.getInt("part"),
          row.getLong("total"),
          row.getObject("again_to", Long.class),
          row.getLong("handed_to"),
          at(row, "next_at"),
          byState,
          new ErrorWindow(
              at(row, "window_at"),
              row.getLong("window_good"),
              row.getLong("window_bad"),
              row.getLong("window_filtered"),
              row.getString("error_code")),
          at(row, "mark_at"),
          row.getLong("mark_done"),
          at(row, "before_at"),
          row.getLong("before_done"),
          at(row, "frozen_at"),
          SqlTime.read(row, "started_at"),
          SqlTime.read(row, "ended_at"),
          row.getLong("cleared_to"),
          SqlTime.read(row, "counts_from"),
          row.getLong("cost"),
          row.getLong("changes"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(SqlTime.read(row, column));
  }
}
