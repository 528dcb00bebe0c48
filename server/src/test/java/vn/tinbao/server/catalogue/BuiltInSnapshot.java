package vn.tinbao.server.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The catalogue that comes with the program, without a database, for tests of other rooms. */
public final class BuiltInSnapshot {
  private BuiltInSnapshot() {}

  public static CatalogueSnapshot read() {
    AtomicLong ids = new AtomicLong();
    BuiltInUnits units = BuiltInUnits.read(ids::incrementAndGet);
    CatalogueSnapshot bare = BuiltInCatalogue.snapshot(units);
    BuiltInAgencies agencies = new BuiltInAgencies(bare);
    Set<Long> provinces = new HashSet<>();
    units.units().stream()
        .filter(u -> u.level() == UnitLevel.PROVINCE)
        .forEach(u -> provinces.add(u.id()));
    List<Agency> placed =
        agencies.agencies().stream()
            .map(a -> agencies.nationwide(a) ? CatalogueFixtures.withTerritory(a, provinces) : a)
            .toList();
    List<Succession> successions =
        units.reforms().stream()
            .flatMap(r -> r.steps().stream())
            .map(s -> new Succession(s.oldId(), s.newId(), s.effective(), s.extent()))
            .toList();
    return new CatalogueSnapshot(
        1,
        units.units(),
        successions,
        placed,
        agencies.heirs().stream().map(BuiltInAgencies.Heir::step).toList(),
        rules(bare),
        BuiltInCatalogue.hotlines(bare));
  }

  /** The built-in rules for these units. */
  public static List<CompetenceRule> rules(CatalogueSnapshot units) {
    Map<String, Unit> byRef =
        units.units().stream()
            .collect(Collectors.toMap(Unit::ref, Function.identity(), (a, b) -> a));
    try (InputStream in =
        Objects.requireNonNull(
            BuiltInSnapshot.class.getResourceAsStream("/catalogue/competence-rules.yaml"))) {
      return CompetenceRuleFile.read(
          in,
          ref -> {
            Unit unit = byRef.get(ref);
            return unit == null ? null : unit.id();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
