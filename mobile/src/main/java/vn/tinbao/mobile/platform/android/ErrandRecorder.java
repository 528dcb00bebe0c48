package vn.tinbao.mobile.platform.android;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.platform.CameraCache;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.platform.Recorder;

/**
 * The microphone of an Android phone. The recording lies readable in the app's own cache while it
 * is made, where no gallery looks, and is found there at the next start when the app dies
 * meanwhile.
 */
public final class ErrandRecorder implements Recorder {
  /** As long as a person may look at the system's question. */
  private static final Duration QUESTION = Duration.ofMinutes(1);

  private static final Duration END = Duration.ofSeconds(5);

  private final Errands errands;
  private final CameraCache cache;
  private @Nullable String running;

  public ErrandRecorder(Errands errands, CameraCache cache) {
    this.errands = errands;
    this.cache = cache;
  }

  @Override
  public void start(Consumer<Boolean> then) {
    String id = UUID.randomUUID().toString();
    errands.ask(
        "record",
        id,
        QUESTION,
        begun -> {
          if (begun) {
            running = id;
          }
          then.accept(begun);
        });
  }

  @Override
  public void stop(Consumer<Optional<PickedFile>> then) {
    String id = running;
    running = null;
    if (id == null) {
      then.accept(Optional.empty());
      return;
    }
    Path file = errands.cache().resolve(id + ".m4a");
    // What was recorded counts, whatever the answer is.
    errands.ask(
        "stop",
        id,
        END,
        ended ->
            then.accept(
                Files.isRegularFile(file) ? Optional.of(cache.take(file)) : Optional.empty()));
  }
}
