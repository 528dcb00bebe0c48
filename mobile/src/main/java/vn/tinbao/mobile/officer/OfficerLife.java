package vn.tinbao.mobile.officer;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.capture.Spares;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.wire.DeviceStanding;
import vn.tinbao.mobile.net.wire.DeviceWord;
import vn.tinbao.mobile.net.wire.SignIn;
import vn.tinbao.mobile.net.wire.SignedIn;
import vn.tinbao.mobile.platform.Absence;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.platform.PushEvents;
import vn.tinbao.mobile.store.Changes;
import vn.tinbao.mobile.store.Unlocking;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.store.VaultException;

/**
 * The officer's things on this phone and the PIN before them. Until the PIN was given after a start
 * they are sealed; then they stay open in memory, so that work goes on being sent, while the screen
 * asks for the PIN again after {@link #IDLE} without a touch. On order of the server, after too
 * many wrong PINs, or when the officer signs out, key and records are destroyed.
 *
 * <p>{@link #signIn}, {@link #choosePin} and {@link #unlock} block. Listeners run on the screen
 * thread.
 */
public final class OfficerLife implements AutoCloseable {
  /** How long the screen stays open without a touch. */
  static final Duration IDLE = Duration.ofMinutes(5);

  private final Path directory;
  private final Api api;
  private final PhoneMarks marks;
  private final PushEvents push;
  private final Clock clock;
  private final Duty.Pace pace;
  private final Executor screen;
  private final Capture machine;
  private final FilesUnderway underway;
  private final Spares spares;
  private final Absence untouched;
  private final Object unlocking = new Object();
  private final Changes changes;
  private final Changes news;
  private final Changes locks;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "officer-life");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Duty duty;
  private @Nullable SignedIn pending;
  private boolean screenLocked;
  private boolean erasedByOrder;
  private volatile boolean closed;

  /** What stands between a person and the officer's things. */
  public enum Gate {
    /** Nobody's things are here: sign in. */
    SIGN_IN,
    /** Signed in, and a PIN must be chosen. */
    CHOOSE_PIN,
    /** Things are here, behind the PIN. */
    PIN,
    /** Nothing. */
    OPEN
  }

  /**
   * @param directory of the officer's vault
   * @param device vault without a PIN, for who this phone is
   * @param nanos a clock that only goes forward
   * @param machine camera, gallery and microphone
   * @param underway files on their way into the officer's vault: it outlives this object
   */
  public OfficerLife(
      Path directory,
      Vault device,
      Api api,
      PushEvents push,
      Clock clock,
      Duty.Pace pace,
      Executor screen,
      LongSupplier nanos,
      Capture machine,
      FilesUnderway underway) {
    this.machine = machine;
    this.underway = underway;
    this.spares = new Spares(device, directory);
    this.directory = directory;
    this.api = api;
    this.marks = new PhoneMarks(device);
    this.push = push;
    this.clock = clock;
    this.pace = pace;
    this.screen = screen;
    this.untouched = new Absence(clock, nanos);
    this.changes = new Changes(screen);
    this.news = new Changes(screen);
    this.locks = new Changes(screen);
    if (Vault.standing(directory) == Vault.Standing.OPEN) {
      // The phone died between making the vault and setting the PIN: there is nothing in it yet.
      Vault.destroy(directory);
    }
  }

  /**
   * Seals what is the officer's of the files that a camera left for a run of the app that died; the
   * PIN is not needed for that.
   *
   * @param left the oldest first
   * @param others when files of the citizen's were begun that may be among them
   * @return those that are not the officer's
   */
  public List<PickedFile> takeIn(List<PickedFile> left, List<Instant> others) {
    return spares.takeIn(left, others, underway.current());
  }

  /** Asks the server now and then whether this phone must forget what it holds. */
  public void start() {
    var unused =
        worker.scheduleWithFixedDelay(this::look, 0, pace.poll().toMillis(), TimeUnit.MILLISECONDS);
  }

  public synchronized Gate gate() {
    if (duty != null) {
      return screenLocked ? Gate.PIN : Gate.OPEN;
    }
    if (pending != null) {
      return Gate.CHOOSE_PIN;
    }
    return Vault.standing(directory) == Vault.Standing.PIN ? Gate.PIN : Gate.SIGN_IN;
  }

  /** The officer's tasks; present once the PIN was given since the start of the app. */
  public synchronized Optional<Duty> duty() {
    return Optional.ofNullable(duty);
  }

  /** Whether the server ordered that everything goes, and it went. */
  public synchronized boolean erasedByOrder() {
    return erasedByOrder;
  }

  /** Work that has not been sent; none is known of while the vault is sealed. */
  public int unsent() {
    return duty().map(Duty::unsent).orElse(0);
  }

  // ---- coming in

  /** Signs in; blocks. The password is not kept. */
  public SignInResult signIn(String username, String password, String totp) {
    Answer<SignedIn> answer =
        api.signIn(new SignIn(username.strip(), password, totp.strip(), "TinBao app"));
    if (answer instanceof Answer.Refused<SignedIn> no) {
      return new SignInResult.Wrong(no.sentence());
    }
    if (answer instanceof Answer.Later<SignedIn> later) {
      return new SignInResult.NotNow(later.sentence());
    }
    return signedIn(answer.toOptional().orElseThrow());
  }

  /** The server has given a session. */
  synchronized SignInResult signedIn(SignedIn session) {
    erasedByOrder = false;
    Duty open = duty;
    if (open != null) {
      var before = open.officer();
      boolean same = before.filter(o -> o.id().equals(session.officer().id())).isPresent();
      if (same) {
        open.welcome(session);
        return new SignInResult.Welcome();
      }
      if (open.hasWork()) {
        worker.execute(() -> api.signOut(session.token()));
        return new SignInResult.SomebodyElse(before.map(o -> o.name()).orElse(""));
      }
      erase();
    }
    pending = session;
    return new SignInResult.ChoosePin();
  }

  /**
   * Seals the officer's vault with this PIN and begins; blocks. Does nothing when nobody has just
   * signed in.
   */
  public void choosePin(char[] pin) {
    SignedIn session;
    synchronized (this) {
      session = pending;
      pending = null;
    }
    if (session == null) {
      return;
    }
    Vault vault = Vault.open(directory);
    vault.protect(pin);
    synchronized (this) {
      begin(vault).welcome(session);
    }
    changes.fire();
  }

  /** Tries the PIN; blocks. */
  public Unlocking unlock(char[] pin) {
    Unlocking result;
    synchronized (unlocking) {
      Optional<Duty> open = duty();
      // One vault for one directory: a locked screen asks the one that is open.
      result = open.isPresent() ? open.get().check(pin) : Vault.unlock(directory, pin);
      synchronized (this) {
        if (result instanceof Unlocking.Opened opened) {
          if (open.isEmpty()) {
            begin(opened.vault());
          }
          screenLocked = false;
          touch();
        } else if (result instanceof Unlocking.Destroyed) {
          erase();
        }
      }
    }
    changes.fire();
    return result;
  }

  private Duty begin(Vault vault) {
    Duty fresh =
        new Duty(
            vault,
            api,
            marks.current(),
            push,
            clock,
            pace,
            screen,
            machine,
            underway.current(),
            spares,
            this::eraseOnOrder);
    fresh.onChange(changes::fire);
    fresh.onNews(news::fire);
    duty = fresh;
    screenLocked = false;
    touch();
    fresh.start();
    return fresh;
  }

  // ---- going out

  /** Somebody is using the officer's screens. */
  public void touch() {
    untouched.begin();
  }

  /** Asks for the PIN again before anything is shown. */
  public void lockScreen() {
    lock(false);
  }

  /** The same when nobody has touched the screen for long. */
  public void lockIfIdle() {
    lock(true);
  }

  /** Looks and locks in one: a PIN that is given in between must not be asked again. */
  private void lock(boolean onlyIfIdle) {
    synchronized (this) {
      boolean idle = untouched.isLongerThan(IDLE);
      if (duty == null || screenLocked || (onlyIfIdle && !idle)) {
        return;
      }
      screenLocked = true;
    }
    locks.fire();
  }

  /** Ends the session and removes everything of this officer from the phone, sent or not. */
  public void signOut() {
    Optional<String> token;
    synchronized (this) {
      token = duty == null ? Optional.empty() : duty.token();
      erase();
    }
    token.ifPresent(ended -> inBackground(() -> api.signOut(ended)));
    inBackground(this::sayFarewell);
    changes.fire();
  }

  private void eraseOnOrder() {
    inBackground(
        () -> {
          synchronized (this) {
            erase();
            erasedByOrder = true;
          }
          sayFarewell();
          locks.fire();
          changes.fire();
        });
  }

  /** The key first, then the records; then this is another phone to the server. */
  private synchronized void erase() {
    Duty open = duty;
    duty = null;
    pending = null;
    screenLocked = false;
    underway.abandon();
    if (open != null) {
      open.seal();
    }
    Vault.destroy(directory);
    spares.dropAll();
    marks.leave();
  }

  // ---- asking without a session

  private void look() {
    try {
      lockIfIdle();
      sayFarewell();
      Optional<Duty> open = duty();
      if (open.isPresent() && open.get().signedIn()) {
        return; // Then every answer says it.
      }
      marks.known().ifPresent(this::ask);
    } catch (VaultException storage) {
      // Full or closed: the next round tries again.
    }
  }

  private void ask(Api.Phone phone) {
    Answer<DeviceStanding> answer = api.standing(phone, new DeviceWord(null, null));
    String standing = answer.toOptional().map(DeviceStanding::standing).orElse("");
    if (standing.equals("WIPE")) {
      eraseOnOrder();
    } else if (standing.equals("PURGE")) {
      // While the vault is sealed nothing can be told apart; it is done when it is opened.
      duty()
          .ifPresent(
              open -> {
                List<String> gone = open.purgeAll();
                var unused = api.standing(phone, new DeviceWord(gone, null));
                changes.fire();
              });
    }
  }

  private void sayFarewell() {
    for (Api.Phone old : marks.farewells()) {
      Answer<DeviceStanding> heard = api.standing(old, new DeviceWord(null, true));
      boolean unknown = heard instanceof Answer.Refused<DeviceStanding> no && no.status() == 404;
      if (heard instanceof Answer.Ok || unknown) {
        marks.heard(old.id());
      }
    }
  }

  /**
   * Tells the server that this phone is empty, and ends the session, when nothing is left on it any
   * more: whatever it needs is in memory. Blocks.
   *
   * @return empty when no officer ever used this phone
   */
  public synchronized Optional<Runnable> farewell() {
    List<Api.Phone> phones = new ArrayList<>(marks.farewells());
    marks.known().ifPresent(phones::add);
    Optional<String> token = duty == null ? Optional.empty() : duty.token();
    if (phones.isEmpty() && token.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        () -> {
          for (Api.Phone phone : phones) {
            var unused = api.standing(phone, new DeviceWord(null, true));
          }
          token.ifPresent(api::signOut);
        });
  }

  private void inBackground(Runnable work) {
    if (!closed) {
      worker.execute(
          () -> {
            try {
              work.run();
            } catch (VaultException storage) {
              // The next look goes on with it.
            }
          });
    }
  }

  // ---- telling

  public Runnable onChange(Runnable listener) {
    return changes.listen(listener);
  }

  public Runnable onNews(Runnable listener) {
    return news.listen(listener);
  }

  /** The officer's screens must go: locked, or erased. */
  Runnable onLock(Runnable listener) {
    return locks.listen(listener);
  }

  /** The person turned to something else: no microphone may stay open. */
  public void stopRecording() {
    duty().ifPresent(open -> open.files().captures().stopRecording());
  }

  /** The person came back to the app. */
  public void cameBack() {
    lockIfIdle();
    duty().ifPresent(Duty::syncNow);
  }

  /** Returns when everything typed so far is on the disk. Blocks. */
  public void flush() {
    duty().ifPresent(Duty::flush);
  }

  /** As if the phone had died: nothing more is written. */
  public synchronized void die() {
    closed = true;
    worker.shutdownNow();
    if (duty != null) {
      duty.seal();
    }
  }

  /** Writes the last words and sends nothing more. */
  @Override
  public synchronized void close() {
    closed = true;
    worker.shutdownNow();
    if (duty != null) {
      duty.close();
    }
  }
}
