package vn.tinbao.mobile.shell;

import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/**
 * A button whose deed cannot be undone: the first tap says what will be lost and asks, in place and
 * without a dialog; the second does it.
 */
public final class Confirm extends VBox {
  private final Button ask;
  private final VBox question;

  /** The words of the button, the question (made when it is asked), the yes and the no. */
  public record Texts(String ask, Supplier<String> question, String yes, String no) {}

  /** Ids: {@code id}, {@code id-confirm}, {@code id-cancel}. */
  public Confirm(String id, Texts texts, Runnable deed) {
    getStyleClass().add("confirm");
    Label sentence = Pieces.text("");
    question =
        Pieces.card(
            sentence,
            Pieces.danger(id + "-confirm", texts.yes(), deed),
            Pieces.secondary(id + "-cancel", texts.no(), () -> ask(false)));
    ask =
        Pieces.button(
            id,
            texts.ask(),
            () -> {
              sentence.setText(texts.question().get());
              ask(true);
            },
            "quiet-danger");
    getChildren().addAll(ask, question);
    ask(false);
  }

  private void ask(boolean asking) {
    Pieces.show(ask, !asking);
    Pieces.show(question, asking);
  }
}
