package vn.tinbao.mobile.platform;

import java.nio.file.Path;
import java.time.Clock;

/**
 * Everything the app asks of the machine it runs on.
 *
 * @param home a directory that belongs to this app alone; on a phone no other app can read it
 * @param clock for showing and recording times; it may be wrong, nothing may depend on it
 * @param push what wakes the app; nobody is asked before it is used
 */
public record Device(
    Path home,
    Dialer dialer,
    Life life,
    Frame frame,
    Clock clock,
    Capture capture,
    Locator locator,
    SharedPush push) {

  /** A machine without camera and position. */
  public Device(Path home, Dialer dialer, Life life, Frame frame, Clock clock) {
    this(
        home,
        dialer,
        life,
        frame,
        clock,
        Capture.NONE,
        Locator.NONE,
        new SharedPush(PhonePush.NONE));
  }

  /** The size the app's window should have, in JavaFX units. */
  public record Frame(double width, double height) {
    /** A small, common phone. */
    public static final Frame PHONE = new Frame(360, 780);
  }
}
