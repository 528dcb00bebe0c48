package vn.tinbao.server.understanding;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/**
 * Understanding by the catalogue as it is now. After a change of the catalogue one caller builds
 * the new gazetteer; all others go on with the one before until it is there.
 */
@Singleton
final class CurrentUnderstanding implements Understanding {
  private final Catalogue catalogue;
  private final Lexicon lexicon = Lexicon.builtIn();
  private final ReentrantLock building = new ReentrantLock();
  private volatile @Nullable Built built;

  private record Built(CatalogueSnapshot snapshot, Understanding understanding) {

    boolean isOlderThan(CatalogueSnapshot now) {
      return snapshot != now && snapshot.version() <= now.version();
    }
  }

  CurrentUnderstanding(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Understood understand(String text, LocalDate day, @Nullable Long hotlineUnitId) {
    return current().understand(text, day, hotlineUnitId);
  }

  @Override
  public String version() {
    return current().version();
  }

  private Understanding current() {
    CatalogueSnapshot now = catalogue.now();
    Built latest = built;
    if (latest != null && (!latest.isOlderThan(now) || !building.tryLock())) {
      return latest.understanding();
    }
    if (latest == null) {
      building.lock();
    }
    try {
      latest = built;
      if (latest == null || latest.isOlderThan(now)) {
        latest = new Built(now, new LexiconUnderstanding(now, lexicon));
        built = latest;
      }
      return latest.understanding();
    } finally {
      building.unlock();
    }
  }
}
