package vn.tinbao.mobile.citizen;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.wire.Dialogue;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.Parcel;
import vn.tinbao.mobile.text.FirstCode;
import vn.tinbao.mobile.text.ReceiptCode;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** The tips of this phone, and the way in with a code from elsewhere. */
final class TipsView extends View {
  private static final int MOST_CHARACTERS_OF_A_CODE = 40;

  private final CitizenScreens screens;
  private final Words words;
  private final VBox list = Pieces.box("list");
  private final TextField code;
  private final CheckBox keep;
  private final Label problem = Pieces.named("follow-problem", "", "problem");
  private final Button open;

  TipsView(CitizenScreens screens) {
    super(screens.words().say("tips.title"));
    this.screens = screens;
    this.words = screens.words();
    list.setId("tips");
    code =
        Pieces.field("follow-code", words.say("tips.code.prompt"), "", MOST_CHARACTERS_OF_A_CODE);
    keep = new CheckBox(words.say("tips.code.keep"));
    keep.setId("follow-keep");
    keep.setWrapText(true);
    keep.getStyleClass().add("touch");
    open = Pieces.primary("follow-open", words.say("tips.code.open"), this::lookUp);
    Pieces.show(problem, false);
    fillList();
    body()
        .getChildren()
        .addAll(
            Pieces.heading(words.say("tips.here")),
            list,
            Pieces.heading(words.say("tips.code")),
            Pieces.lead(words.say("tips.code.lead")),
            code,
            problem,
            keep,
            open);
  }

  @Override
  protected void shown() {
    whileShown(screens.tips().onChange(this::fillList));
    screens.tips().received().forEach(this::refreshQuietly);
  }

  private void refreshQuietly(ReceivedTip tip) {
    screens.background().run(() -> screens.tips().refresh(tip.id()), answer -> {});
  }

  private void fillList() {
    list.getChildren().clear();
    for (Parcel parcel : screens.tips().waiting()) {
      TipStage stage = screens.tips().stage(parcel.id()).orElse(TipStage.SAVED);
      list.getChildren()
          .add(
              entry(
                  parcel.id(),
                  words.say("tips.of", Times.dayAndTime(parcel.savedAt())),
                  words.say("tip.stage." + stage),
                  () -> screens.openTip(parcel.id())));
    }
    for (ReceivedTip tip : screens.tips().received()) {
      list.getChildren()
          .add(
              entry(
                  tip.id(),
                  words.say("tips.of", Times.dayAndTime(tip.receivedAt())),
                  line(tip),
                  () -> screens.openDialogue(tip.id())));
    }
    if (list.getChildren().isEmpty()) {
      list.getChildren().add(Pieces.note(words.say("tips.none")));
    }
  }

  private String line(ReceivedTip tip) {
    String status = tip.statusText();
    String state = status == null ? words.say("tip.stage.RECEIVED") : status;
    String where = tip.leadAgency() + "\n" + state;
    return tip.unread() > 0 ? where + "\n" + words.say("tips.unread", tip.unread()) : where;
  }

  private static Button entry(String id, String name, String line, Runnable action) {
    Button entry = Pieces.button("tip-" + id, "", action, "list-entry");
    entry.setGraphic(
        Pieces.box("big-words", Pieces.text(name, "strong"), Pieces.text(line, "note")));
    entry.setAccessibleText(name);
    return entry;
  }

  private void lookUp() {
    Optional<ReceiptCode> receipt = ReceiptCode.parse(code.getText());
    Optional<FirstCode> first = FirstCode.parse(code.getText());
    boolean keepIt = keep.isSelected();
    if (receipt.isPresent()) {
      ask(() -> screens.tips().lookUp(receipt.get(), keepIt));
    } else if (first.isPresent()) {
      ask(() -> screens.tips().exchange(first.get(), keepIt));
    } else {
      say(words.say("tips.code.mistyped"));
    }
  }

  private void ask(Supplier<Answer<Dialogue>> question) {
    Pieces.show(problem, false);
    open.setDisable(true);
    screens.background().run(question, this::opened);
  }

  private void opened(Answer<Dialogue> answer) {
    open.setDisable(false);
    if (answer instanceof Answer.Ok<Dialogue> ok) {
      boolean exchanged = FirstCode.parse(code.getText()).isPresent();
      code.clear();
      screens.openDialogue(ok.value().id());
      if (exchanged) {
        // The one-time code is dead now: the person must see the one that takes its place.
        screens.openTip(ok.value().id());
      }
    } else if (answer instanceof Answer.Refused) {
      say(words.say("tips.code.unknown"));
    } else {
      say(words.say("trouble.offline"));
    }
  }

  private void say(String sentence) {
    problem.setText(sentence);
    Pieces.show(problem, true);
  }
}
