package vn.tinbao.mobile.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** Tells those who asked that something is different now; they look for themselves what it is. */
public final class Changes {
  private final Executor where;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Listeners run through {@code where}; the app passes its screen thread. */
  public Changes(Executor where) {
    this.where = where;
  }

  /** Returns what ends the subscription; ending it twice does no harm. */
  public Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public void fire() {
    if (!listeners.isEmpty()) {
      where.execute(() -> listeners.forEach(Runnable::run));
    }
  }
}
