package vn.tinbao.mobile.shell;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what blocks away from the screen thread, and brings the result back to it. */
public final class Background implements AutoCloseable {
  private final Executor screen;
  private final Runnable failed;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "background");
            thread.setDaemon(true);
            return thread;
          });

  /** {@code failed} runs on the screen thread when some work could not be done at all. */
  public Background(Executor screen, Runnable failed) {
    this.screen = screen;
    this.failed = failed;
  }

  /**
   * Runs {@code work} elsewhere, then {@code then} on the screen thread with its result. Does
   * nothing once the app is closing.
   */
  public <T> void run(Supplier<T> work, Consumer<T> then) {
    if (workers.isShutdown()) {
      return;
    }
    var unused =
        CompletableFuture.supplyAsync(work, workers)
            .whenComplete((result, failure) -> screen.execute(() -> finish(result, failure, then)));
  }

  private <T> void finish(T result, @Nullable Throwable failure, Consumer<T> then) {
    if (workers.isShutdown()) {
      return;
    }
    if (failure == null) {
      then.accept(result);
    } else {
      failed.run();
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
