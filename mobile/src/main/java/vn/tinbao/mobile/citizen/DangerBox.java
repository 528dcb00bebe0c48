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
  /** A number that is broken in two is read wrongly: longer ones stand below each other. */
  private static final int MOST_DIGITS_BESIDE = 5;

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
    String police = screens.hotlines().first("IMMEDIATE_DANGER").number();
    String trafficking = screens.hotlines().first("TRAFFICKING").number();
    Button first = call(screens, police, words.say("danger.police"));
    Button second = call(screens, trafficking, words.say("danger.trafficking"));
    boolean fit = Math.max(police.length(), trafficking.length()) <= MOST_DIGITS_BESIDE;
    getChildren()
        .setAll(
            Pieces.text(words.say("danger.title"), "danger-title"),
            fit ? Pieces.equally(first, second) : Pieces.box("list", first, second));
  }

  private static Button call(CitizenScreens screens, String number, String whose) {
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
