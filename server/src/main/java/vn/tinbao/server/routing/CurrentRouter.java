package vn.tinbao.server.routing;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/** Routing by the catalogue as it is now: a change of the catalogue takes effect at once. */
@Singleton
final class CurrentRouter implements Router {
  private final Catalogue catalogue;
  private volatile @Nullable Built built;

  private record Built(CatalogueSnapshot snapshot, Router router) {}

  CurrentRouter(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public RoutingDecision route(RoutingQuestion question) {
    CatalogueSnapshot now = catalogue.now();
    Built latest = built;
    if (latest == null || latest.snapshot() != now) {
      latest = new Built(now, new RuleRouter(now));
      built = latest;
    }
    return latest.router().route(question);
  }
}
