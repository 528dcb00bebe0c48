package vn.tinbao.mobile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.capture.Captures;
import vn.tinbao.mobile.capture.Underway;
import vn.tinbao.mobile.citizen.OpenedFiles;
import vn.tinbao.mobile.cover.CoverIntro;
import vn.tinbao.mobile.cover.NotesCover;
import vn.tinbao.mobile.officer.FilesUnderway;
import vn.tinbao.mobile.platform.Absence;
import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.settings.PinSetting;
import vn.tinbao.mobile.shell.AppManager;
import vn.tinbao.mobile.shell.Pins;
import vn.tinbao.mobile.store.HomeLock;
import vn.tinbao.mobile.store.Unlocking;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.text.Words;

/**
 * The app's front door. Without a PIN it stands open; with one it is locked at the start, by one
 * tap on the exit and when the person was away for a while. Locked means that the keys are out of
 * memory: nothing is shown, and nothing is sent until it is opened again.
 *
 * <p>In the disguised app a notes pad stands before it instead of the lock: see {@link NotesCover}.
 * Whoever turns to something else leaves a picture in the list of recent apps; it shows the pad, or
 * nothing.
 *
 * <p>All methods but {@link #flush} belong to the screen thread.
 */
public final class Front implements AutoCloseable {
  /** Long enough to take a photo or look something up, short enough for a phone left on a table. */
  private static final Duration AWAY = Duration.ofMinutes(1);

  /** What takes longer is begun anew from the camera's file at the next start. */
  private static final Duration FOR_WHAT_IS_SEALED = Duration.ofSeconds(5);

  private final Device device;
  private final HomeLock home;
  private final Options options;
  private final Words words = new Words();
  private final Underway underway = new Underway();
  private final FilesUnderway officersUnderway = new FilesUnderway();
  private final StackPane root = new StackPane();
  private final Region curtain = new Region();
  private final Path vault;
  private final Path notes;
  private @Nullable NotesCover cover;
  private volatile @Nullable Assembly open;
  private @Nullable Absence away;
  private CompletableFuture<@Nullable Unlocking> tries = CompletableFuture.completedFuture(null);

  private Front(Device device, HomeLock home, Options options) {
    this.device = device;
    this.home = home;
    this.options = options;
    this.vault = device.home().resolve("citizen");
    // Beside the app's directory: erasing it leaves a notes pad with notes.
    this.notes = device.home().resolveSibling(device.home().getFileName() + "-notes");
    underway.besides(officersUnderway::idle);
    curtain.setId("curtain");
    curtain.getStyleClass().add("curtain");
    // Where nothing has the focus the back key arrives here and not in the frame.
    root.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            back();
          }
        });
  }

  /**
   * Takes the app's directory and opens it, or asks for the PIN; empty when another window already
   * has it.
   *
   * @throws vn.tinbao.mobile.store.VaultException when the directory cannot be used
   */
  public static Optional<Front> start(Device device, Options options) {
    return HomeLock.take(device.home()).map(home -> begin(device, home, options));
  }

  private static Front begin(Device device, HomeLock home, Options options) {
    try {
      home.goOnWiping();
      Front front = new Front(device, home, options);
      front.begin();
      device.life().onLeave(front::wentAway);
      device.life().onReturn(front::cameBack);
      return front;
    } catch (RuntimeException failed) {
      home.close();
      throw failed;
    }
  }

  private void begin() {
    OpenedFiles.sweep(device.home());
    if (!options.disguised()) {
      show();
    } else if (NotesCover.exists(notes) || Vault.standing(vault) != Vault.Standing.NONE) {
      cover = new NotesCover(words, notes, device.clock(), this::knock);
      show();
    } else {
      root.getChildren().setAll(new CoverIntro(words, this::understood));
    }
  }

  /** The person knows how to come in, and is let in this once. */
  private void understood() {
    cover = new NotesCover(words, notes, device.clock(), this::knock);
    enter(Vault.open(vault));
  }

  private void back() {
    if (covered()) {
      Objects.requireNonNull(cover).back();
    } else if (open != null) {
      open.app().back();
    }
  }

  private boolean covered() {
    return cover != null && root.getChildren().contains(cover.root());
  }

  private void show() {
    if (cover != null) {
      cover();
    } else if (Vault.standing(vault) == Vault.Standing.PIN) {
      root.getChildren()
          .setAll(
              new LockView(
                  words,
                  pin -> Vault.unlock(vault, pin),
                  this::unlocked,
                  device.life()::leave,
                  this::wipeAndLeave));
    } else {
      enter(Vault.open(vault));
    }
  }

  /** Without a PIN the app goes on behind the cover: what waits is sent. */
  private void cover() {
    NotesCover before = Objects.requireNonNull(cover);
    if (open == null && Vault.standing(vault) != Vault.Standing.PIN) {
      enter(Vault.open(vault));
    }
    if (open != null) {
      // Nothing that is on the screen is read behind the cover.
      open.app().goHome();
    }
    before.fresh();
    root.getChildren().setAll(before.root());
  }

  /** Somebody held a finger on the title of the notes. */
  private boolean knock(String typed) {
    Assembly assembly = open;
    if (assembly != null) {
      root.getChildren().setAll(assembly.root());
      return true;
    }
    if (!Pins.canBeOne(typed)) {
      return false;
    }
    // One after the other: on a slow phone a try takes longer than to knock again.
    tries =
        tries
            .<@Nullable Unlocking>handleAsync(
                (before, failed) -> Vault.unlock(vault, typed.toCharArray()))
            .whenComplete((end, failure) -> Platform.runLater(() -> knocked(end)));
    return true;
  }

  /** Whatever it was but the right PIN: the pad stays as it is. */
  private void knocked(@Nullable Unlocking end) {
    if (end instanceof Unlocking.Opened opened) {
      if (open == null && away == null) {
        enter(opened.vault());
      } else {
        // Opened twice, or whoever knocked has turned away meanwhile.
        opened.vault().close();
      }
    } else if (end instanceof Unlocking.Destroyed) {
      show();
    }
  }

  private void unlocked(Unlocking end) {
    if (end instanceof Unlocking.Opened opened) {
      enter(opened.vault());
    } else {
      // Everything is gone: what is left is an app as it was on its first day.
      show();
    }
  }

  private void enter(Vault opened) {
    Assembly assembly =
        new Assembly(
            device,
            home,
            opened,
            underway,
            officersUnderway,
            words,
            new Pin(opened),
            options,
            this::exit,
            this::erased);
    assembly.run();
    open = assembly;
    root.getChildren().setAll(assembly.root());
  }

  /** One tap on the exit: with a PIN the app locks, without one it closes. */
  private void exit() {
    if (locks()) {
      lock();
    } else if (cover != null) {
      show();
    } else {
      device.life().leave();
    }
  }

  private boolean locks() {
    return open != null && Vault.standing(vault) == Vault.Standing.PIN;
  }

  private void lock() {
    Assembly assembly = open;
    if (assembly != null) {
      open = null;
      assembly.close();
    }
    show();
  }

  private void wentAway() {
    away = new Absence(device.clock(), System::nanoTime);
    if (open != null) {
      open.wentAway();
    }
    if (cover != null && !awaitsFile()) {
      // Who comes back may be somebody else.
      exit();
    } else if (!root.getChildren().contains(curtain)) {
      root.getChildren().add(curtain);
    }
  }

  /** A camera or a gallery was opened from here; that excuses one leave. */
  private boolean awaitsFile() {
    return underway.awaitsFile() || officersUnderway.awaitsFile();
  }

  private void cameBack() {
    underway.returned();
    officersUnderway.returned();
    OpenedFiles.sweep(device.home());
    root.getChildren().remove(curtain);
    boolean longAway = away != null && away.isLongerThan(AWAY);
    away = null;
    if (longAway && (locks() || (cover != null && open != null))) {
      exit();
    } else if (open != null) {
      open.cameBack();
    }
  }

  /** Nothing of the app is on the screen any more while it says its last words. */
  private void erased() {
    open = null;
    if (cover != null) {
      cover.fresh();
      root.getChildren().setAll(cover.root());
    } else {
      root.getChildren().setAll(curtain);
    }
  }

  private void wipeAndLeave() {
    try {
      underway.abandon();
      officersUnderway.abandon();
      home.removeHome();
      Captures.sweep(device.capture());
    } finally {
      device.life().leaveErased(cover != null);
    }
  }

  /** What the window shows. */
  public Parent root() {
    return root;
  }

  /**
   * The frame of the open app.
   *
   * @throws IllegalStateException when it is locked
   */
  public AppManager app() {
    return assembly().app();
  }

  private Assembly assembly() {
    Assembly assembly = open;
    if (assembly == null) {
      throw new IllegalStateException("the app is locked");
    }
    return assembly;
  }

  /** Returns when everything typed so far is on the disk. Blocks. */
  public void flush() {
    if (cover != null) {
      cover.flush();
    }
    if (open != null || cover == null) {
      assembly().flush();
    }
  }

  /** Writes the last words, sends nothing more and gives the directory back. */
  @Override
  public void close() {
    Assembly assembly = open;
    if (assembly != null) {
      assembly.close();
    }
    underway.close(FOR_WHAT_IS_SEALED);
    officersUnderway.close(FOR_WHAT_IS_SEALED);
    if (cover != null) {
      cover.close();
    }
    home.close();
  }

  /** As if the phone had died in this moment: nothing more is written. Tests use it. */
  public void die() {
    Assembly assembly = open;
    if (assembly != null) {
      assembly.die();
    }
    if (cover != null) {
      cover.close();
    }
    home.close();
  }

  /** The PIN of the open vault. */
  private final class Pin implements PinSetting {
    private final Vault opened;

    Pin(Vault opened) {
      this.opened = opened;
    }

    @Override
    public boolean isSet() {
      return Vault.standing(vault) == Vault.Standing.PIN;
    }

    @Override
    public void set(char[] pin) {
      opened.protect(pin);
    }

    @Override
    public void remove() {
      opened.unprotect();
    }
  }
}
