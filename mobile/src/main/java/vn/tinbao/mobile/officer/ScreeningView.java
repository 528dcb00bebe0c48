package vn.tinbao.mobile.officer;

import java.util.List;
import java.util.Map;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** The screening checklist: one tap a question, a second tap takes it back. */
final class ScreeningView extends OfficerView {
  private static final List<String> ANSWERS = List.of("YES", "NO", "UNKNOWN");

  private final Words words;
  private final String taskId;

  ScreeningView(OfficerScreens screens, String taskId) {
    super(screens, screens.words().say("screening.title"));
    this.words = screens.words();
    this.taskId = taskId;
    Screening.Document list = Screening.document();
    Map<String, String> values = duty().reports().values(taskId);
    body().getChildren().add(Pieces.text(words.say("screening.lead"), "who-sees"));
    String group = "";
    for (Screening.Question question : list.questions()) {
      if (!question.group().equals(group)) {
        group = question.group();
        body()
            .getChildren()
            .add(Pieces.text(words.sayOr("screening.group." + group, group), "heading"));
      }
      body().getChildren().add(question(question, values));
    }
    body()
        .getChildren()
        .add(Pieces.note(words.say("screening.source", list.version(), list.source())));
    foot()
        .getChildren()
        .add(Pieces.primary("screening-done", words.say("screening.done"), screens.app()::back));
  }

  private VBox question(Screening.Question question, Map<String, String> values) {
    String field = ReportField.SCREENING + question.id();
    String given = values.getOrDefault(field, "");
    ToggleGroup group = new ToggleGroup();
    HBox row = Pieces.equally();
    for (String answer : ANSWERS) {
      ToggleButton button = new ToggleButton(words.say("screening.answer." + answer));
      button.setId("screening-" + question.id() + "-" + answer.toLowerCase(java.util.Locale.ROOT));
      button.getStyleClass().addAll("touch", "answer");
      button.setUserData(answer);
      button.setWrapText(true);
      button.setMinHeight(Region.USE_PREF_SIZE);
      button.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
      button.setPrefWidth(0);
      HBox.setHgrow(button, javafx.scene.layout.Priority.ALWAYS);
      button.setToggleGroup(group);
      button.setSelected(answer.equals(given));
      row.getChildren().add(button);
    }
    group
        .selectedToggleProperty()
        .addListener(
            (toggle, before, now) ->
                duty()
                    .reports()
                    .type(taskId, field, now == null ? "" : String.valueOf(now.getUserData())));
    return Pieces.card(Pieces.text(question.in(words.language())), row);
  }
}
