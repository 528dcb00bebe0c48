package vn.tinbao.server.catalogue;

import java.util.Set;

/** Small pieces of a catalogue for tests. */
final class CatalogueFixtures {
  private CatalogueFixtures() {}

  static Agency withTerritory(Agency a, Set<Long> territory) {
    return new Agency(
        a.id(),
        a.key(),
        a.function(),
        a.level(),
        a.name(),
        a.unitId(),
        territory,
        a.standing(),
        a.mayResolve(),
        a.parentId(),
        a.phone(),
        a.validFrom(),
        a.validTo(),
        a.source());
  }
}
