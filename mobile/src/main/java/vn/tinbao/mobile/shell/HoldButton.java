package vn.tinbao.mobile.shell;

import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/** A button that does one thing when tapped and another when held down. */
public final class HoldButton extends Button {
  /** Long enough not to happen by chance, short enough with somebody at the door. */
  public static final Duration HOLD = Duration.seconds(2);

  private final PauseTransition holding = new PauseTransition(HOLD);
  private final Runnable onHold;
  private boolean held;

  public HoldButton(String id, String text, Runnable onTap, Runnable onHold) {
    super(text);
    setId(id);
    this.onHold = onHold;
    holding.setOnFinished(event -> held());
    addEventFilter(
        MouseEvent.MOUSE_PRESSED,
        event -> {
          held = false;
          getStyleClass().add("holding");
          holding.playFromStart();
        });
    addEventFilter(MouseEvent.MOUSE_RELEASED, event -> letGo());
    addEventFilter(MouseEvent.MOUSE_EXITED, event -> letGo());
    setOnAction(
        event -> {
          if (!held) {
            onTap.run();
          }
        });
  }

  /** What happens when it was held long enough. */
  public void held() {
    held = true;
    onHold.run();
  }

  private void letGo() {
    holding.stop();
    getStyleClass().removeAll("holding");
  }
}
