package vn.tinbao.mobile.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.platform.Recorder;
import vn.tinbao.mobile.store.Changes;
import vn.tinbao.mobile.store.SealedFiles;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.store.VaultException;

/**
 * Takes photos, films and recordings into a vault. What was begun ends in the right place whatever
 * the person does meanwhile: leaves the screen, locks the app, lets it be locked while the camera
 * is open, or loses it to a dying phone. Belongs to the book that keeps the files, never to a
 * screen.
 *
 * <p>Before the camera opens there is an {@link Envelope} and a record that says for what it is;
 * the record goes when the file has been attached. Where the vault has a PIN there is a {@link
 * Ticket} besides. What is found at a start is attached then, and a file that the camera made for a
 * run of the app that died is sealed then.
 *
 * <p>All methods belong to the screen thread.
 */
public final class Captures implements AutoCloseable {
  private final SealedFiles files;
  private final TypedRecords<Pending> records;
  private final Capture machine;
  private final Underway underway;
  private final Executor screen;
  private final Limits limits;
  private final Owner owner;
  private final @Nullable Spares spares;
  private final Clock clock;
  private final Changes changes;
  private final Set<String> forgotten = new HashSet<>();
  private @Nullable Envelope asking;
  private @Nullable Envelope recording;
  private boolean closed;

  /** How much one thing may have: bytes a file, bytes in all, files. */
  public record Limits(long mostBytesOfOne, long mostBytes, int mostFiles) {}

  /** Who keeps the files. */
  public interface Owner {
    /**
     * A file is about to be taken for this thing: from now on it must be found again after a start.
     *
     * @throws VaultException when the phone cannot keep it; then nothing is taken
     */
    void expect(Whose whose);

    /** Files that this thing has already, on this phone. */
    List<AttachedFile> filesOf(String id);

    /** How many the server has besides; they count, and their names are taken. */
    int elsewhere(String id);

    /**
     * Puts a sealed file where it belongs; given twice it is there once. When there is no such
     * thing any more, removes the file.
     *
     * @throws VaultException when the phone cannot keep it; then it is given again at the next
     *     start
     */
    void attach(Whose whose, AttachedFile file);
  }

  /**
   * @param underway of this vault, the same after a lock as before
   * @param spares where the vault may be locked while the app starts; null where it is open then
   */
  public Captures(
      Vault vault,
      Capture machine,
      Underway underway,
      Executor screen,
      Limits limits,
      Owner owner,
      @Nullable Spares spares,
      Clock clock) {
    this.files = vault.files();
    this.records = new TypedRecords<>(vault, "capturing/", Codec.of(Pending.class));
    this.machine = machine;
    this.underway = underway;
    this.screen = screen;
    this.limits = limits;
    this.owner = owner;
    this.spares = spares;
    this.clock = clock;
    this.changes = new Changes(screen);
  }

  /**
   * Attaches what arrived while the vault was closed and goes on with what a dying phone left. To
   * be called once, before {@link SealedFiles#keepOnly}.
   */
  public void start() {
    underway.tell(pending -> screen.execute(() -> ended(pending)));
    boolean quiet = underway.idle() && !underway.holds();
    // While a camera is open, or a file waits for room, that file may be among them.
    Iterator<PickedFile> left = (quiet ? machine.leftovers() : List.<PickedFile>of()).iterator();
    for (Pending pending : records.all()) {
      if (underway.has(pending)) {
        continue;
      }
      Optional<PickedFile> found = arrived(pending) ? Optional.empty() : found(pending, left);
      if (found.isPresent() && !again(pending, found.get())) {
        // The phone is full: the next start tries again.
        return;
      }
      if (found.isEmpty() && !arrived(pending)) {
        // Nothing is lost without a word: a photo that was taken then is swept or was never made.
        say(pending.whose(), "files.not.DIED");
      }
      settle(pending);
    }
    left.forEachRemaining(Envelope::forget);
  }

  private Optional<PickedFile> found(Pending pending, Iterator<PickedFile> left) {
    return underway
        .unkept(pending)
        .or(() -> left.hasNext() ? Optional.of(left.next()) : Optional.empty());
  }

  /** Seals a file that the camera left, or lets it go; false while the phone is full. */
  private boolean again(Pending pending, PickedFile file) {
    files.delete(pending.id());
    files.delete(pending.asItIs());
    if (isFull(pending.whoseId())) {
      say(pending.whose(), "files.not." + Sealing.Reason.TOO_MANY);
      Envelope.forget(file);
    } else {
      Optional<Envelope> envelope = begin(pending.whose());
      if (envelope.isEmpty()) {
        return false;
      }
      underway.seal(envelope.get(), file);
    }
    underway.release(pending);
    return true;
  }

  /** When the files were begun that may still lie where the camera puts them. */
  public List<Instant> awaited() {
    return records.all().stream()
        .filter(pending -> !underway.has(pending) && !arrived(pending))
        .map(Pending::begunAt)
        .toList();
  }

  /** Names that {@link SealedFiles#keepOnly} must spare, finished or not. */
  public Set<String> wanted() {
    Set<String> names = new HashSet<>(underway.names());
    // Those that have just ended are attached in a moment.
    records.all().forEach(pending -> names.addAll(pending.names()));
    return names;
  }

  // ---- by a person

  /** Where files may come from here, without what {@link #canRecord} does better. */
  public List<Capture.Way> ways() {
    return machine.ways().stream()
        .sorted()
        .filter(way -> way != Capture.Way.SOUND || !canRecord())
        .toList();
  }

  public boolean canRecord() {
    return machine.recorder().isPresent();
  }

  /** Whether a voice can be given here at all, recorded now or before. */
  boolean hasSound() {
    return canRecord() || machine.ways().contains(Capture.Way.SOUND);
  }

  /** Lets the person choose or make a file for that thing. */
  public void take(Capture.Way way, Whose whose) {
    begin(whose)
        .ifPresent(
            envelope ->
                machine.take(
                    way,
                    picked ->
                        picked.ifPresentOrElse(
                            file -> hand(envelope, file), () -> underway.end(envelope))));
  }

  /** Begins a recording for that thing; the system may ask the person first. */
  public void record(Whose whose) {
    Optional<Recorder> recorder = machine.recorder();
    if (recorder.isEmpty() || recording != null || asking != null) {
      return;
    }
    begin(whose)
        .ifPresent(
            envelope -> {
              asking = envelope;
              recorder.get().start(begun -> answered(recorder.get(), envelope, whose, begun));
            });
  }

  private void answered(Recorder recorder, Envelope envelope, Whose whose, boolean begun) {
    if (asking != envelope) {
      // Nobody waits for it any more.
      if (begun) {
        recorder.stop(file -> file.ifPresent(Envelope::forget));
      }
      return;
    }
    asking = null;
    if (begun) {
      recording = envelope;
      underway.inside(envelope.pending());
      say(whose, "files.recording");
    } else {
      underway.end(envelope);
      say(whose, "files.record.not");
    }
  }

  public boolean recording() {
    return recording != null;
  }

  /** Ends the recording and keeps it; does nothing when there is none. */
  public void stopRecording() {
    Envelope envelope = recording;
    if (envelope == null) {
      return;
    }
    recording = null;
    machine
        .recorder()
        .ifPresentOrElse(
            recorder ->
                recorder.stop(
                    made ->
                        made.ifPresentOrElse(
                            file -> hand(envelope, file), () -> underway.end(envelope))),
            () -> underway.end(envelope));
  }

  private void hand(Envelope envelope, PickedFile file) {
    underway.seal(envelope, file);
    changes.fire();
  }

  /** The key of a sentence that tells how it stands with the files of that thing. */
  public Optional<String> said(Whose whose) {
    return underway.said(whose.id());
  }

  private void say(Whose whose, @Nullable String key) {
    underway.say(whose.id(), key);
    changes.fire();
  }

  /** Something arrived, failed, began or ended. */
  public Runnable onChange(Runnable listener) {
    return changes.listen(listener);
  }

  // ---- on its way

  private boolean isFull(String id) {
    return owner.filesOf(id).size() + owner.elsewhere(id) >= limits.mostFiles();
  }

  private Optional<Envelope> begin(Whose whose) {
    List<AttachedFile> others = owner.filesOf(whose.id());
    if (isFull(whose.id())) {
      say(whose, "files.not." + Sealing.Reason.TOO_MANY);
      return Optional.empty();
    }
    long room = limits.mostBytes() - others.stream().mapToLong(AttachedFile::length).sum();
    Pending pending =
        new Pending(
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            whose.id(),
            whose.code(),
            clock.instant());
    long most = Math.min(room, limits.mostBytesOfOne());
    try {
      owner.expect(whose);
      Envelope envelope = Envelope.of(files, pending, most);
      try {
        records.put(pending.id(), pending);
        if (spares != null) {
          spares.keep(Ticket.of(files, pending, most));
        }
      } catch (VaultException full) {
        envelope.close();
        throw full;
      }
      underway.begin(pending);
      return Optional.of(envelope);
    } catch (VaultException full) {
      say(whose, "files.not." + Sealing.Reason.NOT_KEPT);
      return Optional.empty();
    }
  }

  /** That thing is removed from the phone: nothing more is taken for it. */
  public void forget(String whoseId) {
    if (recording != null && recording.pending().whoseId().equals(whoseId)) {
      stopRecording();
    }
    if (asking != null && asking.pending().whoseId().equals(whoseId)) {
      stopAsking();
    }
    records.all().stream()
        .filter(pending -> pending.whoseId().equals(whoseId))
        .forEach(
            pending -> {
              underway.unkept(pending).ifPresent(Envelope::forget);
              underway.release(pending);
              forgotten.add(pending.id());
              records.delete(pending.id());
            });
  }

  /** Removes what the machine made for this app and nobody fetched. */
  public static void sweep(Capture machine) {
    machine.leftovers().forEach(Envelope::forget);
  }

  private void ended(Pending pending) {
    if (!closed) {
      if (underway.unkept(pending).isEmpty()) {
        settle(pending);
      } else if (records.get(pending.id()).isEmpty()) {
        // Forgotten while it was being sealed.
        underway.unkept(pending).ifPresent(Envelope::forget);
        underway.release(pending);
        settle(pending);
      }
      changes.fire();
    }
  }

  private boolean arrived(Pending pending) {
    return files.contains(pending.note());
  }

  /** Attaches the file if it arrived, and forgets that it was on its way. */
  private void settle(Pending pending) {
    try {
      boolean wanted = records.get(pending.id()).isPresent();
      if (!wanted && !forgotten.remove(pending.id())) {
        return; // It was settled before.
      }
      if (wanted && arrived(pending)) {
        attach(pending);
      } else {
        files.delete(pending.id());
        files.delete(pending.asItIs());
      }
      if (spares != null) {
        // Before the record goes: a ticket without one would seal what nobody looks for.
        spares.drop(pending);
      }
      records.delete(pending.id());
      files.delete(pending.note());
    } catch (VaultException | UncheckedIOException full) {
      say(pending.whose(), "files.not." + Sealing.Reason.NOT_KEPT);
    }
  }

  private void attach(Pending pending) {
    AttachedFile file = note(pending);
    List<AttachedFile> others = owner.filesOf(pending.whoseId());
    boolean already = others.stream().anyMatch(other -> other.id().equals(file.id()));
    if (!already && files.contains(file.id())) {
      int number = others.size() + owner.elsewhere(pending.whoseId()) + 1;
      owner.attach(pending.whose(), file.named("tep-" + number + file.name()));
    }
  }

  private AttachedFile note(Pending pending) {
    try (var bytes = files.open(pending.note(), 0)) {
      return Envelope.NOTE.fromJson(bytes.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a recording; what is being sealed goes on and is attached at the next start. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      stopRecording();
      stopAsking();
      underway.tell(null);
    }
  }

  private void stopAsking() {
    Envelope envelope = asking;
    if (envelope != null) {
      asking = null;
      underway.end(envelope);
    }
  }
}
