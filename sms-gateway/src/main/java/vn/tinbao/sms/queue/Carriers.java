package vn.tinbao.sms.queue;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import vn.tinbao.sms.provider.SmsProvider;

/**
 * The providers that are switched on, and who carries what: of those that work, the one with the
 * longest prefix for the area, then the cheapest, then the first in {@code tinbao.sms.provider}.
 */
@Singleton
public class Carriers {
  private final List<Carrier> carriers;
  private final List<String> missing = new ArrayList<>();

  @Inject
  Carriers(Collection<SmsProvider> providers, Routes routes, BreakerSettings breaker, Clock clock) {
    List<Carrier> found = new ArrayList<>();
    for (String name : routes.providers()) {
      providers.stream()
          .filter(p -> p.name().equals(name) || p.name().startsWith(name + "-"))
          .filter(p -> found.stream().noneMatch(other -> other.provider() == p))
          .sorted(Comparator.comparing(SmsProvider::name))
          .forEach(p -> found.add(carrier(p, routes, breaker, clock)));
      if (found.stream().noneMatch(c -> c.name().equals(name) || c.name().startsWith(name + "-"))) {
        missing.add(name);
      }
    }
    this.carriers = List.copyOf(found);
  }

  Carriers(List<Carrier> carriers) {
    this.carriers = List.copyOf(carriers);
  }

  private static Carrier carrier(
      SmsProvider provider, Routes routes, BreakerSettings breaker, Clock clock) {
    return new Carrier(
        provider,
        routes.of(provider.name()),
        new Breaker(breaker, clock),
        new DeadEnds(clock),
        new Bucket(routes.segmentsPerSecond(provider.name()), System::nanoTime),
        new AtomicInteger());
  }

  /** In the order of preference. */
  List<Carrier> all() {
    return carriers;
  }

  /** Names in {@code tinbao.sms.provider} that no provider has. */
  List<String> missing() {
    return missing;
  }

  Optional<Carrier> named(String provider) {
    return carriers.stream().filter(c -> c.name().equals(provider)).findFirst();
  }

  /**
   * What this carrier carries now, with the price of a segment. One whose breaker is open gets what
   * it would carry otherwise: a message that tries it is taken from there. Where one has no way,
   * the next best that has one carries.
   */
  Map<Line, Long> carriedBy(Carrier carrier, Collection<Line> lines) {
    Map<Line, Long> carried = new LinkedHashMap<>();
    for (Line line : lines) {
      Optional<Route> own = carrier.route(line);
      boolean shut = carrier.deadEnds().shut(line);
      if (!shut && own.isPresent() && noneBetter(carrier, own.get(), line)) {
        carried.put(line, own.get().price());
      }
    }
    return carried;
  }

  private boolean noneBetter(Carrier carrier, Route own, Line line) {
    boolean avoided = carrier.deadEnds().avoided(line);
    for (Carrier other : carriers) {
      if (other != carrier && other.healthy() && (avoided || !other.deadEnds().avoided(line))) {
        Optional<Route> theirs = other.route(line);
        boolean hasAWay = avoided && !other.deadEnds().avoided(line);
        if (theirs.isPresent() && (hasAWay || better(other, theirs.get(), carrier, own))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean better(Carrier other, Route theirs, Carrier carrier, Route own) {
    if (theirs.prefix().length() != own.prefix().length()) {
      return theirs.prefix().length() > own.prefix().length();
    }
    if (theirs.price() != own.price()) {
      return theirs.price() < own.price();
    }
    return carriers.indexOf(other) < carriers.indexOf(carrier);
  }
}
