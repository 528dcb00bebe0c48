package vn.tinbao.mobile.settings;

import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.shell.AppManager;
import vn.tinbao.mobile.shell.Background;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.Pins;
import vn.tinbao.mobile.text.Words;

/** The optional PIN: set it, take it away. */
final class PinPart extends VBox {
  private final AppManager app;
  private final Words words;
  private final PinSetting pin;
  private final Background background;
  private final Label problem = Pieces.named("pin-mistake", "", "problem");

  PinPart(AppManager app, Words words, PinSetting pin, Background background) {
    this.app = app;
    this.words = words;
    this.pin = pin;
    this.background = background;
    getStyleClass().add("list");
    fill();
  }

  private void fill() {
    Pieces.show(problem, false);
    getChildren().setAll(Pieces.lead(words.say(pin.isSet() ? "own.pin.is.set" : "own.pin.lead")));
    if (pin.isSet()) {
      getChildren()
          .add(
              new Confirm(
                  "settings-pin-remove",
                  new Confirm.Texts(
                      words.say("own.pin.remove"),
                      () -> words.say("own.pin.remove.question"),
                      words.say("own.pin.remove"),
                      words.say("no")),
                  () -> change(pin::remove, "own.pin.removed")));
      return;
    }
    PasswordField first = Pins.field("settings-pin-new", words.say("own.pin.new"));
    PasswordField again = Pins.field("settings-pin-again", words.say("own.pin.again"));
    getChildren()
        .addAll(
            first,
            again,
            problem,
            Pieces.secondary(
                "settings-pin-set",
                words.say("own.pin.set"),
                () -> set(first.getText(), again.getText())));
  }

  private void set(String typed, String again) {
    Optional<Pins.Mistake> mistake = Pins.mistake(typed, again);
    if (mistake.isEmpty()) {
      change(() -> pin.set(typed.toCharArray()), "own.pin.is.set");
    } else {
      problem.setText(words.say("pin.mistake." + mistake.get(), Pins.LEAST));
      Pieces.show(problem, true);
    }
  }

  private void change(Runnable deed, String said) {
    setDisable(true);
    background.run(
        () -> {
          deed.run();
          return true;
        },
        done -> {
          setDisable(false);
          fill();
          app.message(words.say(said));
        });
  }
}
