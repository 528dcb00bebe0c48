package vn.tinbao.mobile.officer;

import javafx.scene.control.Label;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** Small signs on a task; always words, the colour only helps. */
final class Badges {
  private static final int URGENT = 4;

  private Badges() {}

  static Label urgency(Task task, Words words) {
    int urgency = task.doc().urgency();
    return badge(
        words.sayOr("urgency." + urgency, words.say("urgency.other")),
        urgency >= URGENT ? "badge-urgent" : "badge");
  }

  static Label state(Task task, Words words) {
    TaskState state = task.state();
    return badge(
        words.say("task.state." + state), state == TaskState.OFFERED ? "badge-offer" : "badge");
  }

  private static Label badge(String text, String style) {
    Label badge = Pieces.text(text, "badge-any", style);
    badge.setMaxWidth(Label.USE_PREF_SIZE);
    badge.setWrapText(false);
    return badge;
  }
}
