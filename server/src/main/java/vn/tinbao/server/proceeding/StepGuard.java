package vn.tinbao.server.proceeding;

import java.util.Optional;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.proceeding.StepOutcome.Why;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;

/** Whether a row of the table is open for a tip that stands in one of its states. */
final class StepGuard {
  private StepGuard() {}

  /** What depends on the tip and its lead alone. */
  static Optional<Why> closed(
      StepRule rule, Agency lead, boolean child, TakenStep.History history) {
    if (!rule.lead().fits(lead)) {
      return Optional.of(Why.OTHER_KIND_OF_AGENCY);
    }
    if (rule.child() && !child) {
      return Optional.of(Why.NO_CHILD);
    }
    TakenStep entry = history.entry();
    if ((!rule.enteredBy().isEmpty() && (entry == null || !rule.enteredBy().contains(entry.step())))
        || (entry != null && rule.notEnteredBy().contains(entry.step()))
        || (rule.back() && entry == null)) {
      return Optional.of(Why.OTHER_WAY);
    }
    if (!rule.after().stream().allMatch(history::has)) {
      return Optional.of(Why.ANOTHER_FIRST);
    }
    if (rule.notAfter().stream().anyMatch(history::has) || again(rule, lead, history)) {
      return Optional.of(Why.DONE_BEFORE);
    }
    return Optional.empty();
  }

  /** What depends on who asks, who is of the agency that leads. */
  static Optional<Why> closedTo(StaffMember viewer, StepRule rule) {
    return switch (rule.role()) {
      case HOUSE -> Optional.of(Why.NOT_BY_HAND);
      case HEAD -> viewer.is(Role.AGENCY_LEAD) ? Optional.empty() : Optional.of(Why.ONLY_HEAD);
      case DESK -> Optional.empty();
    };
  }

  private static boolean again(StepRule rule, Agency lead, TakenStep.History history) {
    return switch (rule.once()) {
      case NO -> false;
      case TIP -> history.has(rule.step());
      case AGENCY -> history.hasOf(rule.step(), lead.id());
      case COURSE -> history.hasInCourse(rule.step());
    };
  }
}
