package vn.tinbao.server.catalogue;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The searches in use: that of today, which everybody asks, and those of a few other days that
 * somebody looked at. Two requests at once may both build one, which is harmless.
 */
@Singleton
public final class UnitSearches {
  /** Nationwide one takes some megabytes. */
  private static final int KEPT = 4;

  private final Catalogue catalogue;
  private volatile List<Dated> kept = List.of();

  private record Dated(LocalDate day, UnitSearch search) {}

  UnitSearches(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Search among the units that stand on that day, by the catalogue as it is now. */
  public UnitSearch on(LocalDate day) {
    CatalogueSnapshot now = catalogue.now();
    for (Dated dated : kept) {
      if (dated.search().isOf(now, day)) {
        return dated.search();
      }
    }
    UnitSearch built = new UnitSearch(now, day);
    List<Dated> next = new ArrayList<>();
    next.add(new Dated(day, built));
    for (Dated dated : kept) {
      if (next.size() < KEPT && dated.search().isOf(now, dated.day())) {
        next.add(dated);
      }
    }
    kept = List.copyOf(next);
    return built;
  }
}
