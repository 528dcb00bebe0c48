package vn.tinbao.mobile.bench;

import java.time.Duration;
import java.time.Instant;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import vn.tinbao.mobile.MobileApp;

/**
 * The app as it is, which says when its first screen was laid out and drawn, and then ends. One
 * line on standard output: milliseconds since the process began, kilobytes of heap in use after a
 * collection.
 */
public final class StartedApp extends Application {
  static final String MARK = "STARTED ";

  private final MobileApp app = new MobileApp();
  private int pulses;

  @Override
  public void start(Stage stage) {
    app.start(stage);
    stage.getScene().addPostLayoutPulseListener(this::pulse);
    Platform.requestNextPulse();
  }

  /** The second layout comes after the first picture. */
  private void pulse() {
    pulses++;
    if (pulses == 1) {
      Platform.requestNextPulse();
    } else if (pulses == 2) {
      Instant began = ProcessHandle.current().info().startInstant().orElseThrow();
      long millis = Duration.between(began, Instant.now()).toMillis();
      System.gc();
      Runtime memory = Runtime.getRuntime();
      long heap = (memory.totalMemory() - memory.freeMemory()) / 1024;
      System.out.println(MARK + millis + " " + heap);
      app.stop();
    }
  }

  /** Launched by {@link AppBench}. */
  public static final class Main {
    private Main() {}

    public static void main(String[] args) {
      System.setProperty("javafx.platform", "Desktop");
      Application.launch(StartedApp.class, args);
    }
  }
}
