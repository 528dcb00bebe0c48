package vn.tinbao.sms.queue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import vn.tinbao.sms.provider.SmsProvider;

/**
 * A provider as the sender sees it.
 *
 * @param inFlight claimed for it, outcome not yet written down
 */
record Carrier(
    SmsProvider provider,
    List<Route> routes,
    Breaker breaker,
    DeadEnds deadEnds,
    Bucket bucket,
    AtomicInteger inFlight) {

  String name() {
    return provider.name();
  }

  /** The route for these messages: the longest prefix, then the cheapest. */
  Optional<Route> route(Line line) {
    return routes.stream()
        .filter(route -> route.serves(line))
        .min(
            Comparator.comparingInt((Route route) -> -route.prefix().length())
                .thenComparingLong(Route::price));
  }

  boolean healthy() {
    return provider.connected() && breaker.state() == Breaker.State.CLOSED;
  }

  /**
   * How many more may be claimed for it now.
   *
   * @param ahead beyond its window
   */
  int free(int ahead) {
    int free = Math.min(provider.window() + ahead - inFlight.get(), bucket.there());
    if (breaker.state() != Breaker.State.CLOSED) {
      free = breaker.probeDue() ? Math.min(free, 1) : 0;
    }
    return provider.connected() ? Math.max(0, free) : 0;
  }
}
