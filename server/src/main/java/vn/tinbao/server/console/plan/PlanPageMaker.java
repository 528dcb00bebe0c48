package vn.tinbao.server.console.plan;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.console.TargetBar;
import vn.tinbao.server.plan.Evidence;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanAgencies;
import vn.tinbao.server.plan.PlanKeys;
import vn.tinbao.server.plan.PlanReminders;
import vn.tinbao.server.plan.PlanTarget;
import vn.tinbao.server.plan.PlanTask;
import vn.tinbao.server.plan.PlanWork;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.TargetMeasure;
import vn.tinbao.server.plan.TaskAgency;
import vn.tinbao.server.plan.TaskStanding;
import vn.tinbao.server.plan.Work;
import vn.tinbao.server.plan.WorkEvent;
import vn.tinbao.server.plan.WorkState;
import vn.tinbao.server.plan.WorkStep;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.statistics.FigureComparison;
import vn.tinbao.server.statistics.FigureCounts;
import vn.tinbao.server.statistics.FigureScope;
import vn.tinbao.server.statistics.FigureUnit;
import vn.tinbao.server.statistics.FigureValue;
import vn.tinbao.server.statistics.Figures;
import vn.tinbao.server.statistics.Period;
import vn.tinbao.server.web.Ui;

/** Puts together what the pages of plans show. */
@Singleton
class PlanPageMaker {
  static final String LATE = "LATE";

  /** What is counted of so few is not told: they could be known. */
  private static final int FEW = 5;

  /** A province has about so many communes, with their agencies. */
  private static final int MOST_AGENCIES = 400;

  private final Plans plans;
  private final PlanAgencies agencies;
  private final PlanWork work;
  private final PlanReminders reminders;
  private final FigureCounts counts;
  private final Figures figures;
  private final Campaigns campaigns;
  private final StaffAccounts staff;
  private final Catalogue catalogue;
  private final Clock clock;

  PlanPageMaker(
      Plans plans,
      PlanAgencies agencies,
      PlanWork work,
      PlanReminders reminders,
      FigureCounts counts,
      Figures figures,
      Campaigns campaigns,
      StaffAccounts staff,
      Catalogue catalogue,
      Clock clock) {
    this.plans = plans;
    this.agencies = agencies;
    this.work = work;
    this.reminders = reminders;
    this.counts = counts;
    this.figures = figures;
    this.campaigns = campaigns;
    this.staff = staff;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  LocalDate today() {
    return work.today();
  }

  PlanListPage list(int year, boolean imports) {
    List<PlanListPage.Line> lines = new ArrayList<>();
    for (Plan plan : plans.between(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))) {
      List<PlanOverviewPage.Line> tasks = tasks(plan);
      lines.add(
          new PlanListPage.Line(
              plan,
              place(plan),
              tasks.size(),
              (int) tasks.stream().filter(t -> t.standing().state() == WorkState.DONE).count(),
              (int)
                  tasks.stream().filter(t -> t.standing().state() != WorkState.NOT_BEGUN).count()));
    }
    return new PlanListPage(year, lines, imports);
  }

  private String place(Plan plan) {
    CatalogueSnapshot snapshot = catalogue.now();
    return agencies
        .unit(plan)
        .map(unit -> snapshot.fullPlace(unit, plan.startsOn()))
        .orElse(plan.unitCode());
  }

  private List<Unit> unitsToday(Plan plan) {
    CatalogueSnapshot snapshot = catalogue.now();
    return agencies.unit(plan).map(unit -> snapshot.currentOf(unit, today())).orElse(List.of());
  }

  PlanOverviewPage overview(Ui ui, Plan plan) {
    Map<PlanTask.Group, List<PlanOverviewPage.Line>> byGroup = new EnumMap<>(PlanTask.Group.class);
    lines(plan, plan.tasks())
        .forEach(
            line -> byGroup.computeIfAbsent(line.task().group(), g -> new ArrayList<>()).add(line));
    List<Plan> below =
        plans.all().stream().filter(one -> plan.id().equals(one.superiorId())).toList();
    Set<String> carried = new HashSet<>();
    below.forEach(one -> one.tasks().forEach(task -> carried.addAll(task.carries())));
    List<PlanTask> notTaken =
        below.isEmpty()
            ? List.of()
            : plan.tasks().stream()
                .filter(task -> !carried.contains(plan.id() + "/" + task.id()))
                .toList();
    CatalogueSnapshot snapshot = catalogue.now();
    Unit then = agencies.unit(plan).orElse(null);
    String now =
        unitsToday(plan).stream()
            .filter(unit -> then == null || unit.id() != then.id())
            .map(unit -> snapshot.fullPlace(unit, today()))
            .limit(8)
            .collect(Collectors.joining("; "));
    return new PlanOverviewPage(
        plan,
        plans.version(plan.id()).orElse(1),
        place(plan),
        now,
        targets(ui, plan),
        byGroup.entrySet().stream()
            .map(one -> new PlanOverviewPage.Group(one.getKey(), one.getValue()))
            .toList(),
        below,
        notTaken,
        agencies(List.of(plan)),
        names());
  }

  PlanAgenciesPage agencies(StaffMember viewer, int year) {
    List<Plan> near =
        plans.near(
            viewer.agencyId(), today(), LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    return new PlanAgenciesPage(year, near.size(), agencies(near));
  }

  private List<PlanAgenciesPage.Line> agencies(List<Plan> of) {
    Map<String, PlanAgenciesPage.Line> sums = new HashMap<>();
    for (Plan plan : of) {
      Map<String, Work> works = new HashMap<>();
      work.ofPlan(plan.id()).forEach(one -> works.put(one.taskId() + "/" + one.agencyId(), one));
      Map<String, List<Agency>> workers = agencies.workers(plan, today());
      for (PlanTask task : plan.tasks()) {
        for (Agency agency : workers.getOrDefault(task.id(), List.of())) {
          Work one =
              works.getOrDefault(
                  task.id() + "/" + agency.id(), Work.untouched(plan.id(), task.id(), agency.id()));
          sums.merge(
              agency.id(),
              new PlanAgenciesPage.Line(
                  agency.id(),
                  agency.name(),
                  1,
                  one.state() == WorkState.DONE ? 1 : 0,
                  one.state() == WorkState.BLOCKED ? 1 : 0,
                  one.late(plan, task, today()) ? 1 : 0),
              PlanAgenciesPage.Line::plus);
        }
      }
    }
    return sums.values().stream()
        .sorted(
            Comparator.comparingInt((PlanAgenciesPage.Line line) -> -line.late())
                .thenComparing(line -> -line.blocked())
                .thenComparing(line -> -line.tasks())
                .thenComparing(PlanAgenciesPage.Line::name))
        .limit(MOST_AGENCIES)
        .toList();
  }

  private static Map<String, String> names() {
    return PlanKeys.builtIn().all().stream()
        .collect(Collectors.toMap(PlanKeys.Key::key, PlanKeys.Key::name));
  }

  private List<PlanOverviewPage.Line> tasks(Plan plan) {
    return lines(plan, plan.tasks().stream().filter(t -> t.kind() == PlanTask.Kind.TASK).toList());
  }

  private List<PlanOverviewPage.Line> lines(Plan plan, List<PlanTask> tasks) {
    Map<String, List<Work>> works = new HashMap<>();
    work.ofPlan(plan.id())
        .forEach(one -> works.computeIfAbsent(one.taskId(), t -> new ArrayList<>()).add(one));
    Map<String, List<Agency>> workers = agencies.workers(plan, today());
    List<PlanOverviewPage.Line> found = new ArrayList<>();
    for (PlanTask task : tasks) {
      TaskStanding standing =
          TaskStanding.of(
              workers.getOrDefault(task.id(), List.of()).stream().map(Agency::id).toList(),
              works.getOrDefault(task.id(), List.of()));
      LocalDate last = task.lastDay(plan);
      boolean late = standing.state() != WorkState.DONE && last != null && today().isAfter(last);
      found.add(new PlanOverviewPage.Line(task, standing, late, last));
    }
    return found;
  }

  private List<PlanOverviewPage.Target> targets(Ui ui, Plan plan) {
    FigureComparison counted = figures(plan).orElse(null);
    return plan.targets().stream().map(target -> target(ui, target, counted)).toList();
  }

  /** Of the plan's unit, in its days as far as they are over. */
  private Optional<FigureComparison> figures(Plan plan) {
    LocalDate until = today().isBefore(plan.endsOn()) ? today() : plan.endsOn();
    Set<Long> units = unitsToday(plan).stream().map(Unit::id).collect(Collectors.toSet());
    if (units.isEmpty()
        || until.isBefore(plan.startsOn())
        || plan.targets().stream().allMatch(target -> target.figureKey() == null)) {
      return Optional.empty();
    }
    FigureScope scope = new FigureScope(units, Set.of(), today());
    Period period = new Period(plan.startsOn(), until.plusDays(1));
    // While much is still to be counted ahead, events say it, if slowly.
    return Optional.of(
        counts.standing().waiting() == 0
            ? counts.compare(scope, period)
            : figures.compare(scope, period, clock.instant()));
  }

  private PlanOverviewPage.Target target(
      Ui ui, PlanTarget target, @Nullable FigureComparison counted) {
    TargetMeasure measure = counted == null ? null : TargetMeasure.of(target, counted).orElse(null);
    BigDecimal value = measure == null ? null : measure.now().value();
    if (measure == null || value == null) {
      return new PlanOverviewPage.Target(target, aim(ui, target), null, null, null, null);
    }
    FigureValue found = measure.now();
    boolean share = found.figure().unit() == FigureUnit.PERCENT;
    if (share && found.denominator() < FEW && !found.figure().eachMonth()) {
      return new PlanOverviewPage.Target(
          target, aim(ui, target), null, ui.t("plan.target.few", FEW), null, null);
    }
    String shown = number(ui, value) + (share ? " %" : "");
    BigDecimal wanted = measure.wanted();
    String counts =
        share
            ? ui.t(
                "plan.target.counted",
                number(ui, found.numerator()),
                number(ui, BigDecimal.valueOf(found.denominator())))
            : target.operator() == PlanTarget.Operator.DECREASE && wanted != null
                ? ui.t("plan.target.before", number(ui, wanted))
                : null;
    return new PlanOverviewPage.Target(
        target,
        aim(ui, target),
        shown,
        counts,
        wanted == null
            ? null
            : new TargetBar(
                measure.width(),
                measure.mark(),
                measure.met(),
                ui.t("plan.target.bar", shown, number(ui, wanted) + (share ? " %" : ""))),
        measure.met());
  }

  /** {@code trên 92,5 %}. */
  private static String aim(Ui ui, PlanTarget target) {
    BigDecimal value = target.value();
    PlanTarget.Unit unit = target.unit();
    return (ui.t("plan.operator." + target.operator())
            + (value == null ? "" : " " + number(ui, value))
            + (value == null || unit == null ? "" : " " + ui.t("plan.unit." + unit)))
        .strip();
  }

  private static String number(Ui ui, BigDecimal number) {
    NumberFormat numbers = NumberFormat.getInstance(Locale.forLanguageTag(ui.lang()));
    numbers.setMaximumFractionDigits(1);
    return numbers.format(number);
  }

  /**
   * What falls to an agency in a year.
   *
   * @param asked its id; empty: the viewer's own
   * @param state empty: all
   */
  OwnTasksPage tasks(
      Ui ui, StaffMember viewer, String asked, int year, boolean byPlan, String state) {
    LocalDate today = today();
    boolean own = asked.isEmpty() || asked.equals(viewer.agencyId());
    String agencyId = own ? viewer.agencyId() : asked;
    Map<String, Work> works = new HashMap<>();
    work.ofAgency(agencyId).forEach(one -> works.put(one.planId() + "/" + one.taskId(), one));
    Map<UUID, String> people = own ? people(viewer) : Map.of();
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put(LATE, 0);
    Arrays.stream(WorkState.values()).forEach(one -> counts.put(one.name(), 0));
    List<OwnTasksPage.Line> lines = new ArrayList<>();
    for (Plans.OwnTask one :
        plans.tasksOf(agencyId, today, LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))) {
      if (one.role() == TaskAgency.Role.CONCERNED) {
        continue;
      }
      Work mine =
          works.getOrDefault(
              one.plan().id() + "/" + one.task().id(),
              Work.untouched(one.plan().id(), one.task().id(), agencyId));
      boolean late = mine.late(one.plan(), one.task(), today);
      counts.merge(mine.state().name(), 1, Integer::sum);
      counts.merge(LATE, late ? 1 : 0, Integer::sum);
      if (state.isEmpty() || (state.equals(LATE) ? late : state.equals(mine.state().name()))) {
        UUID responsible = mine.responsible();
        lines.add(
            new OwnTasksPage.Line(
                one,
                mine,
                late,
                one.task().lastDay(one.plan(), year),
                responsible == null || !own ? "" : people.getOrDefault(responsible, "–")));
      }
    }
    return new OwnTasksPage(
        agency(agencyId),
        own ? "" : agencyId,
        own ? reminders.unread(viewer) : List.of(),
        year,
        byPlan,
        state,
        counts.entrySet().stream()
            .map(one -> new OwnTasksPage.Count(one.getKey(), one.getValue()))
            .toList(),
        byPlan ? byPlan(lines) : byMonth(ui, lines));
  }

  private static List<OwnTasksPage.Group> byPlan(List<OwnTasksPage.Line> lines) {
    Map<String, List<OwnTasksPage.Line>> plans = new LinkedHashMap<>();
    lines.forEach(
        line -> plans.computeIfAbsent(line.own().plan().id(), p -> new ArrayList<>()).add(line));
    return plans.values().stream()
        .map(
            tasks -> {
              Plan plan = tasks.get(0).own().plan();
              return new OwnTasksPage.Group(plan.title(), plan.id(), tasks);
            })
        .toList();
  }

  /** Those of no day come last. */
  private static List<OwnTasksPage.Group> byMonth(Ui ui, List<OwnTasksPage.Line> lines) {
    Map<YearMonth, List<OwnTasksPage.Line>> dated = new TreeMap<>();
    List<OwnTasksPage.Line> undated = new ArrayList<>();
    for (OwnTasksPage.Line line : lines) {
      LocalDate last = line.last();
      (last == null ? undated : dated.computeIfAbsent(YearMonth.from(last), m -> new ArrayList<>()))
          .add(line);
    }
    List<OwnTasksPage.Group> groups = new ArrayList<>();
    dated.forEach(
        (month, tasks) -> {
          tasks.sort(Comparator.comparing(line -> Objects.requireNonNull(line.last())));
          groups.add(
              new OwnTasksPage.Group(
                  ui.t(
                      "plan.mine.month",
                      String.valueOf(month.getMonthValue()),
                      String.valueOf(month.getYear())),
                  null,
                  tasks));
        });
    if (!undated.isEmpty()) {
      groups.add(new OwnTasksPage.Group(ui.t("plan.mine.no-day"), null, undated));
    }
    return groups;
  }

  /** Whether there is such an agency. */
  boolean known(String agencyId) {
    return catalogue.now().agency(agencyId).isPresent();
  }

  private String agency(String id) {
    return catalogue.now().agency(id).map(Agency::name).orElse(id);
  }

  private Map<UUID, String> people(StaffMember viewer) {
    Map<UUID, String> found = new HashMap<>();
    staff.colleagues(viewer.agencyId()).forEach(one -> found.put(one.id(), one.name()));
    return found;
  }

  PlanTaskPage task(
      StaffMember viewer, Plan plan, PlanTask task, @Nullable String mistake, String typed) {
    LocalDate today = today();
    Map<String, Work> works = new HashMap<>();
    work.ofPlan(plan.id()).stream()
        .filter(one -> one.taskId().equals(task.id()))
        .forEach(one -> works.put(one.agencyId(), one));
    List<PlanTaskPage.Part> parts = new ArrayList<>();
    for (TaskAgency line : task.agencies()) {
      // Those that have begun come first: of a hundred communes they are what one looks for.
      List<Agency> all =
          agencies.agencies(line, plan, today).stream()
              .sorted(Comparator.comparing(agency -> !works.containsKey(agency.id())))
              .toList();
      parts.add(
          new PlanTaskPage.Part(
              line,
              PlanKeys.builtIn().name(line.key()),
              all.stream()
                  .limit(PlanTaskPage.MOST_SHOWN)
                  .map(agency -> standing(viewer, plan, task, agency, works, today))
                  .toList(),
              Math.max(0, all.size() - PlanTaskPage.MOST_SHOWN)));
    }
    boolean works0 = work.mayWork(viewer, plan, task);
    PlanTaskPage.Own own = null;
    List<WorkStep> steps = List.of();
    if (works0) {
      Work mine = work.one(plan.id(), task.id(), viewer.agencyId());
      own =
          new PlanTaskPage.Own(
              mine,
              mine.late(plan, task, today),
              work.evidence(viewer, plan, mine),
              work.events(viewer, plan, mine));
      steps = Arrays.stream(WorkStep.values()).filter(step -> step.from() == mine.state()).toList();
    }
    List<Campaign> choices =
        works0 ? campaigns.between(viewer, plan.startsOn(), plan.endsOn()) : List.of();
    Map<UUID, String> people = people(viewer);
    if (own != null) {
      for (WorkEvent event : own.events()) {
        people.computeIfAbsent(
            event.staffId(), id -> staff.byId(id).map(StaffMember::name).orElse("–"));
      }
      for (Evidence one : own.evidence()) {
        people.computeIfAbsent(
            one.addedBy(), id -> staff.byId(id).map(StaffMember::name).orElse("–"));
      }
    }
    return new PlanTaskPage(
        plan,
        task,
        task.lastDay(plan),
        parts,
        own,
        steps,
        works0 ? staff.colleagues(viewer.agencyId()) : List.of(),
        choices,
        UuidCreator.getTimeOrderedEpoch(),
        today,
        mistake,
        typed,
        people,
        names());
  }

  private PlanTaskPage.Standing standing(
      StaffMember viewer,
      Plan plan,
      PlanTask task,
      Agency agency,
      Map<String, Work> works,
      LocalDate today) {
    Work one = works.getOrDefault(agency.id(), Work.untouched(plan.id(), task.id(), agency.id()));
    boolean other = !agency.id().equals(viewer.agencyId());
    boolean seen = other && one.evidence() > 0 && work.sees(viewer, plan, agency.id());
    return new PlanTaskPage.Standing(
        agency.id(),
        agency.name(),
        one,
        one.late(plan, task, today),
        seen,
        seen ? work.evidence(viewer, plan, one) : List.of());
  }
}
