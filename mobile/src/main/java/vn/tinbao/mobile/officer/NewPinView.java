package vn.tinbao.mobile.officer;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.Pins;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Words;

/** The officer chooses a PIN, before anything is kept on this phone. */
final class NewPinView extends View {
  private final OfficerScreens screens;
  private final Words words;
  private final PasswordField pin = Pins.field("pin-new", "");
  private final PasswordField again = Pins.field("pin-again", "");
  private final Label problem = Pieces.named("pin-problem", "", "problem");
  private final Button set;

  NewPinView(OfficerScreens screens) {
    super(screens.words().say("pin.new.title"));
    this.screens = screens;
    this.words = screens.words();
    set = Pieces.primary("pin-set", words.say("pin.set"), this::set);
    Pieces.show(problem, false);
    body()
        .getChildren()
        .addAll(
            Pieces.heading(words.say("pin.new.heading")),
            Pieces.lead(words.say("pin.new.lead", Pins.LEAST)),
            Pieces.labelled(words.say("pin.label"), pin),
            Pieces.labelled(words.say("pin.again"), again),
            problem,
            set,
            Pieces.note(words.say("pin.note", vn.tinbao.mobile.store.Vault.MOST_TRIES)));
  }

  @Override
  protected boolean hasQuickExit() {
    return false;
  }

  private void set() {
    String chosen = pin.getText();
    Optional<Pins.Mistake> mistake = Pins.mistake(chosen, again.getText());
    if (mistake.isPresent()) {
      again.clear();
      say("pin.mistake." + mistake.get());
      return;
    }
    set.setDisable(true);
    pin.clear();
    again.clear();
    screens
        .background()
        .run(
            () -> {
              screens.life().choosePin(chosen.toCharArray());
              return true;
            },
            done -> screens.open());
  }

  private void say(String key) {
    problem.setText(words.say(key, Pins.LEAST));
    Pieces.show(problem, true);
  }
}
