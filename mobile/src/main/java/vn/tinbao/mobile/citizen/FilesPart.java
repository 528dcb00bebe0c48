package vn.tinbao.mobile.citizen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.platform.Recorder;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/**
 * The buttons with which photos, films, recordings and documents are added, as far as the machine
 * has them; sealing happens in the background, and what it came to is said in a line.
 */
final class FilesPart extends VBox {
  private final CitizenScreens screens;
  private final Words words;
  private final Supplier<List<AttachedFile>> already;
  private final Consumer<AttachedFile> then;
  private final Label said = Pieces.named("files-said", "", "note");
  private final VBox buttons = new VBox();
  private int beingSealed;
  private boolean recording;

  /**
   * @param already what the file would go with, for the limits
   * @param then gets each file once it is sealed, on the screen thread, even when the view is gone
   */
  FilesPart(
      CitizenScreens screens, Supplier<List<AttachedFile>> already, Consumer<AttachedFile> then) {
    this.screens = screens;
    this.words = screens.words();
    this.already = already;
    this.then = then;
    getStyleClass().add("files");
    getChildren().addAll(buttons, said);
    Pieces.show(said, false);
    showButtons();
  }

  private void showButtons() {
    List<Region> ways = new ArrayList<>();
    Capture capture = screens.device().capture();
    Optional<Recorder> recorder = capture.recorder();
    for (Capture.Way way : Capture.Way.values()) {
      if (capture.ways().contains(way) && !(way == Capture.Way.SOUND && recorder.isPresent())) {
        ways.add(
            Pieces.secondary(
                "files-" + way.name().toLowerCase(Locale.ROOT),
                words.say("files.add." + way),
                () -> capture.take(way, this::taken)));
      }
    }
    recorder.ifPresent(
        found ->
            ways.add(
                recording
                    ? Pieces.danger("files-stop", words.say("files.stop"), () -> stop(found))
                    : Pieces.secondary(
                        "files-record", words.say("files.record"), () -> record(found))));
    buttons.getChildren().setAll(Pieces.equally(ways.toArray(Region[]::new)));
  }

  private void record(Recorder recorder) {
    recording = recorder.start();
    say(words.say(recording ? "files.recording" : "files.record.not"));
    showButtons();
  }

  private void stop(Recorder recorder) {
    recording = false;
    showButtons();
    taken(recorder.stop());
  }

  private void taken(Optional<PickedFile> picked) {
    picked.ifPresentOrElse(this::seal, () -> Pieces.show(said, false));
  }

  private void seal(PickedFile picked) {
    beingSealed++;
    say(words.say("files.sealing"));
    List<AttachedFile> others = already.get();
    screens.background().run(() -> screens.tips().files().seal(picked, others), this::sealed);
  }

  private void sealed(Sealing sealing) {
    beingSealed--;
    if (sealing instanceof Sealing.Kept kept) {
      say(words.say(kept.file().cleaned() ? "files.cleaned" : "files.as.it.is"));
      then.accept(kept.file());
    } else if (sealing instanceof Sealing.NotTaken not) {
      say(words.say("files.not." + not.reason()));
    }
    if (beingSealed > 0) {
      say(words.say("files.sealing"));
    }
  }

  private void say(String sentence) {
    said.setText(sentence);
    Pieces.show(said, true);
  }
}
