package vn.tinbao.mobile.officer;

import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Words;

/** The reason for declining, or the report from the field. Kept encrypted at every keystroke. */
final class NoteView extends OfficerView {
  private static final int MOST_CHARACTERS = 5_000;

  private final String taskId;
  private final TaskAction action;
  private final TextArea text;

  NoteView(OfficerScreens screens, String taskId, TaskAction action) {
    super(screens, screens.words().say("task.action." + action));
    Words words = screens.words();
    this.taskId = taskId;
    this.action = action;
    String kept = screens.duty().noteDraft(taskId, action);
    text = Pieces.area("note-text", words.say("note.prompt." + action), kept, 9, MOST_CHARACTERS);
    Button send = Pieces.primary("note-send", words.say("note.send." + action), this::send);
    send.setDisable(kept.isBlank());
    text.textProperty()
        .addListener(
            (t, before, now) -> {
              send.setDisable(now.isBlank());
              screens.duty().keepNote(taskId, action, now);
            });
    body()
        .getChildren()
        .addAll(
            Pieces.heading(words.say("note.question." + action)),
            Pieces.lead(words.say("note.lead." + action)),
            text,
            Pieces.text(words.say("note.kept"), "who-sees"));
    foot().getChildren().add(send);
  }

  private void send() {
    try {
      duty().act(taskId, action, text.getText().strip());
      screens().app().back();
    } catch (VaultException full) {
      screens().app().message(words().say("trouble.storage"));
    }
  }
}
