package vn.tinbao.mobile.officer;

import io.avaje.jsonb.JsonType;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.capture.AttachedFile;
import vn.tinbao.mobile.capture.Captures;
import vn.tinbao.mobile.capture.Spares;
import vn.tinbao.mobile.capture.Underway;
import vn.tinbao.mobile.capture.Whose;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.Upload;
import vn.tinbao.mobile.net.wire.AssignmentDoc;
import vn.tinbao.mobile.net.wire.TaskFile;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.platform.SharedCapture;
import vn.tinbao.mobile.store.Backoff;
import vn.tinbao.mobile.store.Changes;
import vn.tinbao.mobile.store.Delivery;
import vn.tinbao.mobile.store.Outbox;
import vn.tinbao.mobile.store.Parcel;
import vn.tinbao.mobile.store.SealedFiles;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.store.VaultException;

/**
 * Photos and recordings from the spot: sealed under the officer's key the moment they are taken,
 * sent piece by piece when there is a signal and a session, removed from the phone when the server
 * has them whole. What the server will not take any more stays until the officer lets it go. An
 * outbox of its own: a film does not keep a report waiting.
 *
 * <p>Listeners run on the screen thread; {@link #captures} belongs to it.
 */
final class FieldFiles implements AutoCloseable {
  private static final long MIB = 1024L * 1024;

  /** The server's limits: one file, all files of a task, how many. */
  static final Captures.Limits LIMITS = new Captures.Limits(100 * MIB, 400 * MIB, 20);

  private static final String UPLOAD = "upload";
  private static final JsonType<OutgoingFile> OUTGOING = Codec.of(OutgoingFile.class);
  private static final Set<Integer> FINAL = Set.of(400, 404, 409, 410, 413, 422);
  private static final Set<Integer> FINAL_FOR_A_PIECE = Set.of(400, 404, 410, 413);

  private final Api api;
  private final Clock clock;
  private final Cabinet cabinet;
  private final Line line;
  private final Executor screen;
  private final SealedFiles sealed;
  private final Outbox uploads;
  private final Captures captures;
  private final Changes changes;
  private final Map<String, Long> arrived = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private volatile @Nullable Thread screenThread;

  /** What is needed of whoever talks with the server. */
  interface Line {
    /** Of the running session. */
    Optional<String> token();

    /** The server turned that token away. */
    void ended(String token);

    /** Asks for news; false when they could not be had. */
    boolean pull(String token);

    /** Whether something the officer did to that task has not reached the server yet. */
    boolean awaited(String taskId);
  }

  /**
   * @param underway of this vault, the same after a lock as before
   * @param spares seal what a camera left for a run of the app that died, before the PIN is given
   */
  FieldFiles(
      Vault vault,
      Cabinet cabinet,
      Api api,
      Clock clock,
      Backoff backoff,
      Capture machine,
      Underway underway,
      Spares spares,
      Executor screen,
      Line line) {
    this.api = api;
    this.clock = clock;
    this.cabinet = cabinet;
    this.line = line;
    this.screen = screen;
    this.sealed = vault.files();
    this.uploads = new Outbox(vault, "uploads/", this::deliver, backoff, screen);
    this.captures =
        new Captures(
            vault,
            // What a camera left for a run of the app that died is taken in before the PIN is
            // given.
            new SharedCapture(machine, List::of),
            underway,
            screen,
            LIMITS,
            new OfTasks(),
            spares,
            clock);
    this.changes = new Changes(screen);
    uploads.onChange(changes::fire);
  }

  /** Takes in what was being taken when the app ended, sweeps the rest, and starts sending. */
  void start() {
    screen.execute(this::takeIn);
    uploads.start();
  }

  private void takeIn() {
    screenThread = Thread.currentThread();
    if (closed) {
      return;
    }
    try {
      captures.start();
      Set<String> wanted = new HashSet<>();
      uploads.all().forEach(parcel -> wanted.add(parcel.id()));
      sealed.keepOnly(wanted, captures.wanted());
    } catch (VaultException closedMeanwhile) {
      // The next start takes it in.
    }
  }

  /** What is being photographed, recorded or sealed for tasks; whose are the tasks' ids. */
  Captures captures() {
    return captures;
  }

  private final class OfTasks implements Captures.Owner {
    @Override
    public void expect(Whose whose) {
      // A task is found again by its id.
    }

    @Override
    public List<AttachedFile> filesOf(String taskId) {
      return outgoing(taskId).stream().map(OutgoingFile::file).toList();
    }

    @Override
    public int elsewhere(String taskId) {
      return there(taskId).size();
    }

    @Override
    public void attach(Whose whose, AttachedFile file) {
      OutgoingFile outgoing = new OutgoingFile(whose.id(), file, clock.instant());
      uploads.put(
          Parcel.of(file.id(), UPLOAD, file.id(), OUTGOING.toJson(outgoing), clock.instant()));
    }
  }

  /** Files of a task that are on this phone only. */
  List<OutgoingFile> outgoing(String taskId) {
    return all().stream().filter(file -> file.taskId().equals(taskId)).toList();
  }

  /** Files of a task that the server has, as far as this phone was told. */
  List<TaskFile> there(String taskId) {
    List<TaskFile> files = cabinet.find(taskId).map(AssignmentDoc::files).orElse(List.of());
    Set<String> here = new HashSet<>();
    outgoing(taskId).forEach(file -> here.add(file.file().id()));
    return files.stream().filter(file -> !here.contains(file.id())).toList();
  }

  /** Everything that the server does not have whole, refused files too. */
  List<OutgoingFile> all() {
    return uploads.all().stream().map(parcel -> OUTGOING.fromJson(parcel.body())).toList();
  }

  /** Why the server will not take a file; empty while it is on its way. */
  Optional<String> refusal(String fileId) {
    return uploads.find(fileId).map(Parcel::refusal);
  }

  /** How much of it the server has, 0 to 100. */
  int percent(OutgoingFile outgoing) {
    long length = Math.max(1, outgoing.file().length());
    return (int) (arrived.getOrDefault(outgoing.file().id(), 0L) * 100 / length);
  }

  /** Takes a file that has not arrived off the phone; false when there is none. */
  boolean drop(String fileId) {
    boolean was = uploads.dismiss(fileId);
    if (was) {
      sealed.delete(fileId);
      arrived.remove(fileId);
    }
    return was;
  }

  int unsent() {
    return uploads.unsent();
  }

  void nudge() {
    uploads.nudge();
  }

  Runnable onChange(Runnable listener) {
    return changes.listen(listener);
  }

  @Override
  public void close() {
    closed = true;
    if (Thread.currentThread() == screenThread) {
      // At once: the microphone ends before the vault does.
      captures.close();
    } else {
      screen.execute(captures::close);
    }
    uploads.close();
  }

  // ---- the courier

  private Delivery deliver(Parcel parcel) {
    Optional<String> token = line.token();
    if (token.isEmpty()) {
      return new Delivery.Held();
    }
    OutgoingFile outgoing = OUTGOING.fromJson(parcel.body());
    if (line.awaited(outgoing.taskId())) {
      // The server takes files of a task only once it knows that it was accepted.
      return new Delivery.Again(null);
    }
    AttachedFile file = outgoing.file();
    Upload.End end =
        Upload.send(
            new ToTask(token.get(), outgoing),
            offset -> open(file, offset),
            file.length(),
            () -> closed,
            at -> {
              arrived.put(file.id(), at);
              changes.fire();
            });
    if (end instanceof Upload.End.Stopped stopped) {
      return outcome(token.get(), stopped);
    }
    if (end instanceof Upload.End.Broken || !line.pull(token.get())) {
      return new Delivery.Again(null);
    }
    sealed.delete(file.id());
    arrived.remove(file.id());
    return new Delivery.Acknowledged();
  }

  private java.io.InputStream open(AttachedFile file, long offset) throws IOException {
    try {
      return sealed.open(file.id(), offset);
    } catch (VaultException locked) {
      throw new IOException("not readable now", locked);
    }
  }

  private Delivery outcome(String token, Upload.End.Stopped stopped) {
    Answer<Long> answer = stopped.answer();
    if (answer instanceof Answer.Refused<Long> no) {
      if (no.signedOut()) {
        line.ended(token);
        return new Delivery.Held();
      }
      Set<Integer> last = stopped.begun() ? FINAL_FOR_A_PIECE : FINAL;
      return last.contains(no.status())
          ? new Delivery.Refused(no.sentence())
          : new Delivery.Again(null);
    }
    return new Delivery.Again(
        answer instanceof Answer.Later<Long> later ? later.notBefore() : null);
  }

  /** The way of one file. */
  private final class ToTask implements Upload.Line {
    private final String token;
    private final OutgoingFile outgoing;

    ToTask(String token, OutgoingFile outgoing) {
      this.token = token;
      this.outgoing = outgoing;
    }

    @Override
    public Answer<Long> begin() {
      AttachedFile file = outgoing.file();
      return api.beginTaskFile(
          token, outgoing.taskId(), file.id(), file.name(), file.length(), outgoing.takenAt());
    }

    @Override
    public Answer<Long> add(long offset, byte[] piece) {
      return api.continueTaskFile(
          token, outgoing.taskId(), outgoing.file().id(), offset, piece, outgoing.file().length());
    }
  }
}
