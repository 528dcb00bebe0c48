package vn.tinbao.mobile.officer;

import javafx.scene.layout.VBox;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/**
 * An operation that the server will not record: why, what the officer had written, and a button
 * that lets it go. Until then it stays on the phone.
 */
final class RefusedCard extends VBox {
  RefusedCard(Task.Refused operation, Words words, Runnable letGo) {
    getStyleClass().add("card");
    getChildren()
        .addAll(
            Pieces.text(
                words.say("task.refused", words.say("task.action." + operation.action())),
                "strong"),
            Pieces.named(
                "operation-refusal-" + operation.operationId(), why(operation, words), "problem"));
    if (!operation.note().isBlank()) {
      getChildren().add(Pieces.text(operation.note()));
    }
    operation
        .fields()
        .forEach(
            (field, value) ->
                getChildren()
                    .add(
                        Pieces.text(
                            words.say(ReportField.key(field))
                                + ": "
                                + FieldWords.of(field, value, words))));
    getChildren()
        .add(
            Pieces.quiet(
                "operation-drop-" + operation.operationId(),
                words.say("task.refused.drop"),
                letGo));
  }

  private static String why(Task.Refused operation, Words words) {
    if (operation.onlyTyped()) {
      return words.say("task.stranded");
    }
    return operation.why().isBlank() ? words.say("refused") : operation.why();
  }
}
