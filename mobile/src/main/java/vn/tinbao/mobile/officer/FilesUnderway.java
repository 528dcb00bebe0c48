package vn.tinbao.mobile.officer;

import java.time.Duration;
import vn.tinbao.mobile.capture.Underway;

/**
 * Files on their way into the vault of whichever officer uses this phone. It lives as long as the
 * process: the app may lock while a camera is open. May be used from any thread.
 */
public final class FilesUnderway {
  private Underway current = new Underway();

  synchronized Underway current() {
    return current;
  }

  /** Whether a camera or a gallery is open that may still give a file. */
  public boolean awaitsFile() {
    return current().awaitsFile();
  }

  /** The app is back: see {@link Underway#returned}. */
  public void returned() {
    current().returned();
  }

  /** Whether no file of the camera's belongs to the officer. */
  public boolean idle() {
    return current().idle() && !current().holds();
  }

  /** The officer's things are erased: what comes from now on for them is thrown away. */
  public synchronized void abandon() {
    current.abandon();
    current = new Underway();
  }

  /** Waits until what is being sealed has ended. For the process's end. */
  public void close(Duration most) {
    current().close(most);
  }
}
