package vn.tinbao.mobile.citizen;

import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/**
 * Who reports: nobody, unless they want to be known; and then how to reach them without danger, in
 * switches that the server obeys and in words for people.
 */
final class ReporterStep implements ReportView.Step {
  /** The most the server takes. */
  private static final int MOST_OF_A_NAME = 200;

  private static final int MOST_OF_A_NUMBER = 30;
  private static final int MOST_OF_SAFE_CONTACT = 500;
  private static final int MOST_OF_AN_HOUR = 10;

  private final TipBook tips;
  private final Words words;
  private final Label wrongHours;

  ReporterStep(CitizenScreens screens) {
    this.tips = screens.tips();
    this.words = screens.words();
    this.wrongHours =
        Pieces.named("report-hours-wrong", words.say("report.reporter.hours.wrong"), "problem");
  }

  @Override
  public void show(ReportView view) {
    Draft.Who who = tips.draft().who();
    TextField name =
        field("report-name", "report.reporter.name.prompt", who.name(), MOST_OF_A_NAME);
    TextField phone =
        field("report-phone", "report.reporter.phone.prompt", who.phone(), MOST_OF_A_NUMBER);
    CheckBox never =
        Pieces.check("report-never-call", words.say("report.reporter.never"), who.neverCall());
    CheckBox neutral =
        Pieces.check("report-neutral", words.say("report.reporter.neutral"), who.neutral());
    TextField from =
        field("report-from", "report.reporter.from.prompt", who.from(), MOST_OF_AN_HOUR);
    TextField until =
        field("report-until", "report.reporter.until.prompt", who.until(), MOST_OF_AN_HOUR);
    TextField safe =
        field("report-safe", "report.reporter.safe.prompt", who.safeWords(), MOST_OF_SAFE_CONTACT);
    Pieces.show(wrongHours, false);
    view.ask(
        words.say("report.reporter.question"),
        words.say("report.reporter.lead"),
        words.say("report.reporter.who"),
        Pieces.labelled(words.say("report.reporter.name"), name),
        Pieces.labelled(words.say("report.reporter.phone"), phone),
        Pieces.text(words.say("report.reporter.safely"), "field-label"),
        never,
        neutral,
        Pieces.labelled(words.say("report.reporter.hours"), Pieces.equally(from, until)),
        wrongHours,
        Pieces.labelled(words.say("report.reporter.safe"), safe));
    Button next = view.next("");
    Runnable nameNext =
        () ->
            next.setText(
                words.say(tips.draft().who().known() ? "report.next" : "report.reporter.skip"));
    Runnable keep =
        () -> {
          tips.write(
              tips.draft()
                  .with(
                      new Draft.Who(
                          name.getText(),
                          phone.getText(),
                          safe.getText(),
                          never.isSelected(),
                          neutral.isSelected(),
                          from.getText(),
                          until.getText())));
          Pieces.show(wrongHours, false);
          nameNext.run();
        };
    for (TextField each : new TextField[] {name, phone, safe, from, until}) {
      each.textProperty().addListener((text, before, now) -> keep.run());
    }
    for (CheckBox each : new CheckBox[] {never, neutral}) {
      each.selectedProperty().addListener((selected, before, now) -> keep.run());
    }
    nameNext.run();
  }

  @Override
  public boolean complete() {
    boolean sense = tips.draft().who().hoursMakeSense();
    Pieces.show(wrongHours, !sense);
    return sense;
  }

  private TextField field(String id, String promptKey, String value, int most) {
    return Pieces.field(id, words.say(promptKey), value, most);
  }
}
