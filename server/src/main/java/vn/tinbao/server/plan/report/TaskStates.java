package vn.tinbao.server.plan.report;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.papers.OfficialDate;
import vn.tinbao.server.plan.Evidence;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanAgencies;
import vn.tinbao.server.plan.PlanTask;
import vn.tinbao.server.plan.PlanWork;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.TaskAgency;
import vn.tinbao.server.plan.TaskStanding;
import vn.tinbao.server.plan.Work;
import vn.tinbao.server.web.Messages;

/** The tasks of a plan as a report tells them: whose, how far, shown by what in the period. */
@Singleton
class TaskStates {
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
  private static final int MOST_NAMES = 4;
  private static final int MOST_EVIDENCE = 8;
  private static final int LONGEST_NOTE = 300;

  private final Plans plans;
  private final PlanAgencies agencies;
  private final PlanWork work;
  private final Messages messages;

  TaskStates(Plans plans, PlanAgencies agencies, PlanWork work, Messages messages) {
    this.plans = plans;
    this.agencies = agencies;
    this.work = work;
    this.messages = messages;
  }

  /** Those in which the writer has a part; for a summary, all, with the work of all. */
  List<ReportAnnex.Task> of(Plan plan, PeriodicReport report, Instant asOf) {
    LocalDate on = LegalTime.day(asOf);
    boolean all = report.kind() == ReportKind.SUMMARY;
    Map<String, List<Work>> works =
        work.ofPlan(plan.id()).stream()
            .filter(one -> all || one.agencyId().equals(report.agencyId()))
            .collect(Collectors.groupingBy(Work::taskId));
    Map<String, List<Evidence>> evidence =
        work
            .evidenceOf(plan.id(), report.from(), on.isBefore(report.to()) ? on : report.to())
            .stream()
            .filter(one -> !one.withdrawn() && !one.addedAt().isAfter(asOf))
            .filter(one -> all || one.agencyId().equals(report.agencyId()))
            .collect(Collectors.groupingBy(Evidence::taskId));
    Map<String, List<Agency>> workers = agencies.workers(plan, on);
    List<ReportAnnex.Task> told = new ArrayList<>();
    for (PlanTask task : plan.tasks()) {
      boolean own = all || plans.part(plan, task, report.agencyId(), on).isPresent();
      if (own && task.kind() == PlanTask.Kind.TASK) {
        told.add(
            new ReportAnnex.Task(
                task.id(),
                AnnexMaker.part(task.group()),
                task.title(),
                TaskStanding.of(
                        all ? ids(workers.get(task.id())) : List.of(report.agencyId()),
                        works.getOrDefault(task.id(), List.of()))
                    .state()
                    .name(),
                who(plan, task, on),
                evidence.getOrDefault(task.id(), List.of()).stream()
                    .limit(MOST_EVIDENCE)
                    .map(this::words)
                    .toList()));
      }
    }
    return told;
  }

  private static List<String> ids(@Nullable List<Agency> agencies) {
    return agencies == null ? List.of() : agencies.stream().map(Agency::id).toList();
  }

  private String words(Evidence evidence) {
    Integer people = evidence.people();
    String key = "report.evidence." + evidence.kind();
    boolean counted = people != null && messages.has(key + ".people");
    String said =
        messages.text(
            VIETNAMESE,
            counted ? key + ".people" : key,
            OfficialDate.brief(evidence.happenedOn()),
            people == null ? 0 : people);
    String note = evidence.note();
    if (note == null || note.isBlank()) {
      return said;
    }
    String line = note.strip().replaceAll("\\s+", " ");
    return said
        + ": "
        + (line.length() <= LONGEST_NOTE ? line : line.substring(0, LONGEST_NOTE) + " …");
  }

  private String who(Plan plan, PlanTask task, LocalDate on) {
    return String.join(
        "; ",
        task.agencies().stream()
            .filter(line -> line.role().works())
            .flatMap(line -> names(plan, line, on).stream())
            .distinct()
            .limit(MOST_NAMES)
            .toList());
  }

  private List<String> names(Plan plan, TaskAgency line, LocalDate on) {
    return agencies.agencies(line, plan, on).stream().map(Agency::name).toList();
  }
}
