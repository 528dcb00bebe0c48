package vn.tinbao.mobile.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/**
 * The buttons with which photos, films, recordings and documents are added, as far as the machine
 * has them, and a line that says what became of the last one. It only shows what {@link Captures}
 * knows; it may come and go.
 */
public final class CaptureButtons extends VBox {
  private final Captures captures;
  private final Words words;
  private final Whose whose;
  private final Runnable changed;
  private final Label said = Pieces.named("files-said", "", "note");
  private final VBox buttons = new VBox();
  private @Nullable Runnable listening;

  /**
   * @param changed is told whenever files may have come
   */
  public CaptureButtons(Captures captures, Words words, Whose whose, Runnable changed) {
    this.captures = captures;
    this.words = words;
    this.whose = whose;
    this.changed = changed;
    getStyleClass().add("files");
    getChildren().addAll(buttons, said);
    sceneProperty().addListener((scene, before, now) -> listen(now != null));
    show();
  }

  private void listen(boolean shown) {
    if (listening != null) {
      listening.run();
      listening = null;
    }
    if (shown) {
      listening =
          captures.onChange(
              () -> {
                show();
                changed.run();
              });
    }
  }

  private void show() {
    List<Region> all = new ArrayList<>();
    for (Capture.Way way : captures.ways()) {
      all.add(
          Pieces.secondary(
              "files-" + way.name().toLowerCase(Locale.ROOT),
              words.say("files.add." + way),
              () -> captures.take(way, whose)));
    }
    if (captures.canRecord()) {
      all.add(
          captures.recording()
              ? Pieces.danger("files-stop", words.say("files.stop"), captures::stopRecording)
              : Pieces.secondary(
                  "files-record", words.say("files.record"), () -> captures.record(whose)));
    }
    buttons.getChildren().setAll(Pieces.equally(all.toArray(Region[]::new)));
    if (!captures.hasSound()) {
      buttons
          .getChildren()
          .add(Pieces.named("files-no-sound", words.say("files.no.sound"), "note"));
    }
    Optional<String> sentence = captures.said(whose);
    sentence.ifPresent(key -> said.setText(words.say(key)));
    Pieces.show(said, sentence.isPresent());
  }
}
