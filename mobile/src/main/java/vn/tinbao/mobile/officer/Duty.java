package vn.tinbao.mobile.officer;

import com.github.f4b6a3.uuid.UuidCreator;
import io.avaje.jsonb.JsonType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.capture.Spares;
import vn.tinbao.mobile.capture.Underway;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.Fetched;
import vn.tinbao.mobile.net.wire.AssignmentDoc;
import vn.tinbao.mobile.net.wire.OfficerName;
import vn.tinbao.mobile.net.wire.SignedIn;
import vn.tinbao.mobile.net.wire.StaffNotice;
import vn.tinbao.mobile.net.wire.SyncDone;
import vn.tinbao.mobile.net.wire.SyncNews;
import vn.tinbao.mobile.net.wire.SyncOperation;
import vn.tinbao.mobile.net.wire.SyncPurge;
import vn.tinbao.mobile.net.wire.SyncResult;
import vn.tinbao.mobile.net.wire.SyncUp;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.platform.PushEvents;
import vn.tinbao.mobile.store.Backoff;
import vn.tinbao.mobile.store.Changes;
import vn.tinbao.mobile.store.Delivery;
import vn.tinbao.mobile.store.Outbox;
import vn.tinbao.mobile.store.Parcel;
import vn.tinbao.mobile.store.Scribe;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Unlocking;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.FileSize;

/**
 * The tasks of the officer whose vault is open. Reads come from the phone; what the officer does is
 * kept encrypted as an operation with an id and sent until the server has answered, each task's
 * operations in their order. The server is asked on every hint, on every new connection, and from
 * time to time.
 *
 * <p>Everything returns at once. Listeners run on the screen thread.
 */
public final class Duty implements AutoCloseable {
  private static final String SESSION = "session";
  private static final String CURSOR = "cursor";
  private static final String NOTE = "note/";

  /** Before the task's id: words of its report that were typed and not saved. */
  private static final String REPORT_DRAFT = "typed/";

  private static final JsonType<SyncOperation> OPERATION = Codec.of(SyncOperation.class);
  private static final Set<Integer> FINAL_FOR_AN_OPERATION = Set.of(400, 422);

  private final Vault vault;
  private final Api api;
  private final Api.Phone phone;
  private final PushEvents push;
  private final Runnable ordered;
  private final Clock clock;
  private final TypedRecords<OfficerSession> sessions;
  private final Cabinet cabinet;
  private final Scribe scribe;
  private final Outbox outbox;
  private final Reports reports;
  private final FieldFiles files;
  private final Notices notices;
  private final Changes changes;
  private final Changes news;
  private final Duration poll;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "duty");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicBoolean syncQueued = new AtomicBoolean();
  private final Object guard = new Object();

  /** One answer of the server at a time is taken in. */
  private final Object pulling = new Object();

  private @Nullable OfficerSession session;
  private PushEvents.@Nullable Subscription subscription;
  private int unsentBefore;
  private volatile boolean live;
  private volatile boolean reachable;
  private volatile @Nullable Instant lastSync;
  private volatile @Nullable String trouble;
  private volatile boolean closed;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** How this phone stands with the server. */
  public enum Link {
    /** Hints arrive at once. */
    LIVE,
    /** The server answers, but only when asked. */
    POLLING,
    /** No answer; the list is the one kept on the phone. */
    OFFLINE
  }

  /** How often the server is asked without a hint, and how unsent operations wait. */
  public record Pace(Duration poll, Backoff backoff) {
    public static final Pace USUAL = new Pace(Duration.ofSeconds(60), Backoff.USUAL);
  }

  /**
   * @param vault of this officer alone, open
   * @param phone who this phone is to the server
   * @param machine camera, gallery and microphone
   * @param underway files on their way into this vault, the same after a lock as before
   * @param spares for files that a camera leaves for a run of the app that died
   * @param ordered called, on any thread, when the server orders that everything must go
   */
  Duty(
      Vault vault,
      Api api,
      Api.Phone phone,
      PushEvents push,
      Clock clock,
      Pace pace,
      Executor screen,
      Capture machine,
      Underway underway,
      Spares spares,
      Runnable ordered) {
    this.vault = vault;
    this.api = api;
    this.phone = phone;
    this.push = push;
    this.clock = clock;
    this.ordered = ordered;
    this.sessions = new TypedRecords<>(vault, "", Codec.of(OfficerSession.class));
    this.cabinet = new Cabinet(vault);
    this.scribe = new Scribe(vault);
    this.outbox = new Outbox(vault, this::deliver, pace.backoff(), screen);
    this.reports = new Reports(vault, cabinet, outbox, scribe, clock);
    this.changes = new Changes(screen);
    this.news = new Changes(screen);
    this.poll = pace.poll();
    this.session = sessions.get(SESSION).orElse(null);
    this.files =
        new FieldFiles(
            vault,
            cabinet,
            api,
            clock,
            pace.backoff(),
            machine,
            underway,
            spares,
            screen,
            new FilesLine());
    this.notices = new Notices(vault, api, clock, pace.backoff(), screen, new NoticesLine());
    outbox.onChange(changes::fire);
    outbox.onChange(this::filesMayGo);
    files.onChange(changes::fire);
    notices.onChange(changes::fire);
  }

  /** Takes up the work: sends what waits, listens, asks. */
  public void start() {
    outbox.start();
    files.start();
    notices.start();
    token().ifPresent(this::listen);
    var unused =
        worker.scheduleWithFixedDelay(this::syncQuietly, 0, poll.toMillis(), TimeUnit.MILLISECONDS);
  }

  // ---- who is signed in

  /** The officer whose tasks are on this phone, also when the session has ended since. */
  public Optional<OfficerName> officer() {
    synchronized (guard) {
      return Optional.ofNullable(session).map(OfficerSession::officer);
    }
  }

  /** Whether the server accepts the session, as far as this phone knows. */
  public boolean signedIn() {
    return token().isPresent();
  }

  /** Takes up a session of the officer whose things these are. */
  void welcome(SignedIn signedIn) {
    synchronized (guard) {
      session =
          new OfficerSession(signedIn.token(), signedIn.expiresAt(), signedIn.officer(), false);
      sessions.put(SESSION, session);
    }
    trouble = null;
    listen(signedIn.token());
    nudge();
    sync();
    changes.fire();
  }

  /** Of the session that the server accepts, as far as this phone knows. */
  Optional<String> token() {
    synchronized (guard) {
      return Optional.ofNullable(session).filter(s -> !s.ended()).map(OfficerSession::token);
    }
  }

  /** The server turned that token away: what waits, waits for the next sign-in. */
  private void sessionEnded(String token) {
    synchronized (guard) {
      if (session == null || !session.token().equals(token)) {
        return;
      }
      session = session.asEnded();
      sessions.put(SESSION, session);
    }
    stopListening();
    changes.fire();
  }

  // ---- tasks

  /** All tasks on this phone: offers first, the next deadline on top, then by urgency. */
  public List<Task> tasks() {
    List<Parcel> parcels = outbox.all();
    return cabinet.all().stream()
        .map(doc -> task(doc, parcels))
        .sorted(
            Comparator.comparing((Task task) -> rank(task.state()))
                .thenComparing(
                    task -> task.doc().answerBy(), Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(task -> -task.doc().urgency())
                .thenComparing(task -> task.doc().updatedAt(), Comparator.reverseOrder()))
        .toList();
  }

  public Optional<Task> find(String id) {
    return cabinet.find(id).map(doc -> task(doc, outbox.all()));
  }

  private static int rank(TaskState state) {
    return state == TaskState.OFFERED ? 0 : state.over() ? 2 : 1;
  }

  private Task task(AssignmentDoc doc, List<Parcel> parcels) {
    List<Parcel> mine = parcels.stream().filter(p -> p.lane().equals(doc.id())).toList();
    return new Task(
        doc,
        mine.stream().filter(parcel -> !parcel.refused()).map(Duty::waiting).toList(),
        Stream.concat(
                mine.stream().filter(Parcel::refused).map(Duty::refused),
                files.outgoing(doc.id()).stream()
                    .filter(file -> files.refusal(file.file().id()).isPresent())
                    .map(this::refused))
            .toList());
  }

  private Task.Refused refused(OutgoingFile outgoing) {
    String id = outgoing.file().id();
    String line = outgoing.file().name() + " · " + FileSize.of(outgoing.file().length());
    return new Task.Refused(
        id,
        TaskAction.REPORT,
        "",
        Map.of(ReportField.FILE, line),
        files.refusal(id).orElse(""),
        false);
  }

  private static Task.Waiting waiting(Parcel parcel) {
    SyncOperation operation = OPERATION.fromJson(parcel.body());
    boolean moves = operation.action() != null || Boolean.TRUE.equals(operation.finished());
    return new Task.Waiting(parcel.id(), moves ? Operation.kind(operation) : null);
  }

  private static Task.Refused refused(Parcel parcel) {
    SyncOperation operation = OPERATION.fromJson(parcel.body());
    String note = operation.note();
    String why = parcel.refusal();
    return new Task.Refused(
        parcel.id(),
        Operation.kind(operation),
        note == null ? "" : note,
        Reports.words(operation),
        why == null ? "" : why,
        false);
  }

  /** What was written about tasks that are not on this phone any more and was not taken. */
  public List<Task.Refused> stranded() {
    List<Task.Refused> stranded = new ArrayList<>();
    outbox.all().stream()
        .filter(parcel -> cabinet.find(parcel.lane()).isEmpty())
        .map(Duty::refused)
        .forEach(stranded::add);
    files.all().stream()
        .filter(file -> cabinet.find(file.taskId()).isEmpty())
        .map(this::refused)
        .forEach(stranded::add);
    reports.drafted().stream()
        .filter(this::isOver)
        .map(id -> typed(REPORT_DRAFT + id, TaskAction.REPORT, "", reports.typed(id)))
        .forEach(stranded::add);
    notes().stream()
        .filter(note -> isOver(note.taskId()))
        .map(note -> typed(note.name(), note.action(), note.text(), Map.of()))
        .forEach(stranded::add);
    return stranded;
  }

  private boolean isOver(String taskId) {
    return cabinet.find(taskId).filter(doc -> !TaskState.of(doc.state()).over()).isEmpty();
  }

  private static Task.Refused typed(
      String name, TaskAction action, String note, Map<String, String> fields) {
    return new Task.Refused(name, action, note, fields, "", true);
  }

  /** Reasons and reports that were typed and not sent. */
  private List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    for (String name : vault.names(NOTE)) {
      int slash = name.lastIndexOf('/');
      String taskId = name.substring(NOTE.length(), slash);
      TaskAction action = TaskAction.valueOf(name.substring(slash + 1));
      String text = noteDraft(taskId, action);
      if (!text.isBlank()) {
        notes.add(new Note(name, taskId, action, text));
      }
    }
    return notes;
  }

  private record Note(String name, String taskId, TaskAction action, String text) {}

  /** Photos and recordings that are taken on this phone. */
  FieldFiles files() {
    return files;
  }

  /** Calls to duty and reminders. */
  Notices notices() {
    return notices;
  }

  /** The reports that are written on this phone. */
  Reports reports() {
    return reports;
  }

  /**
   * Records what the officer did; on return it survives the phone dying and will be sent. Does
   * nothing when the task is not in a state for it (a second tap on the same button), unless there
   * are words: those go to the server, whatever became of the task while they were written.
   *
   * @param note the reason or the report; null for actions that need none
   * @throws VaultException when the phone cannot keep it
   */
  public void act(String taskId, TaskAction action, @Nullable String note) {
    boolean fits = find(taskId).filter(t -> t.state().next().contains(action)).isPresent();
    boolean words = note != null && !note.isBlank() && !isSaid(taskId, action, note);
    if (fits || words) {
      step(taskId, action, note);
    }
  }

  /** Whether a purge has already made an operation of these words. */
  private boolean isSaid(String taskId, TaskAction action, String note) {
    return outbox.all().stream()
        .filter(parcel -> parcel.lane().equals(taskId))
        .map(parcel -> OPERATION.fromJson(parcel.body()))
        .anyMatch(said -> action.name().equals(said.action()) && note.equals(said.note()));
  }

  private void step(String taskId, TaskAction action, @Nullable String note) {
    Instant now = clock.instant();
    String operationId = UuidCreator.getTimeOrderedEpoch().toString();
    SyncOperation operation =
        new SyncOperation(operationId, taskId, now, action.name(), note, null, null);
    outbox.put(Parcel.of(operationId, Operation.STEP, taskId, OPERATION.toJson(operation), now));
    scribe.drop(noteName(taskId, action));
  }

  /** Lets a refused operation or stranded words go; its note goes with it. */
  public void dismiss(String operationId) {
    if (operationId.startsWith(REPORT_DRAFT)) {
      reports.dropDraft(operationId.substring(REPORT_DRAFT.length()));
    } else if (operationId.startsWith(NOTE)) {
      scribe.drop(operationId);
    } else if (!files.drop(operationId)) {
      outbox.dismiss(operationId);
      return;
    }
    changes.fire();
  }

  /** What was typed into a reason or a report and not sent yet. */
  public String noteDraft(String taskId, TaskAction action) {
    return vault
        .get(noteName(taskId, action))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  /** Keeps what is being typed; called at every keystroke. */
  void keepNote(String taskId, TaskAction action, String text) {
    scribe.keep(noteName(taskId, action), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String noteName(String taskId, TaskAction action) {
    return NOTE + taskId + "/" + action;
  }

  /** Operations that still have to go out. */
  public int unsent() {
    return outbox.unsent() + files.unsent() + notices.unsent();
  }

  public Link link() {
    return live ? Link.LIVE : reachable ? Link.POLLING : Link.OFFLINE;
  }

  /** When the server last told the whole list, since the app was started. */
  public Optional<Instant> lastSync() {
    return Optional.ofNullable(lastSync);
  }

  /** Why the server will not give the list, in its words. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  public Runnable onChange(Runnable listener) {
    return changes.listen(listener);
  }

  /** Something came from the server that this officer did not do on this phone. */
  public Runnable onNews(Runnable listener) {
    return news.listen(listener);
  }

  /** Asks the server for the list and sends what waits, soon. */
  public void sync() {
    if (!closed && syncQueued.compareAndSet(false, true)) {
      worker.execute(this::syncQuietly);
    }
  }

  /** The person asked: waits for nothing. */
  public void syncNow() {
    nudge();
    sync();
  }

  private void nudge() {
    outbox.nudge();
    files.nudge();
    notices.nudge();
  }

  /** Returns when everything typed so far is on the disk. Blocks. */
  public void flush() {
    scribe.flush();
  }

  /** Whether anything of the officer's own is here that the server has not taken, sent or typed. */
  boolean hasWork() {
    scribe.flush();
    return losses() > 0;
  }

  /** What is lost when everything goes: operations and files not sent, words typed and not sent. */
  int losses() {
    return outbox.all().size() + files.all().size() + reports.drafted().size() + notes().size();
  }

  /** Asks for the PIN again; everything stays open. Blocks. */
  Unlocking check(char[] pin) {
    return vault.check(pin);
  }

  boolean isClosed() {
    return closed;
  }

  /** Writes the last words, then nothing more; forgets the key. */
  @Override
  public void close() {
    closed = true;
    if (ended.getAndSet(true)) {
      return;
    }
    stopListening();
    worker.shutdownNow();
    scribe.close();
    outbox.close();
    files.close();
    notices.close();
    vault.close();
  }

  /** Forgets the key at once; whatever is under way writes nothing more. */
  void seal() {
    closed = true;
    vault.close();
    close();
  }

  // ---- talking with the server

  private void listen(String token) {
    stopListening();
    PushEvents.Subscription fresh = push.listen(token, new Hints());
    synchronized (guard) {
      subscription = fresh;
    }
  }

  private void stopListening() {
    PushEvents.Subscription old;
    synchronized (guard) {
      old = subscription;
      subscription = null;
      live = false;
    }
    if (old != null) {
      old.close();
    }
  }

  /** Files wait for what was done to their task; on the screen thread. */
  private void filesMayGo() {
    int now = outbox.unsent();
    if (now < unsentBefore) {
      files.nudge();
    }
    unsentBefore = now;
  }

  private final class FilesLine implements FieldFiles.Line {
    @Override
    public Optional<String> token() {
      return Duty.this.token();
    }

    @Override
    public void ended(String token) {
      sessionEnded(token);
    }

    @Override
    public boolean pull(String token) {
      return syncWith(token);
    }

    @Override
    public boolean awaited(String taskId) {
      return outbox.all().stream()
          .anyMatch(parcel -> parcel.lane().equals(taskId) && !parcel.refused());
    }
  }

  private final class NoticesLine implements Notices.Line {
    @Override
    public Optional<String> token() {
      return Duty.this.token();
    }

    @Override
    public void ended(String token) {
      sessionEnded(token);
    }
  }

  private final class Hints implements PushEvents.Listener {
    @Override
    public void connected() {
      live = true;
      reachable = true;
      nudge();
      sync();
      changes.fire();
    }

    @Override
    public void hint() {
      sync();
    }

    @Override
    public void lost() {
      live = false;
      changes.fire();
    }

    @Override
    public void denied() {
      live = false;
      sync();
    }
  }

  private void syncQuietly() {
    syncQueued.set(false);
    try {
      if (token().map(this::syncWith).orElse(false)) {
        token().ifPresent(this::notice);
      }
    } catch (RuntimeException storageOrAnswer) {
      // Full, closed, or nothing this app can read: the list stays, the next round tries again.
      reachable = false;
    }
  }

  /** Calls and reminders: asked for after the tasks, which matter more. */
  private void notice(String token) {
    Answer<Fetched<List<StaffNotice>>> answer = notices.ask(token);
    if (!(answer instanceof Answer.Ok<Fetched<List<StaffNotice>>> ok)) {
      return;
    }
    List<StaffNotice> told = ok.value().value();
    if (told != null) {
      boolean[] newsworthy = {false};
      onlyWhile(token, () -> newsworthy[0] = notices.take(told, ok.value().mark()));
      changes.fire();
      if (newsworthy[0]) {
        news.fire();
      }
    }
  }

  /** Whether the server answered and what it told is kept, or it will not tell. */
  private boolean syncWith(String token) {
    boolean answered = true;
    synchronized (pulling) {
      Answer<SyncNews> answer = api.news(token, phone, cursor());
      if (answer instanceof Answer.Refused<SyncNews> no) {
        reachable = true;
        if (no.signedOut()) {
          sessionEnded(token);
        } else {
          trouble = no.sentence();
        }
      } else if (answer instanceof Answer.Ok<SyncNews> ok) {
        reachable = true;
        trouble = null;
        if (ok.value().wipe()) {
          ordered.run();
          return true;
        }
        take(token, ok.value());
        lastSync = clock.instant();
      } else {
        reachable = false;
        answered = false;
      }
    }
    changes.fire();
    return answered;
  }

  private @Nullable String cursor() {
    return vault.get(CURSOR).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(null);
  }

  /**
   * Keeps what the server told, then forgets what must go, then keeps the cursor, then says what
   * went: whatever is cut off in between is told again.
   */
  private void take(String token, SyncNews told) {
    boolean first = cursor() == null;
    boolean[] newsworthy = {false};
    for (AssignmentDoc doc : told.assignments()) {
      boolean ownDoing = outbox.all().stream().anyMatch(p -> p.lane().equals(doc.id()));
      boolean late = !first && !ownDoing && !sameVersion(doc);
      onlyWhile(token, () -> newsworthy[0] |= cabinet.keep(doc) && late);
    }
    List<String> gone = new ArrayList<>();
    for (SyncPurge purge : told.purges()) {
      if (onlyWhile(token, () -> purge(purge.id(), purge.drop()))) {
        gone.add(purge.id());
      }
    }
    if (told.whole()) {
      cabinet.others(told.assignments()).forEach(id -> onlyWhile(token, () -> purge(id, true)));
    }
    onlyWhile(token, () -> vault.put(CURSOR, told.cursor().getBytes(StandardCharsets.UTF_8)));
    if (!gone.isEmpty()) {
      // When this is lost the server asks for the purge again.
      var unused = api.bring(token, phone, new SyncUp(null, gone));
    }
    if (newsworthy[0]) {
      news.fire();
    }
  }

  private boolean sameVersion(AssignmentDoc doc) {
    return cabinet.find(doc.id()).filter(kept -> kept.version() == doc.version()).isPresent();
  }

  /** The content leaves the phone; what the officer wrote and did not send does not. */
  private void purge(String id, boolean drop) {
    if (reports.hasDraft(id)) {
      reports.save(id, false);
    }
    for (TaskAction action : TaskAction.values()) {
      String typed = noteDraft(id, action);
      if (!typed.isBlank()) {
        step(id, action, typed.strip());
      }
    }
    cabinet.purge(id, drop);
  }

  /**
   * The officer may have no task any more: forgets all of them, keeps the officer's own words, and
   * tells which ones.
   */
  List<String> purgeAll() {
    synchronized (guard) {
      List<String> all = cabinet.all().stream().map(AssignmentDoc::id).toList();
      all.forEach(id -> purge(id, true));
      vault.delete(CURSOR);
      return all;
    }
  }

  /**
   * Nothing is written for a session that ended while its answer was on the way; whether it was.
   */
  private boolean onlyWhile(String token, Runnable write) {
    synchronized (guard) {
      if (!closed && session != null && session.token().equals(token)) {
        write.run();
        return true;
      }
      return false;
    }
  }

  private Delivery deliver(Parcel parcel) {
    Optional<String> token = token();
    if (token.isEmpty()) {
      return new Delivery.Held();
    }
    SyncOperation operation = OPERATION.fromJson(parcel.body());
    Answer<SyncDone> answer = api.bring(token.get(), phone, new SyncUp(List.of(operation), null));
    if (answer instanceof Answer.Ok<SyncDone> ok) {
      if (ok.value().wipe()) {
        ordered.run();
        return new Delivery.Held();
      }
      return settled(token.get(), ok.value().results().get(0));
    }
    if (answer instanceof Answer.Refused<SyncDone> no) {
      if (no.signedOut()) {
        sessionEnded(token.get());
        return new Delivery.Held();
      }
      sync();
      if (FINAL_FOR_AN_OPERATION.contains(no.status())) {
        return new Delivery.Refused(no.sentence());
      }
    }
    return new Delivery.Again(
        answer instanceof Answer.Later<SyncDone> later ? later.notBefore() : null);
  }

  /** The operation goes once what it led to is on the phone, so that nothing flickers back. */
  private Delivery settled(String token, SyncResult result) {
    if (!syncWith(token)) {
      // The same operation again gets the same answer.
      return new Delivery.Again(null);
    }
    boolean kept =
        result.outcome().equals("APPLIED")
            || (result.outcome().equals("CONFLICT")
                && result.fields() != null
                && !result.fields().isEmpty());
    String say = result.say();
    return kept ? new Delivery.Acknowledged() : new Delivery.Refused(say == null ? "" : say);
  }
}
