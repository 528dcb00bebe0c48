package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.SqlTime;

/** The dialogue's rows: adding a message either way, and opening them. */
@Singleton
class TipMessages {
  /** Longest message, in characters. */
  static final int MOST_CHARACTERS = 5_000;

  /**
   * So long after receipt further words belong to a report that nobody has opened yet, as pieces of
   * a long SMS do: its receipt woke the desk already. Whoever writes later has waited.
   */
  private static final Duration STILL_COMING = Duration.ofMinutes(10);

  private final TipRows rows;
  private final TipVault vault;
  private final TipRereading rereading;
  private final FirstOpening opening;
  private final ApplicationEventPublisher<ReporterAnswered> answered;
  private final ApplicationEventPublisher<ReporterWrote> wrote;
  private final ApplicationEventPublisher<TipCallsDesk> calls;
  private final Live live;
  private final Clock clock;

  TipMessages(
      TipRows rows,
      TipVault vault,
      TipRereading rereading,
      FirstOpening opening,
      ApplicationEventPublisher<ReporterAnswered> answered,
      ApplicationEventPublisher<ReporterWrote> wrote,
      ApplicationEventPublisher<TipCallsDesk> calls,
      Live live,
      Clock clock) {
    this.rows = rows;
    this.vault = vault;
    this.rereading = rereading;
    this.opening = opening;
    this.answered = answered;
    this.wrote = wrote;
    this.calls = calls;
    this.live = live;
    this.clock = clock;
  }

  /** All messages of a tip, oldest first. */
  List<Dialogue.Line> open(TipRows.Row tip) {
    TipKey key = vault.open(tip.id(), tip.wrapped());
    return rows.messages(tip.id()).stream()
        .map(
            message ->
                new Dialogue.Line(
                    message.id(),
                    Dialogue.From.valueOf(message.author()),
                    message.staffId(),
                    key.open(message.body(), TipRows.MESSAGE_BODY, message.id()),
                    message.at()))
        .toList();
  }

  /**
   * A message of the reporter; the tip is read anew with it.
   *
   * @param answersPlace whether we had asked for the place, so that a bare name counts
   * @return empty when the id belongs to a message of another tip
   */
  @Transactional
  public Optional<Dialogue.Line> fromReporter(
      UUID tipId, UUID messageId, String text, boolean answersPlace) {
    TipRows.Row tip = locked(tipId);
    boolean isNew = rows.tipOfMessage(messageId).isEmpty();
    Optional<Dialogue.Line> line =
        add(tip, messageId, Dialogue.From.REPORTER, null, text, "REPORTER_WROTE");
    if (line.isPresent()) {
      rereading.read(tip, open(tip), answersPlace ? text : null);
      boolean stillComing = stillComing(tip);
      if (!stillComing) {
        rows.attention(tipId, "NEW_MESSAGE", now());
      }
      if (isNew) {
        wrote.publishEvent(new ReporterWrote(tipId, messageId));
        call(tip, !stillComing);
      }
    }
    return line;
  }

  private boolean stillComing(TipRows.Row tip) {
    return tip.state().equals("RECEIVED")
        && tip.attention() == null
        && now().isBefore(tip.receivedAt().plus(STILL_COMING))
        && opening.of(tip.id()).isEmpty();
  }

  /**
   * Wakes the desk that leads it by now: when the words led it there or made it urgent, and for the
   * first ones since it was answered. Who writes line after line wakes nobody again.
   *
   * @param news whether the words are more than the rest of a report that just came in
   */
  private void call(TipRows.Row before, boolean news) {
    TipRows.Row after = rows.byId(before.id()).orElseThrow();
    boolean leads = !after.leadAgencyId().equals(before.leadAgencyId());
    boolean urgent = after.urgency() >= TipCallsDesk.URGENT;
    boolean worse = urgent && before.urgency() < TipCallsDesk.URGENT;
    boolean first = news && before.attention() == null && !FollowUp.ended(after.state());
    if (leads || worse || first) {
      calls.publishEvent(
          new TipCallsDesk(
              after.id(),
              after.leadAgencyId(),
              leads ? TipCallsDesk.Why.LEADS : TipCallsDesk.Why.WROTE,
              urgent));
    }
  }

  /**
   * A message of staff; told to higher rooms, which bring it to the reporter's channel.
   *
   * @param keepsAttention whether what the desk must look at stays marked; else this answers it
   */
  @Transactional
  public Optional<Dialogue.Line> fromStaff(
      UUID tipId, UUID messageId, UUID staffId, String text, boolean keepsAttention) {
    TipRows.Row tip = locked(tipId);
    boolean isNew = rows.tipOfMessage(messageId).isEmpty();
    Optional<Dialogue.Line> line =
        add(tip, messageId, Dialogue.From.STAFF, staffId, text, "STAFF_WROTE");
    if (isNew && line.isPresent()) {
      if (!keepsAttention) {
        rows.attention(tipId, null, now());
      }
      answered.publishEvent(new ReporterAnswered(tipId, messageId, text));
    }
    return line;
  }

  private TipRows.Row locked(UUID tipId) {
    var unused = rows.lock(tipId).orElseThrow();
    return rows.byId(tipId).orElseThrow();
  }

  private Optional<Dialogue.Line> add(
      TipRows.Row tip,
      UUID messageId,
      Dialogue.From from,
      @Nullable UUID staffId,
      String text,
      String event) {
    TipKey key = vault.open(tip.id(), tip.wrapped());
    Instant at = now();
    byte[] body = key.seal(text, TipRows.MESSAGE_BODY, messageId);
    if (rows.addMessage(messageId, tip.id(), from.name(), staffId, body, at) == 0) {
      return open(tip).stream().filter(line -> line.id().equals(messageId)).findFirst();
    }
    rows.addEvent(UuidCreator.getTimeOrderedEpoch(), tip.id(), at, event, staffId, "{}");
    for (String agency : rows.agencies(tip.id())) {
      live.afterCommit(TipWriter.DESK + agency, tip.id().toString());
    }
    return Optional.of(new Dialogue.Line(messageId, from, staffId, text, at));
  }

  private Instant now() {
    return SqlTime.now(clock);
  }
}
