package vn.tinbao.mobile.officer;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.wire.OfficerName;
import vn.tinbao.mobile.net.wire.StaffNotice;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** The officer's tasks; what must be answered first is on top. */
final class TasksView extends OfficerView {
  /** More are behind the button. */
  private static final int MOST_CALLS = 3;

  private final OfficerScreens screens;
  private final Words words;
  private final Label link = Pieces.named("sync-state", "", "note");
  private final VBox ended = Pieces.box("list");
  private final VBox calls = Pieces.box("list");
  private final VBox list = Pieces.box("list");

  TasksView(OfficerScreens screens) {
    super(screens, screens.words().say("tasks.title"));
    this.screens = screens;
    this.words = screens.words();
    list.setId("assignments");
    OfficerName officer = screens.duty().officer().orElseThrow();
    body()
        .getChildren()
        .addAll(
            Pieces.named("officer-name", officer.name(), "strong"),
            Pieces.row(
                link,
                narrow(Pieces.quiet("sync-now", words.say("tasks.sync"), screens.duty()::syncNow))),
            ended,
            calls,
            list,
            Pieces.note(words.say("tasks.kept")),
            Pieces.quiet("lock", words.say("tasks.lock"), screens.life()::lockScreen),
            signOut());
    fill();
  }

  @Override
  protected boolean showsNews() {
    return true;
  }

  @Override
  protected void shown() {
    super.shown();
    screens.app().clearBanner();
    redrawOnChange(this::fill);
    screens.duty().sync();
  }

  private static Button narrow(Button button) {
    button.setMaxWidth(Button.USE_PREF_SIZE);
    button.setMinWidth(Button.USE_PREF_SIZE);
    return button;
  }

  private void fill() {
    Duty duty = screens.duty();
    if (duty.officer().isEmpty()) {
      return;
    }
    link.setText(linkLine());
    ended.getChildren().clear();
    if (!duty.signedIn()) {
      ended
          .getChildren()
          .addAll(
              Pieces.text(words.say("tasks.session.ended", duty.unsent()), "saved-here"),
              Pieces.primary("sign-in-again", words.say("sign.in"), screens::signInAgain));
    }
    duty.trouble().ifPresent(sentence -> ended.getChildren().add(Pieces.text(sentence, "problem")));
    duty.stranded()
        .forEach(
            operation ->
                ended
                    .getChildren()
                    .add(
                        new RefusedCard(
                            operation, words, () -> duty.dismiss(operation.operationId()))));
    calls();
    List<Task> tasks = duty.tasks();
    list.getChildren().setAll(tasks.stream().map(this::entry).toList());
    if (tasks.isEmpty()) {
      list.getChildren().add(Pieces.lead(words.say("tasks.none")));
    }
  }

  /** What was not read stands here in full: a call to duty must not be behind a button. */
  private void calls() {
    List<StaffNotice> all = screens.duty().notices().all();
    List<StaffNotice> unread = all.stream().filter(notice -> notice.readAt() == null).toList();
    calls.getChildren().clear();
    unread.stream()
        .limit(MOST_CALLS)
        .forEach(notice -> calls.getChildren().add(NoticesView.card(screens, notice)));
    if (!all.isEmpty()) {
      calls
          .getChildren()
          .add(
              Pieces.quiet(
                  "open-notices",
                  words.say("notices.open", all.size(), unread.size()),
                  screens::openNotices));
    }
  }

  private String linkLine() {
    Duty duty = screens.duty();
    String state = words.say("link." + duty.link());
    return duty.lastSync()
        .map(
            at ->
                state
                    + "\n"
                    + words.say(
                        "tasks.synced", Times.brief(at, screens.device().clock().instant())))
        .orElse(state);
  }

  private Button entry(Task task) {
    String place = task.doc().place();
    VBox lines =
        Pieces.box(
            "big-words",
            badges(task),
            Pieces.text(place == null ? words.say("tasks.place.unknown") : place, "strong"),
            Pieces.text(timeLine(task), "note"));
    if (!task.waiting().isEmpty()) {
      lines.getChildren().add(Pieces.text(words.say("tasks.unsent"), "unsent"));
    }
    if (!screens.duty().reports().choices(task.id()).isEmpty()) {
      lines.getChildren().add(Pieces.text(words.say("tasks.choice"), "problem"));
    }
    if (!task.refused().isEmpty()) {
      lines.getChildren().add(Pieces.text(words.say("tasks.refused"), "problem"));
    }
    Button entry =
        Pieces.button(
            "assignment-" + task.id(), "", () -> screens.openTask(task.id()), "list-entry");
    if (task.state().over()) {
      entry.getStyleClass().add("over");
    }
    entry.setGraphic(lines);
    entry.setAccessibleText(words.say("task.state." + task.state()));
    return entry;
  }

  private FlowPane badges(Task task) {
    FlowPane badges = new FlowPane(Badges.state(task, words));
    if (!task.state().over()) {
      badges.getChildren().add(Badges.urgency(task, words));
    }
    badges.getStyleClass().add("badges");
    return badges;
  }

  private String timeLine(Task task) {
    var answerBy = task.doc().answerBy();
    return task.state() == TaskState.OFFERED && answerBy != null
        ? words.say("tasks.answer.by", Times.dayAndTime(answerBy))
        : words.say("tasks.updated", Times.dayAndTime(task.doc().updatedAt()));
  }

  private Confirm signOut() {
    return new Confirm(
        "sign-out",
        new Confirm.Texts(
            words.say("sign.out"),
            () -> words.say("sign.out.question", screens.duty().losses()),
            words.say("sign.out.yes"),
            words.say("no")),
        () -> {
          screens.life().signOut();
          screens.app().goHome();
        });
  }
}
