package vn.tinbao.server.console.catalogue;

import java.util.Map;
import java.util.TreeMap;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.catalogue.CompetenceRule.Wanted;

/**
 * Kinds of agency that a rule may want, as people write them: {@code ca_xa} for that kind, {@code
 * BORDER_GUARD/COMMUNE} for every agency of a function and level.
 */
final class AgencyKinds {
  private final Map<String, Wanted> kinds = new TreeMap<>();

  /** All kinds that the catalogue's agencies and rules know. */
  AgencyKinds(CatalogueSnapshot snapshot) {
    for (CompetenceRule rule : snapshot.rules()) {
      rule.lead().forEach(this::add);
      rule.supporting().forEach(this::add);
      rule.receivers().forEach(this::add);
    }
    for (Agency agency : snapshot.agencies()) {
      if (!kinds.containsKey(agency.key())) {
        add(new Wanted(agency.function(), agency.level(), agency.key()));
      }
    }
  }

  private void add(Wanted wanted) {
    kinds.put(words(wanted), wanted);
  }

  Map<String, Wanted> all() {
    return kinds;
  }

  /** How it is written in a form. */
  static String words(Wanted wanted) {
    String key = wanted.key();
    return key == null ? wanted.function() + "/" + wanted.level() : key;
  }

  /**
   * The kind that somebody wrote.
   *
   * @throws CatalogueMistake naming the field when there is no such kind
   */
  Wanted read(String field, String typed) {
    Wanted known = kinds.get(typed);
    if (known != null) {
      return known;
    }
    String[] parts = typed.split("/", -1);
    if (parts.length == 2) {
      try {
        return new Wanted(AgencyFunction.valueOf(parts[0]), AgencyLevel.valueOf(parts[1]), null);
      } catch (IllegalArgumentException e) {
        throw new CatalogueMistake(field, "catalogue.mistake.kind", Fields.cut(typed));
      }
    }
    throw new CatalogueMistake(field, "catalogue.mistake.kind", Fields.cut(typed));
  }
}
