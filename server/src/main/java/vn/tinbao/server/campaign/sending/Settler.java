package vn.tinbao.server.campaign.sending;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.queue.Fate;
import vn.tinbao.sms.queue.SmsOutbox;

/**
 * Asks the gateway what became of messages and writes it into the ledger; ends what is ended, and
 * pauses what fails too often.
 */
@Singleton
class Settler {
  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
  static final int AT_ONCE = 2_000;

  /** The rate that people see is over the last one to two of these. */
  private static final Duration MARK_EVERY = Duration.ofSeconds(15);

  private final JdbcOperations jdbc;
  private final SendingRows rows;
  private final SmsOutbox outbox;
  private final Sending door;
  private final SendingSettings settings;
  private final Clock clock;

  Settler(
      JdbcOperations jdbc,
      SendingRows rows,
      SmsOutbox outbox,
      Sending door,
      SendingSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.outbox = outbox;
    this.door = door;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What a look at a page of recipients came to.
   *
   * @param looked how many were looked at
   * @param moved of these, how many have come further
   * @param first id of the first, 0 when there was none
   * @param last id of the last, 0 when there was none
   * @param all how many were in that state before
   */
  record Page(int looked, int moved, long first, long last, long all) {
    /** Nobody is in that state, or somebody else is at it. */
    static final Page NONE = new Page(0, 0, 0, 0, 0);

    boolean full() {
      return looked == AT_ONCE;
    }

    /** Whether a look was worth its cost. */
    boolean foundMuch() {
      return moved * 2 > looked;
    }
  }

  private record Waiting(long id, @Nullable UUID message, RecipientState state, long cost) {}

  /**
   * @param code why it failed, as the provider names it
   * @param cost charged for the message so far; {@code before}: of this is counted already
   */
  private record Move(
      long id,
      @Nullable UUID message,
      RecipientState from,
      RecipientState to,
      String code,
      long cost,
      long before) {}

  /**
   * Looks at recipients in this state, from behind {@code after} on.
   *
   * @param state QUEUED or ACCEPTED
   * @param after id of a recipient; 0: from the first
   */
  @Transactional
  public Page page(UUID campaign, RecipientState state, long after) {
    SendingRow sending = rows.lockIfFree(campaign).orElse(null);
    if (sending == null || sending.in(state) == 0) {
      return Page.NONE;
    }
    List<Waiting> waiting = read(sending, List.of(state), after, reached(sending, state));
    Map<UUID, Fate> fates = fates(waiting);
    List<Move> moves = new ArrayList<>();
    for (Waiting one : waiting) {
      Fate fate = one.message() == null ? null : fates.get(one.message());
      RecipientState to = of(fate);
      if (to != state) {
        moves.add(move(one, fate, to));
      }
    }
    write(moves);
    count(sending, moves);
    return page(waiting, moves, sending.in(state));
  }

  private static Move move(Waiting one, @Nullable Fate fate, RecipientState to) {
    return new Move(
        one.id(),
        one.message(),
        one.state(),
        to,
        fate == null ? "" : String.valueOf(fate.code()),
        fate == null ? one.cost() : fate.cost(),
        one.cost());
  }

  private Map<UUID, Fate> fates(List<Waiting> waiting) {
    List<UUID> ids = new ArrayList<>();
    for (Waiting one : waiting) {
      if (one.message() != null) {
        ids.add(one.message());
      }
    }
    return ids.isEmpty() ? Map.of() : outbox.fates(ids);
  }

  private static Page page(List<Waiting> waiting, List<Move> moves, long all) {
    return waiting.isEmpty()
        ? new Page(0, 0, 0, 0, all)
        : new Page(
            waiting.size(),
            moves.size(),
            waiting.get(0).id(),
            waiting.get(waiting.size() - 1).id(),
            all);
  }

  /**
   * Looks at recipients that are settled, from behind {@code after} on, for what networks corrected
   * since: what failed may have been delivered, of what no word came there may be one. It counts
   * for no pause.
   *
   * @param after id of a recipient; 0: from the first
   */
  @Transactional
  public Page late(UUID campaign, long after) {
    SendingRow sending = rows.lockIfFree(campaign).orElse(null);
    if (sending == null
        || sending.in(RecipientState.FAILED) + sending.in(RecipientState.UNCONFIRMED) == 0) {
      return Page.NONE;
    }
    List<Waiting> settled =
        read(
            sending,
            List.of(RecipientState.FAILED, RecipientState.UNCONFIRMED),
            after,
            sending.total());
    Map<UUID, Fate> fates = fates(settled);
    List<Move> moves = new ArrayList<>();
    for (Waiting one : settled) {
      Fate fate = one.message() == null ? null : fates.get(one.message());
      // What the gateway has forgotten says nothing new.
      RecipientState to = fate == null ? one.state() : of(fate);
      boolean corrected =
          to == RecipientState.DELIVERED
              || one.state() == RecipientState.UNCONFIRMED && to == RecipientState.FAILED;
      if (corrected) {
        moves.add(move(one, fate, to));
      }
    }
    write(moves);
    if (!moves.isEmpty()) {
      rows.count(campaign, change(moves));
      charge(sending, moves);
    }
    return page(
        settled, moves, sending.in(RecipientState.FAILED) + sending.in(RecipientState.UNCONFIRMED));
  }

  /** What the ledger does not know any more is over, and nobody knows how. */
  private static RecipientState of(@Nullable Fate fate) {
    if (fate == null) {
      return RecipientState.UNCONFIRMED;
    }
    return switch (fate.state()) {
      case QUEUED, SENDING, UNKNOWN -> RecipientState.QUEUED;
      case ACCEPTED, SENT -> RecipientState.ACCEPTED;
      case DELIVERED -> RecipientState.DELIVERED;
      case SENT_UNCONFIRMED -> RecipientState.UNCONFIRMED;
      case UNDELIVERED, FAILED -> RecipientState.FAILED;
      case EXPIRED -> RecipientState.EXPIRED;
      case SUPPRESSED -> RecipientState.SUPPRESSED;
      case CANCELED -> RecipientState.CANCELED;
    };
  }

  /** Who was never handed over is in neither state; nobody shall walk past a million of them. */
  private static long reached(SendingRow sending, RecipientState state) {
    return state == RecipientState.QUEUED || sending.round() == 1
        ? sending.handedTo()
        : sending.total();
  }

  /** By the primary key. */
  private List<Waiting> read(
      SendingRow sending, List<RecipientState> states, long after, long until) {
    return jdbc.prepareStatement(
        """
        SELECT id, message_id, state::text, cost FROM tinbao.campaign_recipient
         WHERE id > ? AND id <= ? AND state IN (?::"char", ?::"char") ORDER BY id LIMIT ?
        """,
        select -> {
          select.setLong(1, Math.max(after, sending.base()));
          select.setLong(2, sending.base() + until);
          select.setString(3, states.get(0).code());
          select.setString(4, states.get(states.size() - 1).code());
          select.setInt(5, AT_ONCE);
          List<Waiting> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Waiting(
                      row.getLong(1),
                      row.getObject(2, UUID.class),
                      RecipientState.of(row.getString(3)),
                      row.getLong(4)));
            }
          }
          return found;
        });
  }

  private void write(List<Move> moves) {
    if (moves.isEmpty()) {
      return;
    }
    jdbc.prepareStatement(
        """
        UPDATE tinbao.campaign_recipient r
           SET state = moved.state::"char", cost = nullif(moved.cost, 0)
          FROM unnest(?::bigint[], ?::text[], ?::bigint[]) AS moved(id, state, cost)
         WHERE r.id = moved.id
        """,
        update -> {
          update.setArray(
              1,
              update
                  .getConnection()
                  .createArrayOf("bigint", moves.stream().map(Move::id).toArray(Long[]::new)));
          update.setArray(
              2,
              update
                  .getConnection()
                  .createArrayOf(
                      "text", moves.stream().map(m -> m.to().code()).toArray(String[]::new)));
          update.setArray(
              3,
              update
                  .getConnection()
                  .createArrayOf("bigint", moves.stream().map(Move::cost).toArray(Long[]::new)));
          return update.executeUpdate();
        });
  }

  private static Map<RecipientState, Long> change(List<Move> moves) {
    Map<RecipientState, Long> change = new EnumMap<>(RecipientState.class);
    for (Move move : moves) {
      change.merge(move.from(), -1L, Long::sum);
      change.merge(move.to(), 1L, Long::sum);
    }
    return change;
  }

  private void charge(SendingRow sending, List<Move> moves) {
    long more = moves.stream().mapToLong(move -> move.cost() - move.before()).sum();
    if (more != 0) {
      rows.update(sending.campaign(), "cost = cost + ?", more);
    }
  }

  private void count(SendingRow sending, List<Move> moves) {
    Instant now = SqlTime.now(clock);
    if (!moves.isEmpty()) {
      rows.count(sending.campaign(), change(moves));
      charge(sending, moves);
      window(sending, since(sending.countsFrom(), moves), now);
    }
    if (sending.markAt().plus(MARK_EVERY).isBefore(now)) {
      rows.update(
          sending.campaign(),
          "before_at = mark_at, before_done = mark_done, mark_at = ?,"
              + " mark_done = total - waiting - queued",
          now);
    }
  }

  /** Those whose message was given to an operator since then; most were made since then, too. */
  private List<Move> since(@Nullable Instant from, List<Move> moves) {
    if (from == null) {
      return moves;
    }
    Set<UUID> older = new HashSet<>();
    for (Move move : moves) {
      if (move.message() != null && madeBefore(move.message(), from)) {
        older.add(move.message());
      }
    }
    if (older.isEmpty()) {
      return moves;
    }
    Set<UUID> held = outbox.sentSince(older, from);
    return moves.stream()
        .filter(
            move ->
                move.message() == null
                    || !older.contains(move.message())
                    || held.contains(move.message()))
        .toList();
  }

  /** By the time in a UUIDv7. */
  private static boolean madeBefore(UUID message, Instant from) {
    return message.getMostSignificantBits() >>> Short.SIZE < from.toEpochMilli();
  }

  /** Counts outcomes, and pauses when too many of the last ones are bad. */
  private void window(SendingRow sending, List<Move> moves, Instant now) {
    Map<String, Integer> errors = new HashMap<>();
    long good = 0;
    for (Move move : moves) {
      if (move.to() == RecipientState.FAILED) {
        errors.merge(move.code(), 1, Integer::sum);
        // Counted as good when it was taken.
        good -= move.from() == RecipientState.ACCEPTED ? 1 : 0;
      } else if (move.from() != RecipientState.ACCEPTED
          && (move.to() == RecipientState.ACCEPTED
              || move.to() == RecipientState.DELIVERED
              || move.to() == RecipientState.UNCONFIRMED)) {
        good++;
      }
    }
    ErrorWindow window = sending.window().with(good, errors, now, settings);
    rows.update(
        sending.campaign(),
        "window_at = ?, window_good = ?, window_bad = ?, window_filtered = ?, error_code = ?",
        window.since(),
        window.good(),
        window.bad(),
        window.filtered(),
        window.code());
    if (sending.stage() == Stage.SENDING
        && window.tooMany(settings)
        && door.pause(sending, PauseReason.ERRORS, window.code())) {
      LOG.warn(
          "Campaign {} pauses: {} of {} messages failed, {} of them filtered; {}",
          sending.campaign(),
          window.bad(),
          window.bad() + window.good(),
          window.filtered(),
          window.code());
    }
  }

  /**
   * Ends what is ended: a sending whose messages have all left us, the rest of one that was
   * stopped.
   *
   * @return whether there is more to do at once
   */
  @Transactional
  public boolean end(UUID campaign) {
    SendingRow sending = rows.lockIfFree(campaign).orElse(null);
    if (sending == null) {
      return false;
    }
    if (sending.stage() == Stage.SENDING && sending.againTo() != null) {
      return false;
    }
    if (sending.stage() == Stage.SENDING
        && sending.in(RecipientState.WAITING) == 0
        && sending.in(RecipientState.QUEUED) == 0) {
      rows.update(campaign, "stage = 'DONE', ended_at = ?", SqlTime.now(clock));
      return false;
    }
    if (sending.stage() == Stage.SENDING
        && sending.handedTo() >= sending.total()
        && sending.in(RecipientState.WAITING) > 0) {
      // Cannot be; if it ever is, the rows are right and are walked once more.
      rows.recount(sending);
      rows.update(campaign, "handed_to = 0");
      return false;
    }
    if (sending.stage() != Stage.STOPPED || sending.in(RecipientState.WAITING) == 0) {
      return false;
    }
    if (cancel(sending) == AT_ONCE) {
      return true;
    }
    rows.recount(sending);
    return false;
  }

  /** Who was never handed over, some at a time. By the primary key. */
  private int cancel(SendingRow sending) {
    return jdbc.prepareStatement(
        """
        UPDATE tinbao.campaign_recipient SET state = 'C'
         WHERE id IN (SELECT id FROM tinbao.campaign_recipient
                       WHERE id > ? AND id <= ? AND state = 'W' ORDER BY id LIMIT ?)
        """,
        update -> {
          update.setLong(1, sending.base() + (sending.round() == 1 ? sending.handedTo() : 0));
          update.setLong(2, sending.base() + sending.total());
          update.setInt(3, AT_ONCE);
          return update.executeUpdate();
        });
  }
}
