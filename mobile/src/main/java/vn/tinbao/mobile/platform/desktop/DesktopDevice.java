package vn.tinbao.mobile.platform.desktop;

import java.nio.file.Path;
import java.time.Clock;
import javafx.application.Platform;
import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.platform.Life;

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
        new DesktopLocator(System.getProperty(DesktopLocator.PROPERTY, ""), clock));
  }

  private static Path home() {
    String given = System.getProperty(HOME_PROPERTY);
    return given == null || given.isBlank()
        ? Path.of(System.getProperty("user.home"), ".tinbao-app")
        : Path.of(given);
  }

  /** A window has no pause and return worth acting on; it is open or closed. */
  private static final class WindowLife implements Life {
    @Override
    public void leave() {
      Platform.exit();
    }

    @Override
    public void onReturn(Runnable listener) {
      // Never: a window that is not looked at still runs.
    }
  }
}
