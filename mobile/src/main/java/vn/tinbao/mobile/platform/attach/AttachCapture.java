package vn.tinbao.mobile.platform.attach;

import com.gluonhq.attach.pictures.PicturesService;
import java.io.File;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.platform.CameraCache;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.platform.Life;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.platform.Recorder;

/**
 * Camera and gallery through Attach. It says when a picture came and never that the person turned
 * back: when the app has been back for a while and there is none, there will be none. Attach has no
 * microphone on Android, and on iOS it records into a folder that other apps read: a recorder comes
 * from elsewhere, or there is none.
 */
final class AttachCapture implements Capture {
  /** From the return of the app to the picture, on a slow phone. */
  private static final Duration PATIENCE = Duration.seconds(30);

  private final CameraCache cache;
  private final Optional<Recorder> recorder;
  private final PauseTransition waiting = new PauseTransition(PATIENCE);
  private @Nullable Consumer<Optional<PickedFile>> then;
  private boolean listening;

  AttachCapture(CameraCache cache, Life life, Optional<Recorder> recorder) {
    this.cache = cache;
    this.recorder = recorder;
    waiting.setOnFinished(event -> answer(Optional.empty()));
    life.onReturn(
        () -> {
          if (then != null) {
            waiting.playFromStart();
          }
        });
  }

  @Override
  public Set<Way> ways() {
    return EnumSet.of(Way.PHOTO, Way.FILE);
  }

  @Override
  public List<PickedFile> leftovers() {
    return cache.leftovers();
  }

  @Override
  public Optional<Recorder> recorder() {
    return recorder;
  }

  @Override
  public void take(Way way, Consumer<Optional<PickedFile>> callback) {
    answer(Optional.empty());
    Optional<PicturesService> service = PicturesService.create();
    if (service.isEmpty()) {
      callback.accept(Optional.empty());
      return;
    }
    then = callback;
    PicturesService pictures = service.get();
    if (!listening) {
      listening = true;
      pictures
          .imageProperty()
          .addListener((image, before, now) -> pictures.getImageFile().ifPresent(this::came));
    }
    if (way == Way.PHOTO) {
      // False: nothing in the album.
      pictures.asyncTakePhoto(false);
    } else {
      pictures.asyncLoadImageFromGallery();
    }
  }

  private void came(File file) {
    if (then != null && file.exists()) {
      answer(Optional.of(cache.take(file.toPath())));
    }
  }

  private void answer(Optional<PickedFile> picked) {
    waiting.stop();
    Consumer<Optional<PickedFile>> whom = then;
    then = null;
    if (whom != null) {
      whom.accept(picked);
    }
  }
}
