package vn.tinbao.mobile.officer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.wire.AssignmentDoc;
import vn.tinbao.mobile.net.wire.AssignmentEvent;
import vn.tinbao.mobile.net.wire.Point;
import vn.tinbao.mobile.net.wire.ToldPlace;
import vn.tinbao.mobile.platform.GeoUri;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/**
 * One task: what it is about as far as the officer may know, and the next step as the big button.
 */
final class TaskView extends OfficerView {
  private final OfficerScreens screens;
  private final Words words;
  private final String id;

  TaskView(OfficerScreens screens, String id) {
    super(screens, screens.words().say("task.title"));
    this.screens = screens;
    this.words = screens.words();
    this.id = id;
    build();
  }

  @Override
  protected void shown() {
    super.shown();
    redrawOnChange(this::build);
    screens.duty().sync();
  }

  private void build() {
    body().getChildren().clear();
    foot().getChildren().clear();
    Optional<Task> task = screens.duty().find(id);
    if (task.isEmpty()) {
      body().getChildren().add(Pieces.lead(words.say("task.gone")));
      return;
    }
    head(task.get());
    choice(task.get());
    refused(task.get());
    map(task.get());
    content(task.get());
    report(task.get());
    timeline(task.get());
    task.get()
        .state()
        .next()
        .forEach(action -> foot().getChildren().add(button(task.get(), action)));
  }

  private void head(Task task) {
    AssignmentDoc doc = task.doc();
    FlowPane badges = new FlowPane(Badges.state(task, words), Badges.urgency(task, words));
    badges.setId("assignment-state");
    badges.getStyleClass().add("badges");
    String place = doc.place();
    body()
        .getChildren()
        .addAll(
            badges,
            Pieces.named(
                "assignment-place",
                place == null ? words.say("tasks.place.unknown") : place,
                "heading"));
    if (task.state() == TaskState.OFFERED && doc.answerBy() != null) {
      body()
          .getChildren()
          .add(
              Pieces.named(
                  "assignment-answer-by",
                  words.say("tasks.answer.by", Times.dayAndTime(doc.answerBy())),
                  "deadline"));
    }
    if (doc.leadAgency() != null) {
      body().getChildren().add(Pieces.text(words.say("task.lead", doc.leadAgency()), "note"));
    }
    if (!task.waiting().isEmpty()) {
      body()
          .getChildren()
          .add(
              Pieces.named(
                  "assignment-unsent",
                  words.say("task.unsent", task.waiting().size()),
                  "saved-here"));
    }
  }

  private void refused(Task task) {
    for (Task.Refused operation : task.refused()) {
      body()
          .getChildren()
          .add(
              new RefusedCard(
                  operation, words, () -> screens.duty().dismiss(operation.operationId())));
    }
  }

  /** Two phones of the officer wrote different things: that comes before everything else. */
  private void choice(Task task) {
    int open = screens.duty().reports().choices(task.id()).size();
    if (open > 0) {
      body()
          .getChildren()
          .add(
              Pieces.card(
                  Pieces.named("task-choice", words.say("task.choice", open), "problem"),
                  Pieces.secondary(
                      "choose", words.say("task.choose"), () -> screens.openChoice(task.id()))));
    }
  }

  /** What was written on the spot so far, and the way to write more. */
  private void report(Task task) {
    boolean mayWrite =
        task.state() == TaskState.ACCEPTED
            || task.state() == TaskState.EN_ROUTE
            || task.state() == TaskState.ON_SITE
            || task.state() == TaskState.REPORTED;
    if (!mayWrite) {
      return;
    }
    Map<String, String> values = screens.duty().reports().values(task.id());
    String note =
        screens.duty().reports().hasDraft(task.id())
            ? words.say("task.report.draft")
            : values.isEmpty()
                ? words.say("task.report.none")
                : words.say("task.report.fields", values.size());
    body()
        .getChildren()
        .add(
            Pieces.card(
                Pieces.text(words.say("report.form.title"), "strong"),
                Pieces.named("field-report-state", note, "note"),
                filesLine(task.id()),
                Pieces.secondary(
                    "field-report",
                    words.say("task.report.open"),
                    () -> screens.openReport(task.id()))));
  }

  private Label filesLine(String taskId) {
    FieldFiles files = screens.duty().files();
    int here = files.outgoing(taskId).size();
    int all = here + files.there(taskId).size();
    Label line =
        Pieces.named("field-report-files", words.say("task.report.files", all, here), "note");
    Pieces.show(line, all > 0);
    return line;
  }

  /** Where the map leads: the reporter's point, else the commune; never the reporter's words. */
  private void map(Task task) {
    String place = task.doc().place();
    Optional<Point> point = point(task.doc().told());
    if (task.state().over() || (place == null && point.isEmpty())) {
      return;
    }
    String named = place == null ? "" : place;
    String shown = point.map(TaskView::degrees).orElse(named);
    String geo = point.map(at -> GeoUri.of(at.lat(), at.lon())).orElseGet(() -> GeoUri.of(named));
    body()
        .getChildren()
        .add(
            Pieces.quiet(
                "navigate",
                words.say(point.isPresent() ? "task.navigate.point" : "task.navigate"),
                () -> {
                  if (!screens.maps().open(geo)) {
                    screens.app().message(words.say("task.no.map", shown));
                  }
                }));
  }

  private static Optional<Point> point(@Nullable ToldPlace told) {
    Double lat = told == null ? null : told.lat();
    Double lon = told == null ? null : told.lon();
    return lat == null || lon == null ? Optional.empty() : Optional.of(new Point(lat, lon));
  }

  private static String degrees(Point point) {
    return String.format(Locale.ROOT, "%.6f, %.6f", point.lat(), point.lon());
  }

  private void content(Task task) {
    AssignmentDoc doc = task.doc();
    part("assignment-instruction", "task.instruction", doc.instruction());
    part("assignment-narrative", "task.narrative", doc.narrative());
    part("assignment-told", "task.told", told(doc.told()));
    if (task.state() == TaskState.OFFERED) {
      body().getChildren().add(Pieces.note(words.say("task.narrative.later")));
    } else if (task.state().over()) {
      body().getChildren().add(Pieces.note(words.say("task.purged")));
    }
  }

  private String told(@Nullable ToldPlace told) {
    String text = told == null || told.text() == null ? "" : told.text();
    String position =
        point(told).map(at -> words.say("task.told.position", degrees(at))).orElse("");
    return (text + "\n" + position).strip();
  }

  private void part(String partId, String key, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      body()
          .getChildren()
          .add(Pieces.card(Pieces.text(words.say(key), "note"), Pieces.named(partId, text)));
    }
  }

  private void timeline(Task task) {
    List<AssignmentEvent> events = task.doc().events();
    VBox timeline = Pieces.box("timeline");
    timeline.setId("assignment-events");
    if (events != null) {
      for (AssignmentEvent event : events) {
        timeline
            .getChildren()
            .add(
                line(
                    words.sayOr("task.state." + event.state(), event.state()),
                    Times.dayAndTime(event.at()),
                    event.note()));
      }
    }
    for (Task.Waiting operation : task.waiting()) {
      TaskAction action = operation.action();
      timeline
          .getChildren()
          .add(
              line(
                  action == null
                      ? words.say("report.form.title")
                      : words.say("task.state." + action.leadsTo()),
                  words.say("task.waiting"),
                  null));
    }
    if (!timeline.getChildren().isEmpty()) {
      body()
          .getChildren()
          .add(Pieces.card(Pieces.text(words.say("task.events"), "note"), timeline));
    }
  }

  private static VBox line(String what, String when, @Nullable String note) {
    VBox line = Pieces.box("timeline-line", Pieces.text(what, "strong"), Pieces.text(when, "note"));
    if (note != null && !note.isBlank()) {
      line.getChildren().add(Pieces.text(note));
    }
    return line;
  }

  private Button button(Task task, TaskAction action) {
    boolean usual = task.state().next().get(0) == action;
    return Pieces.button(
        "action-" + action.inIds(),
        words.say(again(task, action) ? "task.report.again" : "task.action." + action),
        () -> act(action),
        usual ? "primary" : "secondary");
  }

  private static boolean again(Task task, TaskAction action) {
    return action == TaskAction.REPORT && task.state() == TaskState.REPORTED;
  }

  private void act(TaskAction action) {
    if (action.needsNote()) {
      screens.openNote(id, action);
      return;
    }
    try {
      screens.duty().act(id, action, null);
      build();
    } catch (VaultException full) {
      screens.app().message(words.say("trouble.storage"));
    }
  }
}
