package vn.tinbao.server.campaign.sending;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.subscription.Audience;
import vn.tinbao.server.subscription.AudienceRows;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.queue.AwarenessSettings;
import vn.tinbao.sms.queue.SmsOutbox;

/**
 * The door to sending a campaign by SMS. All writes join the caller's transaction and may be
 * repeated; who may do what is asked before.
 */
@Singleton
public class Sending {
  static final String CHANNEL = "campaign_sending";
  private static final Duration LEAVES_BECAUSE = Duration.ofDays(7);

  private final JdbcOperations jdbc;
  private final SendingRows rows;
  private final AudienceRows audiences;
  private final SmsOutbox outbox;
  private final DeliveryCounts deliveries;
  private final LeaveLink links;
  private final SendingSettings settings;
  private final AwarenessSettings awareness;
  private final Bell bell;
  private final Clock clock;

  Sending(
      JdbcOperations jdbc,
      SendingRows rows,
      AudienceRows audiences,
      SmsOutbox outbox,
      DeliveryCounts deliveries,
      LeaveLink links,
      SendingSettings settings,
      AwarenessSettings awareness,
      Bell bell,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.audiences = audiences;
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.links = links;
    this.settings = settings;
    this.awareness = awareness;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * Begins to write down the recipients, as the audience is now; nothing is sent before {@link
   * #start}. One campaign is frozen once. Lists of other agencies than the campaign's are left out.
   *
   * @return false: it was frozen before; nothing was changed
   * @throws IllegalArgumentException when a text asks for a link to leave and {@code
   *     tinbao.sending.address} is not set
   */
  @Transactional
  public boolean freeze(UUID campaign, SendingOrder order) {
    if (!links.possible()
        && order.texts().values().stream().anyMatch(text -> text.contains(SendingOrder.LEAVE))) {
      throw new IllegalArgumentException(
          "A text has " + SendingOrder.LEAVE + ", but tinbao.sending.address is not set");
    }
    if (rows.find(campaign).isPresent()) {
      return false;
    }
    Audience audience =
        lead(campaign).map(of -> audiences.ofAgency(order.audience(), of)).orElse(order.audience());
    AudienceRows.Fixed fixed = audiences.today(audience);
    boolean made = rows.insert(campaign, order, fixed, parts(), SqlTime.now(clock));
    bell.ringAfterCommit(CHANNEL);
    return made;
  }

  /** Whose lists it may use: the leading agency's. Empty: no campaign of an agency. */
  private Optional<String> lead(UUID campaign) {
    return jdbc.prepareStatement(
        "SELECT agency_id FROM tinbao.campaign WHERE id = ?",
        select -> {
          select.setObject(1, campaign);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
          }
        });
  }

  /** Every step reads a share of all subscribers and lists. */
  private int parts() {
    long ways =
        jdbc.prepareStatement(
            """
            SELECT (SELECT count(*) FROM tinbao.subscription)
                   + (SELECT count(*) FROM tinbao.contact_list_number)
            """,
            select -> {
              try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
              }
            });
    return (int) Math.max(1, Math.min(1 << 20, ways / settings.part()));
  }

  /**
   * Lets messages go as soon as the recipients are written down.
   *
   * @return false: it was started before, or never frozen
   */
  @Transactional
  public boolean start(UUID campaign) {
    SendingRow sending = rows.lock(campaign).orElse(null);
    if (sending == null || sending.startedAt() != null || sending.stage() == Stage.STOPPED) {
      return false;
    }
    Instant now = SqlTime.now(clock);
    go(sending, now);
    rows.update(campaign, "started_at = ?", now);
    return true;
  }

  private void go(SendingRow sending, Instant now) {
    Stage stage = sending.stage() == Stage.FREEZING ? Stage.FREEZING : Stage.SENDING;
    rows.update(
        sending.campaign(),
        "stage = ?, go = true, reason = NULL, error_code = NULL, next_at = ?, window_at = ?,"
            + " counts_from = ?, window_good = 0, window_bad = 0, window_filtered = 0, mark_at = ?,"
            + " mark_done = ?, before_at = ?, before_done = ?, ended_at = NULL",
        stage.name(),
        now,
        now,
        now,
        now,
        sending.done(),
        now,
        sending.done());
    bell.ringAfterCommit(CHANNEL);
  }

  /** {@link #freeze} and {@link #start} at once. */
  @Transactional
  public boolean start(UUID campaign, SendingOrder order) {
    boolean frozen = freeze(campaign, order);
    return start(campaign) && frozen;
  }

  /**
   * From the moment this is committed nothing more is handed to operators; what is on its way is
   * not called back.
   *
   * @return false: it does not run
   */
  @Transactional
  public boolean pause(UUID campaign) {
    SendingRow sending = rows.lock(campaign).orElse(null);
    return sending != null && pause(sending, PauseReason.BY_HAND, null);
  }

  /** The same for a row that is locked. */
  boolean pause(SendingRow sending, PauseReason reason, @Nullable String code) {
    if (sending.stage() == Stage.FREEZING && sending.go()) {
      rows.update(sending.campaign(), "go = false, reason = ?", reason.name());
      return true;
    }
    if (sending.stage() != Stage.SENDING) {
      return false;
    }
    outbox.hold(sending.campaign());
    rows.update(
        sending.campaign(), "stage = 'PAUSED', reason = ?, error_code = ?", reason.name(), code);
    return true;
  }

  /**
   * Lets a paused sending go on. What was sent before may still fail, and pauses it no more.
   *
   * @return false: it is not paused
   */
  @Transactional
  public boolean resume(UUID campaign) {
    SendingRow sending = rows.lock(campaign).orElse(null);
    if (sending == null || sending.reason() == null || sending.stage() == Stage.STOPPED) {
      return false;
    }
    outbox.release(campaign);
    go(sending, SqlTime.now(clock));
    return true;
  }

  /**
   * Stops for good, at any stage but {@link Stage#DONE}.
   *
   * @return false: it has ended already, or never was
   */
  @Transactional
  public boolean stop(UUID campaign) {
    SendingRow sending = rows.lock(campaign).orElse(null);
    if (sending == null || sending.stage() == Stage.DONE || sending.stage() == Stage.STOPPED) {
      return false;
    }
    outbox.cancel(campaign);
    // Who was written down while freezing is counted as waiting when it ends, else never.
    String written = sending.stage() == Stage.FREEZING ? ", waiting = total" : "";
    rows.update(
        campaign,
        "stage = 'STOPPED', go = false, reason = NULL, ended_at = ?" + written,
        SqlTime.now(clock));
    bell.ringAfterCommit(CHANNEL);
    return true;
  }

  /**
   * Sends once more to those whose message surely did not arrive (FAILED, EXPIRED), by the same
   * texts. Nobody whose outcome is unknown gets a second message, nor anybody of whom a receipt has
   * come since. Their rows are set back step by step ({@link Resender}) before the first goes out.
   *
   * @return how many will be tried again; 0 unless it is {@link Stage#DONE} and keeps its numbers
   */
  @Transactional
  public long resendFailed(UUID campaign) {
    SendingRow sending = rows.lock(campaign).orElse(null);
    if (sending == null || sending.stage() != Stage.DONE || sending.clearedTo() > 0) {
      return 0;
    }
    long again = sending.in(RecipientState.FAILED) + sending.in(RecipientState.EXPIRED);
    if (again == 0) {
      return 0;
    }
    rows.update(campaign, "round = round + 1, handed_to = 0, again_to = 0");
    rows.lock(campaign).ifPresent(row -> go(row, SqlTime.now(clock)));
    return again;
  }

  /** How it stands; cheap enough for a page that looks every two seconds. Empty: never frozen. */
  @Transactional
  public Optional<Progress> progress(UUID campaign) {
    return rows.find(campaign).map(this::progress);
  }

  private Progress progress(SendingRow row) {
    Instant now = clock.instant();
    double seconds = Duration.between(row.beforeAt(), now).toMillis() / 1000.0;
    boolean moving = row.stage() == Stage.SENDING;
    double rate = moving && seconds > 0 ? Math.max(0, row.done() - row.beforeDone()) / seconds : 0;
    long left = row.in(RecipientState.WAITING) + row.in(RecipientState.QUEUED);
    Instant opens = awareness.hours().next(now);
    return new Progress(
        row.campaign(),
        row.stage(),
        row.reason(),
        row.reason() == PauseReason.ERRORS ? row.window().code() : null,
        row.total(),
        row.byState(),
        rate,
        rate > 0 ? Duration.ofSeconds((long) Math.ceil(left / rate)) : null,
        opens.isAfter(now) ? opens : null,
        row.frozenAt(),
        row.startedAt(),
        row.endedAt(),
        row.clearedTo() > 0);
  }

  /**
   * What became of its messages by unit and operator: of now when the campaign rests, else of a
   * moment ago, since it takes a look at every recipient.
   */
  @Transactional
  public List<Delivery> delivery(UUID campaign) {
    return rows.find(campaign).map(deliveries::of).orElse(List.of());
  }

  /**
   * How many recipients left by whatever way after its start and within a week of it. By
   * barred_number_opted_out, then campaign_recipient_once.
   */
  @Transactional
  public long optOuts(UUID campaign) {
    return jdbc.prepareStatement(
        """
        SELECT count(*)
          FROM tinbao.campaign_sending s
          JOIN tinbao.barred_number b
            ON b.opted_out_at >= s.started_at AND b.opted_out_at < s.started_at + ?::interval
          JOIN tinbao.campaign_recipient r
            ON r.sending = s.number AND r.phone_hash = b.phone_hash AND r.tries > 0
         WHERE s.campaign = ?
        """,
        select -> {
          select.setString(1, LEAVES_BECAUSE.toString());
          select.setObject(2, campaign);
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /** What operators charged for the messages that have left us, in millionths of a đồng. */
  @Transactional
  public long cost(UUID campaign) {
    return rows.find(campaign).map(SendingRow::cost).orElse(0L);
  }
}
