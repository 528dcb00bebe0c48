package vn.tinbao.sms.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does the single pieces of work of many threads as one, so that they share a commit: who comes
 * first works for all who came while the one before was at it. Nobody waits when nobody else is
 * there.
 */
final class Together<T, R> {
  private static final int FAILURES = 2;

  private final int most;
  private final Function<List<T>, List<R>> work;
  private final Deque<Waiting<T, R>> queue = new ArrayDeque<>();
  private boolean busy;

  /**
   * @param most at once
   * @param work gives a result for each piece, in their order
   */
  Together(int most, Function<List<T>, List<R>> work) {
    this.most = most;
    this.work = work;
  }

  private static final class Waiting<T, R> {
    final T piece;
    boolean done;
    @Nullable R result;
    @Nullable RuntimeException failure;

    Waiting(T piece) {
      this.piece = piece;
    }
  }

  /**
   * Returns when the piece is done, with what it alone came to.
   *
   * @throws RuntimeException what the work threw for this piece
   */
  R add(T piece) {
    Waiting<T, R> mine = new Waiting<>(piece);
    synchronized (this) {
      queue.add(mine);
    }
    for (List<Waiting<T, R>> some = turn(mine); !some.isEmpty(); some = turn(mine)) {
      try {
        doAll(some);
      } finally {
        end(some);
      }
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return Objects.requireNonNull(mine.result);
  }

  /** Waits until the piece is done (empty), or it is this thread's turn to work for all. */
  private synchronized List<Waiting<T, R>> turn(Waiting<T, R> mine) {
    boolean interrupted = false;
    while (!mine.done && busy) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // it may be half done: only its end tells
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    List<Waiting<T, R>> some = new ArrayList<>();
    if (!mine.done) {
      busy = true;
      while (some.size() < most && !queue.isEmpty()) {
        some.add(queue.remove());
      }
    }
    return some;
  }

  private synchronized void end(List<Waiting<T, R>> some) {
    some.forEach(one -> one.done = true);
    busy = false;
    notifyAll();
  }

  private void doAll(List<Waiting<T, R>> some) {
    try {
      List<R> results = work.apply(some.stream().map(one -> one.piece).toList());
      for (int i = 0; i < some.size(); i++) {
        some.get(i).result = results.get(i);
      }
    } catch (RuntimeException e) {
      if (some.size() == 1) {
        some.get(0).failure = e;
      } else {
        doEach(some);
      }
    }
  }

  /** One bad piece must not fail the others; when two fail in a row it is not the pieces. */
  private void doEach(List<Waiting<T, R>> some) {
    int failures = 0;
    RuntimeException last = null;
    for (Waiting<T, R> one : some) {
      if (failures < FAILURES) {
        doAll(List.of(one));
        failures = one.failure == null ? 0 : failures + 1;
        last = one.failure;
      } else {
        one.failure = last;
      }
    }
  }
}
