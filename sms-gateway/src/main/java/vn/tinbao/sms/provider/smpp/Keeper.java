package vn.tinbao.sms.provider.smpp;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down, many at a time, under which ids the operator has the parts of long messages. */
final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /** Written down again when the database is back; beyond that a receipt finds nothing. */
  private static final int ROOM = 20_000;

  private static final int AT_ONCE = 500;

  private final String provider;
  private final SmppParts parts;
  private final Batch<Piece> batch;

  /** When writing took longer, the queue may have stopped waiting for the answer. */
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final LongSupplier nanos;

  private record Piece(SmppParts.Whole whole, @Nullable Sending sending, long since) {}

  Keeper(String provider, SmppParts parts) {
    this(provider, parts, System::nanoTime);
  }

  Keeper(String provider, SmppParts parts, LongSupplier nanos) {
    this.nanos = nanos;
    this.provider = provider;
    this.parts = parts;
    this.batch = new Batch<>(provider + "-parts", ROOM, AT_ONCE, this::write);
  }

  /** The operator has all parts; the message is accepted when that is written down. */
  void keep(UUID message, List<String> partIds, Sending sending) {
    String name = partIds.get(0) + "+" + (partIds.size() - 1);
    add(
        new Piece(
            new SmppParts.Whole(provider, message, name, partIds, false),
            sending,
            nanos.getAsLong()),
        sending,
        name);
  }

  /** The operator answered after we gave up waiting. */
  void late(UUID message, String id) {
    SmppParts.Whole whole = new SmppParts.Whole(provider, message, id, List.of(id), true);
    add(new Piece(whole, null, nanos.getAsLong()), null, id);
  }

  private void add(Piece piece, @Nullable Sending sending, String name) {
    if (!batch.add(piece) && sending != null) {
      sending.accepted(name);
    }
  }

  private void write(List<Piece> pieces) {
    try {
      parts.keep(pieces.stream().map(Piece::whole).toList());
      accepted(pieces);
      tellSlow(pieces);
      parts.overtaken(
          provider, pieces.stream().flatMap(piece -> piece.whole().partIds().stream()).toList());
    } catch (RuntimeException e) {
      LOG.warn("The parts of {} SMS cannot be written down: {}", pieces.size(), e.toString());
      // The operator has them, whatever becomes of their receipts.
      accepted(pieces);
      pause();
      // As news, too: the queue may have given up waiting meanwhile.
      pieces.forEach(piece -> batch.add(new Piece(piece.whole().asNews(), null, piece.since())));
    }
  }

  private void tellSlow(List<Piece> pieces) {
    long now = nanos.getAsLong();
    List<SmppParts.Whole> slow =
        pieces.stream()
            .filter(piece -> now - piece.since() > SLOW_NANOS)
            .map(Piece::whole)
            .toList();
    if (!slow.isEmpty()) {
      parts.tell(slow);
    }
  }

  private static void accepted(List<Piece> pieces) {
    for (Piece piece : pieces) {
      if (piece.sending() != null) {
        piece.sending().accepted(piece.whole().providerId());
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Deletes what no receipt will ask for any more. */
  void forget() {
    parts.forget();
  }

  void stop() throws InterruptedException {
    batch.stop();
  }
}
