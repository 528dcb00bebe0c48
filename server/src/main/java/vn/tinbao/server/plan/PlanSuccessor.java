package vn.tinbao.server.plan;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans: the next year's from this one's, one that carries a superior plan out, and one from
 * nothing. Pure.
 */
public final class PlanSuccessor {
  private PlanSuccessor() {}

  /**
   * The plan of another year: all days moved by whole years, the year in its name and id with them;
   * not issued, without number, signer's name, notes of slips.
   *
   * @param year in which it starts
   * @param unitCode of the unit that stands then
   */
  public static Plan year(Plan plan, String id, int year, String unitCode) {
    int years = year - plan.startsOn().getYear();
    String before = Integer.toString(plan.startsOn().getYear());
    String after = Integer.toString(year);
    return new Plan(
        id,
        plan.title().replace(before, after),
        null,
        null,
        null,
        null,
        plan.place(),
        plan.startsOn().plusYears(years),
        moved(plan.endsOn(), years),
        plan.outlook(),
        unitCode,
        plan.issuerKey(),
        plan.issuerName(),
        null,
        unsigned(plan.signer()),
        plan.source(),
        null,
        plan.id(),
        plan.basis(),
        plan.targets(),
        plan.tasks().stream().map(task -> moved(plan, task, years)).toList(),
        plan.windows().stream()
            .map(
                window ->
                    new PlanWindow(
                        window.id(),
                        window.kind(),
                        window.name().replace(before, after),
                        movedOrNull(window.startsOn(), years),
                        movedOrNull(window.endsOn(), years),
                        window.yearly(),
                        window.note(),
                        List.of()))
            .toList(),
        new PlanReporting(
            plan.reporting().makers(),
            plan.reporting().to(),
            plan.reporting().via(),
            plan.reporting().upward(),
            plan.reporting().rules().stream()
                .map(
                    rule ->
                        new ReportRule(
                            rule.period(),
                            rule.quarter(),
                            rule.due(),
                            movedOrNull(rule.onDate(), years),
                            rule.before(),
                            rule.title()))
                .toList(),
            List.of()),
        plan.recipients(),
        plan.notes().stream().filter(note -> note.kind() != PlanNote.Kind.IRREGULARITY).toList());
  }

  private static PlanSigner unsigned(PlanSigner signer) {
    return new PlanSigner(signer.authority(), signer.position(), signer.secondPosition(), null);
  }

  private static PlanTask moved(Plan plan, PlanTask task, int years) {
    // A slip of the old text is not copied into a new year.
    boolean slip = task.dueOn() != null && task.lastDay(plan) == null;
    return new PlanTask(
        task.id(),
        task.kind(),
        task.group(),
        task.title(),
        task.agencies(),
        movedOrNull(task.startsOn(), years),
        movedOrNull(task.endsOn(), years),
        slip ? null : movedOrNull(task.dueOn(), years),
        !slip && task.dueBefore(),
        task.yearly(),
        task.milestone(),
        task.channels(),
        task.focus(),
        slip ? null : task.note(),
        task.carries(),
        List.of());
  }

  /** The same day; 29 February becomes the 28th. */
  private static LocalDate moved(LocalDate day, int years) {
    return day.plusYears(years);
  }

  private static @Nullable LocalDate movedOrNull(@Nullable LocalDate day, int years) {
    return day == null ? null : moved(day, years);
  }

  /**
   * A plan below that carries out chosen tasks of a superior one.
   *
   * @param leadKey the agency that leads all of them at first, a key of the common list
   * @param makers who reports on it, keys
   */
  public static Plan below(
      Plan superior,
      Set<String> taskIds,
      String id,
      String unitCode,
      String issuerKey,
      String issuerName,
      String leadKey,
      List<String> makers) {
    List<PlanTask> tasks = new ArrayList<>();
    int number = 0;
    for (PlanTask task : superior.tasks()) {
      if (taskIds.contains(task.id())) {
        number++;
        tasks.add(
            new PlanTask(
                "t" + number,
                PlanTask.Kind.TASK,
                task.group(),
                task.title(),
                List.of(new TaskAgency(TaskAgency.Role.LEAD, leadKey, null, false)),
                task.startsOn(),
                task.endsOn(),
                task.lastDay(superior) == null ? null : task.dueOn(),
                task.dueBefore() && task.lastDay(superior) != null,
                task.yearly(),
                task.milestone(),
                task.channels(),
                task.focus(),
                null,
                List.of(superior.id() + "/" + task.id()),
                List.of()));
      }
    }
    String number0 = superior.number();
    return new Plan(
        id,
        superior.title(),
        null,
        null,
        null,
        null,
        null,
        superior.startsOn(),
        superior.endsOn(),
        superior.outlook(),
        unitCode,
        issuerKey,
        issuerName,
        superior.theme(),
        new PlanSigner(null, null, null, null),
        "Triển khai kế hoạch " + superior.id(),
        superior.id(),
        null,
        List.of(
            new PlanBasis(
                number0,
                superior.issuedOn(),
                List.of(superior.issuerKey()),
                superior.title(),
                null,
                List.of())),
        superior.targets(),
        tasks,
        superior.windows(),
        new PlanReporting(
            makers, issuerKey, null, List.of(superior.issuerKey()), earlier(superior), List.of()),
        List.of(),
        List.of());
  }

  /** A plan with a head and nothing else; its issuer reports to itself until it says to whom. */
  public static Plan blank(
      String id,
      String title,
      LocalDate starts,
      LocalDate ends,
      String unitCode,
      String issuerKey,
      String issuerName) {
    return new Plan(
        id,
        title,
        null,
        null,
        null,
        null,
        null,
        starts,
        ends,
        null,
        unitCode,
        issuerKey,
        issuerName,
        null,
        new PlanSigner(null, null, null, null),
        issuerName,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new PlanReporting(List.of(), issuerKey, null, List.of(), List.of(), List.of()),
        List.of(),
        List.of());
  }

  /** What comes from below must be there before the superior's own report is due. */
  private static List<ReportRule> earlier(Plan superior) {
    List<ReportRule> found = new ArrayList<>();
    for (ReportRule rule : superior.reporting().rules()) {
      MonthDay due = rule.due();
      LocalDate on = rule.onDate();
      found.add(
          new ReportRule(
              rule.period(),
              rule.quarter(),
              due == null ? null : MonthDay.from(due.atYear(2001).minusDays(DAYS_BEFORE)),
              on == null ? null : on.minusDays(DAYS_BEFORE),
              rule.before(),
              rule.title()));
    }
    return found;
  }

  /** Days that the superior has to put together what came from below. */
  private static final int DAYS_BEFORE = 5;
}
