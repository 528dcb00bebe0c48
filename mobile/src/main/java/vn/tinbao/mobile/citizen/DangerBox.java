package vn.tinbao.mobile.citizen;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/**
 * Above everything else: help now, in one tap, by the numbers of where the person is. While it is
 * shown it takes over numbers that arrive.
 */
final class DangerBox extends VBox {
  private final CitizenScreens screens;

  DangerBox(CitizenScreens screens) {
    this.screens = screens;
    getStyleClass().add("danger-box");
    fill();
    Runnable watcher = this::fill;
    sceneProperty()
        .addListener(
            (scene, before, now) -> {
              if (now == null) {
                screens.hotlines().unwatch(watcher);
              } else {
                fill();
                screens.hotlines().watch(watcher);
              }
            });
  }

  private void fill() {
    Words words = screens.words();
    getChildren()
        .setAll(
            Pieces.text(words.say("danger.title"), "danger-title"),
            Pieces.equally(
                call(screens, "IMMEDIATE_DANGER", words.say("danger.police")),
                call(screens, "TRAFFICKING", words.say("danger.trafficking"))));
  }

  private static Button call(CitizenScreens screens, String purpose, String whose) {
    String number = screens.hotlines().first(purpose).number();
    Button button = Pieces.danger("call-" + number, "", () -> screens.call(number));
    button.getStyleClass().add("call");
    button.setGraphic(
        Pieces.box(
            "call-words",
            new HBox(Pieces.icon("icon-phone"), Pieces.text(number, "call-number")),
            Pieces.text(whose, "call-whose")));
    button.setAccessibleText(number + " " + whose);
    return button;
  }
}
