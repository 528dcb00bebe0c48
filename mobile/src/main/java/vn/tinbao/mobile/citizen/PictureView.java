package vn.tinbao.mobile.citizen;

import java.io.IOException;
import java.io.InputStream;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.wire.FileDoc;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.VaultException;

/** A picture of the agency, decoded straight from the vault: nothing readable touches the disk. */
final class PictureView extends View {
  /** Wide enough for a phone, small enough for its memory. */
  private static final int MOST_PIXELS = 1440;

  private final CitizenScreens screens;
  private final FileDoc file;

  PictureView(CitizenScreens screens, FileDoc file) {
    super(screens.words().say("files.picture"));
    this.screens = screens;
    this.file = file;
    body().getChildren().add(Pieces.note(screens.words().say("files.opening")));
  }

  @Override
  protected void shown() {
    screens.background().run(this::load, this::show);
  }

  private static boolean usable(@Nullable Image image) {
    return image != null && !image.isError();
  }

  private Loaded load() {
    try (InputStream bytes = screens.tips().given().open(file)) {
      return new Loaded(new Image(bytes, MOST_PIXELS, 0, true, true));
    } catch (IOException | VaultException unreadable) {
      return new Loaded(null);
    }
  }

  private record Loaded(@Nullable Image image) {}

  private void show(Loaded loaded) {
    Image image = loaded.image();
    if (image == null || !usable(image)) {
      body().getChildren().setAll(Pieces.lead(screens.words().say("files.cannot.open")));
      return;
    }
    ImageView view = new ImageView(image);
    view.setId("picture");
    view.setPreserveRatio(true);
    view.fitWidthProperty().bind(body().widthProperty().subtract(32));
    body().getChildren().setAll(view);
  }
}
