package vn.tinbao.mobile.capture;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
  private final Set<String> sealing = new HashSet<>();
  private final Set<String> excused = new HashSet<>();
  private final Map<String, PickedFile> unkept = new HashMap<>();
  private BooleanSupplier others = () -> true;
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

  /** What is made inside the app excuses no leave. */
  synchronized void inside(Pending pending) {
    excused.add(pending.id());
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

  /**
   * The camera's files may belong to others, too.
   *
   * @param idle whether none does in this moment
   */
  public synchronized void besides(BooleanSupplier idle) {
    others = idle;
  }

  /** Whether nothing is being taken, recorded or sealed. */
  public boolean idle() {
    BooleanSupplier theirs;
    synchronized (this) {
      if (!open.isEmpty()) {
        return false;
      }
      theirs = others;
    }
    return theirs.getAsBoolean();
  }

  /** The readable file that the full phone could not keep; it is tried again at the next start. */
  synchronized Optional<PickedFile> unkept(Pending pending) {
    return Optional.ofNullable(unkept.get(pending.id()));
  }

  /** That file goes its way: it is sealed, or thrown away. */
  synchronized void release(Pending pending) {
    unkept.remove(pending.id());
  }

  /** Whether readable files wait here for room on the phone. */
  public synchronized boolean holds() {
    return !unkept.isEmpty();
  }

  /**
   * Whether a camera or a gallery is open that may still give a file, and the app has not been back
   * since.
   */
  public synchronized boolean awaitsFile() {
    return open.keySet().stream().anyMatch(id -> !sealing.contains(id) && !excused.contains(id));
  }

  /** The app is back: what is open still excuses no second leave. */
  public synchronized void returned() {
    excused.addAll(open.keySet());
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
    synchronized (this) {
      sealing.add(envelope.pending().id());
    }
    say(envelope.pending().whoseId(), "files.sealing");
    try {
      workers.execute(
          () -> {
            Sealing sealing = new Sealing.NotTaken(Sealing.Reason.UNREADABLE);
            try {
              sealing = isAbandoned() ? cancelled(envelope, picked) : envelope.fill(picked);
            } finally {
              if (stays(sealing, picked)) {
                keep(envelope.pending(), picked);
              }
              end(envelope.pending(), word(sealing));
            }
          });
    } catch (RejectedExecutionException ending) {
      // The process ends: the next start finds what the camera left.
      envelope.close();
    }
  }

  /** Whether the only copy of it lies readable on a phone that is full. */
  private static boolean stays(Sealing sealing, PickedFile picked) {
    return picked.ours()
        && sealing instanceof Sealing.NotTaken not
        && not.reason() == Sealing.Reason.NOT_KEPT;
  }

  /** That readable file waits for room on the phone. */
  void hold(Pending pending, PickedFile picked) {
    keep(pending, picked);
  }

  private void keep(Pending pending, PickedFile picked) {
    synchronized (this) {
      if (!abandoned) {
        unkept.put(pending.id(), picked);
        return;
      }
    }
    Envelope.forget(picked);
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
      sealing.remove(pending.id());
      excused.remove(pending.id());
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
  public void abandon() {
    List<PickedFile> readable;
    synchronized (this) {
      abandoned = true;
      listener = null;
      readable = List.copyOf(unkept.values());
      unkept.clear();
    }
    readable.forEach(Envelope::forget);
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
