package vn.tinbao.server.staff;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;

/**
 * Whose accounts an administrator keeps: those of the own agency and of agencies below it, which
 * are the ones of a lower level in its territory and the ones that name it as their parent. An
 * administrator of a central agency keeps all.
 */
@Singleton
class AccountKeepers {
  private static final int MOST_PARENTS = 10;

  private final Catalogue catalogue;
  private final Clock clock;

  AccountKeepers(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** Whether this person keeps the accounts of that agency. */
  boolean keeps(StaffMember keeper, String agencyId) {
    return reaches(keeper, Action.ACCOUNTS_KEEP, agencyId);
  }

  /** Whether this person may be the second of two who replace credentials there. */
  boolean confirms(StaffMember second, String agencyId) {
    return reaches(second, Action.FACTOR_RESET_CONFIRM, agencyId);
  }

  /** The agencies whose accounts this person sees; empty means all there are. */
  Optional<Set<String>> sights(StaffMember viewer) {
    Scope scope = Permissions.scope(viewer, Action.ACCOUNTS_SEE);
    if (scope == Scope.ALL || (scope == Scope.TERRITORY && central(viewer))) {
      return Optional.empty();
    }
    if (scope != Scope.TERRITORY) {
      return Optional.of(scope == Scope.AGENCY ? Set.of(viewer.agencyId()) : Set.of());
    }
    Set<String> found =
        catalogue.now().agencies().stream()
            .map(Agency::id)
            .filter(agency -> below(viewer.agencyId(), agency))
            .collect(Collectors.toSet());
    found.add(viewer.agencyId());
    return Optional.of(found);
  }

  /**
   * Roles that this person may give. Who sees what everybody did (AUDITOR) is named by a central
   * administrator only.
   */
  List<Role> mayGive(StaffMember keeper) {
    return Arrays.stream(Role.values())
        .filter(role -> role != Role.AUDITOR || central(keeper))
        .toList();
  }

  /** Agencies that stand today, for a new account or one that moves. */
  List<Agency> choices(StaffMember keeper) {
    LocalDate today = LegalTime.day(clock.instant());
    return catalogue.now().agencies().stream()
        .filter(agency -> agency.standsOn(today) && keeps(keeper, agency.id()))
        .toList();
  }

  private boolean reaches(StaffMember member, Action action, String agencyId) {
    return switch (Permissions.scope(member, action)) {
      case NONE, OWN -> false;
      case AGENCY -> member.agencyId().equals(agencyId);
      case TERRITORY -> central(member) || below(member.agencyId(), agencyId);
      case ALL -> true;
    };
  }

  private boolean central(StaffMember keeper) {
    return catalogue
        .now()
        .agency(keeper.agencyId())
        .map(agency -> agency.level() == AgencyLevel.CENTRAL)
        .orElse(false);
  }

  private boolean below(String above, String agencyId) {
    if (above.equals(agencyId)) {
      return true;
    }
    CatalogueSnapshot snapshot = catalogue.now();
    Optional<Agency> upper = snapshot.agency(above);
    Optional<Agency> lower = snapshot.agency(agencyId);
    return upper.isPresent()
        && lower.isPresent()
        && (isParent(upper.get(), lower.get(), snapshot)
            || inTerritory(upper.get(), lower.get(), snapshot));
  }

  private static boolean isParent(Agency upper, Agency lower, CatalogueSnapshot snapshot) {
    @Nullable String parent = lower.parentId();
    for (int i = 0; i < MOST_PARENTS && parent != null; i++) {
      if (parent.equals(upper.id())) {
        return true;
      }
      parent = snapshot.agency(parent).map(Agency::parentId).orElse(null);
    }
    return false;
  }

  private static boolean inTerritory(Agency upper, Agency lower, CatalogueSnapshot snapshot) {
    if (lower.level().compareTo(upper.level()) <= 0) {
      return false;
    }
    return snapshot
        .unit(lower.unitId())
        .map(
            unit ->
                snapshot.withAncestors(unit).stream()
                    .map(Unit::id)
                    .anyMatch(upper.territory()::contains))
        .orElse(false);
  }
}
