package vn.tinbao.sms.provider.smpp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does with one transaction what came meanwhile: work that many threads hand in and one thread
 * does, as many pieces at once as there are.
 */
final class Batch<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

  private final int most;
  private final BlockingQueue<T> waiting;
  private final Consumer<List<T>> work;
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * A batch; its thread starts at once and ends with {@link #stop}.
   *
   * @param room pieces that may wait
   * @param most pieces at once
   * @param work gets 1 to {@code most} pieces in the order in which they came; its errors are its
   *     own
   */
  Batch(String name, int room, int most, Consumer<List<T>> work) {
    this.most = most;
    this.waiting = new LinkedBlockingQueue<>(room);
    this.work = work;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** False when there is no room, or no time any more. */
  boolean add(T piece) {
    return !stopping && waiting.offer(piece);
  }

  private void run() {
    List<T> some = new ArrayList<>(most);
    while (!stopping || !waiting.isEmpty()) {
      try {
        T first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          some.add(first);
          waiting.drainTo(some, most - 1);
          work.accept(List.copyOf(some));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.warn("{}: {}", thread.getName(), e.toString());
      } finally {
        some.clear();
      }
    }
  }

  /** Does what waits, for a little while. */
  void stop() throws InterruptedException {
    stopping = true;
    thread.join(2_000);
    thread.interrupt();
  }
}
