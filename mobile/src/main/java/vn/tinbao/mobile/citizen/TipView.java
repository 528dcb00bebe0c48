package vn.tinbao.mobile.citizen;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.wire.CallNumber;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** One tip: how far it has come, and the receipt once the server has it. */
final class TipView extends View {
  private final CitizenScreens screens;
  private final Words words;
  private final String id;
  private final Map<String, Confirm> confirms = new HashMap<>();
  private final Label move;

  TipView(CitizenScreens screens, String id) {
    super(screens.words().say("tip.title"));
    this.screens = screens;
    this.words = screens.words();
    this.id = id;
    this.move = Pieces.named("receipt-move-how", words.say("receipt.move.how"), "who-sees");
    move.setVisible(false);
    move.managedProperty().bind(move.visibleProperty());
    build();
  }

  @Override
  protected void shown() {
    whileShown(screens.tips().onChange(this::build));
    if (screens.tips().kept(id)) {
      screens.background().run(() -> screens.tips().refresh(id), answer -> {});
    }
  }

  private void build() {
    Optional<TipStage> stage = screens.tips().stage(id);
    body().getChildren().clear();
    foot().getChildren().clear();
    if (stage.isEmpty()) {
      body().getChildren().add(Pieces.lead(words.say("tip.gone")));
      return;
    }
    body().getChildren().addAll(heading(stage.get()), stages(stage.get()));
    switch (stage.get()) {
      case SAVED, SENDING -> waiting();
      case REFUSED -> refused();
      case RECEIVED, READ -> screens.tips().find(id).ifPresent(this::receipt);
    }
  }

  private Label heading(TipStage stage) {
    return Pieces.named("tip-state", words.say("tip.stage." + stage), "heading");
  }

  private VBox stages(TipStage stage) {
    VBox stages = Pieces.box("stages");
    if (stage != TipStage.REFUSED) {
      for (TipStage each :
          List.of(TipStage.SAVED, TipStage.SENDING, TipStage.RECEIVED, TipStage.READ)) {
        stages.getChildren().add(stageLine(each, done(each, stage), each == stage));
      }
    }
    return stages;
  }

  private static boolean done(TipStage each, TipStage now) {
    boolean there = now == TipStage.RECEIVED || now == TipStage.READ;
    return switch (each) {
      case SAVED -> true;
      case SENDING, RECEIVED -> there;
      case READ -> now == TipStage.READ;
      case REFUSED -> false;
    };
  }

  private HBox stageLine(TipStage each, boolean done, boolean now) {
    HBox line =
        new HBox(
            Pieces.icon(done ? "icon-done" : now ? "icon-now" : "icon-open"),
            Pieces.text(words.say("tip.line." + each), done || now ? "strong" : "note"));
    line.getStyleClass().add("stage");
    return line;
  }

  private void waiting() {
    body()
        .getChildren()
        .addAll(
            Pieces.text(words.say("tip.waiting"), "saved-here"),
            new FilesOfTip(screens, id),
            Pieces.secondary("tip-send-now", words.say("tip.send.now"), screens.tips()::sendNow),
            forget("tip.forget.unsent.question"));
  }

  private void refused() {
    String why = screens.tips().refusal(id).orElse("");
    body()
        .getChildren()
        .addAll(
            Pieces.named("tip-refusal", why.isBlank() ? words.say("refused") : why, "problem"),
            Pieces.text(words.say("tip.refused"), "saved-here"),
            Pieces.primary("tip-correct", words.say("tip.correct"), this::correct),
            forget("tip.forget.unsent.question"));
  }

  private void correct() {
    try {
      screens.tips().correct(id);
    } catch (VaultException full) {
      screens.app().message(words.say("trouble.storage"));
      return;
    }
    screens.openReport();
  }

  private void receipt(ReceivedTip tip) {
    body()
        .getChildren()
        .addAll(
            Pieces.card(
                Pieces.text(words.say("receipt.code"), "note"),
                Pieces.named("receipt-code", tip.groupedCode(), "receipt-code"),
                Pieces.text(words.say("receipt.code.only"), "note")),
            Pieces.card(
                Pieces.text(words.say("receipt.agency"), "note"),
                Pieces.named("receipt-agency", tip.leadAgency(), "strong"),
                Pieces.text(words.say("receipt.at", Times.dayAndTime(tip.receivedAt())), "note")));
    ReceivedTip.Next next = tip.next();
    if (next != null) {
      body().getChildren().add(Pieces.named("receipt-next", next.sentence()));
      if (next.place() != null) {
        body()
            .getChildren()
            .add(Pieces.named("receipt-place", words.say("receipt.place", next.place()), "note"));
      }
      CallNumber hotline = next.hotline();
      if (hotline != null) {
        body().getChildren().add(hotline(hotline));
      }
    }
    body().getChildren().add(new FilesOfTip(screens, id));
    body()
        .getChildren()
        .addAll(
            Pieces.quiet("receipt-move", words.say("receipt.move"), () -> move.setVisible(true)),
            move,
            Pieces.note(words.say("receipt.kept")),
            forget("tip.forget.question"));
    foot()
        .getChildren()
        .add(
            Pieces.primary(
                "receipt-follow", words.say("receipt.follow"), () -> screens.openDialogue(id)));
  }

  private Node hotline(CallNumber hotline) {
    return Pieces.danger(
        "receipt-call",
        words.say("receipt.call", hotline.number(), hotline.name()),
        () -> screens.call(hotline.number()));
  }

  /** One for each question: while it stands open, a change of the stage must not take it away. */
  private Confirm forget(String questionKey) {
    return confirms.computeIfAbsent(questionKey, this::newForget);
  }

  private Confirm newForget(String questionKey) {
    return new Confirm(
        "tip-forget",
        new Confirm.Texts(
            words.say("tip.forget"),
            () -> words.say(questionKey),
            words.say("tip.forget.yes"),
            words.say("no")),
        () -> {
          screens.tips().forget(id);
          screens.app().goHome();
        });
  }
}
