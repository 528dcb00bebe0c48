package vn.tinbao.mobile.store;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;

/**
 * Keeps parcels encrypted on the phone before any network is touched, and sends each again and
 * again, with the same id, until the server has acknowledged or refused it.
 *
 * <p>Waiting times live in memory and follow the monotonic clock: a wrong or jumping wall clock
 * cannot hold a parcel back, and a restart tries at once.
 */
public final class Outbox implements AutoCloseable {
  private final TypedRecords<Parcel> shelf;
  private final Courier courier;
  private final Backoff backoff;
  private final Changes changes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingToDo = lock.newCondition();
  private final Map<String, Parcel> parcels = new HashMap<>();
  private final Map<String, Pause> pauses = new HashMap<>();
  private @Nullable String beingSent;
  private boolean closed;

  /** How a lane waits: until a moment of {@link System#nanoTime()}, after that many failures. */
  private record Pause(int failures, long untilNanos, boolean untilNudged) {}

  public Outbox(Vault vault, Courier courier, Backoff backoff, Executor listeners) {
    this(vault, "outbox/", courier, backoff, listeners);
  }

  /**
   * An outbox of its own, with its own thread: what is large does not keep words waiting.
   *
   * @param prefix of its records, ends in a slash and belongs to this outbox alone
   */
  public Outbox(Vault vault, String prefix, Courier courier, Backoff backoff, Executor listeners) {
    this.courier = courier;
    this.backoff = backoff;
    this.changes = new Changes(listeners);
    this.shelf = new TypedRecords<>(vault, prefix, Codec.of(Parcel.class));
    for (Parcel parcel : shelf.all()) {
      parcels.put(parcel.id(), parcel);
    }
  }

  /** Starts sending what waits, and whatever is put later. */
  public void start() {
    Thread thread = new Thread(this::run, "outbox");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Keeps the parcel; on return it survives the phone dying. The same id again changes nothing.
   *
   * @throws VaultException when the phone could not keep it
   */
  public void put(Parcel parcel) {
    lock.lock();
    try {
      if (parcels.containsKey(parcel.id())) {
        return;
      }
      long last = parcels.values().stream().mapToLong(Parcel::order).max().orElse(0);
      keep(parcel.at(last + 1));
      somethingToDo.signalAll();
    } finally {
      lock.unlock();
    }
    changes.fire();
  }

  /** Everything not yet acknowledged, refused ones included, in the order it was put. */
  public List<Parcel> all() {
    lock.lock();
    try {
      return parcels.values().stream().sorted(Comparator.comparingLong(Parcel::order)).toList();
    } finally {
      lock.unlock();
    }
  }

  public Optional<Parcel> find(String id) {
    lock.lock();
    try {
      return Optional.ofNullable(parcels.get(id));
    } finally {
      lock.unlock();
    }
  }

  /** How many are still on their way; refused ones wait for a person and do not count. */
  public int unsent() {
    lock.lock();
    try {
      return (int) parcels.values().stream().filter(parcel -> !parcel.refused()).count();
    } finally {
      lock.unlock();
    }
  }

  /** Whether this parcel is on the line in this moment. */
  public boolean sending(String id) {
    lock.lock();
    try {
      return id.equals(beingSent);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets a parcel go that a person gave up; it may still arrive when it was on the line just now.
   */
  public boolean dismiss(String id) {
    boolean was;
    lock.lock();
    try {
      was = parcels.remove(id) != null;
      if (was) {
        shelf.delete(id);
      }
      somethingToDo.signalAll();
    } finally {
      lock.unlock();
    }
    if (was) {
      changes.fire();
    }
    return was;
  }

  /** Forgets all waiting times: somebody is watching, signed in, or the network came back. */
  public void nudge() {
    lock.lock();
    try {
      pauses.clear();
      somethingToDo.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public Runnable onChange(Runnable listener) {
    return changes.listen(listener);
  }

  /** Sends nothing more; an answer that comes after this is not kept and asked for again later. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      parcels.clear();
      somethingToDo.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void keep(Parcel parcel) {
    shelf.put(parcel.id(), parcel);
    parcels.put(parcel.id(), parcel);
  }

  private void run() {
    Optional<Parcel> next = awaitNext();
    while (next.isPresent()) {
      Parcel parcel = next.get();
      changes.fire();
      Delivery outcome = attempt(parcel);
      settle(parcel, outcome);
      changes.fire();
      next = awaitNext();
    }
  }

  private Delivery attempt(Parcel parcel) {
    try {
      return courier.deliver(parcel);
    } catch (RuntimeException e) {
      return new Delivery.Again(null);
    }
  }

  private void settle(Parcel parcel, Delivery outcome) {
    lock.lock();
    try {
      beingSent = null;
      if (closed || !parcels.containsKey(parcel.id())) {
        return;
      }
      if (outcome instanceof Delivery.Acknowledged) {
        shelf.delete(parcel.id());
        parcels.remove(parcel.id());
        // The server is there: nobody has to wait any longer for it to come back.
        pauses.values().removeIf(pause -> !pause.untilNudged());
      } else if (outcome instanceof Delivery.Refused refused) {
        keep(parcel.refusedBecause(refused.why()));
        pauses.remove(parcel.lane());
      } else {
        pauses.put(parcel.lane(), pauseAfter(parcel.lane(), outcome));
      }
    } catch (VaultException storageFailed) {
      // The parcel still stands as it was; the server answers a repeat with the same answer.
      pauses.put(parcel.lane(), pauseAfter(parcel.lane(), new Delivery.Again(null)));
    } finally {
      lock.unlock();
    }
  }

  private Pause pauseAfter(String lane, Delivery outcome) {
    if (outcome instanceof Delivery.Held) {
      return new Pause(0, Long.MAX_VALUE, true);
    }
    Pause before = pauses.get(lane);
    int failures = before == null ? 1 : before.failures() + 1;
    Duration wait = backoff.after(failures);
    if (outcome instanceof Delivery.Again again
        && again.notBefore() != null
        && again.notBefore().compareTo(wait) > 0) {
      wait = again.notBefore();
    }
    return new Pause(failures, System.nanoTime() + wait.toNanos(), false);
  }

  /** Blocks until a parcel may go; empty when the outbox was closed. */
  private Optional<Parcel> awaitNext() {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        long shortestWait = Long.MAX_VALUE;
        for (Parcel head : headsOfLanes()) {
          Pause pause = pauses.get(head.lane());
          if (pause == null || (!pause.untilNudged() && pause.untilNanos() - now <= 0)) {
            beingSent = head.id();
            return Optional.of(head);
          }
          if (!pause.untilNudged()) {
            shortestWait = Math.min(shortestWait, pause.untilNanos() - now);
          }
        }
        if (shortestWait == Long.MAX_VALUE) {
          somethingToDo.awaitUninterruptibly();
        } else {
          somethingToDo.await(shortestWait, TimeUnit.NANOSECONDS);
        }
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private List<Parcel> headsOfLanes() {
    Set<String> seen = new HashSet<>();
    return parcels.values().stream()
        .filter(parcel -> !parcel.refused())
        .sorted(Comparator.comparingLong(Parcel::order))
        .filter(parcel -> seen.add(parcel.lane()))
        .toList();
  }
}
