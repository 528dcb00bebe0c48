package vn.tinbao.mobile.officer;

import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Words;

/** The reason for declining, or the report from the field. Kept encrypted at every keystroke. */
final class NoteView extends View {
  private static final int MOST_CHARACTERS = 5_000;

  private final OfficerScreens screens;
  private final Words words;
  private final String taskId;
  private final TaskAction action;
  private final TextArea text;

  NoteView(OfficerScreens screens, String taskId, TaskAction action) {
    super(screens.words().say("task.action." + action));
    this.screens = screens;
    this.words = screens.words();
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

  @Override
  protected boolean hasQuickExit() {
    return false;
  }

  private void send() {
    try {
      screens.duty().act(taskId, action, text.getText().strip());
      screens.app().back();
    } catch (VaultException full) {
      screens.app().message(words.say("trouble.storage"));
    }
  }
}
