package vn.tinbao.server.console.catalogue;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyKeeper;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Scope;
import vn.tinbao.server.staff.StaffMember;

/**
 * Who keeps which part of the catalogue: an administrator what lies in the territory of the own
 * agency and is not of a higher level; an administrator of a central agency everything.
 */
@Singleton
public final class CatalogueKeepers {
  private final Catalogue catalogue;
  private final Clock clock;

  CatalogueKeepers(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** Whether this person keeps the whole country's catalogue: lists of units, general rules. */
  public boolean central(StaffMember keeper) {
    return Permissions.may(keeper, Action.CATALOGUE_KEEP)
        && own(keeper).map(agency -> agency.level() == AgencyLevel.CENTRAL).orElse(false);
  }

  /** What this person keeps of the agencies. */
  public AgencyKeeper as(StaffMember keeper) {
    return new AgencyKeeper() {
      @Override
      public boolean central() {
        return CatalogueKeepers.this.central(keeper);
      }

      @Override
      public boolean keeps(AgencyLevel level, Unit unit) {
        return CatalogueKeepers.this.keeps(keeper, level, unit);
      }
    };
  }

  /** Whether this person keeps that agency. */
  public boolean keeps(StaffMember keeper, Agency agency) {
    return as(keeper).keeps(catalogue.now(), agency);
  }

  /** Whether this person keeps agencies of that level in that unit, of whatever day. */
  public boolean keeps(StaffMember keeper, AgencyLevel level, Unit unit) {
    if (central(keeper)) {
      return true;
    }
    return Permissions.scope(keeper, Action.CATALOGUE_KEEP) == Scope.TERRITORY
        && own(keeper)
            .map(own -> level.compareTo(own.level()) >= 0 && within(own, unit))
            .orElse(false);
  }

  /**
   * Whether this person keeps rules for these units: a central administrator all rules, that of a
   * provincial agency those that are for units of its territory only.
   */
  public boolean keepsRules(StaffMember keeper, Collection<Long> unitIds) {
    if (central(keeper)) {
      return true;
    }
    Optional<Agency> own = own(keeper);
    return Permissions.scope(keeper, Action.CATALOGUE_KEEP) == Scope.TERRITORY
        && own.isPresent()
        && own.get().level() == AgencyLevel.PROVINCE
        && !unitIds.isEmpty()
        && unitIds.stream()
            .allMatch(
                id -> catalogue.now().unit(id).map(unit -> within(own.get(), unit)).orElse(false));
  }

  /** Whether this person keeps any rules at all. */
  public boolean keepsSomeRules(StaffMember keeper) {
    return central(keeper)
        || (Permissions.scope(keeper, Action.CATALOGUE_KEEP) == Scope.TERRITORY
            && own(keeper).map(a -> a.level() == AgencyLevel.PROVINCE).orElse(false));
  }

  /** Whether this person may know who works at that agency. */
  public boolean knowsPeople(StaffMember viewer, Agency agency) {
    return switch (Permissions.scope(viewer, Action.ACCOUNTS_SEE)) {
      case NONE, OWN -> false;
      case AGENCY -> viewer.agencyId().equals(agency.id());
      case TERRITORY -> viewer.agencyId().equals(agency.id()) || keeps(viewer, agency);
      case ALL -> true;
    };
  }

  private Optional<Agency> own(StaffMember keeper) {
    return catalogue.now().agency(keeper.agencyId());
  }

  /** A unit of former days is within when all that became of it is, or when it was. */
  private boolean within(Agency own, Unit unit) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    if (inTerritory(snapshot, own, unit, today)) {
      return true;
    }
    List<Unit> now = snapshot.currentOf(unit, today);
    return !now.isEmpty()
        && now.stream().allMatch(part -> inTerritory(snapshot, own, part, today))
        && (unit.level() != UnitLevel.PROVINCE
            || now.stream().allMatch(part -> part.level() == UnitLevel.PROVINCE));
  }

  private static boolean inTerritory(
      CatalogueSnapshot snapshot, Agency own, Unit unit, LocalDate today) {
    return snapshot.withAncestors(unit, today).stream()
        .map(Unit::id)
        .anyMatch(own.territory()::contains);
  }
}
