package vn.tinbao.server.console;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.proceeding.CaseOutcome;
import vn.tinbao.server.proceeding.CaseOutcomes;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;

/** Puts together what the page of an opened tip says of the case it led to. */
@Singleton
final class OutcomePartMaker {
  private final CaseOutcomes outcomes;
  private final StaffAccounts accounts;
  private final Catalogue catalogue;
  private final Clock clock;

  OutcomePartMaker(
      CaseOutcomes outcomes, StaffAccounts accounts, Catalogue catalogue, Clock clock) {
    this.outcomes = outcomes;
    this.accounts = accounts;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  OutcomePart make(StaffMember viewer, UUID tipId) {
    List<CaseOutcome> all = outcomes.ofTip(tipId);
    boolean mayReport = outcomes.mayReport(viewer, tipId);
    Map<String, String> agencies = new HashMap<>();
    Map<UUID, String> names = new HashMap<>();
    for (CaseOutcome outcome : all) {
      agencies.computeIfAbsent(outcome.reportedBy(), this::agencyName);
      agencies.computeIfAbsent(outcome.writtenFor(), this::agencyName);
      names.computeIfAbsent(
          outcome.writtenBy(), id -> accounts.byId(id).map(StaffMember::name).orElse(""));
    }
    return new OutcomePart(
        tipId,
        all,
        mayReport,
        mayReport ? outcomes.kinds() : List.of(),
        mayReport ? outcomes.articles() : List.of(),
        mayReport ? outcomes.reporters(viewer, tipId) : List.of(),
        Map.copyOf(agencies),
        Map.copyOf(names),
        LegalTime.day(clock.instant()));
  }

  private String agencyName(String id) {
    return catalogue.now().agency(id).map(Agency::name).orElse(id);
  }
}
