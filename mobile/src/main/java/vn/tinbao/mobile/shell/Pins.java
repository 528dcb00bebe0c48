package vn.tinbao.mobile.shell;

import javafx.scene.control.PasswordField;
import javafx.scene.control.TextFormatter;
import org.jspecify.annotations.Nullable;

/** Typing a PIN, and what a new one must be: not the first ones that anybody tries. */
public final class Pins {
  private static final int LEAST = 6;
  private static final int MOST = 32;

  private Pins() {}

  /** A field that takes digits only and never shows them. */
  public static PasswordField field(String id, String prompt) {
    PasswordField field = new PasswordField();
    field.setId(id);
    field.setPromptText(prompt);
    field.getStyleClass().add("touch");
    field.setTextFormatter(
        new TextFormatter<>(
            change -> change.getControlNewText().matches("[0-9]{0," + MOST + "}") ? change : null));
    return field;
  }

  /** Whether that text may be a PIN: digits, and enough of them. */
  public static boolean canBeOne(String typed) {
    return typed.matches("[0-9]{" + LEAST + "," + MOST + "}");
  }

  /** The key of a sentence that says what is wrong with a new PIN; null when nothing is. */
  public static @Nullable String mistake(String pin, String again) {
    if (pin.length() < LEAST) {
      return "own.pin.short";
    }
    if (isRow(pin)) {
      return "own.pin.easy";
    }
    return pin.equals(again) ? null : "own.pin.differs";
  }

  /** 111111, 123456, 987654. */
  private static boolean isRow(String pin) {
    int step = pin.charAt(1) - pin.charAt(0);
    for (int i = 1; i < pin.length(); i++) {
      if (pin.charAt(i) - pin.charAt(i - 1) != step) {
        return false;
      }
    }
    return step >= -1 && step <= 1;
  }
}
