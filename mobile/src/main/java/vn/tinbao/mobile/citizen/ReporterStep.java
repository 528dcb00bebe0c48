package vn.tinbao.mobile.citizen;

import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** Who reports: nobody, unless they want to be known. */
final class ReporterStep implements ReportView.Step {
  /** The most the server takes. */
  private static final int MOST_OF_A_NAME = 200;

  private static final int MOST_OF_A_NUMBER = 30;
  private static final int MOST_OF_SAFE_CONTACT = 500;

  private final TipBook tips;
  private final Words words;

  ReporterStep(CitizenScreens screens) {
    this.tips = screens.tips();
    this.words = screens.words();
  }

  @Override
  public void show(ReportView view) {
    Draft draft = tips.draft();
    TextField name =
        field("report-name", "report.reporter.name.prompt", draft.name(), MOST_OF_A_NAME);
    TextField phone =
        field("report-phone", "report.reporter.phone.prompt", draft.phone(), MOST_OF_A_NUMBER);
    TextField safe =
        field(
            "report-safe",
            "report.reporter.safe.prompt",
            draft.safeContact(),
            MOST_OF_SAFE_CONTACT);
    view.ask(
        words.say("report.reporter.question"),
        words.say("report.reporter.lead"),
        words.say("report.reporter.who"),
        Pieces.labelled(words.say("report.reporter.name"), name),
        Pieces.labelled(words.say("report.reporter.phone"), phone),
        Pieces.labelled(words.say("report.reporter.safe"), safe));
    Button next = view.next("");
    Runnable nameNext =
        () ->
            next.setText(words.say(tips.draft().named() ? "report.next" : "report.reporter.skip"));
    Runnable keep =
        () -> {
          tips.write(tips.draft().withReporter(name.getText(), phone.getText(), safe.getText()));
          nameNext.run();
        };
    name.textProperty().addListener((text, before, now) -> keep.run());
    phone.textProperty().addListener((text, before, now) -> keep.run());
    safe.textProperty().addListener((text, before, now) -> keep.run());
    nameNext.run();
  }

  private TextField field(String id, String promptKey, String value, int most) {
    return Pieces.field(id, words.say(promptKey), value, most);
  }
}
