package vn.tinbao.mobile.officer;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.Pins;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.Unlocking;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Words;

/** Asks for the PIN; says how many tries are left, and lets whoever forgot it begin anew. */
final class PinView extends View {
  private final OfficerScreens screens;
  private final Words words;
  private final PasswordField pin = Pins.field("pin", "");
  private final Label problem = Pieces.named("pin-problem", "", "problem");
  private final Button unlock;

  PinView(OfficerScreens screens) {
    super(screens.words().say("pin.title"));
    this.screens = screens;
    this.words = screens.words();
    unlock = Pieces.primary("pin-unlock", words.say("pin.unlock"), this::unlock);
    pin.setOnAction(event -> unlock());
    Pieces.show(problem, false);
    body()
        .getChildren()
        .addAll(
            Pieces.heading(words.say("pin.heading")),
            Pieces.labelled(words.say("pin.label"), pin),
            problem,
            unlock,
            Pieces.note(words.say("pin.note", vn.tinbao.mobile.store.Vault.MOST_TRIES)),
            new Confirm(
                "sign-out",
                new Confirm.Texts(
                    words.say("pin.forgotten"),
                    () -> words.say("pin.forgotten.question"),
                    words.say("sign.out.yes"),
                    words.say("no")),
                () -> {
                  screens.life().signOut();
                  screens.open();
                }));
  }

  @Override
  protected boolean hasQuickExit() {
    return false;
  }

  @Override
  protected void shown() {
    whileShown(screens.life().onLock(screens::open));
  }

  private void unlock() {
    char[] typed = pin.getText().toCharArray();
    // Enter reaches this also while a try is under way.
    if (typed.length == 0 || unlock.isDisabled()) {
      return;
    }
    pin.clear();
    unlock.setDisable(true);
    screens.background().run(() -> tried(typed), this::answered);
  }

  private Unlocking tried(char[] typed) {
    try {
      return screens.life().unlock(typed);
    } finally {
      java.util.Arrays.fill(typed, '\0');
    }
  }

  private void answered(Unlocking result) {
    unlock.setDisable(false);
    if (result instanceof Unlocking.Wrong wrong) {
      problem.setText(words.say("pin.wrong", wrong.left()));
      Pieces.show(problem, true);
    } else {
      try {
        screens.open();
        if (result instanceof Unlocking.Destroyed) {
          screens.app().message(words.say("pin.destroyed"));
        }
      } catch (VaultException storage) {
        screens.app().message(words.say("trouble.storage"));
      }
    }
  }
}
