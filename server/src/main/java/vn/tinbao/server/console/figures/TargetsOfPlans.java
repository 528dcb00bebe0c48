package vn.tinbao.server.console.figures;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.console.TargetBar;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanAgencies;
import vn.tinbao.server.plan.PlanTarget;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.TargetMeasure;
import vn.tinbao.server.statistics.FigureComparison;
import vn.tinbao.server.statistics.FigureScope;
import vn.tinbao.server.statistics.FigureUnit;
import vn.tinbao.server.statistics.FigureValue;
import vn.tinbao.server.statistics.Period;
import vn.tinbao.server.web.Ui;

/**
 * What the plans in force want to reach in a place: those of the place itself first, then those of
 * the units above it, that touch the period.
 */
@Singleton
final class TargetsOfPlans {
  private static final int MOST = 6;

  private final Plans plans;
  private final PlanAgencies agencies;
  private final Catalogue catalogue;

  TargetsOfPlans(Plans plans, PlanAgencies agencies, Catalogue catalogue) {
    this.plans = plans;
    this.agencies = agencies;
    this.catalogue = catalogue;
  }

  /** A plan and how many levels above the place its unit lies. */
  private record Near(Plan plan, Unit unit, int above) {}

  /**
   * Six plans at most; where none has a target that is counted, what the founding plans have in
   * common.
   *
   * @param counted in this place and period
   */
  List<StatisticsPage.PlanTargets> of(
      Ui ui, FiguresView.Place place, Period period, FigureComparison counted) {
    List<Near> near = new ArrayList<>();
    for (Plan plan : plans.between(period.from(), period.toExclusive().minusDays(1))) {
      Near one = near(place.scope(), plan);
      if (one != null) {
        near.add(one);
      }
    }
    near.sort(
        Comparator.comparingInt(Near::above)
            .thenComparing(one -> one.plan().startsOn(), Comparator.reverseOrder()));
    List<StatisticsPage.PlanTargets> found = new ArrayList<>();
    for (Near one : near) {
      StatisticsPage.PlanTargets group = group(ui, one, counted);
      if (!group.targets().isEmpty() && found.size() < MOST) {
        found.add(group);
      }
    }
    return found.isEmpty() ? List.of(inCommon(ui, counted)) : found;
  }

  /** Null: the plan is not for all of the places counted. */
  private @Nullable Near near(FigureScope scope, Plan plan) {
    CatalogueSnapshot now = catalogue.now();
    LocalDate on = scope.unitsOn();
    Unit then = agencies.unit(plan).orElse(null);
    if (then == null || scope.units().isEmpty()) {
      return null;
    }
    Set<Long> units = new HashSet<>();
    (on.isBefore(then.validFrom()) ? List.of(then) : now.currentOf(then, on))
        .forEach(unit -> units.add(unit.id()));
    int farthest = 0;
    Unit there = null;
    for (long id : scope.units()) {
      List<Unit> line = now.unit(id).map(unit -> now.withAncestors(unit, on)).orElse(List.of());
      int at = 0;
      while (at < line.size() && !units.contains(line.get(at).id())) {
        at++;
      }
      if (at == line.size()) {
        return null;
      }
      farthest = Math.max(farthest, at);
      there = line.get(at);
    }
    return there == null ? null : new Near(plan, there, farthest);
  }

  private StatisticsPage.PlanTargets group(Ui ui, Near one, FigureComparison counted) {
    Plan plan = one.plan();
    List<StatisticsPage.Target> targets = new ArrayList<>();
    int words = 0;
    for (PlanTarget target : plan.targets()) {
      TargetMeasure measure = TargetMeasure.of(target, counted).orElse(null);
      if (measure == null) {
        words++;
      } else {
        targets.add(target(ui, measure));
      }
    }
    int first = plan.startsOn().getYear();
    int last = plan.endsOn().getYear();
    return new StatisticsPage.PlanTargets(
        plan.id(),
        plan.title(),
        ui.t(
            "figures.targets.about",
            first == last ? Integer.toString(first) : first + "–" + last,
            plan.issuerName(),
            one.unit().fullName()),
        one.above() > 0,
        words,
        targets);
  }

  private static StatisticsPage.Target target(Ui ui, TargetMeasure measure) {
    PlanTarget target = measure.target();
    FigureValue now = measure.now();
    boolean share = now.figure().unit() == FigureUnit.PERCENT;
    BigDecimal wanted = measure.wanted();
    String said = ui.t("plan.operator." + target.operator());
    String aim =
        wanted == null
            ? said
            : target.operator() == PlanTarget.Operator.DECREASE
                ? said + " (" + number(ui, wanted) + ")"
                : said + " " + number(ui, wanted) + (share ? " %" : "");
    return new StatisticsPage.Target(target.title(), now, aim, bar(ui, measure, aim));
  }

  private static TargetBar bar(Ui ui, TargetMeasure measure, String aim) {
    BigDecimal value = measure.now().value();
    boolean share = measure.now().figure().unit() == FigureUnit.PERCENT;
    return new TargetBar(
        measure.width(),
        measure.mark(),
        measure.met(),
        ui.t(
            "figures.target.says",
            value == null ? "–" : number(ui, value) + (share ? " %" : ""),
            aim));
  }

  private static StatisticsPage.PlanTargets inCommon(Ui ui, FigureComparison counted) {
    List<StatisticsPage.Target> targets = new ArrayList<>();
    for (FigureValue value : counted.now().values()) {
      BigDecimal wanted = value.figure().target();
      if (wanted != null) {
        targets.add(
            target(
                ui,
                new TargetMeasure(
                    new PlanTarget(
                        value.key(),
                        value.key(),
                        value.figure().targetIsLeast()
                            ? PlanTarget.Operator.GE
                            : PlanTarget.Operator.GT,
                        wanted,
                        PlanTarget.Unit.PERCENT,
                        value.figure().name(ui.locale()),
                        List.of()),
                    value,
                    null)));
      }
    }
    return new StatisticsPage.PlanTargets(
        null,
        ui.t("figures.targets.common"),
        ui.t("figures.targets.common.why"),
        false,
        0,
        targets);
  }

  private static String number(Ui ui, BigDecimal number) {
    NumberFormat format = NumberFormat.getNumberInstance(ui.locale());
    format.setMaximumFractionDigits(1);
    return format.format(number);
  }
}
