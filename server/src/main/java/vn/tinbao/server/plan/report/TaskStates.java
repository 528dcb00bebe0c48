package vn.tinbao.server.plan.report;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanAgencies;
import vn.tinbao.server.plan.PlanTask;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.TaskAgency;

/** The tasks of a plan as a report tells them: whose, how far, shown by what. */
@Singleton
class TaskStates {
  private final Plans plans;
  private final PlanAgencies agencies;

  TaskStates(Plans plans, PlanAgencies agencies) {
    this.plans = plans;
    this.agencies = agencies;
  }

  /** Those in which the writer has a part; for a summary, all. */
  List<ReportAnnex.Task> of(Plan plan, PeriodicReport report, Instant asOf) {
    LocalDate on = LegalTime.day(asOf);
    List<ReportAnnex.Task> told = new ArrayList<>();
    for (PlanTask task : plan.tasks()) {
      boolean own =
          report.kind() == ReportKind.SUMMARY
              || plans.part(plan, task, report.agencyId(), on).isPresent();
      if (own && task.kind() == PlanTask.Kind.TASK) {
        told.add(
            new ReportAnnex.Task(
                task.id(),
                AnnexMaker.part(task.group()),
                task.title(),
                "",
                who(plan, task, on),
                List.of()));
      }
    }
    return told;
  }

  private String who(Plan plan, PlanTask task, LocalDate on) {
    return String.join(
        "; ",
        task.agencies().stream()
            .filter(line -> line.role().works())
            .flatMap(line -> names(plan, line, on).stream())
            .distinct()
            .limit(4)
            .toList());
  }

  private List<String> names(Plan plan, TaskAgency line, LocalDate on) {
    return agencies.agencies(line, plan, on).stream().map(Agency::name).toList();
  }
}
