package vn.tinbao.mobile.testing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import vn.tinbao.mobile.Front;
import vn.tinbao.mobile.Options;
import vn.tinbao.mobile.net.EventStream;
import vn.tinbao.mobile.net.Http;
import vn.tinbao.mobile.officer.Duty;
import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.platform.Life;
import vn.tinbao.mobile.platform.SharedPush;
import vn.tinbao.mobile.shell.AppManager;
import vn.tinbao.mobile.shell.HoldButton;
import vn.tinbao.mobile.shell.Look;
import vn.tinbao.mobile.store.Backoff;

/**
 * Runs the real app in this process, without a display, against any server that speaks the
 * published API, and does what a finger would do. Give every app its own directory; the same
 * directory again is the same phone after a restart.
 *
 * <pre>{@code
 * try (AppHarness app = AppHarness.start(server, home)) {
 *   app.fire("home-report");
 *   app.type("report-story", "…");
 *   app.fire("report-next"); // place
 *   app.fire("report-next"); // who
 *   app.fire("report-next"); // check
 *   app.fire("send");
 *   app.waitFor("receipt-code");
 *   String code = app.text("receipt-code");
 * }
 * }</pre>
 *
 * <p>The JVM needs {@code -Dglass.platform=Monocle -Dmonocle.platform=Headless -Dprism.order=sw
 * -Dheadless.geometry=800x1200-32} and {@code org.testfx:openjfx-monocle:17.0.10} on its class
 * path.
 *
 * <h2>Ids of the controls</h2>
 *
 * <ul>
 *   <li>Frame: {@code nav} (menu or back), {@code title}, {@code quick-exit} (tap leaves, held 2 s
 *       erases), {@code unsent-line}, {@code banner}, {@code snackbar}; drawer: {@code nav-report},
 *       {@code nav-tips}, {@code nav-hotlines}, {@code nav-officer}, {@code nav-settings}.
 *   <li>Home: {@code call-113}, {@code call-111}, {@code home-report}, {@code home-follow}, {@code
 *       home-hotlines}, {@code home-kept}.
 *   <li>Report, one question a screen, each with {@code report-next}: {@code report-story}, {@code
 *       report-danger}, {@code report-official}, {@code report-official-of}, {@code files-photo},
 *       {@code files-file}, {@code files-said}, {@code report-files}, {@code file-remove-<uuid>},
 *       {@code report-story-missing}; {@code report-place}, {@code report-unit-0}… (suggestions),
 *       {@code report-unit} (picked), {@code report-unit-clear}, {@code report-locate}, {@code
 *       report-position}; {@code report-name}, {@code report-phone}, {@code report-never-call},
 *       {@code report-neutral}, {@code report-from}, {@code report-until}, {@code
 *       report-hours-wrong}, {@code report-safe}; {@code send}, {@code report-discard} with {@code
 *       report-discard-confirm}.
 *   <li>One tip: {@code tip-state}, {@code tip-send-now}, {@code tip-refusal}, {@code tip-correct},
 *       {@code tip-forget} with {@code tip-forget-confirm}; receipt: {@code receipt-code}, {@code
 *       receipt-agency}, {@code receipt-next}, {@code receipt-call}, {@code receipt-follow}.
 *   <li>Follow up: {@code tips}, {@code tip-<uuid>}, {@code follow-code}, {@code follow-keep},
 *       {@code follow-open}, {@code follow-problem}.
 *   <li>Dialogue: {@code dialogue-status}, {@code dialogue-messages}, {@code message-<uuid>},
 *       {@code message-drop-<uuid>}, {@code dialogue-text}, {@code dialogue-send}, {@code
 *       dialogue-freshness}, {@code dialogue-receipt}, {@code dialogue-forget} with {@code
 *       dialogue-forget-confirm}.
 *   <li>Articles: {@code home-articles}, {@code articles-freshness}, {@code article-<id>}, {@code
 *       article-paragraph-0}…, {@code article-item-state}; places: {@code places-push}.
 *   <li>Hotlines: {@code hotlines}, {@code hotline-<number>}, {@code hotlines-freshness}.
 *   <li>Sign-in: {@code sign-in-username}, {@code sign-in-password}, {@code sign-in-totp}, {@code
 *       sign-in}, {@code sign-in-problem}.
 *   <li>PIN: {@code pin-new}, {@code pin-again}, {@code pin-set}; {@code pin}, {@code pin-unlock},
 *       {@code pin-problem}.
 *   <li>Tasks: {@code officer-name}, {@code sync-state}, {@code sync-now}, {@code assignments},
 *       {@code assignment-<uuid>}, {@code sign-in-again}, {@code sign-out} with {@code
 *       sign-out-confirm}; calls and reminders: {@code notice-<uuid>}, {@code notice-read-<uuid>},
 *       {@code notice-state-<uuid>}, {@code open-notices}.
 *   <li>One task: {@code assignment-state}, {@code assignment-place}, {@code assignment-answer-by},
 *       {@code assignment-unsent}, {@code assignment-instruction}, {@code assignment-narrative},
 *       {@code assignment-events}, {@code action-accept}, {@code action-decline}, {@code
 *       action-en-route}, {@code action-on-site}, {@code action-report}, {@code action-done},
 *       {@code operation-refusal-<uuid>}, {@code operation-drop-<uuid>}; reason and report: {@code
 *       note-text}, {@code note-send}; report from the field: {@code field-report}, {@code
 *       report-<field>}, {@code report-need-<need>}, {@code report-save}, {@code report-finish},
 *       {@code report-screening}, {@code screening-<question>-yes}, {@code screening-done}; two
 *       phones that differ: {@code choose}, {@code choice-first}, {@code choice-second}, {@code
 *       choice-both}.
 *   <li>Notes pad of the disguise: {@code cover}, {@code cover-title} (held 2 s knocks), {@code
 *       cover-field}, {@code cover-add}, {@code cover-note-<uuid>}, {@code cover-text}, {@code
 *       cover-back}, {@code cover-delete} with {@code cover-delete-confirm}; once {@code
 *       cover-understood}.
 *   <li>Settings: {@code settings-language-vi}, {@code settings-language-en}, {@code
 *       settings-server}, {@code settings-save}, {@code settings-problem}, {@code settings-wipe}
 *       with {@code settings-wipe-confirm}.
 * </ul>
 */
public final class AppHarness implements AutoCloseable {
  /** The officer's PIN in tests. */
  public static final String PIN = "730512";

  /**
   * How long a slow machine may take for what must come; a test that is right never waits so long.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Backoff QUICK = new Backoff(Duration.ofMillis(30), Duration.ofMillis(300));
  private static final CountDownLatch TOOLKIT = new CountDownLatch(1);
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private static final Logger JAVAFX = Logger.getLogger("javafx");

  private final Front app;
  private final Stage stage;
  private final TestLife life;
  private final TestMachine machine;

  private AppHarness(Front app, Stage stage, TestLife life, TestMachine machine) {
    this.machine = machine;
    this.app = app;
    this.stage = stage;
    this.life = life;
  }

  /** Starts the app as the script does, only less patient with the network. */
  public static AppHarness start(URI server, Path home) {
    return start(server, home, Clock.systemUTC());
  }

  public static AppHarness start(URI server, Path home, Clock clock) {
    return start(impatient(server), home, clock);
  }

  public static AppHarness start(Options options, Path home, Clock clock) {
    return start(options, home, clock, new TestMachine());
  }

  /** The same with a machine that was there before: a camera that left something, for example. */
  public static AppHarness start(Options options, Path home, Clock clock, TestMachine machine) {
    startToolkit();
    return onScreen(
        () -> {
          TestLife life = new TestLife();
          machine.push().restart();
          Device device =
              new Device(
                  home,
                  number -> false,
                  life,
                  Device.Frame.PHONE,
                  clock,
                  machine,
                  machine,
                  new SharedPush(machine.push()));
          Front app =
              Front.start(device, options)
                  .orElseThrow(() -> new IllegalStateException("that phone is already running"));
          Stage stage = new Stage();
          Scene scene = Look.scene(app.root(), 360, 780);
          stage.setScene(scene);
          stage.show();
          return new AppHarness(app, stage, life, machine);
        });
  }

  /** Options for tests: waits of milliseconds instead of minutes. */
  public static Options impatient(URI server) {
    return impatient(server, Duration.ofSeconds(20));
  }

  /**
   * The same for a test in which answers do not come.
   *
   * @param answer how long to wait for one; a slow machine may take seconds to check a password
   */
  public static Options impatient(URI server, Duration answer) {
    return new Options(
        server,
        new Http.Limits(answer, answer),
        QUICK,
        new Duty.Pace(Duration.ofMillis(500), QUICK),
        new EventStream.Pace(Duration.ofSeconds(20), QUICK),
        Duration.ofMillis(300));
  }

  /** A phone whose person comes and goes as a test says. */
  private static final class TestLife implements Life {
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicBoolean erased = new AtomicBoolean();
    private final List<Runnable> onLeave = new ArrayList<>();
    private final List<Runnable> onReturn = new ArrayList<>();

    @Override
    public void leave() {
      left.set(true);
    }

    @Override
    public void leaveErased(boolean otherThingsStay) {
      erased.set(true);
      leave();
    }

    @Override
    public void onLeave(Runnable listener) {
      onLeave.add(listener);
    }

    @Override
    public void onReturn(Runnable listener) {
      onReturn.add(listener);
    }
  }

  /** The person turns to something else on the phone. */
  public void goAway() {
    onScreen(
        () -> {
          life.onLeave.forEach(Runnable::run);
          return null;
        });
  }

  /** The person comes back to the app. */
  public void comeBack() {
    onScreen(
        () -> {
          life.onReturn.forEach(Runnable::run);
          return null;
        });
  }

  /** The frame, for tests that look at more than what can be read. */
  public AppManager app() {
    return app.app();
  }

  /** Camera, gallery and position of this phone. */
  public TestMachine machine() {
    return machine;
  }

  /** Starts JavaFX once for this JVM; it then stays until the JVM ends. */
  public static void startToolkit() {
    if (STARTED.compareAndSet(false, true)) {
      JAVAFX.setLevel(Level.SEVERE);
      Platform.setImplicitExit(false);
      Platform.startup(TOOLKIT::countDown);
    }
    try {
      if (!TOOLKIT.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("JavaFX did not start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs something on the screen thread and waits for its result. */
  public static <T> T onScreen(Callable<T> work) {
    if (Platform.isFxApplicationThread()) {
      return call(work);
    }
    FutureTask<T> task = new FutureTask<>(work);
    Platform.runLater(task);
    return call(() -> task.get(60, TimeUnit.SECONDS));
  }

  private static <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      if (e.getCause() instanceof Error failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
    }
  }

  // ---- looking

  /** The control of that id, as soon as it is on the screen. */
  public Node lookup(String id) {
    AtomicReference<Node> seen = new AtomicReference<>();
    waitFor(
        "#" + id,
        () -> {
          find(id).ifPresent(seen::set);
          return seen.get() != null;
        });
    return seen.get();
  }

  public Optional<Node> find(String id) {
    return onScreen(() -> visible().stream().filter(node -> id.equals(node.getId())).findFirst());
  }

  public boolean shows(String id) {
    return find(id).isPresent();
  }

  /** Ids on the screen that begin so, from top to bottom. */
  public List<String> idsBeginningWith(String prefix) {
    return onScreen(
        () ->
            visible().stream()
                .map(Node::getId)
                .filter(id -> id != null && id.startsWith(prefix))
                .toList());
  }

  /** Presses the first control whose id begins so, as soon as there is one. */
  public void fireFirst(String prefix) {
    waitFor(prefix, () -> !idsBeginningWith(prefix).isEmpty());
    fire(idsBeginningWith(prefix).get(0));
  }

  /** The text of that control, or all text inside it. */
  public String text(String id) {
    return textOf(lookup(id));
  }

  private static String textOf(Node node) {
    return onScreen(
        () -> {
          if (node instanceof TextInputControl input) {
            return input.getText();
          }
          if (node instanceof Labeled labeled && !labeled.getText().isEmpty()) {
            return labeled.getText();
          }
          return textsBelow(node);
        });
  }

  /** Everything that can be read on the screen. */
  public String screenText() {
    return onScreen(() -> textsBelow(root()));
  }

  /** Texts of which not all can be read, because there is no room for them. */
  public List<String> cutTexts() {
    return onScreen(
        () ->
            visible().stream()
                .filter(Labeled.class::isInstance)
                .map(Labeled.class::cast)
                .filter(AppHarness::isCut)
                .map(Labeled::getText)
                .toList());
  }

  private static boolean isCut(Labeled labeled) {
    return labeled.getText() != null
        && labeled.getChildrenUnmodifiable().stream()
            .anyMatch(
                child ->
                    child instanceof javafx.scene.text.Text shown
                        && !shown.getText().equals(labeled.getText()));
  }

  /** Bounds of that control within the window. */
  public Bounds bounds(String id) {
    Node node = lookup(id);
    return onScreen(() -> node.localToScene(node.getBoundsInLocal()));
  }

  /** The id of what is drawn over everything else. */
  public String onTop() {
    return onScreen(
        () -> {
          List<Node> layers = root().getChildrenUnmodifiable();
          return String.valueOf(layers.get(layers.size() - 1).getId());
        });
  }

  private Parent root() {
    return stage.getScene().getRoot();
  }

  /** Every node that can be seen, also where one would have to scroll; skins and layout done. */
  public List<Node> visible() {
    return onScreen(
        () -> {
          root().applyCss();
          root().layout();
          List<Node> found = new ArrayList<>();
          collect(root(), found);
          return found;
        });
  }

  private static void collect(Node node, List<Node> found) {
    if (!node.isVisible()) {
      return;
    }
    found.add(node);
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
    }
  }

  private static String textsBelow(Node node) {
    node.applyCss();
    List<Node> nodes = new ArrayList<>();
    collect(node, nodes);
    StringBuilder all = new StringBuilder();
    for (Node each : nodes) {
      String text =
          each instanceof Labeled labeled
              ? labeled.getText()
              : each instanceof TextInputControl input ? input.getText() : "";
      if (text != null && !text.isEmpty()) {
        all.append(text).append('\n');
      }
    }
    return all.toString();
  }

  // ---- doing

  /** Presses that button or turns that check box, as soon as it can be pressed. */
  public void fire(String id) {
    whenReady(id, ButtonBase.class, ButtonBase::fire);
  }

  /** Puts that text into the field, letter by letter after what is there is gone. */
  public void type(String id, String text) {
    whenReady(
        id,
        TextInputControl.class,
        input -> {
          input.clear();
          text.codePoints().forEach(c -> input.appendText(Character.toString(c)));
        });
  }

  /** Found, ready and used in one turn of the screen: nothing can change it in between. */
  private <N extends Node> void whenReady(String id, Class<N> type, Consumer<N> use) {
    waitFor(
        "#" + id + " to be ready",
        () ->
            onScreen(
                () -> {
                  Optional<N> ready =
                      find(id)
                          .filter(type::isInstance)
                          .map(type::cast)
                          .filter(n -> !n.isDisabled());
                  ready.ifPresent(use);
                  return ready.isPresent();
                }));
  }

  /** The phone's back key. */
  public void back() {
    onScreen(
        () -> {
          Event.fireEvent(
              root(),
              new KeyEvent(
                  KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false));
          return null;
        });
  }

  /** Clicks where the control is drawn, as a finger would: it must not be covered. */
  public void click(String id) {
    press(id);
    release();
  }

  /** Puts the finger on the control and leaves it there. */
  public void press(String id) {
    Bounds at = bounds(id);
    onScreen(
        () -> {
          Robot robot = new Robot();
          robot.mouseMove(
              stage.getX() + stage.getScene().getX() + at.getCenterX(),
              stage.getY() + stage.getScene().getY() + at.getCenterY());
          robot.mousePress(MouseButton.PRIMARY);
          return null;
        });
  }

  /** Holds a {@code HoldButton} until it acts; does not wait for real time. */
  public void hold(String id) {
    Node node = lookup(id);
    onScreen(
        () -> {
          if (!(node instanceof HoldButton button)) {
            throw new AssertionError("#" + id + " cannot be held");
          }
          button.held();
          return null;
        });
  }

  public void release() {
    onScreen(
        () -> {
          new Robot().mouseRelease(MouseButton.PRIMARY);
          return null;
        });
  }

  /** Opens a place of the drawer from the home screen. */
  public void go(String place) {
    fire("nav");
    fire(place);
  }

  /** Signs an officer in, from the home screen, and chooses {@link #PIN} when that is asked. */
  public void signIn(String username, String password, String totp) {
    go("nav-officer");
    type("sign-in-username", username);
    type("sign-in-password", password);
    type("sign-in-totp", totp);
    fire("sign-in");
    choosePin();
  }

  /** Waits for the end of a sign-in; chooses {@link #PIN} when that is asked. */
  public void choosePin() {
    waitFor(
        "an answer to signing in",
        () -> shows("pin-set") || shows("officer-name") || shows("sign-in-problem"));
    if (shows("pin-set")) {
      type("pin-new", PIN);
      type("pin-again", PIN);
      fire("pin-set");
      waitFor("officer-name");
    }
  }

  /** Goes to the officer's screens from the home screen, past the PIN. */
  public void openOfficer() {
    go("nav-officer");
    waitFor(
        "the officer's door",
        () -> shows("pin") || shows("officer-name") || shows("sign-in-username"));
    if (shows("pin")) {
      type("pin", PIN);
      fire("pin-unlock");
      waitFor("officer-name");
    }
  }

  // ---- waiting

  /** Waits until a control of that id is on the screen. */
  public Node waitFor(String id) {
    return lookup(id);
  }

  public void waitForGone(String id) {
    waitFor("#" + id + " gone", () -> !shows(id));
  }

  /** Waits until that control's text holds that part. */
  public void waitForText(String id, String part) {
    waitFor(
        "“" + part + "” in #" + id,
        () -> find(id).map(AppHarness::textOf).orElse("").contains(part));
  }

  /** Waits until something is true; fails after {@link #PATIENCE} with what the screen said. */
  public void waitFor(String what, BooleanSupplier condition) {
    waitFor(what, PATIENCE, condition);
  }

  /** The same for what takes long. */
  public void waitFor(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "waited in vain for " + what + "; the screen says:\n" + screenText());
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  // ---- pictures and the end

  /** Scrolls until that control is in the middle of the screen. */
  public void lower(String id) {
    Node node = lookup(id);
    onScreen(
        () -> {
          Node parent = node.getParent();
          while (parent != null && !(parent instanceof javafx.scene.control.ScrollPane)) {
            parent = parent.getParent();
          }
          if (parent instanceof javafx.scene.control.ScrollPane scroll) {
            root().applyCss();
            root().layout();
            Bounds inside =
                scroll.getContent().sceneToLocal(node.localToScene(node.getBoundsInLocal()));
            double height = scroll.getContent().getBoundsInLocal().getHeight();
            double window = scroll.getViewportBounds().getHeight();
            scroll.setVvalue(
                Math.max(
                    0,
                    Math.min(
                        1, (inside.getCenterY() - window / 2) / Math.max(1, height - window))));
          }
          return null;
        });
  }

  /** Writes a picture of the whole screen. */
  public void snapshot(Path png) {
    onScreen(
        () -> {
          root().applyCss();
          root().layout();
          Png.write(stage.getScene().snapshot(null), png);
          return null;
        });
  }

  /** Whether the app has asked to be closed. */
  public boolean left() {
    return life.left.get();
  }

  /** Whether it asked so after erasing everything, so that the machine erases its own, too. */
  public boolean leftErased() {
    return life.erased.get();
  }

  /** Waits until the last letter typed is on the disk. */
  public void waitUntilKept() {
    app.flush();
  }

  /** As if the battery fell out: nothing more is written. */
  public void kill() {
    onScreen(
        () -> {
          app.die();
          stage.close();
          return null;
        });
  }

  /** Closes the app as a person would. */
  @Override
  public void close() {
    onScreen(
        () -> {
          app.close();
          stage.close();
          return null;
        });
  }
}
