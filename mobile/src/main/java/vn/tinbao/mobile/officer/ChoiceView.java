package vn.tinbao.mobile.officer;

import java.util.List;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** Two phones of the officer wrote different things into one field: shows both and asks. */
final class ChoiceView extends OfficerView {
  private final OfficerScreens screens;
  private final Words words;
  private final String taskId;

  ChoiceView(OfficerScreens screens, String taskId) {
    super(screens, screens.words().say("choice.title"));
    this.screens = screens;
    this.words = screens.words();
    this.taskId = taskId;
    build();
  }

  @Override
  protected void shown() {
    super.shown();
    redrawOnChange(this::build);
  }

  private void build() {
    body().getChildren().clear();
    List<Reports.Choice> open = duty().reports().choices(taskId);
    if (open.isEmpty()) {
      body().getChildren().add(Pieces.named("choice-none", words.say("choice.none"), "lead"));
      return;
    }
    Reports.Choice choice = open.get(0);
    body()
        .getChildren()
        .addAll(
            Pieces.heading(words.say(ReportField.key(choice.field()))),
            Pieces.lead(words.say("choice.lead", open.size())),
            value("choice-first", "choice.first", choice, choice.stands().value(), true),
            value("choice-second", "choice.second", choice, choice.rival().value(), false));
    if (ReportField.isText(choice.field())) {
      body()
          .getChildren()
          .add(
              Pieces.secondary(
                  "choice-both",
                  words.say("choice.both"),
                  () -> choose(choice, choice.stands().value() + "\n" + choice.rival().value())));
    }
    body().getChildren().add(Pieces.note(words.say("choice.kept")));
  }

  private VBox value(String id, String key, Reports.Choice choice, String value, boolean stands) {
    return Pieces.card(
        Pieces.text(
            words.say(key, Times.dayAndTime(stands ? choice.stands().at() : choice.rival().at())),
            "note"),
        Pieces.named(id + "-value", FieldWords.of(choice.field(), value, words)),
        Pieces.secondary(id, words.say("choice.take"), () -> choose(choice, value)));
  }

  private void choose(Reports.Choice choice, String value) {
    try {
      duty().reports().choose(taskId, choice, value);
      build();
    } catch (VaultException full) {
      screens.app().message(words.say("trouble.storage"));
    }
  }
}
