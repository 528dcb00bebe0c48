package vn.tinbao.mobile.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what a person is typing, at every keystroke, without making the keyboard wait for the disk:
 * of several changes in a row only the newest is written.
 */
public final class Scribe implements AutoCloseable {
  private static final int SECONDS_FOR_THE_LAST_WORDS = 5;

  private final Vault vault;
  private final Object writing = new Object();
  private final Map<String, byte[]> unwritten = new LinkedHashMap<>();
  private volatile boolean inTrouble;
  private final ExecutorService pen =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "scribe");
            thread.setDaemon(true);
            return thread;
          });

  public Scribe(Vault vault) {
    this.vault = vault;
  }

  /** Writes the record soon, or a newer one of the same name instead. */
  public void keep(String name, byte[] content) {
    synchronized (unwritten) {
      unwritten.put(name, content);
    }
    pen.execute(this::writeAll);
  }

  /**
   * Writes the record now; on return it survives the phone dying.
   *
   * @throws VaultException when the phone refuses; then what stood there stands
   */
  public void keepNow(String name, byte[] content) {
    synchronized (writing) {
      byte[] earlier;
      synchronized (unwritten) {
        earlier = unwritten.get(name);
      }
      vault.put(name, content);
      inTrouble = false;
      synchronized (unwritten) {
        // Unless a newer one came in between.
        if (earlier != null) {
          unwritten.remove(name, earlier);
        }
      }
    }
  }

  /**
   * Removes the record and whatever was still to be written under its name.
   *
   * @throws VaultException when the phone refuses
   */
  public void drop(String name) {
    synchronized (writing) {
      synchronized (unwritten) {
        unwritten.remove(name);
      }
      vault.delete(name);
    }
  }

  /** Returns when everything given so far is on the disk, or the phone has refused it. */
  public void flush() {
    CompletableFuture.runAsync(this::writeAll, pen).join();
  }

  /** Whether the phone refused the last write: then what is on the screen is nowhere else. */
  public boolean inTrouble() {
    return inTrouble;
  }

  /** Writes what is left and ends. */
  @Override
  public void close() {
    pen.execute(this::writeAll);
    pen.shutdown();
    try {
      boolean written = pen.awaitTermination(SECONDS_FOR_THE_LAST_WORDS, TimeUnit.SECONDS);
      inTrouble = inTrouble || !written;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeAll() {
    synchronized (writing) {
      Map<String, byte[]> newest;
      synchronized (unwritten) {
        newest = new LinkedHashMap<>(unwritten);
        unwritten.clear();
      }
      newest.forEach(this::write);
    }
  }

  private void write(String name, byte[] content) {
    try {
      vault.put(name, content);
      inTrouble = false;
    } catch (VaultException refused) {
      inTrouble = true;
      synchronized (unwritten) {
        unwritten.putIfAbsent(name, content);
      }
    }
  }
}
