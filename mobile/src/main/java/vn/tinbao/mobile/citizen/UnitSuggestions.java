package vn.tinbao.mobile.citizen;

import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** Communes and provinces that match what is being typed, accents or not. Needs the server. */
final class UnitSuggestions extends VBox {
  private static final int MOST = 6;
  private static final int LETTERS_BEFORE_SEARCH = 2;
  private static final Duration PAUSE_BEFORE_SEARCH = Duration.millis(300);

  private final CitizenScreens screens;
  private final String prefix;
  private final Consumer<UnitFound> picked;
  private final PauseTransition typing = new PauseTransition(PAUSE_BEFORE_SEARCH);
  private String asked = "";

  /** The buttons' ids are {@code prefix-0}, {@code prefix-1} … */
  UnitSuggestions(
      CitizenScreens screens, String prefix, TextField field, Consumer<UnitFound> picked) {
    this.screens = screens;
    this.prefix = prefix;
    this.picked = picked;
    setId(prefix + "s");
    getStyleClass().add("suggestions");
    typing.setOnFinished(event -> search(field.getText().strip()));
    field.textProperty().addListener((text, before, now) -> typing.playFromStart());
  }

  void clear() {
    asked = "";
    getChildren().clear();
  }

  private void search(String text) {
    asked = text;
    if (text.length() < LETTERS_BEFORE_SEARCH) {
      getChildren().clear();
      return;
    }
    screens
        .background()
        .run(
            () -> screens.api().units(text, MOST),
            answer -> {
              // An answer to letters that were changed since would jump under the finger.
              if (asked.equals(text)) {
                show(answer);
              }
            });
  }

  /** A place, and what it was called when it was found by an old name. */
  static String line(Words words, UnitFound unit) {
    String formerly = unit.formerly();
    return formerly == null
        ? unit.place()
        : unit.place() + "\n" + words.say("report.place.formerly", formerly);
  }

  private void show(Answer<List<UnitFound>> answer) {
    getChildren().clear();
    if (answer instanceof Answer.Ok<List<UnitFound>> ok) {
      for (int i = 0; i < ok.value().size(); i++) {
        UnitFound unit = ok.value().get(i);
        getChildren()
            .add(
                Pieces.button(
                    prefix + "-" + i,
                    line(screens.words(), unit),
                    () -> {
                      clear();
                      picked.accept(unit);
                    },
                    "suggestion"));
      }
    } else {
      getChildren().add(Pieces.note(screens.words().say("report.place.offline")));
    }
  }
}
