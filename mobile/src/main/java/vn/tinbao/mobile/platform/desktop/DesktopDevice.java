package vn.tinbao.mobile.platform.desktop;

import java.nio.file.Path;
import java.time.Clock;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.stage.Stage;
import javafx.stage.Window;
import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.platform.Life;
import vn.tinbao.mobile.platform.SharedPush;

/** A computer in place of a phone. */
public final class DesktopDevice {
  /** Names the app's directory; without it the directory is {@code .tinbao-app} in the home. */
  public static final String HOME_PROPERTY = "tinbao.app.home";

  private DesktopDevice() {}

  public static Device create() {
    return in(home());
  }

  /** The same with a directory of the caller's choice. */
  public static Device in(Path home) {
    Clock clock = Clock.systemUTC();
    return new Device(
        home,
        number -> false,
        new WindowLife(),
        Device.Frame.PHONE,
        clock,
        new DesktopCapture(),
        new DesktopLocator(System.getProperty(DesktopLocator.PROPERTY, ""), clock),
        SharedPush.ofThisMachine());
  }

  private static Path home() {
    String given = System.getProperty(HOME_PROPERTY);
    return given == null || given.isBlank()
        ? Path.of(System.getProperty("user.home"), ".tinbao-app")
        : Path.of(given);
  }

  /** A window that is put away stands for an app that another one covers. */
  private static final class WindowLife implements Life {
    @Override
    public void leave() {
      Platform.exit();
    }

    @Override
    public void onLeave(Runnable listener) {
      whenPutAway(true, listener);
    }

    @Override
    public void onReturn(Runnable listener) {
      whenPutAway(false, listener);
    }

    private static void whenPutAway(boolean wanted, Runnable listener) {
      Window.getWindows()
          .addListener(
              (ListChangeListener<Window>)
                  change -> {
                    while (change.next()) {
                      change.getAddedSubList().stream()
                          .filter(Stage.class::isInstance)
                          .map(Stage.class::cast)
                          .forEach(stage -> watch(stage, wanted, listener));
                    }
                  });
    }

    private static void watch(Stage stage, boolean wanted, Runnable listener) {
      stage
          .iconifiedProperty()
          .addListener(
              (put, before, now) -> {
                if (now == wanted) {
                  listener.run();
                }
              });
    }
  }
}
