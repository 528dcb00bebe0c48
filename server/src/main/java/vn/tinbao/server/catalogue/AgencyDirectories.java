package vn.tinbao.server.catalogue;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The directory of the agencies of the catalogue as it is now; built when it is first asked. */
@Singleton
public final class AgencyDirectories {
  private final Catalogue catalogue;
  private volatile @Nullable AgencyDirectory kept;

  AgencyDirectories(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Two requests at once may both build one, which is harmless. */
  public AgencyDirectory now() {
    CatalogueSnapshot snapshot = catalogue.now();
    AgencyDirectory search = kept;
    if (search == null || !search.isOf(snapshot)) {
      search = new AgencyDirectory(snapshot);
      kept = search;
    }
    return search;
  }
}
