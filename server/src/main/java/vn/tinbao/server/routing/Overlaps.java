package vn.tinbao.server.routing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.catalogue.Unit;

/** Where the catalogue names two for what one should do, so that only their ids decide. */
final class Overlaps {
  private final CatalogueSnapshot catalogue;
  private final LocalDate day;

  Overlaps(CatalogueSnapshot catalogue, LocalDate day) {
    this.catalogue = catalogue;
    this.day = day;
  }

  /** Two agencies of one function, level and key at one place. */
  record OfAgencies(Agency one, Agency other, Unit first, int units) {}

  /** Two rules of equal weight that match one tip and name different leads. */
  record OfRules(CompetenceRule one, CompetenceRule other) {}

  /**
   * Pairs of agencies that are both competent for a unit: its own ones among each other and with
   * those of the units above it. Each pair once, with how many units they share.
   */
  List<OfAgencies> ofAgencies(Collection<Unit> units) {
    Map<String, OfAgencies> found = new LinkedHashMap<>();
    for (Unit unit : units) {
      List<Agency> competent = catalogue.agenciesFor(unit, day);
      for (int i = 0; i < competent.size(); i++) {
        Agency own = competent.get(i);
        if (!own.territory().contains(unit.id())) {
          continue;
        }
        for (int j = 0; j < competent.size(); j++) {
          Agency other = competent.get(j);
          boolean seen = j <= i && other.territory().contains(unit.id());
          if (!seen && alike(own, other)) {
            add(found, own, other, unit);
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static void add(Map<String, OfAgencies> found, Agency a, Agency b, Unit unit) {
    Agency one = a.id().compareTo(b.id()) < 0 ? a : b;
    Agency other = one == a ? b : a;
    found.merge(
        one.id() + " " + other.id(),
        new OfAgencies(one, other, unit, 1),
        (old, more) -> new OfAgencies(one, other, old.first(), old.units() + 1));
  }

  private static boolean alike(Agency a, Agency b) {
    return !a.id().equals(b.id())
        && a.function() == b.function()
        && a.level() == b.level()
        && a.key().equals(b.key());
  }

  /** Pairs of rules in force of which only the id says which one counts. */
  List<OfRules> ofRules() {
    List<CompetenceRule> inForce =
        catalogue.rules().stream()
            .filter(rule -> !day.isBefore(rule.validFrom()))
            .filter(rule -> rule.validTo() == null || day.isBefore(rule.validTo()))
            .toList();
    List<OfRules> found = new ArrayList<>();
    for (int i = 0; i < inForce.size(); i++) {
      for (int j = i + 1; j < inForce.size(); j++) {
        CompetenceRule a = inForce.get(i);
        CompetenceRule b = inForce.get(j);
        if (equalWeight(a, b) && bothMatch(a, b) && !a.lead().equals(b.lead())) {
          found.add(new OfRules(a, b));
        }
      }
    }
    return found;
  }

  private static boolean equalWeight(CompetenceRule a, CompetenceRule b) {
    return a.procedure().equals(b.procedure())
        && a.priority() == b.priority()
        && RuleRouter.narrowness(a) == RuleRouter.narrowness(b);
  }

  /** Whether some tip meets both; urgency never parts them, since a rule asks for a least one. */
  private boolean bothMatch(CompetenceRule a, CompetenceRule b) {
    return meet(a.categories(), b.categories())
        && (a.crossBorder() == null
            || b.crossBorder() == null
            || a.crossBorder().equals(b.crossBorder()))
        && (a.unitLevel() == null || b.unitLevel() == null || a.unitLevel() == b.unitLevel())
        && (a.receivers().isEmpty()
            || b.receivers().isEmpty()
            || a.receivers().stream().anyMatch(b.receivers()::contains))
        && (a.unitIds().isEmpty()
            || b.unitIds().isEmpty()
            || lie(a.unitIds(), b.unitIds())
            || lie(b.unitIds(), a.unitIds()));
  }

  private static boolean meet(Set<String> a, Set<String> b) {
    return a.isEmpty() || b.isEmpty() || a.stream().anyMatch(b::contains);
  }

  /** Whether one of these units lies in one of those. */
  private boolean lie(Set<Long> these, Set<Long> those) {
    for (Long id : these) {
      Set<Long> above =
          catalogue
              .unit(id)
              .map(unit -> catalogue.withAncestors(unit, day))
              .orElse(List.of())
              .stream()
              .map(Unit::id)
              .collect(Collectors.toSet());
      if (those.stream().anyMatch(above::contains)) {
        return true;
      }
    }
    return false;
  }
}
