package vn.tinbao.server.conversation;

import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
import vn.tinbao.sms.queue.InboundSms;
import vn.tinbao.sms.queue.SmsInbox;
import vn.tinbao.sms.text.Unaccented;

/** Handles inbound messages one by one. */
@Singleton
class Conversation {
  /** After so long without a word, a message begins a new tip. */
  private static final Duration LASTS = Duration.ofDays(7);

  /**
   * What staff wrote may be answered so long; later the number may be somebody else's, as in {@code
   * tinbao.sms.retention.bad-number}.
   */
  private static final Duration STAFF_LASTS = Duration.ofDays(180);

  private static final int LONGEST_WORD = 24;
  private static final Pattern CAMPAIGN_WORD = Pattern.compile("[A-Z][A-Z0-9]{2,11}");

  private static final String COMMUNE = "COMMUNE";
  private static final String STAFF = "STAFF";

  private final SmsInbox inbox;
  private final Replies replies;
  private final Commands commands;
  private final SmsBodies bodies;
  private final TipIntake intake;
  private final FollowUp followUp;
  private final TipDesk tips;
  private final ReceiptCodes receipts;
  private final ConversationRows rows;
  private final CallBack callBack;
  private final SmsMarks marks;
  private final SmsMedia media;
  private final ApplicationEventPublisher<TipFromSms> began;
  private final Clock clock;

  Conversation(
      SmsInbox inbox,
      Replies replies,
      Commands commands,
      SmsBodies bodies,
      TipIntake intake,
      FollowUp followUp,
      TipDesk tips,
      ReceiptCodes receipts,
      ConversationRows rows,
      CallBack callBack,
      SmsMarks marks,
      SmsMedia media,
      ApplicationEventPublisher<TipFromSms> began,
      Clock clock) {
    this.inbox = inbox;
    this.replies = replies;
    this.commands = commands;
    this.bodies = bodies;
    this.intake = intake;
    this.followUp = followUp;
    this.tips = tips;
    this.receipts = receipts;
    this.rows = rows;
    this.callBack = callBack;
    this.marks = marks;
    this.media = media;
    this.began = began;
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
    if (text.isBlank() && media.of(message.id()).isEmpty()) {
      return;
    }
    Instant now = SqlTime.now(clock);
    // Before anything else may hold it: an opt-out is never lost in a flood.
    Optional<ConversationRows.Row> running = rows.of(phoneHash).filter(row -> isRunning(row, now));
    if (commands.optOut(message.from(), text, awaited(running))) {
      return;
    }
    UUID tip = running.map(ConversationRows.Row::tipId).orElse(null);
    CallBack.Verdict verdict = callBack.hear(Heard.of(message, text), tip, now);
    verdict.handle().forEach(heard -> handle(heard, now));
    if (verdict.ask() != null) {
      replies.say(message.from(), "sms.call-back", verdict.ask());
      if (tip != null) {
        tips.record(tip, "SMS_HELD", null, "{}", TipDesk.Attention.MESSAGES_WAIT, null);
      }
    }
  }

  private static boolean isRunning(ConversationRows.Row row, Instant now) {
    Duration lasts = STAFF.equals(row.awaiting()) ? STAFF_LASTS : LASTS;
    return row.lastAt().plus(lasts).isAfter(now);
  }

  private static boolean awaited(Optional<ConversationRows.Row> running) {
    return running.filter(row -> row.awaiting() != null).isPresent();
  }

  private void handle(Heard heard, Instant now) {
    Optional<ConversationRows.Row> before = rows.of(heard.from().hash());
    Optional<ConversationRows.Row> running = before.filter(row -> isRunning(row, now));
    boolean awaited = awaited(running);
    if (!awaited && commands.guide(heard)) {
      return;
    }
    List<String> pieces = pieces(heard.text());
    UUID tip;
    if (running.isPresent()) {
      tip = running.get().tipId();
      goOn(heard, pieces.get(0), running.get(), now);
    } else {
      Instant seen = before.map(ConversationRows.Row::lastAt).orElse(null);
      tip = begin(heard, pieces.get(0), seen, now);
    }
    writeRest(tip, heard, pieces, now);
    if (!awaited && Commands.isCry(heard) && !heard.repeated()) {
      replies.say(heard.from(), "sms.help");
    }
  }

  /**
   * Handles a message that was held, without an answer: the time for one is over. Of no tip, it is
   * as any other.
   */
  void release(Held.Message held, Instant now) {
    UUID tip = held.tipId();
    if (tip == null) {
      handle(held.heard(), now);
      return;
    }
    List<String> pieces = pieces(held.heard().text());
    write(tip, held.heard().id(), pieces.get(0), false);
    writeRest(tip, held.heard(), pieces, now);
  }

  private void writeRest(UUID tip, Heard heard, List<String> pieces, Instant now) {
    for (int i = 1; i < pieces.size(); i++) {
      write(tip, pieceId(heard.id(), i), pieces.get(i), false);
    }
    marks.add(tip, heard);
    media.expect(tip, media.of(heard.id()), now);
  }

  /** A text longer than a message of the dialogue becomes several; no word of it is lost. */
  private static List<String> pieces(String text) {
    if (text.isBlank()) {
      return List.of(TipWords.say("sms.media-only", Replies.VIETNAMESE));
    }
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (text.length() - from > FollowUp.mostCharacters()) {
      int to = from + FollowUp.mostCharacters();
      if (Character.isHighSurrogate(text.charAt(to - 1))) {
        to--;
      }
      pieces.add(text.substring(from, to));
      from = to;
    }
    pieces.add(text.substring(from));
    return pieces;
  }

  /** The same again for the same message. */
  private static UUID pieceId(UUID message, int number) {
    return UUID.nameUUIDFromBytes((message + "/" + number).getBytes(StandardCharsets.US_ASCII));
  }

  private UUID begin(Heard message, String text, @Nullable Instant seen, Instant now) {
    IntakeOutcome outcome =
        intake.submit(
            new TipSubmission(
                message.id(),
                receipts.replayKeyFor(message.id()),
                Channel.SMS,
                text,
                null,
                null,
                null,
                null,
                message.from(),
                Replies.VIETNAMESE,
                false,
                null));
    if (!(outcome instanceof IntakeOutcome.Received received)) {
      throw new IllegalStateException("The id of an inbound message is taken: " + message.id());
    }
    TipReceipt receipt = received.receipt();
    began.publishEvent(new TipFromSms(receipt.id(), firstWord(text)));
    boolean placeKnown = receipt.place() != null;
    StringBuilder answer =
        new StringBuilder(
            Replies.words(
                "sms.receipt",
                receipt.code().grouped(),
                receipt.leadAgency(),
                receipt.dangerLine().map(line -> line.number()).orElse("113")));
    if (!placeKnown) {
      answer.append(' ').append(Replies.words("sms.ask-commune"));
    }
    rows.put(message.from().hash(), receipt.id(), placeKnown ? null : COMMUNE, now, seen);
    replies.answer(receipt.id(), message.from(), answer.toString());
    return receipt.id();
  }

  /** What could be the word of a campaign; null when the message begins otherwise. */
  static @Nullable String firstWord(String text) {
    String first = text.strip().split("[\\s.,:;!?-]+", 2)[0];
    if (first.length() > LONGEST_WORD) {
      return null;
    }
    String plain = Unaccented.of(first).toUpperCase(Locale.ROOT);
    return CAMPAIGN_WORD.matcher(plain).matches() ? plain : null;
  }

  private void goOn(Heard message, String text, ConversationRows.Row running, Instant now) {
    byte[] phone = message.from().hash();
    if (message.repeated()) {
      // Answered when it came first; kept, since it may be its sender who says it again.
      write(running.tipId(), message.id(), text, false);
      rows.put(phone, running.tipId(), running.awaiting(), now, running.lastAt());
      return;
    }
    boolean asked = COMMUNE.equals(running.awaiting());
    // Staff may have asked for the place, too: then a bare name counts as well.
    boolean answersPlace =
        asked
            || STAFF.equals(running.awaiting())
                && tips.line(running.tipId()).orElseThrow().place() == null;
    write(running.tipId(), message.id(), text, answersPlace);
    TipDesk.Line tip = tips.line(running.tipId()).orElseThrow();
    String place = tip.place();
    rows.put(phone, running.tipId(), place == null ? COMMUNE : null, now, running.lastAt());
    if (asked) {
      replies.answer(
          running.tipId(),
          message.from(),
          place == null
              ? Replies.words("sms.thanks") + " " + Replies.words("sms.ask-commune")
              : Replies.words("sms.thanks-place", tip.leadAgency(), place));
    }
  }

  private void write(UUID tip, UUID id, String text, boolean answersPlace) {
    var unused =
        followUp
            .writeTo(tip, id, text, answersPlace)
            .orElseThrow(() -> new IllegalStateException("Message id taken: " + id));
  }
}
