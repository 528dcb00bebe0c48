package vn.tinbao.mobile.citizen;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import vn.tinbao.mobile.capture.CaptureButtons;
import vn.tinbao.mobile.capture.Whose;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.wire.Dialogue;
import vn.tinbao.mobile.net.wire.DialogueMessage;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** The talk between the reporter and the agency about one tip. */
final class DialogueView extends View {
  private static final int MOST_CHARACTERS = 5_000;

  private final CitizenScreens screens;
  private final TipBook tips;
  private final Words words;
  private final String id;
  private final VBox top = Pieces.box("dialogue-top");
  private final VBox messages = Pieces.box("messages");
  private final VBox filesOfTip = new VBox();
  private final Label freshness = Pieces.named("dialogue-freshness", "", "note");
  private final TextArea text;
  private int shownMessages = -1;

  DialogueView(CitizenScreens screens, String id) {
    super(screens.words().say("dialogue.title"));
    this.screens = screens;
    this.tips = screens.tips();
    this.words = screens.words();
    this.id = id;
    messages.setId("dialogue-messages");
    text =
        Pieces.area(
            "dialogue-text",
            words.say("dialogue.prompt"),
            tips.messageDraft(id),
            2,
            MOST_CHARACTERS);
    Button send = Pieces.primary("dialogue-send", words.say("dialogue.send"), this::send);
    send.setDisable(text.getText().isBlank());
    text.textProperty()
        .addListener(
            (t, before, now) -> {
              send.setDisable(now.isBlank());
              tips.keepMessageDraft(id, now);
            });
    CaptureButtons files =
        new CaptureButtons(
            tips.captures(),
            words,
            new Whose(id, tips.find(id).map(ReceivedTip::receiptCode).orElse(null)),
            this::build);
    body().getChildren().addAll(top, messages, filesOfTip, files, freshness, codeLink(), forget());
    foot().getChildren().addAll(text, send);
    build();
  }

  @Override
  protected void shown() {
    whileShown(tips.onChange(this::build));
    Timeline polling =
        new Timeline(
            new KeyFrame(
                Duration.millis((double) screens.dialoguePoll().toMillis()), event -> refresh()));
    polling.setCycleCount(Animation.INDEFINITE);
    polling.play();
    whileShown(polling::stop);
    refresh();
  }

  private void refresh() {
    screens.background().run(() -> tips.refresh(id), this::refreshed);
  }

  private void refreshed(Answer<Dialogue> answer) {
    if (answer instanceof Answer.Ok) {
      Instant now = screens.device().clock().instant();
      freshness.setText(words.say("dialogue.fresh", Times.brief(now, now)));
    } else if (answer instanceof Answer.Refused) {
      freshness.setText(words.say("tips.code.unknown"));
    } else {
      freshness.setText(words.say("dialogue.offline"));
    }
  }

  private void build() {
    Optional<ReceivedTip> found = tips.find(id);
    if (found.isEmpty()) {
      top.getChildren().setAll(Pieces.lead(words.say("tip.gone")));
      messages.getChildren().clear();
      return;
    }
    ReceivedTip tip = found.get();
    String status = tip.statusText();
    top.getChildren()
        .setAll(
            Pieces.card(
                Pieces.named(
                    "dialogue-status",
                    status == null ? words.say("tip.stage.RECEIVED") : status,
                    "strong"),
                Pieces.text(tip.leadAgency(), "note"),
                Pieces.text(words.say("receipt.at", Times.dayAndTime(tip.receivedAt())), "note")));
    showMessages(tip);
    filesOfTip.getChildren().setAll(new FilesOfTip(screens, id));
    tips.markSeen(id);
  }

  private void showMessages(ReceivedTip tip) {
    messages.getChildren().clear();
    for (DialogueMessage message : tip.messages()) {
      messages.getChildren().add(bubble(message, Times.dayAndTime(message.at())));
    }
    List<DialogueMessage> outgoing = tips.outgoing(id);
    for (DialogueMessage message : outgoing) {
      messages.getChildren().add(waiting(message));
    }
    if (tip.messages().stream().allMatch(DialogueMessage::fromReporter)) {
      messages.getChildren().add(Pieces.note(words.say("dialogue.empty")));
    }
    int now = tip.messages().size() + outgoing.size();
    if (shownMessages >= 0 && now > shownMessages) {
      scrollToEnd();
    }
    shownMessages = now;
  }

  private Node bubble(DialogueMessage message, String under) {
    boolean own = message.fromReporter();
    Label words = Pieces.text(message.text());
    words.setId("message-" + message.id());
    VBox bubble =
        Pieces.box(
            own ? "bubble-own" : "bubble",
            Pieces.text(this.words.sayOr("dialogue.from." + message.from(), ""), "bubble-from"),
            words,
            Pieces.text(under, "bubble-time"));
    HBox line = new HBox(bubble);
    line.setAlignment(own ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
    return line;
  }

  private Node waiting(DialogueMessage message) {
    Optional<String> refusal = tips.refusal(message.id());
    VBox box =
        new VBox(bubble(message, words.say(refusal.isEmpty() ? "dialogue.waiting" : "refused")));
    refusal.ifPresent(
        why ->
            box.getChildren()
                .addAll(
                    Pieces.text(why.isBlank() ? words.say("refused") : why, "problem"),
                    Pieces.quiet(
                        "message-drop-" + message.id(),
                        words.say("dialogue.drop"),
                        () -> tips.dropMessage(message.id()))));
    return box;
  }

  private void send() {
    try {
      tips.say(id, text.getText());
      text.clear();
      build();
    } catch (VaultException full) {
      screens.app().message(words.say("trouble.storage"));
    }
  }

  private Node codeLink() {
    return Pieces.quiet(
        "dialogue-receipt", words.say("dialogue.receipt"), () -> screens.openTip(id));
  }

  private Confirm forget() {
    return new Confirm(
        "dialogue-forget",
        new Confirm.Texts(
            words.say("tip.forget"),
            () -> words.say("tip.forget.question"),
            words.say("tip.forget.yes"),
            words.say("no")),
        () -> {
          tips.forget(id);
          screens.app().goHome();
        });
  }
}
