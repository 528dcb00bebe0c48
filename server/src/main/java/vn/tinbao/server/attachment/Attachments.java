package vn.tinbao.server.attachment;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.sms.db.SqlTime;

/**
 * The way in for files, piece by piece: what was acknowledged is committed. Callers have found the
 * tip by its receipt code, or know that their member of staff may bring files to it.
 */
@Singleton
public class Attachments {
  /** Topic on which cleaners learn that there is work. */
  static final String WAKE = "attachment";

  /** Places that sealed values are bound to. */
  static final String NAME = "attachment.name";

  static final String DIGEST = "attachment.digest";

  private final AttachmentRows rows;
  private final Chunks chunks;
  private final TipDesk tips;
  private final AttachmentSettings settings;
  private final Live live;
  private final Clock clock;

  Attachments(
      AttachmentRows rows,
      Chunks chunks,
      TipDesk tips,
      AttachmentSettings settings,
      Live live,
      Clock clock) {
    this.rows = rows;
    this.chunks = chunks;
    this.tips = tips;
    this.settings = settings;
    this.live = live;
    this.clock = clock;
  }

  /** How much of an upload is stored. */
  public record Standing(UUID id, long received, long length) {}

  /** Largest single file, in bytes. */
  public long mostBytes() {
    return settings.mostBytes();
  }

  /** Most files of one tip. */
  public int mostFiles() {
    return settings.mostFiles();
  }

  /**
   * Makes room for a file. The same id, tip, bringer and length again give the same upload as it
   * stands.
   *
   * @param id UUID of the sender
   * @param name as the sender calls it; tamed here
   * @param length of the whole file, in bytes
   * @throws Refusal 409 when the id is another upload's, 413 when the file or the tip has too much,
   *     400 when it is empty
   */
  @Transactional
  public Standing begin(UUID tipId, Bringer bringer, UUID id, String name, long length) {
    return begin(tipId, bringer, null, id, name, length);
  }

  private Standing begin(
      UUID tipId, Bringer bringer, @Nullable UUID once, UUID id, String name, long length) {
    AttachmentRows.Taken taken = rows.lockAndCount(tipId, bringer.origin());
    Optional<AttachmentRows.Row> known = rows.byId(id);
    if (known.isPresent()) {
      return known
          .filter(row -> row.tipId().equals(tipId) && row.length() == length)
          .filter(row -> row.bringer().equals(bringer))
          .map(Attachments::standing)
          .orElseThrow(() -> new Refusal(HttpStatus.CONFLICT, "attachment.id-taken"));
    }
    if (length <= 0) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "attachment.empty");
    }
    if (length > settings.mostBytes()) {
      throw new Refusal(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          "attachment.too-large",
          megabytes(settings.mostBytes()));
    }
    checkRoom(taken, length);
    TipKey key = tips.key(tipId);
    boolean begun = insert(key, tipId, bringer, once, id, name, length);
    if (!begun) {
      throw new Refusal(HttpStatus.CONFLICT, "attachment.id-taken");
    }
    return new Standing(id, 0, length);
  }

  /** How far an upload of this tip is; empty when the tip has none of this id. */
  public Optional<Standing> standing(UUID tipId, UUID id) {
    return rows.byId(id).filter(row -> row.tipId().equals(tipId)).map(Attachments::standing);
  }

  /**
   * Adds bytes at {@code offset}. Every piece is committed before the next is read, and what had
   * arrived when the sender broke off is kept.
   *
   * @return how much is stored now
   * @throws Refusal 404 for an unknown upload, 409 when it stands elsewhere or somebody else goes
   *     on with it, 413 when there are more bytes than were announced
   * @throws IOException when the sender broke off; all that had arrived is stored
   */
  public Standing append(UUID tipId, UUID id, long offset, InputStream bytes) throws IOException {
    AttachmentRows.Row row =
        rows.byId(id)
            .filter(found -> found.tipId().equals(tipId))
            .orElseThrow(Attachments::unknown);
    if (row.received() != offset) {
      throw elsewhere();
    }
    if (offset < row.length()) {
      offset = new Arrival(row, tips.key(tipId)).take(bytes);
    }
    if (offset == row.length() && bytes.read() >= 0) {
      throw new Refusal(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "attachment.more-than-announced");
    }
    return new Standing(id, offset, row.length());
  }

  /**
   * Takes in a file whose length nobody announced, from a form. It becomes an attachment when its
   * last byte is stored; what broke off before is removed.
   *
   * @return the attachment's id
   * @throws Refusal 413 when the file or the tip has too much, 400 when it is empty
   * @throws IOException when the sender broke off
   */
  public UUID takeWhole(UUID tipId, Bringer bringer, String name, InputStream bytes)
      throws IOException {
    return takeWhole(tipId, bringer, null, name, bytes);
  }

  /**
   * The same of a form that may be posted more than once, at the same time too: the same file of
   * the same form is there once.
   *
   * @param form id that the page gave to its form; null when it gave none
   */
  public UUID takeWhole(
      UUID tipId, Bringer bringer, @Nullable UUID form, String name, InputStream bytes)
      throws IOException {
    byte[] first = bytes.readNBytes(Chunks.SIZE);
    UUID once = form == null ? null : OnceKey.of(form, tipId, bringer, name, first);
    Optional<UUID> before = once == null ? Optional.empty() : rows.complete(once);
    if (before.isPresent()) {
      return before.get();
    }
    UUID id = UuidCreator.getTimeOrderedEpoch();
    try {
      if (first.length < Chunks.SIZE) {
        var unused = reserveExactly(tipId, bringer, once, id, name, first.length);
        var stored = append(tipId, id, 0, new ByteArrayInputStream(first));
      } else {
        takeLong(tipId, bringer, once, id, name, first, bytes);
      }
      return id;
    } catch (RuntimeException failed) {
      var unused = rows.abandon(id);
      // It may have failed because the other post of the form was complete first.
      return Optional.ofNullable(once).flatMap(rows::complete).orElseThrow(() -> failed);
    }
  }

  private void takeLong(
      UUID tipId,
      Bringer bringer,
      @Nullable UUID once,
      UUID id,
      String name,
      byte[] first,
      InputStream bytes)
      throws IOException {
    long room = reserve(tipId, bringer, once, id, name);
    boolean whole = false;
    try {
      InputStream all = new SequenceInputStream(new ByteArrayInputStream(first), bytes);
      Standing standing = append(tipId, id, 0, new Bounded(all, room));
      endAt(tipId, id, standing.received());
      whole = true;
    } finally {
      if (!whole) {
        rows.remove(id);
      }
    }
  }

  /** {@link #begin} in a transaction of its own. */
  @Transactional
  public Standing reserveExactly(
      UUID tipId, Bringer bringer, @Nullable UUID once, UUID id, String name, long length) {
    return begin(tipId, bringer, once, id, name, length);
  }

  /** Takes all the room that a tip has left, and one byte more, so that it is never complete. */
  @Transactional
  public long reserve(UUID tipId, Bringer bringer, @Nullable UUID once, UUID id, String name) {
    AttachmentRows.Taken taken = rows.lockAndCount(tipId, bringer.origin());
    long room = Math.min(settings.mostBytes(), settings.mostBytesOfTip() - taken.bytes());
    checkRoom(taken, Math.max(1, room));
    TipKey key = tips.key(tipId);
    var unused = insert(key, tipId, bringer, once, id, name, room + 1);
    return room;
  }

  /** Makes what has arrived the whole: the last piece is sealed anew as the last. */
  @Transactional
  public void endAt(UUID tipId, UUID id, long length) {
    TipKey key = tips.key(tipId);
    AttachmentRows.Row row = rows.byId(id).orElseThrow(Attachments::unknown);
    int number = Chunks.number(length - 1);
    byte[] last = chunks.open(key, id, Part.ORIGINAL, number, false);
    byte[] hash = new RunningHash(key.openBytes(row.digest(), DIGEST, id)).end();
    if (!rows.endAt(
        id,
        length,
        number,
        Chunks.seal(key, id, Part.ORIGINAL, number, true, last),
        key.seal(hash, DIGEST, id),
        SqlTime.now(clock))) {
      throw elsewhere();
    }
    arrived(tipId, row.bringer(), id);
  }

  private void arrived(UUID tipId, Bringer bringer, UUID id) {
    tips.record(
        tipId,
        bringer.origin() + "_ATTACHED",
        bringer.staffId(),
        "{}",
        bringer.origin() == Origin.REPORTER
            ? TipDesk.Attention.NEW_MESSAGE
            : TipDesk.Attention.KEEP,
        null);
    live.afterCommit(WAKE, id.toString());
  }

  private void checkRoom(AttachmentRows.Taken taken, long length) {
    if (taken.files() >= settings.mostFiles()) {
      throw new Refusal(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE, "attachment.too-many", settings.mostFiles());
    }
    if (taken.bytes() + length > settings.mostBytesOfTip()) {
      throw new Refusal(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          "attachment.too-much",
          megabytes(settings.mostBytesOfTip()));
    }
  }

  private boolean insert(
      TipKey key,
      UUID tipId,
      Bringer bringer,
      @Nullable UUID once,
      UUID id,
      String name,
      long length) {
    return rows.begin(
        id,
        tipId,
        bringer,
        once,
        key.seal(FileNames.tame(name), NAME, id),
        length,
        key.seal(new RunningHash().state(), DIGEST, id),
        SqlTime.now(clock));
  }

  /** Refuses a file that is longer than the room that is left. */
  private final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long room) {
      this.in = in;
      this.left = room;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      int n = in.read(into, from, most);
      left -= Math.max(0, n);
      if (left < 0) {
        throw new Refusal(
            HttpStatus.REQUEST_ENTITY_TOO_LARGE,
            "attachment.too-large",
            megabytes(settings.mostBytes()));
      }
      return n;
    }
  }

  /**
   * Takes back an upload that is not complete.
   *
   * @throws Refusal 404 for an unknown one, 403 for a complete one: that is evidence
   */
  @Transactional
  public void abandon(UUID tipId, UUID id) {
    var unused = standing(tipId, id).orElseThrow(Attachments::unknown);
    if (!rows.abandon(id)) {
      throw new Refusal(HttpStatus.FORBIDDEN, "attachment.complete");
    }
  }

  /** All of a tip, oldest first, with their names opened. */
  @Transactional
  public List<Attachment> ofTip(UUID tipId) {
    List<AttachmentRows.Row> found = rows.ofTip(tipId);
    if (found.isEmpty()) {
      return List.of();
    }
    TipKey key = tips.key(tipId);
    return found.stream().map(row -> attachment(row, key)).toList();
  }

  static Attachment attachment(AttachmentRows.Row row, TipKey key) {
    return new Attachment(
        row.id(),
        row.tipId(),
        row.bringer().origin(),
        key.open(row.name(), NAME, row.id()),
        row.length(),
        row.received(),
        row.state(),
        row.kind(),
        row.scan(),
        row.receivedAt(),
        row.problem(),
        row.cleanKind(),
        row.cleanLength(),
        row.thumbnailLength() > 0);
  }

  /** Stores one piece; the last one also tells the desk and the cleaners. */
  @Transactional
  public boolean store(
      UUID tipId,
      Bringer bringer,
      UUID id,
      long from,
      long to,
      byte[] sealedChunk,
      byte[] sealedDigest,
      @Nullable FileKind kind,
      boolean completed) {
    Instant now = SqlTime.now(clock);
    boolean stored =
        rows.advance(
            id, from, to, Chunks.number(to - 1), sealedChunk, sealedDigest, kind, completed, now);
    if (stored && completed) {
      arrived(tipId, bringer, id);
    }
    return stored;
  }

  /** One run of bytes into one upload. */
  private final class Arrival {
    private final AttachmentRows.Row row;
    private final TipKey key;
    private final RunningHash hash;
    private final byte[] piece = new byte[Chunks.SIZE];
    private long stored;
    private int filled;

    Arrival(AttachmentRows.Row row, TipKey key) {
      this.row = row;
      this.key = key;
      this.hash = new RunningHash(key.openBytes(row.digest(), DIGEST, row.id()));
      this.stored = row.received();
      this.filled = (int) (stored % Chunks.SIZE);
      if (filled > 0) {
        byte[] begun = chunks.open(key, row.id(), Part.ORIGINAL, Chunks.number(stored), false);
        System.arraycopy(begun, 0, piece, 0, filled);
      }
    }

    long take(InputStream bytes) throws IOException {
      while (stored < row.length()) {
        int wanted = (int) Math.min(Chunks.SIZE - filled, row.length() - stored);
        int got = 0;
        IOException broken = null;
        try {
          while (got < wanted) {
            int n = bytes.read(piece, filled + got, wanted - got);
            if (n < 0) {
              break;
            }
            got += n;
          }
        } catch (IOException e) {
          broken = e;
        }
        if (got > 0) {
          keep(got);
        }
        if (broken != null) {
          throw broken;
        }
        if (got < wanted) {
          break;
        }
      }
      return stored;
    }

    private void keep(int got) {
      hash.add(piece, filled, got);
      filled += got;
      long to = stored + got;
      boolean completed = to == row.length();
      byte[] state = hash.state();
      byte[] sealedChunk =
          Chunks.seal(
              key,
              row.id(),
              Part.ORIGINAL,
              Chunks.number(to - 1),
              completed,
              Arrays.copyOf(piece, filled));
      byte[] sealedDigest = key.seal(completed ? hash.end() : state, DIGEST, row.id());
      FileKind kind =
          to <= Chunks.SIZE
              ? FileKind.of(Arrays.copyOf(piece, Math.min(filled, FileKind.HEAD)))
              : null;
      if (!store(
          row.tipId(),
          row.bringer(),
          row.id(),
          stored,
          to,
          sealedChunk,
          sealedDigest,
          kind,
          completed)) {
        throw elsewhere();
      }
      stored = to;
      filled %= Chunks.SIZE;
    }
  }

  private static Standing standing(AttachmentRows.Row row) {
    return new Standing(row.id(), row.received(), row.length());
  }

  private static long megabytes(long bytes) {
    return bytes / (1024 * 1024);
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "attachment.unknown");
  }

  private static Refusal elsewhere() {
    return new Refusal(HttpStatus.CONFLICT, "attachment.elsewhere");
  }
}
