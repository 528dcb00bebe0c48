package vn.tinbao.mobile.citizen;

import java.util.List;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/**
 * Where: told in words, or a commune picked from the list. The list needs the server; the words do
 * not.
 */
final class PlaceStep implements ReportView.Step {
  private static final int MOST_CHARACTERS = 500;
  private static final int SUGGESTIONS = 6;
  private static final int LETTERS_BEFORE_SEARCH = 2;
  private static final Duration PAUSE_BEFORE_SEARCH = Duration.millis(300);

  private final CitizenScreens screens;
  private final TipBook tips;
  private final Words words;
  private final VBox suggestions = Pieces.box("suggestions");
  private final VBox picked = Pieces.box("picked");
  private final PauseTransition typing = new PauseTransition(PAUSE_BEFORE_SEARCH);
  private Button next = new Button();
  private String asked = "";

  PlaceStep(CitizenScreens screens) {
    this.screens = screens;
    this.tips = screens.tips();
    this.words = screens.words();
    suggestions.setId("report-units");
  }

  @Override
  public void show(ReportView view) {
    TextField place =
        Pieces.field(
            "report-place",
            words.say("report.place.prompt"),
            tips.draft().place(),
            MOST_CHARACTERS);
    place
        .textProperty()
        .addListener(
            (text, before, now) -> {
              tips.write(tips.draft().withPlace(now, tips.draft().unit()));
              typing.playFromStart();
              nameNext();
            });
    typing.setOnFinished(event -> search(place.getText().strip()));
    suggestions.getChildren().clear();
    view.ask(
        words.say("report.place.question"),
        words.say("report.place.lead"),
        words.say("report.place.who"),
        place,
        suggestions,
        picked);
    next = view.next("");
    showPicked();
  }

  private void search(String text) {
    asked = text;
    if (text.length() < LETTERS_BEFORE_SEARCH) {
      suggestions.getChildren().clear();
      return;
    }
    screens
        .background()
        .run(
            () -> screens.api().units(text, SUGGESTIONS),
            answer -> {
              // An answer to letters that were changed since would jump under the finger.
              if (asked.equals(text)) {
                show(answer);
              }
            });
  }

  private void show(Answer<List<UnitFound>> answer) {
    suggestions.getChildren().clear();
    if (answer instanceof Answer.Ok<List<UnitFound>> ok) {
      for (int i = 0; i < ok.value().size(); i++) {
        UnitFound unit = ok.value().get(i);
        Button suggestion =
            Pieces.button("report-unit-" + i, unit.place(), () -> pick(unit), "suggestion");
        suggestions.getChildren().add(suggestion);
      }
    } else {
      Label offline = Pieces.note(words.say("report.place.offline"));
      suggestions.getChildren().add(offline);
    }
  }

  private void pick(@Nullable UnitFound unit) {
    tips.write(tips.draft().withPlace(tips.draft().place(), unit));
    suggestions.getChildren().clear();
    showPicked();
  }

  private void showPicked() {
    UnitFound unit = tips.draft().unit();
    picked.getChildren().clear();
    if (unit != null) {
      picked
          .getChildren()
          .add(
              Pieces.card(
                  Pieces.text(words.say("report.place.picked"), "note"),
                  Pieces.named("report-unit", unit.place(), "strong"),
                  Pieces.quiet(
                      "report-unit-clear", words.say("report.place.clear"), () -> pick(null))));
    }
    nameNext();
  }

  private void nameNext() {
    boolean said = tips.draft().unit() != null || !tips.draft().place().isBlank();
    next.setText(words.say(said ? "report.next" : "report.place.skip"));
  }
}
