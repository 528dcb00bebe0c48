package vn.tinbao.server.attachment;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.attachment.clean.Uncleanable;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.vault.SealBrokenException;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.sms.db.SqlTime;

/**
 * The work on one complete attachment: looked at by the scanner, then cleaned. Claimed by a lease,
 * so that any number of nodes share the work and what a dead one began is done again.
 */
@Singleton
class Cleaning {
  private static final Logger LOG = LoggerFactory.getLogger(Cleaning.class);

  /** Times that a cleaner may die over a file before the file is kept as it is. */
  private static final int MOST_ATTEMPTS = 3;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final AttachmentRows rows;
  private final Chunks chunks;
  private final CleanerProcess cleaner;
  private final Scanner scanner;
  private final TipDesk tips;
  private final AttachmentSettings settings;
  private final Clock clock;

  Cleaning(
      AttachmentRows rows,
      Chunks chunks,
      CleanerProcess cleaner,
      Scanner scanner,
      TipDesk tips,
      AttachmentSettings settings,
      Clock clock) {
    this.rows = rows;
    this.chunks = chunks;
    this.cleaner = cleaner;
    this.scanner = scanner;
    this.tips = tips;
    this.settings = settings;
    this.clock = clock;
  }

  /** The end of the work on one attachment. */
  private record End(
      Attachment.State state,
      FileKind kind,
      @Nullable String problem,
      @Nullable FileKind cleanKind,
      @Nullable Long cleanLength,
      @Nullable Long thumbnailLength) {

    static End kept(FileKind kind, String problem) {
      return new End(Attachment.State.KEPT, kind, problem, null, null, null);
    }
  }

  /**
   * Works on the next one that waits.
   *
   * @return false when none waits
   */
  boolean next() {
    UUID lease = UuidCreator.getTimeOrderedEpoch();
    Instant now = SqlTime.now(clock);
    // The scanner and the cleaner have their own times; the lease is longer than both.
    Instant until = now.plus(settings.cleaningTime().multipliedBy(2)).plus(Duration.ofMinutes(5));
    Optional<AttachmentRows.Row> claimed = rows.claim(lease, now, until);
    claimed.ifPresent(row -> work(row, lease));
    return claimed.isPresent();
  }

  private void work(AttachmentRows.Row row, UUID lease) {
    try {
      finish(row, lease, end(row, lease));
    } catch (NoSuchElementException e) {
      LOG.info("Attachment {} went with its tip", row.id());
    } catch (SealBrokenException e) {
      LOG.error("Attachment {} is not as it was stored", row.id());
      finish(row, lease, End.kept(row.kind(), "BROKEN"));
    } catch (IOException e) {
      Duration wait = Duration.ofSeconds(5L << Math.min(row.attempts(), 10));
      wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
      LOG.warn(
          "Attachment {} waits {} s: {}", row.id(), wait.toSeconds(), e.getClass().getSimpleName());
      rows.later(row.id(), lease, SqlTime.now(clock).plus(wait));
    }
  }

  private End end(AttachmentRows.Row row, UUID lease) throws IOException {
    TipKey key = tips.key(row.tipId());
    Scanner.Finding finding;
    try (InputStream bytes = chunks.stream(key, row.id(), Part.ORIGINAL, row.length())) {
      finding = scanner.scan(bytes);
    }
    var unused = rows.scanned(row.id(), lease, scan(finding));
    if (finding instanceof Scanner.Finding.Malware malware) {
      LOG.warn("Attachment {} holds {}", row.id(), malware.name());
      return new End(Attachment.State.INFECTED, row.kind(), "MALWARE", null, null, null);
    }
    rows.dropDerived(row.id());
    Derived copy = new Derived(key, row.id(), lease, Part.CLEANED);
    CleanerProcess.Outcome outcome;
    try {
      outcome = cleaner.clean(chunks.source(key, row.id(), Part.ORIGINAL, row.length()), copy);
    } catch (LeaseLostException e) {
      throw e;
    } catch (IOException e) {
      if (row.attempts() < MOST_ATTEMPTS) {
        throw e;
      }
      rows.dropDerived(row.id());
      return End.kept(row.kind(), "FAILED");
    }
    if (outcome instanceof CleanerProcess.Outcome.NotCleaned not) {
      rows.dropDerived(row.id());
      FileKind kind = not.kind();
      return End.kept(kind == null ? row.kind() : kind, not.reason().name());
    }
    copy.close();
    FileKind kind = ((CleanerProcess.Outcome.Cleaned) outcome).kind();
    byte[] thumbnail = ((CleanerProcess.Outcome.Cleaned) outcome).thumbnail();
    if (copy.length() == 0) {
      return End.kept(kind, Uncleanable.Reason.DAMAGED.name());
    }
    if (thumbnail != null) {
      try (Derived small = new Derived(key, row.id(), lease, Part.THUMBNAIL)) {
        small.write(thumbnail);
      }
    }
    return new End(
        Attachment.State.CLEANED,
        kind,
        null,
        kind,
        copy.length(),
        thumbnail == null ? null : (long) thumbnail.length);
  }

  static Attachment.Scan scan(Scanner.Finding finding) {
    if (finding instanceof Scanner.Finding.Nothing) {
      return Attachment.Scan.CLEAN;
    }
    if (finding instanceof Scanner.Finding.Malware) {
      return Attachment.Scan.INFECTED;
    }
    return finding instanceof Scanner.Finding.TooLarge
        ? Attachment.Scan.TOO_LARGE
        : Attachment.Scan.NOT_SCANNED;
  }

  /** Writes how it ended, and lets open desks know. */
  @Transactional
  public void finish(AttachmentRows.Row row, UUID lease, End end) {
    if (rows.finish(
        row.id(),
        lease,
        end.state,
        end.kind,
        end.problem,
        end.cleanKind,
        end.cleanLength,
        end.thumbnailLength,
        SqlTime.now(clock))) {
      tips.changed(row.tipId());
    }
  }

  /** Removes uploads that nobody went on with. */
  void sweep() {
    int removed = rows.abandonUntouchedSince(clock.instant().minus(settings.unfinishedAfter()));
    if (removed > 0) {
      LOG.info("Removed {} uploads that were never finished", removed);
    }
  }

  /** Another node has the work by now. */
  private static final class LeaseLostException extends IOException {
    private static final long serialVersionUID = 1L;

    LeaseLostException() {
      super("lease lost");
    }
  }

  /** Cuts a copy into sealed pieces; the last one is known at the end only. */
  private final class Derived extends OutputStream {
    private final TipKey key;
    private final UUID id;
    private final UUID lease;
    private final Part part;
    private final byte[] piece = new byte[Chunks.SIZE];
    private int filled;
    private int number;

    Derived(TipKey key, UUID id, UUID lease, Part part) {
      this.key = key;
      this.id = id;
      this.lease = lease;
      this.part = part;
    }

    long length() {
      return (long) number * Chunks.SIZE + filled;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      for (int done = 0; done < length; ) {
        if (filled == piece.length) {
          store(false);
          number++;
          filled = 0;
        }
        int n = Math.min(length - done, piece.length - filled);
        System.arraycopy(bytes, from + done, piece, filled, n);
        filled += n;
        done += n;
      }
    }

    @Override
    public void close() throws IOException {
      if (filled > 0) {
        store(true);
      }
    }

    private void store(boolean last) throws IOException {
      byte[] sealed = Chunks.seal(key, id, part, number, last, Arrays.copyOf(piece, filled));
      if (!rows.addDerived(id, lease, part, number, sealed)) {
        throw new LeaseLostException();
      }
    }
  }
}
