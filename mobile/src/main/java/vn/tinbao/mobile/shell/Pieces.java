package vn.tinbao.mobile.shell;

import java.text.Normalizer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * What screens are made of. Every text wraps and is never cut; every button is as wide as the
 * screen and at least 48 px high.
 */
public final class Pieces {
  private Pieces() {}

  /** A text; composed to NFC, because a phone build does not shape combining marks. */
  public static Label text(String text, String... styles) {
    Label label = new Label(Normalizer.normalize(text, Normalizer.Form.NFC));
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.setMaxWidth(Double.MAX_VALUE);
    label.getStyleClass().addAll(styles);
    return label;
  }

  /** The same with an id, for texts that a test or a reader looks for. */
  public static Label named(String id, String text, String... styles) {
    Label label = text(text, styles);
    label.setId(id);
    return label;
  }

  public static Label heading(String text) {
    return text(text, "heading");
  }

  public static Label lead(String text) {
    return text(text, "lead");
  }

  /** Small print that must still be readable. */
  public static Label note(String text) {
    return text(text, "note");
  }

  /** The next step. */
  public static Button primary(String id, String text, Runnable action) {
    return button(id, text, action, "primary");
  }

  public static Button secondary(String id, String text, Runnable action) {
    return button(id, text, action, "secondary");
  }

  /** A button that is hardly one: for ways that few people take. */
  public static Button quiet(String id, String text, Runnable action) {
    return button(id, text, action, "quiet");
  }

  /** A button that destroys or that calls for help. */
  public static Button danger(String id, String text, Runnable action) {
    return button(id, text, action, "danger-button");
  }

  public static Button button(String id, String text, Runnable action, String style) {
    Button button = new Button(text);
    button.setId(id);
    button.setWrapText(true);
    button.setMaxWidth(Double.MAX_VALUE);
    button.setMinHeight(Region.USE_PREF_SIZE);
    button.getStyleClass().addAll("touch", style);
    button.setOnAction(event -> action.run());
    return button;
  }

  /** An icon drawn from a path in the style sheet. */
  public static Region icon(String style) {
    Region icon = new Region();
    icon.getStyleClass().addAll("icon", style);
    return icon;
  }

  public static TextField field(String id, String prompt, String value, int most) {
    TextField field = new TextField(value);
    return prepared(field, id, prompt, most);
  }

  public static TextArea area(String id, String prompt, String value, int rows, int most) {
    TextArea area = new TextArea(value);
    area.setWrapText(true);
    area.setPrefRowCount(rows);
    area.setMinHeight(Region.USE_PREF_SIZE);
    return prepared(area, id, prompt, most);
  }

  /** A box to tick. */
  public static CheckBox check(String id, String text, boolean ticked) {
    CheckBox box = new CheckBox(text);
    box.setId(id);
    box.setWrapText(true);
    box.setMinHeight(Region.USE_PREF_SIZE);
    box.getStyleClass().add("touch");
    box.setSelected(ticked);
    return box;
  }

  /** A label above what it names. */
  public static VBox labelled(String label, Node control) {
    Label name = text(label, "field-label");
    name.setLabelFor(control);
    VBox box = new VBox(name, control);
    box.getStyleClass().add("labelled");
    return box;
  }

  public static VBox card(Node... children) {
    VBox card = new VBox(children);
    card.getStyleClass().add("card");
    return card;
  }

  public static VBox box(String style, Node... children) {
    VBox box = new VBox(children);
    box.getStyleClass().add(style);
    return box;
  }

  /** Side by side, the first taking what is left. */
  public static HBox row(Node first, Node... others) {
    HBox row = new HBox(first);
    row.getChildren().addAll(others);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("row");
    HBox.setHgrow(first, Priority.ALWAYS);
    for (Node other : others) {
      if (other instanceof Region region) {
        region.setMinWidth(Region.USE_PREF_SIZE);
      }
    }
    return row;
  }

  /** Side by side, all of the same width. */
  public static HBox equally(Region... children) {
    HBox row = new HBox(children);
    row.getStyleClass().addAll("row", "equal");
    for (Region child : children) {
      child.setPrefWidth(0);
      child.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
      HBox.setHgrow(child, Priority.ALWAYS);
    }
    return row;
  }

  public static void show(Node node, boolean visible) {
    node.setVisible(visible);
    node.setManaged(visible);
  }

  private static <T extends TextInputControl> T prepared(
      T input, String id, String prompt, int most) {
    input.setId(id);
    input.setPromptText(prompt);
    input.getStyleClass().add("touch");
    input.setTextFormatter(new TextFormatter<>(change -> shortened(change, most)));
    return input;
  }

  /** Takes of a long text that is pasted as much as fits, instead of nothing. */
  private static TextFormatter.Change shortened(TextFormatter.Change change, int most) {
    int tooMany = change.getControlNewText().length() - most;
    if (tooMany > 0 && change.isAdded()) {
      int fits = Math.max(0, change.getText().length() - tooMany);
      int end = change.getRangeStart() + fits;
      change.setText(change.getText().substring(0, fits));
      change.selectRange(end, end);
    }
    return change;
  }
}
