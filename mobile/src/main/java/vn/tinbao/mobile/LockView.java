package vn.tinbao.mobile;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.shell.HoldButton;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.Pins;
import vn.tinbao.mobile.store.Unlocking;
import vn.tinbao.mobile.text.Words;

/** What a locked app shows: a field for the PIN and nothing of what the app is for. */
final class LockView extends VBox {
  private final Words words;
  private final PasswordField pin;
  private final Label problem = Pieces.named("lock-problem", "", "problem");
  private final Button open;

  /** Tries a PIN; takes a good part of a second. */
  interface Door {
    Unlocking unlock(char[] pin);
  }

  /**
   * @param opened gets the end of a try that was not just wrong, on the screen thread
   * @param leave closes the app
   * @param wipe removes everything
   */
  LockView(Words words, Door door, Consumer<Unlocking> opened, Runnable leave, Runnable wipe) {
    this.words = words;
    getStyleClass().addAll("start-trouble", "app");
    pin = Pins.field("lock-pin", "PIN");
    Pieces.show(problem, false);
    open =
        Pieces.primary(
            "lock-open",
            words.say("lock.open"),
            () -> attempt(() -> door.unlock(pin.getText().toCharArray()), opened));
    HoldButton exit = new HoldButton("quick-exit", words.say("bar.exit"), leave, wipe);
    exit.getStyleClass().addAll("touch", "quiet-danger");
    exit.setMaxWidth(Double.MAX_VALUE);
    pin.setOnAction(event -> open.fire());
    getChildren().addAll(Pieces.heading("PIN"), pin, problem, open, exit);
    Platform.runLater(pin::requestFocus);
  }

  private void attempt(Supplier<Unlocking> unlocking, Consumer<Unlocking> opened) {
    open.setDisable(true);
    pin.setDisable(true);
    var unused =
        CompletableFuture.supplyAsync(unlocking)
            .whenComplete((end, failure) -> Platform.runLater(() -> finish(end, failure, opened)));
  }

  private void finish(
      @Nullable Unlocking end, @Nullable Throwable failure, Consumer<Unlocking> opened) {
    open.setDisable(false);
    pin.setDisable(false);
    pin.clear();
    if (failure != null || end == null) {
      say(words.say("trouble.storage"));
    } else if (end instanceof Unlocking.Wrong wrong) {
      say(words.say("lock.wrong", wrong.left()));
    } else {
      opened.accept(end);
    }
  }

  private void say(String sentence) {
    problem.setText(sentence);
    Pieces.show(problem, true);
  }
}
