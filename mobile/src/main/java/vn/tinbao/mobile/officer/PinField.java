package vn.tinbao.mobile.officer;

import javafx.scene.control.PasswordField;
import javafx.scene.control.TextFormatter;

/** A field for a PIN: digits only, never shown. */
final class PinField {
  private PinField() {}

  static PasswordField make(String id) {
    PasswordField field = new PasswordField();
    field.setId(id);
    field.getStyleClass().add("touch");
    field.setTextFormatter(
        new TextFormatter<>(
            change ->
                change.getControlNewText().matches("[0-9]{0," + Pin.MOST + "}") ? change : null));
    return field;
  }
}
