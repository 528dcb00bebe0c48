package vn.tinbao.mobile.citizen;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Words;

/**
 * Reporting, one question a screen: what happened (the only one that must be answered), where, who
 * you are, send. Every keystroke is kept encrypted on the phone.
 */
final class ReportView extends View {
  private final CitizenScreens screens;
  private final Words words;
  private final List<Step> steps;

  /** One question. */
  interface Step {
    /** Puts the question into the view. */
    void show(ReportView view);

    /** Whether the person may go on; if not, the step has said why. */
    default boolean complete() {
      return true;
    }
  }

  ReportView(CitizenScreens screens) {
    super(screens.words().say("report.title"));
    this.screens = screens;
    this.words = screens.words();
    this.steps =
        List.of(
            new StoryStep(screens),
            new PlaceStep(screens),
            new ReporterStep(screens),
            new SendStep(screens));
    showStep();
  }

  @Override
  protected boolean backWithin() {
    int step = step();
    if (step == 0) {
      return false;
    }
    go(step - 1);
    return true;
  }

  private int step() {
    return Math.min(Math.max(screens.tips().draft().step(), 0), steps.size() - 1);
  }

  private void go(int step) {
    screens.tips().write(screens.tips().draft().atStep(step));
    showStep();
  }

  private void showStep() {
    body().getChildren().setAll(progress());
    foot().getChildren().clear();
    steps.get(step()).show(this);
    scrollToTop();
  }

  /** Something was found out meanwhile: the last screen shows all that is about to be sent. */
  void changed() {
    if (step() == steps.size() - 1) {
      showStep();
    }
  }

  /** The question, its explanation, and who will read the answer. */
  void ask(String question, String explanation, String whoSees, javafx.scene.Node... controls) {
    body().getChildren().addAll(Pieces.heading(question), Pieces.lead(explanation));
    body().getChildren().addAll(controls);
    body().getChildren().add(Pieces.text(whoSees, "who-sees"));
  }

  /** The button to the next question. */
  Button next(String name) {
    Button next =
        Pieces.primary(
            "report-next",
            name,
            () -> {
              int step = step();
              if (steps.get(step).complete()) {
                go(step + 1);
              }
            });
    foot().getChildren().add(next);
    return next;
  }

  void send() {
    try {
      String id = screens.tips().submit(words.language(), words.say("report.only.files"));
      screens.openTipAfterSending(id);
    } catch (VaultException full) {
      screens.app().message(words.say("trouble.storage"));
    }
  }

  void discard() {
    screens.tips().discardDraft();
    screens.app().goHome();
  }

  void footer(javafx.scene.Node node) {
    foot().getChildren().add(node);
  }

  private HBox progress() {
    HBox progress = new HBox();
    progress.setId("report-progress");
    progress.getStyleClass().add("progress");
    progress.setAccessibleText(words.say("report.step", step() + 1, steps.size()));
    for (int i = 0; i < steps.size(); i++) {
      Region part = new Region();
      part.getStyleClass().add(i <= step() ? "progress-done" : "progress-open");
      HBox.setHgrow(part, Priority.ALWAYS);
      progress.getChildren().add(part);
    }
    return progress;
  }
}
