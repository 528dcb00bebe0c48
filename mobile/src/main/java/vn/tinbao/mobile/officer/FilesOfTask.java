package vn.tinbao.mobile.officer;

import java.util.List;
import java.util.Optional;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.wire.TaskFile;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.FileSize;
import vn.tinbao.mobile.text.Words;

/** The photos and recordings of one task: those at the desk, those on their way, how far. */
final class FilesOfTask extends VBox {
  private final FieldFiles files;
  private final Words words;
  private final String taskId;

  FilesOfTask(FieldFiles files, Words words, String taskId) {
    this.files = files;
    this.words = words;
    this.taskId = taskId;
    setId("task-files");
    getStyleClass().add("list");
    build();
  }

  void build() {
    getChildren().clear();
    List<TaskFile> there = files.there(taskId);
    for (TaskFile file : there) {
      getChildren()
          .add(
              Pieces.card(
                  Pieces.text(file.name() + " · " + FileSize.of(file.length()), "strong"),
                  Pieces.named("task-file-" + file.id(), words.say("task.file.there"), "note")));
    }
    files.outgoing(taskId).forEach(file -> getChildren().add(outgoing(file)));
    Pieces.show(this, !getChildren().isEmpty());
  }

  private VBox outgoing(OutgoingFile outgoing) {
    String id = outgoing.file().id();
    Optional<String> refusal = files.refusal(id);
    String state =
        refusal
            .map(why -> why.isBlank() ? words.say("refused") : why)
            .orElseGet(() -> words.say("files.on.the.way", files.percent(outgoing)));
    return Pieces.card(
        Pieces.text(
            words.say("files.kind." + outgoing.file().kind())
                + " · "
                + FileSize.of(outgoing.file().length()),
            "strong"),
        Pieces.named("task-file-" + id, state, refusal.isPresent() ? "problem" : "saved-here"),
        Pieces.quiet(
            "task-file-drop-" + id,
            words.say("files.remove"),
            () -> {
              files.drop(id);
              build();
            }));
  }
}
