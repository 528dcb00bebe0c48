package vn.tinbao.mobile.officer;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.capture.CaptureButtons;
import vn.tinbao.mobile.capture.Whose;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Words;

/**
 * The report from the field. Nothing in it is mandatory; kept encrypted at every keystroke, on all
 * phones of the officer once it is saved.
 */
final class ReportView extends OfficerView {
  private static final int MOST_CHARACTERS = 5_000;
  private static final int ROWS = 3;

  private final OfficerScreens screens;
  private final Words words;
  private final String taskId;
  private final FilesOfTask files;

  ReportView(OfficerScreens screens, String taskId) {
    super(screens, screens.words().say("report.form.title"));
    this.screens = screens;
    this.words = screens.words();
    this.taskId = taskId;
    this.files = new FilesOfTask(duty().files(), words, taskId);
    Map<String, String> values = duty().reports().values(taskId);
    body()
        .getChildren()
        .addAll(
            Pieces.lead(words.say("report.form.lead")),
            number(values),
            area(ReportField.VICTIMS, values),
            needs(values),
            area(ReportField.SUSPECTS, values),
            area(ReportField.VEHICLE, values),
            area(ReportField.MEASURES, values),
            area(ReportField.NOTES, values),
            position(values),
            files(),
            screening(values),
            Pieces.text(words.say("report.form.kept"), "who-sees"));
    foot()
        .getChildren()
        .addAll(
            Pieces.primary("report-finish", words.say("report.form.finish"), () -> save(true)),
            Pieces.secondary("report-save", words.say("report.form.save"), () -> save(false)));
  }

  private Node position(Map<String, String> values) {
    String code = ReportField.POSITION.code();
    Duty whose = duty();
    return labelled(
        ReportField.POSITION,
        new PositionPart(
            screens.device().locator(),
            words,
            values.getOrDefault(code, ""),
            now -> whose.reports().type(taskId, code, now),
            () -> !whose.isClosed()));
  }

  private Node files() {
    return Pieces.labelled(
        words.say("report.form.files"),
        Pieces.box(
            "list",
            files,
            new CaptureButtons(duty().files().captures(), words, Whose.of(taskId), files::build)));
  }

  @Override
  protected void shown() {
    super.shown();
    files.build();
    whileShown(duty().onChange(files::build));
  }

  private Node number(Map<String, String> values) {
    String code = ReportField.VICTIMS_COUNT.code();
    TextField field = new TextField(values.getOrDefault(code, ""));
    field.setId("report-" + code);
    field.getStyleClass().add("touch");
    field.setTextFormatter(
        new TextFormatter<>(
            change -> change.getControlNewText().matches("[0-9]{0,4}") ? change : null));
    return labelled(ReportField.VICTIMS_COUNT, listening(field, code));
  }

  private Node area(ReportField field, Map<String, String> values) {
    return labelled(
        field,
        listening(
            Pieces.area(
                "report-" + field.code(),
                words.sayOr("report.prompt." + field.code(), ""),
                values.getOrDefault(field.code(), ""),
                ROWS,
                MOST_CHARACTERS),
            field.code()));
  }

  private <T extends TextInputControl> T listening(T input, String code) {
    input
        .textProperty()
        .addListener((text, before, now) -> duty().reports().type(taskId, code, now));
    return input;
  }

  private Node labelled(ReportField field, Node control) {
    return Pieces.labelled(words.say(ReportField.key(field.code())), control);
  }

  private Node needs(Map<String, String> values) {
    String code = ReportField.NEEDS.code();
    Set<String> chosen =
        new LinkedHashSet<>(Arrays.asList(values.getOrDefault(code, "").split(",")));
    chosen.remove("");
    VBox boxes = Pieces.box("list");
    for (ReportField.Need need : ReportField.Need.values()) {
      CheckBox box = new CheckBox(words.say("report.need." + need));
      box.setId("report-need-" + need.name().toLowerCase(java.util.Locale.ROOT));
      box.getStyleClass().addAll("touch", "calm");
      box.setWrapText(true);
      box.setSelected(chosen.contains(need.name()));
      box.selectedProperty()
          .addListener(
              (selected, before, now) -> {
                if (now) {
                  chosen.add(need.name());
                } else {
                  chosen.remove(need.name());
                }
                duty().reports().type(taskId, code, inOrder(chosen));
              });
      boxes.getChildren().add(box);
    }
    return labelled(ReportField.NEEDS, boxes);
  }

  /** The same needs are the same value on every phone. */
  private static String inOrder(Set<String> chosen) {
    return String.join(
        ",",
        Arrays.stream(ReportField.Need.values()).map(Enum::name).filter(chosen::contains).toList());
  }

  private Node screening(Map<String, String> values) {
    long answered =
        values.keySet().stream().filter(f -> f.startsWith(ReportField.SCREENING)).count();
    return Pieces.secondary(
        "report-screening",
        words.say("report.form.screening", answered, Screening.document().questions().size()),
        () -> screens.openScreening(taskId));
  }

  private void save(boolean finished) {
    try {
      duty().reports().save(taskId, finished);
      screens.app().back();
    } catch (VaultException full) {
      screens.app().message(words.say("trouble.storage"));
    }
  }
}
