package vn.tinbao.server.conversation;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.IntakeOutcome;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.server.tip.TipWords;
import vn.tinbao.server.vault.ReceiptCodes;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.InboundSms;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsInbox;
import vn.tinbao.sms.queue.SmsOutbox;

/** Handles inbound messages one by one. */
@Singleton
class Conversation {
  /** After so long without a word, a message begins a new tip. */
  private static final Duration LASTS = Duration.ofDays(7);

  private static final String COMMUNE = "COMMUNE";
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

  private final SmsInbox inbox;
  private final SmsOutbox outbox;
  private final SmsBodies bodies;
  private final TipIntake intake;
  private final FollowUp followUp;
  private final TipDesk tips;
  private final ReceiptCodes receipts;
  private final ConversationRows rows;
  private final CallBack callBack;
  private final Clock clock;

  Conversation(
      SmsInbox inbox,
      SmsOutbox outbox,
      SmsBodies bodies,
      TipIntake intake,
      FollowUp followUp,
      TipDesk tips,
      ReceiptCodes receipts,
      ConversationRows rows,
      CallBack callBack,
      Clock clock) {
    this.inbox = inbox;
    this.outbox = outbox;
    this.bodies = bodies;
    this.intake = intake;
    this.followUp = followUp;
    this.tips = tips;
    this.receipts = receipts;
    this.rows = rows;
    this.callBack = callBack;
    this.clock = clock;
  }

  /** One message could not be handled; which one, and why. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final UUID inboundId;
    private final String code;

    Failed(UUID inboundId, RuntimeException cause) {
      super("Inbound message " + inboundId + " could not be handled", cause);
      this.inboundId = inboundId;
      this.code = cause.getClass().getSimpleName();
    }

    /** What kind of error it was: never a message, which might carry content. */
    String code() {
      return code;
    }

    UUID inboundId() {
      return inboundId;
    }
  }

  /**
   * Takes the oldest waiting message and handles it, in one transaction.
   *
   * @return whether there was one
   * @throws Failed when it could not be handled: nothing of it was written
   */
  @Transactional
  public boolean handleNext() {
    Optional<InboundSms> next = inbox.claim(1).stream().findFirst();
    next.ifPresent(
        message -> {
          try {
            handle(message);
            inbox.done(message.id());
          } catch (RuntimeException e) {
            throw new Failed(message.id(), e);
          }
        });
    return next.isPresent();
  }

  private void handle(InboundSms message) {
    byte[] phoneHash = message.from().hash();
    var unused = rows.lock(ByteBuffer.wrap(phoneHash).getLong());
    String text = bodies.open(message);
    if (text.isBlank()) {
      return;
    }
    Instant now = SqlTime.now(clock);
    CallBack.Verdict verdict = callBack.hear(new Heard(message.id(), message.from(), text), now);
    verdict.handle().forEach(heard -> handle(heard, now));
    if (verdict.ask() != null) {
      send(message.from(), TipWords.say("sms.call-back", VIETNAMESE, verdict.ask()));
    }
  }

  private void handle(Heard heard, Instant now) {
    Optional<ConversationRows.Row> running =
        rows.of(heard.from().hash()).filter(row -> row.lastAt().plus(LASTS).isAfter(now));
    if (running.isPresent()) {
      goOn(heard, running.get(), now);
    } else {
      begin(heard, now);
    }
  }

  private void begin(Heard message, Instant now) {
    IntakeOutcome outcome =
        intake.submit(
            new TipSubmission(
                message.id(),
                receipts.replayKeyFor(message.id()),
                Channel.SMS,
                message.text(),
                null,
                null,
                null,
                null,
                message.from(),
                VIETNAMESE,
                false,
                null));
    if (!(outcome instanceof IntakeOutcome.Received received)) {
      throw new IllegalStateException("The id of an inbound message is taken: " + message.id());
    }
    TipReceipt receipt = received.receipt();
    boolean placeKnown = receipt.place() != null;
    StringBuilder answer =
        new StringBuilder(
            Sms.plain(
                TipWords.say(
                    "sms.receipt",
                    VIETNAMESE,
                    receipt.code().grouped(),
                    receipt.leadAgency(),
                    receipt.dangerLine().map(line -> line.number()).orElse("113"))));
    if (!placeKnown) {
      answer.append(' ').append(TipWords.say("sms.ask-commune", VIETNAMESE));
    }
    rows.put(message.from().hash(), receipt.id(), placeKnown ? null : COMMUNE, now);
    send(message.from(), answer.toString());
  }

  private void goOn(Heard message, ConversationRows.Row running, Instant now) {
    boolean answersPlace = COMMUNE.equals(running.awaiting());
    var unused =
        followUp
            .writeTo(running.tipId(), message.id(), message.text(), answersPlace)
            .orElseThrow(() -> new IllegalStateException("Message id taken: " + message.id()));
    TipDesk.Line tip = tips.line(running.tipId()).orElseThrow();
    String place = tip.place();
    rows.put(message.from().hash(), running.tipId(), place == null ? COMMUNE : null, now);
    if (answersPlace) {
      send(
          message.from(),
          Sms.plain(
              place == null
                  ? TipWords.say("sms.thanks", VIETNAMESE)
                      + " "
                      + TipWords.say("sms.ask-commune", VIETNAMESE)
                  : TipWords.say("sms.thanks-place", VIETNAMESE, tip.leadAgency(), place)));
    }
  }

  private void send(SealedPhone to, String text) {
    var unused =
        outbox.enqueue(
            new OutboundSms(UuidCreator.getTimeOrderedEpoch(), MessageClass.REPLY, to, text, null));
  }
}
