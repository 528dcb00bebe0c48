package vn.tinbao.server.push;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.sms.db.SqlTime;

/** How well pushes arrive, by day; and the end of rows that are older than anybody asks for. */
@Singleton
public class PushFigures {
  private static final int DAYS = 14;
  private static final int AT_ONCE = 5_000;

  private final JdbcOperations jdbc;
  private final PushSettings settings;
  private final Clock clock;

  PushFigures(JdbcOperations jdbc, PushSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * One day in Vietnam.
   *
   * @param pushes how many were to be told
   * @param accepted of these, how many a push provider took for at least one phone
   * @param received of these, how many the app said it got
   * @param median seconds until then; null when none did
   * @param failed how many no provider took, and none will
   * @param texted for how many a text message went out
   * @param dead addresses that a provider knew no more
   */
  public record Day(
      LocalDate day,
      long pushes,
      long accepted,
      long received,
      @Nullable Long median,
      long failed,
      long texted,
      long dead) {}

  /**
   * The last two weeks, the newest day first; days without pushes are left out.
   *
   * @param agencies whose people; empty: everybody's
   */
  @Transactional
  public List<Day> days(Optional<Set<String>> agencies) {
    Instant from =
        LegalTime.day(clock.instant())
            .minusDays(DAYS - 1L)
            .atStartOfDay(LegalTime.ZONE)
            .toInstant();
    return jdbc.prepareStatement(
        // By push_message_age; the inner selects by the primary keys.
        """
        SELECT (m.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, count(*) AS pushes,
          count(*) FILTER (WHERE d.accepted) AS accepted,
          count(*) FILTER (WHERE r.at IS NOT NULL) AS received,
          percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.at - m.created_at))
            FILTER (WHERE r.at IS NOT NULL) AS median,
          count(*) FILTER (WHERE m.state = 'FAILED') AS failed,
          count(*) FILTER (WHERE m.text_state = 'TEXTED') AS texted,
          coalesce(sum(d.dead), 0) AS dead
        FROM tinbao.push_message m
        JOIN tinbao.staff_account a ON a.id = m.staff_id
        LEFT JOIN LATERAL (
          SELECT bool_or(state = 'ACCEPTED' AND provider <> 'relay') AS accepted,
            count(*) FILTER (WHERE state = 'UNREGISTERED') AS dead
          FROM tinbao.push_delivery WHERE push_id = m.id) d ON true
        LEFT JOIN LATERAL (
          SELECT min(at) AS at FROM tinbao.push_receipt WHERE push_id = m.id) r ON true
        WHERE m.created_at >= ? AND (?::text[] IS NULL OR a.agency_id = ANY (?::text[]))
        GROUP BY 1 ORDER BY 1 DESC
        """,
        select -> {
          Array ids =
              agencies.isEmpty()
                  ? null
                  : select.getConnection().createArrayOf("text", agencies.get().toArray());
          select.setObject(1, SqlTime.of(from));
          select.setArray(2, ids);
          select.setArray(3, ids);
          List<Day> days = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              double median = row.getDouble("median");
              days.add(
                  new Day(
                      row.getObject("day", LocalDate.class),
                      row.getLong("pushes"),
                      row.getLong("accepted"),
                      row.getLong("received"),
                      row.getLong("received") == 0 ? null : Math.round(median),
                      row.getLong("failed"),
                      row.getLong("texted"),
                      row.getLong("dead")));
            }
          }
          return days;
        });
  }

  /** Deletes some of what is older than {@link PushSettings#keep}; any node may. */
  @Scheduled(fixedDelay = "10m", initialDelay = "10m")
  @Transactional
  public void sweep() {
    sweep(settings.keep());
  }

  private void sweep(Duration keep) {
    jdbc.prepareStatement(
        // By push_message_age.
        """
        DELETE FROM tinbao.push_message WHERE id IN (
          SELECT id FROM tinbao.push_message WHERE created_at < ? AND state <> 'PENDING'
          ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED)
        """,
        delete -> {
          delete.setObject(1, SqlTime.of(clock.instant().minus(keep)));
          delete.setInt(2, AT_ONCE);
          return delete.executeUpdate();
        });
  }
}
