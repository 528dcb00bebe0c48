package vn.tinbao.mobile.officer;

import javafx.scene.input.InputEvent;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Words;

/** A screen behind the PIN: goes when the PIN is wanted again, or when everything was erased. */
abstract class OfficerView extends View {
  private final OfficerScreens screens;

  OfficerView(OfficerScreens screens, String title) {
    super(title);
    this.screens = screens;
    addEventFilter(InputEvent.ANY, event -> screens.life().touch());
  }

  final OfficerScreens screens() {
    return screens;
  }

  final Words words() {
    return screens.words();
  }

  final Duty duty() {
    return screens.duty();
  }

  @Override
  protected boolean hasQuickExit() {
    return false;
  }

  @Override
  protected void shown() {
    screens.life().touch();
    whileShown(screens.life().onLock(screens::open));
  }

  /** Draws anew whenever something changes, while there is anything to draw. */
  final void redrawOnChange(Runnable draw) {
    whileShown(
        screens
            .life()
            .onChange(
                () -> {
                  if (screens.life().gate() == OfficerLife.Gate.OPEN) {
                    try {
                      draw.run();
                    } catch (VaultException goneMeanwhile) {
                      // The lock takes this screen away in a moment.
                    }
                  }
                }));
  }
}
