package vn.tinbao.mobile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.capture.Captures;
import vn.tinbao.mobile.capture.Underway;
import vn.tinbao.mobile.officer.FilesUnderway;
import vn.tinbao.mobile.platform.Absence;
import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.settings.PinSetting;
import vn.tinbao.mobile.shell.AppManager;
import vn.tinbao.mobile.store.HomeLock;
import vn.tinbao.mobile.store.Unlocking;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.text.Words;

/**
 * The app's front door. Without a PIN it stands open; with one it is locked at the start, by one
 * tap on the exit and when the person was away for a while. Locked means that the keys are out of
 * memory: nothing is shown, and nothing is sent until it is opened again.
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
  private final Path vault;
  private volatile @Nullable Assembly open;
  private @Nullable Absence away;

  private Front(Device device, HomeLock home, Options options) {
    this.device = device;
    this.home = home;
    this.options = options;
    this.vault = device.home().resolve("citizen");
    // Where nothing has the focus the back key arrives here and not in the frame.
    root.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && open != null) {
            event.consume();
            open.app().back();
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
      front.show();
      device.life().onLeave(front::wentAway);
      device.life().onReturn(front::cameBack);
      return front;
    } catch (RuntimeException failed) {
      home.close();
      throw failed;
    }
  }

  private void show() {
    if (Vault.standing(vault) == Vault.Standing.PIN) {
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
            this::exit);
    assembly.run();
    open = assembly;
    root.getChildren().setAll(assembly.root());
  }

  /** One tap on the exit: with a PIN the app locks, without one it closes. */
  private void exit() {
    if (locks()) {
      lock();
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
  }

  private void cameBack() {
    boolean longAway = away != null && away.isLongerThan(AWAY);
    away = null;
    if (longAway && locks()) {
      lock();
    } else if (open != null) {
      open.cameBack();
    }
  }

  private void wipeAndLeave() {
    try {
      underway.abandon();
      officersUnderway.abandon();
      home.removeHome();
      Captures.sweep(device.capture());
    } finally {
      device.life().leave();
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
    assembly().flush();
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
    home.close();
  }

  /** As if the phone had died in this moment: nothing more is written. Tests use it. */
  public void die() {
    Assembly assembly = open;
    if (assembly != null) {
      assembly.die();
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
