package vn.tinbao.mobile.officer;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.platform.Locator;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/** Where the officer stands: taken by a tap, shown with accuracy and time, taken back by a tap. */
final class PositionPart extends VBox {
  private static final int MOST_METRES = 999_999;

  private final Words words;
  private final Consumer<String> typed;
  private final Label shown = Pieces.named("report-position", "", "note");
  private final Button drop;
  private final BooleanSupplier wanted;
  private String value;

  /**
   * @param value as the report has it; empty for none
   * @param typed gets every new value
   * @param wanted whether that report is still open; a position found later is nobody's
   */
  PositionPart(
      Locator locator, Words words, String value, Consumer<String> typed, BooleanSupplier wanted) {
    this.words = words;
    this.typed = typed;
    this.wanted = wanted;
    this.value = value;
    Button locate =
        Pieces.secondary("report-locate", words.say("report.position.take"), () -> locate(locator));
    this.drop =
        Pieces.quiet("report-position-drop", words.say("report.position.drop"), () -> take(""));
    getStyleClass().add("list");
    getChildren().addAll(shown, locate, drop);
    Pieces.show(locate, locator.available());
    show();
  }

  private void locate(Locator locator) {
    shown.setText(words.say("report.position.searching"));
    locator.locate(
        fix -> {
          if (getScene() == null || !wanted.getAsBoolean()) {
            return;
          }
          if (fix.isPresent()) {
            take(fixed(fix));
          } else {
            shown.setText(words.say("report.position.not"));
          }
        });
  }

  private void take(String now) {
    value = now;
    typed.accept(now);
    show();
  }

  private void show() {
    shown.setText(
        value.isEmpty()
            ? words.say("report.position.none")
            : FieldWords.of(ReportField.POSITION.code(), value, words));
    Pieces.show(drop, !value.isEmpty());
  }

  private static String fixed(Optional<Locator.Fix> found) {
    return found.map(PositionPart::value).orElse("");
  }

  /** As the server takes it: degrees, metres, time of the fix, divided by blanks. */
  static String value(Locator.Fix fix) {
    Double metres = fix.accuracyMetres();
    String accuracy =
        metres == null || metres.isNaN() || metres < 0
            ? "-"
            : Long.toString(Math.min(MOST_METRES, (long) Math.ceil(metres)));
    return String.format(
        Locale.ROOT,
        "%.6f %.6f %s %s",
        fix.lat(),
        fix.lon(),
        accuracy,
        fix.at().truncatedTo(ChronoUnit.SECONDS));
  }
}
