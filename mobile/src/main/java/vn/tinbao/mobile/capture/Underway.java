package vn.tinbao.mobile.capture;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.platform.PickedFile;

/**
 * The files of one vault that are on their way into it in this moment. It lives as long as the
 * process: locking closes the vault and its {@link Captures}, while what is being sealed goes on
 * and the camera's photo still finds its envelope. May be used from any thread.
 */
public final class Underway {
  private final Map<String, Pending> open = new HashMap<>();
  private final Map<String, String> said = new HashMap<>();
  private @Nullable Consumer<Pending> listener;
  private boolean abandoned;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sealing");
            thread.setDaemon(true);
            return thread;
          });

  /** From now on this one hears, on any thread, of what has ended; null when nobody does. */
  synchronized void tell(@Nullable Consumer<Pending> whom) {
    listener = whom;
  }

  synchronized void begin(Pending pending) {
    open.put(pending.id(), pending);
  }

  synchronized boolean has(Pending pending) {
    return open.containsKey(pending.id());
  }

  /** Names of sealed files that may be unfinished. */
  synchronized Set<String> names() {
    Set<String> names = new HashSet<>();
    open.values().forEach(pending -> names.addAll(pending.names()));
    return names;
  }

  /** Whether nothing is being taken, recorded or sealed. */
  public synchronized boolean idle() {
    return open.isEmpty();
  }

  /** The key of a sentence that tells how it stands with the files of that thing. */
  synchronized Optional<String> said(String whoseId) {
    return Optional.ofNullable(said.get(whoseId));
  }

  synchronized void say(String whoseId, @Nullable String key) {
    if (key == null) {
      said.remove(whoseId);
    } else {
      said.put(whoseId, key);
    }
  }

  /** Seals the file elsewhere; nothing stops it but the end of the process. */
  void seal(Envelope envelope, PickedFile picked) {
    say(envelope.pending().whoseId(), "files.sealing");
    try {
      workers.execute(
          () -> {
            Sealing sealing = isAbandoned() ? cancelled(envelope, picked) : envelope.fill(picked);
            end(envelope.pending(), word(sealing));
          });
    } catch (RejectedExecutionException ending) {
      // The process ends: the next start finds what the camera left.
      envelope.close();
    }
  }

  private static Sealing cancelled(Envelope envelope, PickedFile picked) {
    Envelope.forget(picked);
    envelope.close();
    return new Sealing.NotTaken(Sealing.Reason.NOT_KEPT);
  }

  /** There will be no file. */
  void end(Envelope envelope) {
    envelope.close();
    end(envelope.pending(), null);
  }

  private void end(Pending pending, @Nullable String word) {
    Consumer<Pending> whom;
    synchronized (this) {
      open.remove(pending.id());
      boolean more = open.values().stream().anyMatch(p -> p.whoseId().equals(pending.whoseId()));
      if (!more || word != null) {
        say(pending.whoseId(), word);
      }
      whom = listener;
    }
    if (whom != null) {
      whom.accept(pending);
    }
  }

  private static String word(Sealing sealing) {
    if (sealing instanceof Sealing.Kept kept) {
      return kept.file().cleaned() ? "files.cleaned" : "files.as.it.is";
    }
    return "files.not." + ((Sealing.NotTaken) sealing).reason();
  }

  /** Everything is being erased: what comes from now on is thrown away. */
  public synchronized void abandon() {
    abandoned = true;
    listener = null;
  }

  private synchronized boolean isAbandoned() {
    return abandoned;
  }

  /** Waits until what is being sealed has ended, and then takes no more. For the process's end. */
  public void close(Duration most) {
    workers.shutdown();
    try {
      var unused = workers.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
