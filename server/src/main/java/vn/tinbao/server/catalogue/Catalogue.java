package vn.tinbao.server.catalogue;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door to the catalogue: the snapshot that holds now.
 *
 * <p>A change made by this process is seen when its writer calls {@link #refresh()} after commit; a
 * change made by another node within {@code tinbao.catalogue.poll} (3 s).
 */
@Singleton
public final class Catalogue {
  private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

  private final CatalogueStore store;
  private final List<Consumer<CatalogueSnapshot>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable CatalogueSnapshot snapshot;
  private boolean failing;

  Catalogue(CatalogueStore store) {
    this.store = store;
  }

  /**
   * The catalogue as last read; the first call reads it, all others only return it.
   *
   * @throws CatalogueUnreadableException when the first call does not reach the database
   */
  public CatalogueSnapshot now() {
    CatalogueSnapshot current = snapshot;
    return current == null ? refresh() : current;
  }

  /**
   * Reads what is committed, unless this snapshot already shows it. Call it after the commit of a
   * change, never before.
   */
  public CatalogueSnapshot refresh() {
    CatalogueSnapshot fresh;
    synchronized (this) {
      CatalogueSnapshot current = snapshot;
      if (current != null && store.version() == current.version()) {
        return current;
      }
      fresh = store.load();
      snapshot = fresh;
    }
    listeners.forEach(listener -> listener.accept(fresh));
    return fresh;
  }

  /**
   * Tells of every new snapshot, on the thread that read it: for indexes built from it.
   *
   * @return ends the telling
   */
  public Runnable onChange(Consumer<CatalogueSnapshot> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Scheduled(
      initialDelay = "${tinbao.catalogue.poll:3s}",
      fixedDelay = "${tinbao.catalogue.poll:3s}")
  void poll() {
    if (snapshot == null) {
      return;
    }
    try {
      refresh();
      failing = false;
    } catch (CatalogueUnreadableException e) {
      if (!failing) {
        LOG.warn("{}; the catalogue of before stays in use", e.getMessage());
      }
      failing = true;
    }
  }
}
