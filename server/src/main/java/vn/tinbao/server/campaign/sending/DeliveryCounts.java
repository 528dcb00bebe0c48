package vn.tinbao.server.campaign.sending;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.subscription.AudienceRows;

/**
 * Counts recipients by unit, operator and state. That reads a campaign's whole ledger, seconds for
 * a million, so a count is kept for as long as nothing has changed, and for a while when it has.
 */
@Singleton
class DeliveryCounts {
  /** So many campaigns are remembered; a campaign takes some thousand places. */
  private static final int KEPT = 16;

  /** While a campaign moves, its ledger is not read more often. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final JdbcOperations jdbc;
  private final AudienceRows audiences;
  private final Map<UUID, Count> counts =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Count> eldest) {
          return size() > KEPT;
        }
      };

  DeliveryCounts(JdbcOperations jdbc, AudienceRows audiences) {
    this.jdbc = jdbc;
    this.audiences = audiences;
  }

  /**
   * @param changes of the sending when it was counted
   */
  private record Count(long changes, long at, List<Delivery> places) {
    boolean holds(SendingRow sending) {
      return changes == sending.changes() || System.nanoTime() - at < FRESH.toNanos();
    }
  }

  private record Place(@Nullable Long unitId, String operator) {}

  /** In the caller's transaction. */
  List<Delivery> of(SendingRow sending) {
    Count known = known(sending.campaign());
    if (known != null && known.holds(sending)) {
      return today(known.places());
    }
    long at = System.nanoTime();
    List<Delivery> places = count(sending);
    synchronized (counts) {
      counts.put(sending.campaign(), new Count(sending.changes(), at, places));
    }
    return today(places);
  }

  private @Nullable Count known(UUID campaign) {
    synchronized (counts) {
      return counts.get(campaign);
    }
  }

  /** By the primary key. */
  private List<Delivery> count(SendingRow sending) {
    return jdbc.prepareStatement(
        """
        SELECT unit_id, operator, state::text, count(*) FROM tinbao.campaign_recipient
         WHERE id > ? AND id <= ? GROUP BY 1, 2, 3
        """,
        select -> {
          select.setLong(1, sending.base());
          select.setLong(2, sending.base() + sending.total());
          List<Delivery> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Delivery(
                      row.getObject(1, Long.class),
                      row.getString(2),
                      Map.of(RecipientState.of(row.getString(3)), row.getLong(4))));
            }
          }
          return List.copyOf(found);
        });
  }

  /** Units that were joined since are counted as what they are today. */
  private List<Delivery> today(List<Delivery> counted) {
    Map<Place, Map<RecipientState, Long>> places = new HashMap<>();
    for (Delivery one : counted) {
      Long unit = one.unitId() == null ? null : audiences.unitToday(one.unitId());
      Map<RecipientState, Long> states =
          places.computeIfAbsent(
              new Place(unit, one.operator()), place -> new EnumMap<>(RecipientState.class));
      one.byState().forEach((state, number) -> states.merge(state, number, Long::sum));
    }
    return places.entrySet().stream()
        .map(e -> new Delivery(e.getKey().unitId(), e.getKey().operator(), e.getValue()))
        .toList();
  }
}
