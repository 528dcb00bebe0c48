package vn.tinbao.server.campaign.sending;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   */
  record Page(int looked, int moved, long first, long last) {
    static final Page NONE = new Page(0, 0, 0, 0);

    boolean full() {
      return looked == AT_ONCE;
    }

    /** Whether a look was worth its cost. */
    boolean foundMuch() {
      return moved * 2 > looked;
    }
  }

  private record Waiting(long id, @Nullable UUID message) {}

  private record Move(long id, RecipientState to) {}

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
    List<Waiting> waiting = read(sending, state, Math.max(after, sending.base()));
    if (waiting.isEmpty()) {
      return Page.NONE;
    }
    List<UUID> ids = new ArrayList<>();
    for (Waiting one : waiting) {
      if (one.message() != null) {
        ids.add(one.message());
      }
    }
    Map<UUID, Fate> fates = outbox.fates(ids);
    List<Move> moves = new ArrayList<>();
    Map<String, Integer> errors = new HashMap<>();
    for (Waiting one : waiting) {
      Fate fate = one.message() == null ? null : fates.get(one.message());
      RecipientState to = of(fate);
      if (to != state) {
        moves.add(new Move(one.id(), to));
        if (to == RecipientState.FAILED && fate != null) {
          errors.merge(String.valueOf(fate.code()), 1, Integer::sum);
        }
      }
    }
    write(moves);
    count(sending, state, moves, errors);
    return new Page(
        waiting.size(), moves.size(), waiting.get(0).id(), waiting.get(waiting.size() - 1).id());
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

  /** By the primary key. */
  private List<Waiting> read(SendingRow sending, RecipientState state, long after) {
    return jdbc.prepareStatement(
        """
        SELECT id, message_id FROM tinbao.campaign_recipient
         WHERE id > ? AND id <= ? AND state = ?::"char" ORDER BY id LIMIT ?
        """,
        select -> {
          select.setLong(1, after);
          select.setLong(2, sending.base() + sending.total());
          select.setString(3, state.code());
          select.setInt(4, AT_ONCE);
          List<Waiting> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(new Waiting(row.getLong(1), row.getObject(2, UUID.class)));
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
        UPDATE tinbao.campaign_recipient r SET state = moved.state::"char"
          FROM unnest(?::bigint[], ?::text[]) AS moved(id, state) WHERE r.id = moved.id
        """,
        update -> {
          update.setArray(
              1,
              update
                  .getConnection()
                  .createArrayOf("bigint", moves.stream().map(Move::id).toArray()));
          update.setArray(
              2,
              update
                  .getConnection()
                  .createArrayOf("text", moves.stream().map(m -> m.to().code()).toArray()));
          return update.executeUpdate();
        });
  }

  private void count(
      SendingRow sending, RecipientState from, List<Move> moves, Map<String, Integer> errors) {
    Instant now = SqlTime.now(clock);
    if (!moves.isEmpty()) {
      Map<RecipientState, Long> change = new EnumMap<>(RecipientState.class);
      change.put(from, -(long) moves.size());
      moves.forEach(move -> change.merge(move.to(), 1L, Long::sum));
      rows.count(sending.campaign(), change);
      window(sending, from, moves, errors, now);
    }
    if (sending.markAt().plus(MARK_EVERY).isBefore(now)) {
      rows.update(
          sending.campaign(),
          "before_at = mark_at, before_done = mark_done, mark_at = ?,"
              + " mark_done = total - waiting - queued",
          now);
    }
  }

  /** Counts outcomes, and pauses when too many of the last ones are bad. */
  private void window(
      SendingRow sending,
      RecipientState from,
      List<Move> moves,
      Map<String, Integer> errors,
      Instant now) {
    boolean fresh = sending.windowAt().plus(settings.errorWindow()).isBefore(now);
    long bad = moves.stream().filter(m -> m.to() == RecipientState.FAILED).count();
    long good =
        from == RecipientState.ACCEPTED
            ? -bad // counted as good when it was taken
            : moves.stream()
                .filter(
                    m ->
                        m.to() == RecipientState.ACCEPTED
                            || m.to() == RecipientState.DELIVERED
                            || m.to() == RecipientState.UNCONFIRMED)
                .count();
    bad += fresh ? 0 : sending.windowBad();
    good = Math.max(0, good + (fresh ? 0 : sending.windowGood()));
    String code =
        errors.entrySet().stream()
            .max(Comparator.comparingInt(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .orElse(sending.errorCode());
    rows.update(
        sending.campaign(),
        "window_at = ?, window_good = ?, window_bad = ?, error_code = ?",
        fresh ? now : sending.windowAt(),
        good,
        bad,
        code);
    if (sending.stage() == Stage.SENDING
        && bad + good >= settings.errorLeast()
        && bad * 100 > (bad + good) * settings.errorShare()) {
      if (door.pause(sending, PauseReason.ERRORS, code)) {
        LOG.warn(
            "Campaign {} pauses: {} of {} messages failed, mostly {}",
            sending.campaign(),
            bad,
            bad + good,
            code);
      }
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
