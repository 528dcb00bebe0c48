package vn.tinbao.mobile.platform.android;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;

/**
 * Asks Android's own machine for what Attach has no service for: by a file in the app's private
 * cache, which no other app reaches; the answer is a file beside it. Orders carry a name and a
 * random id and nothing else. Methods belong to the screen thread.
 */
public final class Errands {
  /** Milliseconds between two looks for the answer. */
  private static final double LOOK = 50;

  private final Path cache;

  /**
   * @param cache of this app
   */
  public Errands(Path cache) {
    this.cache = cache;
  }

  Path cache() {
    return cache;
  }

  /**
   * Gives an order.
   *
   * @param what one word without a dash
   * @param id of what it is about
   * @param patience after which the order is taken back and the answer is no
   * @param then hears once, on the screen thread
   */
  public void ask(String what, String id, Duration patience, Consumer<Boolean> then) {
    Path folder = cache.resolve("errands");
    Path order = folder.resolve(what + "-" + id);
    try {
      Files.createDirectories(folder);
      Files.createFile(order);
    } catch (IOException full) {
      then.accept(false);
      return;
    }
    Timeline looking = new Timeline();
    long end = System.nanoTime() + patience.toNanos();
    looking
        .getKeyFrames()
        .add(
            new KeyFrame(
                javafx.util.Duration.millis(LOOK),
                event -> {
                  boolean yes = Files.exists(answer(order, ".yes"));
                  boolean over = yes || Files.exists(answer(order, ".no"));
                  if (over || System.nanoTime() - end > 0) {
                    looking.stop();
                    forget(order);
                    then.accept(yes);
                  }
                }));
    looking.setCycleCount(Timeline.INDEFINITE);
    looking.play();
  }

  private static Path answer(Path order, String ending) {
    return order.resolveSibling(order.getFileName() + ending);
  }

  private static void forget(Path order) {
    try {
      Files.deleteIfExists(order);
      Files.deleteIfExists(answer(order, ".yes"));
      Files.deleteIfExists(answer(order, ".no"));
    } catch (IOException stays) {
      // An empty file; the next start of the app removes it.
    }
  }
}
