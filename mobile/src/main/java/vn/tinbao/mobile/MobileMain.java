package vn.tinbao.mobile;

import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;

/**
 * Starts the app from a class path: {@code java -cp mobile.jar:lib/* vn.tinbao.mobile.MobileMain}.
 * JavaFX insists on modules only when the main class itself is an {@code Application}.
 */
public final class MobileMain {
  /** Held, so that its level is not forgotten with a collected logger. */
  private static final Logger JAVAFX = Logger.getLogger("javafx");

  private MobileMain() {}

  public static void main(String[] args) {
    // Says where the app runs, so that nothing has to guess and complain.
    if (System.getProperty("javafx.platform") == null) {
      System.setProperty("javafx.platform", "Desktop");
    }
    // Its warning that JavaFX lies on the class path: that is meant so.
    JAVAFX.setLevel(Level.SEVERE);
    Application.launch(MobileApp.class, args);
  }
}
