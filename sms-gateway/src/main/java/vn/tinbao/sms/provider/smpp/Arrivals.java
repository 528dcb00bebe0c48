package vn.tinbao.sms.provider.smpp;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jsmpp.SMPPConstant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.provider.StatusNews;
import vn.tinbao.sms.queue.InboundDesk;
import vn.tinbao.sms.queue.ReceivedSms;

/**
 * What one operator hands over. It gets "yes" when a message or a receipt is committed, and "not
 * now" (ESME_RX_T_APPN) when the database is away or more comes than can be written: it keeps what
 * it has and tries again.
 */
final class Arrivals {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final int OK = SMPPConstant.STAT_ESME_ROK;
  private static final int NOT_NOW = SMPPConstant.STAT_ESME_RX_T_APPN;
  private static final int WRITERS = 8;

  /** Batches of messages that are written beside each other; those of one sender by the same. */
  private static final int LINES = 2;

  private static final int ROOM = 2_000;

  /** After the database failed, so long "not now" is said without asking it. */
  private static final Duration SHUT = Duration.ofMillis(500);

  private static final Duration WARN_EVERY = Duration.ofSeconds(10);

  private static final int RECEIPTS_AT_ONCE = 500;
  private static final int MESSAGES_AT_ONCE = 100;

  private final SmppSettings settings;
  private final SmppParts parts;
  private final InboundDesk inbound;
  private final Clock clock;
  private final ThreadPoolExecutor partWriters;
  private final List<Batch<Message>> messages;
  private final Batch<Piece> receipts;
  private volatile long shutUntil = System.nanoTime();
  private volatile long warnedAt = System.nanoTime() - WARN_EVERY.toNanos();

  private record Piece(StatusNews news, IntConsumer answer) {}

  private record Message(ReceivedSms sms, IntConsumer answer) {}

  Arrivals(SmppSettings settings, SmppParts parts, InboundDesk inbound, Clock clock) {
    this.settings = settings;
    this.parts = parts;
    this.inbound = inbound;
    this.clock = clock;
    this.partWriters =
        new ThreadPoolExecutor(
            WRITERS,
            WRITERS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(ROOM),
            runnable -> {
              Thread thread = new Thread(runnable, settings.provider() + "-inbound-part");
              thread.setDaemon(true);
              return thread;
            });
    partWriters.allowCoreThreadTimeOut(true);
    this.messages =
        IntStream.range(0, LINES)
            .mapToObj(
                line ->
                    new Batch<>(
                        settings.provider() + "-inbound", ROOM, MESSAGES_AT_ONCE, this::store))
            .toList();
    this.receipts =
        new Batch<>(settings.provider() + "-receipts", ROOM, RECEIPTS_AT_ONCE, this::write);
  }

  /** Returns at once; the answer is given when it is known. */
  void take(Delivery delivery) {
    if (System.nanoTime() - shutUntil < 0) {
      delivery.answer().accept(NOT_NOW);
      return;
    }
    IncomingText text = IncomingText.read(delivery, settings.alphabet());
    if (Receipt.is(delivery)) {
      receipt(delivery, text.text());
    } else {
      message(delivery, text);
    }
  }

  private void receipt(Delivery delivery, String text) {
    Optional<Receipt> read =
        Receipt.read(delivery, text, settings.responseId(), settings.receiptId());
    if (read.isEmpty()) {
      LOG.warn("SMPP {}: a receipt without id or state is dropped", settings.name());
      delivery.answer().accept(OK);
      return;
    }
    Receipt receipt = read.get();
    StatusNews news =
        new StatusNews(
            settings.provider(),
            receipt.id(),
            null,
            receipt.status(),
            receipt.code().isEmpty() ? null : receipt.code(),
            receipt.because());
    if (!receipts.add(new Piece(news, delivery.answer()))) {
      delivery.answer().accept(NOT_NOW);
    }
  }

  private void write(List<Piece> pieces) {
    try {
      write0(pieces);
      pieces.forEach(piece -> piece.answer().accept(OK));
    } catch (RuntimeException e) {
      if (pieces.size() == 1) {
        failed(e);
        pieces.get(0).answer().accept(NOT_NOW);
        return;
      }
      oneByOne(pieces, one -> write(List.of(one)), one -> one.answer().accept(NOT_NOW));
    }
  }

  /** One that cannot be written must not hold up the others. */
  private <T> void oneByOne(List<T> all, Consumer<T> write, Consumer<T> later) {
    for (T one : all) {
      if (System.nanoTime() - shutUntil < 0) {
        later.accept(one);
      } else {
        write.accept(one);
      }
    }
  }

  private void write0(List<Piece> pieces) {
    List<String> strangers = parts.receipts(pieces.stream().map(Piece::news).toList());
    if (!strangers.isEmpty()) {
      parts.overtaken(settings.provider(), strangers);
    }
  }

  private void message(Delivery delivery, IncomingText text) {
    ReceivedSms sms =
        new ReceivedSms(
            settings.provider(),
            null,
            delivery.from().sender(),
            delivery.to().value(),
            text.text(),
            clock.instant(),
            text.part(),
            List.of());
    if (!accept(new Message(sms, delivery.answer()))) {
      delivery.answer().accept(NOT_NOW);
    }
  }

  /** Parts wait for each other in the ledger, so each has a transaction of its own. */
  private boolean accept(Message message) {
    if (message.sms().part() == null) {
      return messages.get(Math.floorMod(message.sms().from().hashCode(), LINES)).add(message);
    }
    try {
      partWriters.execute(() -> store(List.of(message)));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void store(List<Message> some) {
    try {
      inbound.accept(some.stream().map(Message::sms).toList());
    } catch (RuntimeException e) {
      if (some.size() == 1) {
        failed(e);
        some.get(0).answer().accept(NOT_NOW);
      } else {
        oneByOne(some, one -> store(List.of(one)), one -> one.answer().accept(NOT_NOW));
      }
      return;
    }
    some.forEach(one -> one.answer().accept(OK));
  }

  private void failed(RuntimeException e) {
    long now = System.nanoTime();
    shutUntil = now + SHUT.toNanos();
    if (now - warnedAt > WARN_EVERY.toNanos()) {
      warnedAt = now;
      LOG.warn("SMPP {}: what arrives cannot be written: {}", settings.name(), e.toString());
    }
  }

  void stop() throws InterruptedException {
    partWriters.shutdown();
    if (!partWriters.awaitTermination(2, TimeUnit.SECONDS)) {
      partWriters.shutdownNow();
    }
    for (Batch<Message> line : messages) {
      line.stop();
    }
    receipts.stop();
  }
}
