package vn.tinbao.mobile.capture;

import io.avaje.jsonb.JsonType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.media.FileSource;
import vn.tinbao.mobile.media.Media;
import vn.tinbao.mobile.media.MediaKind;
import vn.tinbao.mobile.media.Source;
import vn.tinbao.mobile.media.Uncleanable;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.store.SealedFiles;
import vn.tinbao.mobile.store.VaultException;

/**
 * A place in the vault for one file that does not exist yet, made while the vault is open. It holds
 * keys for that file alone, so that the file can be sealed also when the vault was locked
 * meanwhile: the camera is open longer than the app waits before it locks.
 */
final class Envelope implements AutoCloseable {
  static final JsonType<AttachedFile> NOTE = Codec.of(AttachedFile.class);
  private static final int COPY = 64 * 1024;

  private final Pending pending;
  private final long room;
  private final SealedFiles.Draft cleaned;
  private final SealedFiles.Draft asItIs;
  private final SealedFiles.Draft note;

  /** Makes a place for one file. */
  private interface Drafting {
    SealedFiles.Draft begin();
  }

  private Envelope(Pending pending, long room, Drafting cleaned, Drafting asItIs, Drafting note) {
    this.pending = pending;
    this.room = room;
    this.cleaned = cleaned.begin();
    try {
      this.asItIs = asItIs.begin();
      try {
        this.note = note.begin();
      } catch (VaultException full) {
        this.asItIs.close();
        throw full;
      }
    } catch (VaultException full) {
      this.cleaned.close();
      throw full;
    }
  }

  /**
   * @param room how many bytes the file may have
   * @throws VaultException when the phone refuses or the vault is closed
   */
  static Envelope of(SealedFiles files, Pending pending, long room) {
    return new Envelope(
        pending,
        room,
        () -> files.create(pending.id()),
        () -> files.create(pending.asItIs()),
        () -> files.create(pending.note()));
  }

  /**
   * The same into a vault that is locked.
   *
   * @throws VaultException when the phone refuses
   */
  static Envelope of(Path vaultDirectory, Ticket ticket) {
    return new Envelope(
        ticket.pending(),
        ticket.room(),
        () -> SealedFiles.draft(vaultDirectory, ticket.cleaned()),
        () -> SealedFiles.draft(vaultDirectory, ticket.asItIs()),
        () -> SealedFiles.draft(vaultDirectory, ticket.note()));
  }

  Pending pending() {
    return pending;
  }

  /**
   * Cleans and seals the file and then the note about it, and removes what was made of it for this
   * app; only what the phone could not keep ({@link Sealing.Reason#NOT_KEPT}) stays where it is: it
   * may be the only copy. When this has returned the file is whole in the vault, or not in it at
   * all. Blocks, for a film some seconds.
   */
  Sealing fill(PickedFile picked) {
    Sealing end = new Sealing.NotTaken(Sealing.Reason.UNREADABLE);
    try {
      end = filled(picked);
    } finally {
      close();
      if (!(end instanceof Sealing.NotTaken not) || not.reason() != Sealing.Reason.NOT_KEPT) {
        forget(picked);
      }
    }
    return end;
  }

  private Sealing filled(PickedFile picked) {
    try (FileSource source = Source.of(picked.path())) {
      if (source.size() == 0) {
        return new Sealing.NotTaken(Sealing.Reason.EMPTY);
      }
      if (source.size() > room) {
        return new Sealing.NotTaken(Sealing.Reason.TOO_LARGE);
      }
      AttachedFile file = seal(source, picked);
      new Kept(note).write(NOTE.toJsonBytes(file));
      note.keep();
      return new Sealing.Kept(file);
    } catch (NotWritten | VaultException full) {
      return new Sealing.NotTaken(Sealing.Reason.NOT_KEPT);
    } catch (IOException unreadable) {
      return new Sealing.NotTaken(Sealing.Reason.UNREADABLE);
    }
  }

  private AttachedFile seal(FileSource source, PickedFile picked) throws IOException {
    MediaKind kind = Media.kind(source);
    String name = "." + extension(kind, picked);
    if (kind.cleanable()) {
      if (isCleaned(source)) {
        cleaned.keep();
        return new AttachedFile(pending.id(), name, kind, cleaned.length(), true);
      }
    }
    OutputStream copy = new Kept(asItIs);
    byte[] buffer = new byte[COPY];
    int n;
    for (long at = 0; (n = source.read(at, buffer, 0, COPY)) > 0; at += n) {
      copy.write(buffer, 0, n);
    }
    asItIs.keep();
    return new AttachedFile(pending.asItIs(), name, kind, asItIs.length(), false);
  }

  private boolean isCleaned(FileSource source) throws IOException {
    try {
      Media.clean(source, new Kept(cleaned));
      return true;
    } catch (NotWritten full) {
      throw full;
    } catch (Uncleanable | RuntimeException damaged) {
      // Damaged or of a rare build: better as evidence than not at all. The screen says so.
      return false;
    }
  }

  /** The phone did not take what was written; everything else that fails is the file's fault. */
  private static final class NotWritten extends IOException {
    private static final long serialVersionUID = 1L;

    NotWritten(IOException cause) {
      super(cause);
    }
  }

  /** Into the vault. */
  private static final class Kept extends OutputStream {
    private final OutputStream into;

    Kept(OutputStream into) {
      this.into = into;
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        into.write(bytes, from, count);
      } catch (IOException full) {
        throw new NotWritten(full);
      }
    }
  }

  /** Of another kind the ending is all that tells staff what it is; it is letters and digits. */
  private static String extension(MediaKind kind, PickedFile picked) {
    if (kind != MediaKind.OTHER) {
      return kind.extension();
    }
    String name = String.valueOf(picked.path().getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ending.matches("[a-z0-9]{1,5}") ? ending : kind.extension();
  }

  static void forget(PickedFile picked) {
    try {
      picked.forget();
    } catch (IOException e) {
      // The phone keeps its cache from other apps; the next start tries again.
    }
  }

  /** What was not kept is gone. */
  @Override
  public void close() {
    try {
      cleaned.close();
      asItIs.close();
      note.close();
    } catch (VaultException stays) {
      // Unreadable without its key; the next start removes it.
    }
  }
}
