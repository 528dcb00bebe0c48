package vn.tinbao.mobile.platform.desktop;

import java.io.File;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.platform.PickedFile;

/** A computer's files in place of camera, gallery and microphone. */
final class DesktopCapture implements Capture {
  @Override
  public Set<Way> ways() {
    return EnumSet.of(Way.FILE, Way.SOUND);
  }

  @Override
  public void take(Way way, Consumer<Optional<PickedFile>> then) {
    FileChooser chooser = new FileChooser();
    if (way == Way.SOUND) {
      chooser
          .getExtensionFilters()
          .add(
              new FileChooser.ExtensionFilter(
                  "m4a mp3 aac ogg amr wav", "*.m4a", "*.mp3", "*.aac", "*.ogg", "*.amr", "*.wav"));
    }
    File chosen = chooser.showOpenDialog(null);
    then.accept(Optional.ofNullable(chosen).map(file -> new PickedFile(file.toPath(), false)));
  }
}
