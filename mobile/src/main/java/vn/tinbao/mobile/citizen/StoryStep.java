package vn.tinbao.mobile.citizen;

import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.capture.AttachedFile;
import vn.tinbao.mobile.capture.CaptureButtons;
import vn.tinbao.mobile.capture.Whose;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/**
 * What happened, in words or as photos and recordings; whether somebody is in danger in this
 * moment; whether an official is involved.
 */
final class StoryStep implements ReportView.Step {
  /** The most the server takes. */
  static final int MOST_CHARACTERS = 20_000;

  private static final int MOST_OF_AN_OFFICIAL = 200;

  private final TipBook tips;
  private final Words words;
  private final CitizenScreens screens;
  private final Label missing;
  private final VBox attached = Pieces.box("list");

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
            draft.story().narrative(),
            7,
            MOST_CHARACTERS);
    CheckBox danger =
        Pieces.check("report-danger", words.say("report.danger"), draft.story().immediateDanger());
    DangerBox help = new DangerBox(screens);
    showWhile(danger, help);
    CheckBox official =
        Pieces.check("report-official", words.say("report.official"), draft.story().official());
    TextField officialOf =
        Pieces.field(
            "report-official-of",
            words.say("report.official.of"),
            draft.story().officialOf(),
            MOST_OF_AN_OFFICIAL);
    VBox past = new VBox(Pieces.note(words.say("report.official.note")), officialOf);
    past.getStyleClass().add("labelled");
    showWhile(official, past);
    Runnable keep =
        () -> {
          tips.write(
              tips.draft()
                  .with(
                      new Draft.Story(
                          story.getText(),
                          danger.isSelected(),
                          official.isSelected(),
                          officialOf.getText())));
          Pieces.show(missing, false);
        };
    story.textProperty().addListener((text, before, now) -> keep.run());
    danger.selectedProperty().addListener((selected, before, now) -> keep.run());
    official.selectedProperty().addListener((selected, before, now) -> keep.run());
    officialOf.textProperty().addListener((text, before, now) -> keep.run());
    Pieces.show(missing, false);
    attached.setId("report-files");
    view.ask(
        words.say("report.story.question"),
        words.say("report.story.lead"),
        words.say("report.story.who"),
        story,
        missing,
        danger,
        help,
        files(),
        attached,
        official,
        past);
    showAttached();
    view.next(words.say("report.next"));
  }

  private CaptureButtons files() {
    return new CaptureButtons(
        tips.captures(),
        words,
        Whose.of(tips.draft().id()),
        () -> {
          if (!tips.draft().files().isEmpty()) {
            Pieces.show(missing, false);
          }
          showAttached();
        });
  }

  private void showAttached() {
    attached.getChildren().clear();
    for (AttachedFile file : tips.draft().files()) {
      attached
          .getChildren()
          .add(
              Pieces.row(
                  Pieces.text(FileWords.line(words, file)),
                  Pieces.quiet(
                      "file-remove-" + file.id(),
                      words.say("files.remove"),
                      () -> {
                        tips.detach(file);
                        showAttached();
                      })));
    }
    Pieces.show(attached, !tips.draft().files().isEmpty());
  }

  private static void showWhile(CheckBox box, Node node) {
    node.visibleProperty().bind(box.selectedProperty());
    node.managedProperty().bind(box.selectedProperty());
  }

  @Override
  public boolean complete() {
    boolean told = tips.draft().told();
    Pieces.show(missing, !told);
    return told;
  }
}
