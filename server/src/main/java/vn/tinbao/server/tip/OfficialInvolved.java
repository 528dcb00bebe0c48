package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.routing.RoutingDecision;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;

/**
 * Keeps a report that says an official is involved away from where that official may work: not to
 * agencies of the commune or the district but to the one above them, and to no supporting agencies.
 * Of those above, the nearest that has a head who can sign in; else the nearest with anybody at its
 * desk who can.
 */
@Singleton
class OfficialInvolved {
  private final Catalogue catalogue;
  private final StaffAccounts staff;

  OfficialInvolved(Catalogue catalogue, StaffAccounts staff) {
    this.catalogue = catalogue;
    this.staff = staff;
  }

  /** The same reading, decided for another lead where needed. */
  Reading keepAway(Reading reading, Instant at) {
    CatalogueSnapshot snapshot = catalogue.now();
    RoutingDecision decision = reading.decision();
    List<Agency> above = above(snapshot, decision.leadAgencyId(), LegalTime.day(at));
    Agency lead =
        first(above, TipAccess::isHead)
            .orElseGet(
                () ->
                    first(above, member -> Permissions.may(member, Action.TIP_OPEN))
                        .orElse(above.get(0)));
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "Người báo cho biết có cán bộ, công chức liên quan: tin không đến cơ quan cấp xã, cấp huyện"
            + " mà đến "
            + lead.name()
            + ", chỉ lãnh đạo mở được.");
    reasons.addAll(decision.reasons());
    return new Reading(
        reading.understood(),
        reading.categories(),
        reading.urgency(),
        reading.unitId(),
        reading.enteredUnitId(),
        reading.ambiguous(),
        reading.question(),
        decision.onlyFor(lead.id(), lead.derived(), reasons));
  }

  /** From the first agency of a province or the country upwards; never empty. */
  private static List<Agency> above(CatalogueSnapshot snapshot, String leadId, LocalDate day) {
    List<Agency> chain = new ArrayList<>();
    Agency agency = snapshot.agency(leadId).orElseThrow();
    Agency start = agency;
    while (agency != null && !chain.contains(agency)) {
      boolean high =
          agency.level() == AgencyLevel.PROVINCE || agency.level() == AgencyLevel.CENTRAL;
      if (high && agency.standsOn(day)) {
        chain.add(agency);
      }
      agency = snapshot.agency(agency.parentId()).orElse(null);
    }
    snapshot.nationalStanding(day).filter(top -> !chain.contains(top)).ifPresent(chain::add);
    return chain.isEmpty() ? List.of(start) : chain;
  }

  private Optional<Agency> first(List<Agency> chain, Predicate<StaffMember> somebody) {
    return chain.stream()
        .filter(agency -> staff.enrolled(agency.id()).stream().anyMatch(somebody))
        .findFirst();
  }
}
