package vn.tinbao.mobile.citizen;

import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** What happened, and whether somebody is in danger in this moment. */
final class StoryStep implements ReportView.Step {
  /** The most the server takes. */
  static final int MOST_CHARACTERS = 20_000;

  private final TipBook tips;
  private final Words words;
  private final CitizenScreens screens;
  private final Label missing;

  StoryStep(CitizenScreens screens) {
    this.screens = screens;
    this.tips = screens.tips();
    this.words = screens.words();
    this.missing =
        Pieces.named("report-story-missing", words.say("report.story.missing"), "problem");
  }

  @Override
  public void show(ReportView view) {
    Draft draft = tips.draft();
    TextArea story =
        Pieces.area(
            "report-story",
            words.say("report.story.prompt"),
            draft.narrative(),
            8,
            MOST_CHARACTERS);
    CheckBox danger = new CheckBox(words.say("report.danger"));
    danger.setId("report-danger");
    danger.setWrapText(true);
    danger.getStyleClass().add("touch");
    danger.setSelected(draft.immediateDanger());
    DangerBox help = new DangerBox(screens);
    help.visibleProperty().bind(danger.selectedProperty());
    help.managedProperty().bind(danger.selectedProperty());
    Runnable keep =
        () -> {
          tips.write(tips.draft().withStory(story.getText(), danger.isSelected()));
          Pieces.show(missing, false);
        };
    story.textProperty().addListener((text, before, now) -> keep.run());
    danger.selectedProperty().addListener((selected, before, now) -> keep.run());
    Pieces.show(missing, false);
    view.ask(
        words.say("report.story.question"),
        words.say("report.story.lead"),
        words.say("report.story.who"),
        story,
        missing,
        danger,
        help);
    view.next(words.say("report.next"));
  }

  @Override
  public boolean complete() {
    boolean told = !tips.draft().narrative().isBlank();
    Pieces.show(missing, !told);
    return told;
  }
}
