package vn.tinbao.mobile.shell;

import java.util.Optional;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextFormatter;

/** Typing a PIN, and what a new one must be: not the first ones that anybody tries. */
public final class Pins {
  /** Digits that a PIN has at least. */
  public static final int LEAST = 6;

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

  /** What is wrong with a new PIN. */
  public enum Mistake {
    SHORT,
    /** One of the first that anybody tries: 111111, 123456, 987654, 123123. */
    EASY,
    /** Typed in two ways. */
    DIFFERENT
  }

  /** What is wrong with a new PIN; empty when nothing is. */
  public static Optional<Mistake> mistake(String pin, String again) {
    if (pin.length() < LEAST || pin.length() > MOST) {
      return Optional.of(Mistake.SHORT);
    }
    String half = pin.substring(0, pin.length() / 2);
    if (isRow(pin) || pin.equals(half + half)) {
      return Optional.of(Mistake.EASY);
    }
    return pin.equals(again) ? Optional.empty() : Optional.of(Mistake.DIFFERENT);
  }

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
