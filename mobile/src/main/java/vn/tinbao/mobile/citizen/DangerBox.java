package vn.tinbao.mobile.citizen;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** Above everything else: help now, in one tap. */
final class DangerBox extends VBox {
  DangerBox(CitizenScreens screens) {
    getStyleClass().add("danger-box");
    Words words = screens.words();
    getChildren()
        .addAll(
            Pieces.text(words.say("danger.title"), "danger-title"),
            Pieces.equally(
                call(screens, CitizenScreens.POLICE, words.say("danger.113")),
                call(screens, CitizenScreens.TRAFFICKING_LINE, words.say("danger.111"))));
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
