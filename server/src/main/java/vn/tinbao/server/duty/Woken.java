package vn.tinbao.server.duty;

import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import vn.tinbao.server.staff.AccountChanged;
import vn.tinbao.server.staff.AccountClosed;

/**
 * Who is at each desk, remembered for a few seconds: a flood of reports asks the database once, and
 * not with each (decision 0003: one statement a tip). A change here is seen within those seconds;
 * shifts begin and end no more exactly than that.
 */
@Singleton
class Woken {
  /** How long an answer is good. */
  static final Duration GOOD_FOR = Duration.ofSeconds(5);

  private static final int MOST_DESKS = 5_000;

  private final ShiftRows rows;
  private final ConcurrentHashMap<String, Desk> desks = new ConcurrentHashMap<>();

  Woken(ShiftRows rows) {
    this.rows = rows;
  }

  /**
   * An agency's desk.
   *
   * @param everybody empty while somebody is on duty whom every urgent tip wakes
   */
  record Desk(List<ShiftRows.Wakeable> onDuty, List<UUID> everybody, Instant goodUntil) {}

  /** The desk as it was within the last {@link #GOOD_FOR}; in the caller's transaction. */
  Desk of(String agencyId, Instant now) {
    Desk known = desks.get(agencyId);
    if (known != null
        && now.isBefore(known.goodUntil())
        && !now.isBefore(known.goodUntil().minus(GOOD_FOR))) {
      return known;
    }
    List<ShiftRows.Wakeable> onDuty = rows.onDuty(agencyId, now);
    boolean somebody =
        onDuty.stream().anyMatch(person -> !person.wakes().equals(Wakes.NONE.name()));
    Desk found = new Desk(onDuty, somebody ? List.of() : rows.desk(agencyId), now.plus(GOOD_FOR));
    if (desks.size() >= MOST_DESKS) {
      desks.clear();
    }
    desks.put(agencyId, found);
    return found;
  }

  @EventListener
  void closed(AccountClosed account) {
    forget();
  }

  @EventListener
  void changed(AccountChanged account) {
    forget();
  }

  /** Asks the database again next time. */
  @PreDestroy
  void forget() {
    desks.clear();
  }
}
