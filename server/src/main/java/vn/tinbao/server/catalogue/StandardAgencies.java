package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agencies that follow from law and date alone: for every unit of every day the commune police,
 * the People's Committee, the provincial police and so on, as far as nobody recorded them.
 *
 * <p>Pure, so that the database and a command without one derive the same. An agency that somebody
 * recorded takes the place of its derived twin: the one of the same id, or one of the same kind
 * whose territory the unit is, for the days on which it stands.
 */
public final class StandardAgencies {
  private static final Comparator<Unit> ORDER =
      Comparator.comparing(Unit::level).thenComparing(Unit::ref);

  private final CatalogueSnapshot recorded;
  private final BorderArea border;
  private final Map<String, Map<Long, Agency>> byKeyAndUnit = new HashMap<>();
  private final Map<String, List<Agency>> nationwideByKey = new HashMap<>();
  private final Map<Long, List<Agency>> recordedByTerritory = new HashMap<>();
  private final Set<String> recordedIds = new HashSet<>();
  private final Set<Long> provinces = new HashSet<>();
  private final List<Made> made = new ArrayList<>();

  private record Made(Agency agency, AgencyTemplate template, Unit unit) {}

  private StandardAgencies(CatalogueSnapshot recorded, Collection<BorderUnit> borderUnits) {
    this.recorded = recorded;
    this.border = new BorderArea(recorded, borderUnits);
    for (Unit unit : recorded.units()) {
      if (unit.level() == UnitLevel.PROVINCE) {
        provinces.add(unit.id());
      }
    }
    for (Agency agency : recorded.agencies()) {
      if (!agency.derived()) {
        recordedIds.add(agency.id());
        index(agency);
        if (agency.level() != AgencyLevel.CENTRAL) {
          agency
              .territory()
              .forEach(
                  unit ->
                      recordedByTerritory
                          .computeIfAbsent(unit, u -> new ArrayList<>())
                          .add(agency));
        }
      }
    }
  }

  /**
   * The derived agencies of this catalogue, parents set, in a fixed order.
   *
   * @param recorded units, successions and recorded agencies; derived ones in it are not looked at
   * @param borderUnits units at the land border, as far as known
   */
  public static List<Agency> derive(
      CatalogueSnapshot recorded, Collection<BorderUnit> borderUnits) {
    return new StandardAgencies(recorded, borderUnits).make();
  }

  /** The same catalogue with its derived agencies beside the recorded ones. */
  public static CatalogueSnapshot complete(
      CatalogueSnapshot recorded, Collection<BorderUnit> borderUnits) {
    List<Agency> all = new ArrayList<>();
    recorded.agencies().stream().filter(a -> !a.derived()).forEach(all::add);
    all.addAll(derive(recorded, borderUnits));
    return recorded.withAgencies(all);
  }

  private List<Agency> make() {
    List<Unit> units = recorded.units().stream().sorted(ORDER).toList();
    for (AgencyTemplate template : AgencyTemplates.builtIn().standard()) {
      for (Unit unit : units) {
        if (wants(template, unit)) {
          make(template, unit);
        }
      }
    }
    List<Agency> done = new ArrayList<>(made.size());
    for (Made one : made) {
      done.add(one.agency().withParent(parent(one)));
    }
    return List.copyOf(done);
  }

  private boolean wants(AgencyTemplate template, Unit unit) {
    if (!template.meets(unit)
        || !isUnder(template, unit)
        || recordedIds.contains(template.id(unit))) {
      return false;
    }
    return switch (template.standard()) {
      case NEVER -> false;
      case EVERY -> template.except().isEmpty() || !template.except().contains(unit.code());
      case BORDER -> border.contains(unit);
      case ONCE -> template.only().contains(unit.code()) && !made(template);
    };
  }

  private boolean isUnder(AgencyTemplate template, Unit unit) {
    if (template.under() == null) {
      return true;
    }
    List<Unit> chain = recorded.withAncestors(unit, template.begins(unit));
    return chain.size() > 1 && chain.get(1).level() == template.under();
  }

  /** An agency of the whole country is made for the first row of its seat only. */
  private boolean made(AgencyTemplate template) {
    return byKeyAndUnit.containsKey(template.key());
  }

  private void make(AgencyTemplate template, Unit unit) {
    LocalDate from = template.begins(unit);
    LocalDate to = template.ends(unit);
    for (Agency twin : twins(template, unit)) {
      boolean over = twin.validTo() != null && !from.isBefore(twin.validTo());
      boolean later = to != null && !twin.validFrom().isBefore(to);
      if (over || later) {
        continue;
      }
      if (from.isBefore(twin.validFrom())) {
        to = twin.validFrom();
      } else if (twin.validTo() != null && (to == null || twin.validTo().isBefore(to))) {
        from = twin.validTo();
      } else {
        return;
      }
    }
    Agency agency =
        new Agency(
            template.id(unit),
            template.key(),
            template.function(),
            template.level(),
            template.name(recorded, unit, from),
            unit.id(),
            template.nationwide() ? Set.copyOf(provinces) : Set.of(unit.id()),
            template.standing(),
            template.mayResolve(),
            null,
            template.nationwide() ? template.phones().get(unit.code()) : null,
            from,
            to,
            template.source(),
            true);
    made.add(new Made(agency, template, unit));
    index(agency);
  }

  /** Recorded agencies of this kind that the unit belongs to, the earliest first. */
  private List<Agency> twins(AgencyTemplate template, Unit unit) {
    return recordedByTerritory.getOrDefault(unit.id(), List.of()).stream()
        .filter(
            a ->
                a.function() == template.function()
                    && a.level() == template.level()
                    && AgencyTemplate.isKind(a, template.key()))
        .sorted(Comparator.comparing(Agency::validFrom).thenComparing(Agency::id))
        .toList();
  }

  private void index(Agency agency) {
    byKeyAndUnit
        .computeIfAbsent(agency.key(), k -> new HashMap<>())
        .merge(agency.unitId(), agency, (a, b) -> a);
    if (agency.level() == AgencyLevel.CENTRAL) {
      nationwideByKey.computeIfAbsent(agency.key(), k -> new ArrayList<>()).add(agency);
    }
  }

  private @Nullable String parent(Made one) {
    LocalDate day = one.agency().validFrom();
    for (String key : one.template().parents()) {
      Map<Long, Agency> candidates = byKeyAndUnit.getOrDefault(key, Map.of());
      for (Unit above : recorded.withAncestors(one.unit(), day)) {
        Agency candidate = candidates.get(above.id());
        if (candidate == null) {
          candidate = goneOn(key, above);
        }
        if (candidate != null && candidate.standsOn(day)) {
          return candidate.id();
        }
      }
      for (Agency candidate : nationwideByKey.getOrDefault(key, List.of())) {
        if (candidate.standsOn(day)) {
          return candidate.id();
        }
      }
    }
    return null;
  }

  /** A recorded agency that went on when its unit was renamed: its territory tells. */
  private @Nullable Agency goneOn(String key, Unit unit) {
    for (Agency agency : recordedByTerritory.getOrDefault(unit.id(), List.of())) {
      if (agency.key().equals(key)) {
        return agency;
      }
    }
    return null;
  }
}
