package vn.tinbao.server.demo;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.plan.DraftOutcome;
import vn.tinbao.server.plan.DraftState;
import vn.tinbao.server.plan.PlanDraft;
import vn.tinbao.server.plan.PlanDrafts;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.staff.DemoStaff.DemoSignIn;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;

/**
 * Huế's founding plan copied to this year and issued by a second person, through the same door as
 * real ones: so tasks and reports of today are there to go on with. A second start adds none.
 */
@Singleton
class DemoPlans {
  private static final Logger LOG = LoggerFactory.getLogger(DemoPlans.class);
  private static final String FOUNDING = "thua-thien-hue-2024";
  private static final String OF_YEAR = "hue-";
  private static final String WRITER = "lanhdao.hue";
  private static final String SECOND = "photruong.hue";
  private static final String NUMBER = "01/KH-DEMO";

  private final PlanDrafts drafts;
  private final Plans plans;
  private final StaffAccounts accounts;
  private final Clock clock;

  DemoPlans(PlanDrafts drafts, Plans plans, StaffAccounts accounts, Clock clock) {
    this.drafts = drafts;
    this.plans = plans;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Makes it, where the people of Huế's standing agency and the founding plan are. */
  void install(List<DemoSignIn> people) {
    LocalDate today = LegalTime.day(clock.instant());
    String id = OF_YEAR + today.getYear();
    StaffMember writer = member(people, WRITER);
    StaffMember second = member(people, SECOND);
    if (writer == null || second == null || plans.plan(id).isPresent()) {
      return;
    }
    DraftOutcome outcome = drafts.year(writer, FOUNDING, id, today.getYear());
    if (outcome instanceof DraftOutcome.Done) {
      outcome = drafts.move(writer, id, DraftState.SUBMITTED);
    }
    if (outcome instanceof DraftOutcome.Done done) {
      PlanDraft draft = done.draft();
      outcome = drafts.issue(second, id, draft.revision(), NUMBER, today.withDayOfYear(1), "");
    }
    if (!(outcome instanceof DraftOutcome.Issued)) {
      LOG.warn("The demo has no plan of this year: {}", outcome.getClass().getSimpleName());
    }
  }

  private @Nullable StaffMember member(List<DemoSignIn> people, String username) {
    return people.stream()
        .filter(one -> one.username().equals(username))
        .findFirst()
        .flatMap(one -> accounts.byId(one.id()))
        .orElse(null);
  }
}
