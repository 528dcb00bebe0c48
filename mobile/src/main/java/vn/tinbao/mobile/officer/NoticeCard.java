package vn.tinbao.mobile.officer;

import java.time.Instant;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.wire.StaffNotice;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** One call or reminder: what it says, and the button that says it was read. */
final class NoticeCard extends VBox {
  NoticeCard(StaffNotice notice, boolean untold, Words words, Runnable read) {
    setId("notice-" + notice.id());
    getStyleClass().add("card");
    String topic = words.sayOr("notice.topic." + notice.topic(), words.say("notices.title"));
    getChildren()
        .addAll(
            Pieces.text(topic + " · " + Times.dayAndTime(notice.at()), "note"),
            Pieces.text(notice.title(), "strong"));
    if (!notice.text().isBlank()) {
      getChildren().add(Pieces.text(notice.text()));
    }
    Instant when = notice.readAt();
    if (when == null) {
      getChildren()
          .add(Pieces.primary("notice-read-" + notice.id(), words.say("notice.read"), read));
    } else {
      String said =
          untold
              ? words.say("notice.untold")
              : words.say("notice.was.read", Times.dayAndTime(when));
      getChildren()
          .add(Pieces.named("notice-state-" + notice.id(), said, untold ? "saved-here" : "note"));
    }
  }
}
