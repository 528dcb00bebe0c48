package vn.tinbao.mobile.officer;

import com.github.f4b6a3.uuid.UuidCreator;
import io.avaje.jsonb.JsonType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.wire.AssignmentAction;
import vn.tinbao.mobile.net.wire.AssignmentDoc;
import vn.tinbao.mobile.net.wire.OfficerName;
import vn.tinbao.mobile.net.wire.SignIn;
import vn.tinbao.mobile.net.wire.SignedIn;
import vn.tinbao.mobile.platform.PushEvents;
import vn.tinbao.mobile.store.Backoff;
import vn.tinbao.mobile.store.Changes;
import vn.tinbao.mobile.store.Delivery;
import vn.tinbao.mobile.store.Outbox;
import vn.tinbao.mobile.store.Parcel;
import vn.tinbao.mobile.store.Scribe;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.store.VaultException;

/**
 * The tasks of the officer who is signed in. Reads come from the phone; what the officer does is
 * kept encrypted as an operation with an id and sent until the server has answered, each task's
 * operations in their order. The server is asked on every hint, on every new connection, and from
 * time to time.
 *
 * <p>{@link #signIn} blocks; everything else returns at once. Listeners run on the screen thread.
 */
public final class Duty implements AutoCloseable {
  private static final String SESSION = "session";
  private static final String DEVICE_NAME = "TinBao app";
  private static final JsonType<Operation> OPERATION = Codec.of(Operation.class);
  private static final Set<Integer> FINAL_FOR_AN_OPERATION = Set.of(400, 403, 404, 409, 410, 422);

  private final Vault vault;
  private final Api api;
  private final PushEvents push;
  private final Clock clock;
  private final TypedRecords<OfficerSession> sessions;
  private final Cabinet cabinet;
  private final Scribe scribe;
  private final Outbox outbox;
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
  private @Nullable OfficerSession session;
  private PushEvents.@Nullable Subscription subscription;
  private volatile boolean live;
  private volatile boolean reachable;
  private volatile @Nullable Instant lastSync;
  private volatile @Nullable String trouble;
  private volatile boolean closed;

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

  public Duty(Vault vault, Api api, PushEvents push, Clock clock, Pace pace, Executor screen) {
    this.vault = vault;
    this.api = api;
    this.push = push;
    this.clock = clock;
    this.sessions = new TypedRecords<>(vault, "", Codec.of(OfficerSession.class));
    this.cabinet = new Cabinet(vault);
    this.scribe = new Scribe(vault);
    this.outbox = new Outbox(vault, this::deliver, pace.backoff(), screen);
    this.changes = new Changes(screen);
    this.news = new Changes(screen);
    this.poll = pace.poll();
    this.session = sessions.get(SESSION).orElse(null);
    outbox.onChange(changes::fire);
  }

  /** Takes up the work: sends what waits, listens, asks. */
  public void start() {
    outbox.start();
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

  /** Signs in; blocks. The password is not kept. */
  public SignInResult signIn(String username, String password, String totp) {
    Answer<SignedIn> answer =
        api.signIn(new SignIn(username.strip(), password, totp.strip(), DEVICE_NAME));
    if (answer instanceof Answer.Refused<SignedIn> no) {
      return new SignInResult.Wrong(no.sentence());
    }
    if (answer instanceof Answer.Later<SignedIn> later) {
      return new SignInResult.NotNow(later.sentence());
    }
    return welcome(answer.toOptional().orElseThrow());
  }

  private SignInResult welcome(SignedIn signedIn) {
    synchronized (guard) {
      OfficerSession before = session;
      if (before != null && !before.officer().id().equals(signedIn.officer().id())) {
        if (!outbox.all().isEmpty()) {
          worker.execute(() -> api.signOut(signedIn.token()));
          return new SignInResult.SomebodyElse(before.officer().name());
        }
        purge();
      }
      session =
          new OfficerSession(signedIn.token(), signedIn.expiresAt(), signedIn.officer(), false);
      sessions.put(SESSION, session);
    }
    trouble = null;
    listen(signedIn.token());
    outbox.nudge();
    sync();
    changes.fire();
    return new SignInResult.Welcome();
  }

  /** Ends the session and removes everything of this officer from the phone, sent or not. */
  public void signOut() {
    Optional<String> token = token();
    stopListening();
    synchronized (guard) {
      purge();
    }
    token.ifPresent(ended -> worker.execute(() -> api.signOut(ended)));
    changes.fire();
  }

  private void purge() {
    session = null;
    lastSync = null;
    outbox.all().forEach(parcel -> outbox.dismiss(parcel.id()));
    scribe.flush();
    vault.wipe();
  }

  private Optional<String> token() {
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

  private static Task task(AssignmentDoc doc, List<Parcel> parcels) {
    List<Parcel> mine = parcels.stream().filter(p -> p.lane().equals(doc.id())).toList();
    return new Task(
        doc,
        mine.stream()
            .filter(parcel -> !parcel.refused())
            .map(parcel -> new Task.Waiting(parcel.id(), operation(parcel).kind()))
            .toList(),
        mine.stream().filter(Parcel::refused).map(Duty::refused).toList());
  }

  private static Task.Refused refused(Parcel parcel) {
    Operation operation = operation(parcel);
    String note = operation.action().note();
    String why = parcel.refusal();
    return new Task.Refused(
        parcel.id(), operation.kind(), note == null ? "" : note, why == null ? "" : why);
  }

  private static Operation operation(Parcel parcel) {
    return OPERATION.fromJson(parcel.body());
  }

  /**
   * Records what the officer did; on return it survives the phone dying and will be sent. Does
   * nothing when the task is not in a state for it (a second tap on the same button).
   *
   * @param note the reason or the report; null for actions that need none
   * @throws VaultException when the phone cannot keep it
   */
  public void act(String taskId, TaskAction action, @Nullable String note) {
    boolean fits = find(taskId).filter(t -> t.state().next().contains(action)).isPresent();
    if (!fits) {
      return;
    }
    Instant now = clock.instant();
    String operationId = UuidCreator.getTimeOrderedEpoch().toString();
    Operation operation =
        new Operation(taskId, new AssignmentAction(operationId, action.name(), note, now));
    outbox.put(Parcel.of(operationId, "action", taskId, OPERATION.toJson(operation), now));
    scribe.drop(noteName(taskId, action));
  }

  /** Lets a refused operation go; its note goes with it. */
  public void dismiss(String operationId) {
    outbox.dismiss(operationId);
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
    return "note/" + taskId + "/" + action;
  }

  /** Operations that still have to go out. */
  public int unsent() {
    return outbox.unsent();
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
    outbox.nudge();
    sync();
  }

  /** Returns when everything typed so far is on the disk. Blocks. */
  public void flush() {
    scribe.flush();
  }

  @Override
  public void close() {
    closed = true;
    stopListening();
    worker.shutdownNow();
    scribe.close();
    outbox.close();
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

  private final class Hints implements PushEvents.Listener {
    @Override
    public void connected() {
      live = true;
      reachable = true;
      outbox.nudge();
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
      token().ifPresent(this::syncWith);
    } catch (VaultException storage) {
      // Full or closed: the list stays as it is, the next round tries again.
    }
  }

  private void syncWith(String token) {
    Answer<List<AssignmentDoc>> answer = api.assignments(token);
    if (answer instanceof Answer.Refused<List<AssignmentDoc>> no) {
      reachable = true;
      if (no.signedOut()) {
        sessionEnded(token);
      } else {
        trouble = no.sentence();
      }
    } else if (answer instanceof Answer.Ok<List<AssignmentDoc>> ok) {
      boolean first = lastSync == null && cabinet.all().isEmpty();
      boolean newsworthy = take(token, ok.value());
      reachable = true;
      trouble = null;
      lastSync = clock.instant();
      if (newsworthy && !first) {
        news.fire();
      }
    } else {
      reachable = false;
    }
    changes.fire();
  }

  /** Keeps the list; true when it holds something that was not done on this phone. */
  private boolean take(String token, List<AssignmentDoc> listed) {
    boolean newsworthy = false;
    for (AssignmentDoc doc : listed) {
      boolean ownDoing = outbox.all().stream().anyMatch(p -> p.lane().equals(doc.id()));
      newsworthy |= cabinet.isNewer(doc) && !ownDoing;
      if (cabinet.needsDetail(doc)) {
        Optional<AssignmentDoc> detail = api.assignment(token, doc.id()).toOptional();
        onlyWhile(
            token, () -> detail.ifPresentOrElse(cabinet::keep, () -> cabinet.keepUntilDetail(doc)));
      } else if (cabinet.isNewer(doc)) {
        onlyWhile(token, () -> cabinet.keep(doc));
      }
    }
    onlyWhile(token, () -> cabinet.keepOnly(listed));
    return newsworthy;
  }

  /** Nothing is written for a session that ended while its answer was on the way. */
  private void onlyWhile(String token, Runnable write) {
    synchronized (guard) {
      if (!closed && session != null && session.token().equals(token)) {
        write.run();
      }
    }
  }

  private Delivery deliver(Parcel parcel) {
    Optional<String> token = token();
    if (token.isEmpty()) {
      return new Delivery.Held();
    }
    Operation operation = operation(parcel);
    Answer<AssignmentDoc> answer =
        api.act(token.get(), operation.assignmentId(), operation.action());
    if (answer instanceof Answer.Ok<AssignmentDoc> ok) {
      onlyWhile(token.get(), () -> keepAnswer(ok.value()));
      return new Delivery.Acknowledged();
    }
    if (answer instanceof Answer.Refused<AssignmentDoc> no) {
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
        answer instanceof Answer.Later<AssignmentDoc> later ? later.notBefore() : null);
  }

  private void keepAnswer(AssignmentDoc doc) {
    boolean whole = doc.events() != null || TaskState.of(doc.state()).over();
    if (whole) {
      cabinet.keep(doc);
    } else {
      cabinet.keepUntilDetail(doc);
      sync();
    }
  }
}
