package vn.tinbao.server.plan.report;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanAgencies;
import vn.tinbao.server.plan.PlanTarget;
import vn.tinbao.server.plan.PlanTask;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.TargetMeasure;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.statistics.FigureComparison;
import vn.tinbao.server.statistics.FigureParts;
import vn.tinbao.server.statistics.FigureScope;
import vn.tinbao.server.statistics.FigureValue;
import vn.tinbao.server.statistics.Figures;
import vn.tinbao.server.statistics.Period;

/**
 * Puts together what stands behind a report at a moment: figures of its period beside the year
 * before, the plan's targets and tasks, campaigns, what agencies below sent.
 *
 * <p>Of what figures are counted: for a summary, of the plan's place; for a contribution of a
 * committee, a people's committee, the police or a standing agency, of that agency's territory; for
 * any other, of the reports that it leads itself, since it need not know of others' cases.
 */
@Singleton
class AnnexMaker {
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
  private static final Set<AgencyFunction> OF_A_PLACE =
      EnumSet.of(
          AgencyFunction.STEERING_COMMITTEE,
          AgencyFunction.PEOPLES_COMMITTEE,
          AgencyFunction.POLICE);

  /** Reports below are looked for so long after a period. */
  private static final int MONTHS_AFTER = 4;

  private final Plans plans;
  private final PlanAgencies agencies;
  private final Figures figures;
  private final FigureParts parts;
  private final Campaigns campaigns;
  private final ReportRows rows;
  private final ReportTexts texts;
  private final TaskStates tasks;
  private final DraftWords words;
  private final Catalogue catalogue;

  AnnexMaker(
      Plans plans,
      PlanAgencies agencies,
      Figures figures,
      FigureParts parts,
      Campaigns campaigns,
      ReportRows rows,
      ReportTexts texts,
      TaskStates tasks,
      DraftWords words,
      Catalogue catalogue) {
    this.plans = plans;
    this.agencies = agencies;
    this.figures = figures;
    this.parts = parts;
    this.campaigns = campaigns;
    this.rows = rows;
    this.texts = texts;
    this.tasks = tasks;
    this.words = words;
    this.catalogue = catalogue;
  }

  /**
   * What is known at that moment.
   *
   * @param viewer of the agency that writes; sees campaigns with their own rights
   */
  ReportAnnex make(StaffMember viewer, PeriodicReport report, Instant asOf) {
    CatalogueSnapshot snapshot = catalogue.now();
    Plan plan = plans.plan(report.planId()).orElse(null);
    Scope scope = scope(snapshot, report, plan);
    FigureComparison counted = figures.compare(scope.counted(), period(report, asOf), asOf);
    return new ReportAnnex(
        asOf,
        scope.words(),
        counted.now().values().stream().map(now -> figure(now, counted)).toList(),
        parts(scope.counted(), counted.now().period(), asOf),
        plan == null ? List.of() : targets(plan, counted),
        plan == null ? List.of() : tasks.of(plan, report, asOf),
        campaigns.between(viewer, report.from(), report.to()).stream()
            .map(AnnexMaker::held)
            .toList(),
        below(snapshot, report, asOf));
  }

  private List<ReportAnnex.Parts> parts(FigureScope scope, Period period, Instant asOf) {
    return parts
        .of(figures.asOf(asOf), FigureParts.BEHIND_A_REPORT, scope, period, VIETNAMESE)
        .stream()
        .filter(told -> !told.parts().isEmpty())
        .map(
            told ->
                new ReportAnnex.Parts(
                    told.title(),
                    told.parts().stream()
                        .map(part -> new ReportAnnex.Part(part.name(), part.count()))
                        .toList()))
        .toList();
  }

  /** The report's days, up to the moment that is counted to. */
  private static Period period(PeriodicReport report, Instant asOf) {
    LocalDate last = LegalTime.day(asOf);
    LocalDate until = (last.isBefore(report.to()) ? last : report.to()).plusDays(1);
    return new Period(
        report.from(), until.isAfter(report.from()) ? until : report.from().plusDays(1));
  }

  private record Scope(FigureScope counted, String words) {}

  private Scope scope(CatalogueSnapshot snapshot, PeriodicReport report, @Nullable Plan plan) {
    LocalDate on = report.to();
    Agency agency = snapshot.agency(report.agencyId()).orElse(null);
    if (report.kind() == ReportKind.SUMMARY && plan != null) {
      Optional<Unit> place = agencies.unit(plan);
      if (place.isPresent()) {
        return new Scope(
            FigureScope.unit(place.get().id(), day(place.get(), on)), place.get().fullName());
      }
    }
    if (agency != null && (agency.standing() || OF_A_PLACE.contains(agency.function()))) {
      LocalDate then = agency.standsOn(on) ? on : agency.validFrom();
      return new Scope(
          new FigureScope(agency.territory(), Set.of(), then),
          agency.territory().stream()
              .flatMap(id -> snapshot.unit(id).stream())
              .map(Unit::fullName)
              .sorted()
              .reduce((a, b) -> a + "; " + b)
              .orElse(""));
    }
    return new Scope(
        FigureScope.agency(report.agencyId(), on),
        agency == null ? report.agencyId() : agency.name());
  }

  /** A day on which the unit stands, the asked one if it does. */
  private static LocalDate day(Unit unit, LocalDate asked) {
    LocalDate end = unit.validTo();
    if (asked.isBefore(unit.validFrom())) {
      return unit.validFrom();
    }
    return end != null && !asked.isBefore(end) ? end.minusDays(1) : asked;
  }

  private static ReportFigure figure(FigureValue now, FigureComparison counted) {
    FigureValue before = counted.before().value(now.key()).orElse(null);
    return new ReportFigure(
        now.key(),
        now.figure().unit(),
        now.figure().name(VIETNAMESE),
        now.numerator(),
        now.denominator(),
        before == null ? BigDecimal.ZERO : before.numerator(),
        before == null ? 0 : before.denominator());
  }

  private static List<ReportAnnex.Target> targets(Plan plan, FigureComparison counted) {
    List<ReportAnnex.Target> targets = new ArrayList<>();
    for (PlanTarget target : plan.targets()) {
      TargetMeasure measure = TargetMeasure.of(target, counted).orElse(null);
      targets.add(
          new ReportAnnex.Target(
              target.title(),
              wanted(target),
              measure == null ? null : measure.now().key(),
              measure == null ? null : measure.met()));
    }
    return targets;
  }

  /** {@code > 90 %}; empty for what is told in words only. */
  private static String wanted(PlanTarget target) {
    BigDecimal value = target.value();
    String sign =
        switch (target.operator()) {
          case GE -> "≥ ";
          case GT -> "> ";
          case EQ -> "";
          case DECREASE -> "giảm";
          case QUALITATIVE -> "";
        };
    if (value == null) {
      return sign.strip();
    }
    return sign
        + ReportFigure.number(value)
        + (target.unit() == PlanTarget.Unit.PERCENT ? " %" : "");
  }

  private static ReportAnnex.Held held(Campaign campaign) {
    return new ReportAnnex.Held(
        campaign.id(),
        campaign.plan().title(),
        campaign.plan().startsOn(),
        campaign.plan().endsOn(),
        campaign.state().name());
  }

  /** Reports about the same days that this agency gets, of whatever plan. */
  private List<ReportAnnex.Below> below(
      CatalogueSnapshot snapshot, PeriodicReport report, Instant asOf) {
    if (report.kind() != ReportKind.SUMMARY) {
      return List.of();
    }
    return rows
        .of(
            report.agencyId(),
            LegalTime.start(report.from()),
            LegalTime.start(report.to().plusMonths(MONTHS_AFTER)))
        .stream()
        .filter(
            one ->
                !one.id().equals(report.id())
                    && one.period() == report.period()
                    && one.from().equals(report.from())
                    && (report.agencyId().equals(one.toAgency())
                        || report.agencyId().equals(one.viaAgency())))
        .map(one -> sent(snapshot, one, asOf))
        .sorted(Comparator.comparing(ReportAnnex.Below::agency))
        .toList();
  }

  private ReportAnnex.Below sent(CatalogueSnapshot snapshot, PeriodicReport report, Instant asOf) {
    String name = snapshot.agency(report.agencyId()).map(Agency::name).orElse(report.agencyId());
    ReportStanding standing = report.standing(asOf);
    if (!standing.received()) {
      return new ReportAnnex.Below(name, null, standing, List.of());
    }
    List<ReportAnnex.Said> said = new ArrayList<>();
    if (!report.onPaper()) {
      texts
          .newest(report.id())
          .ifPresent(
              text -> {
                for (ReportPart part : ReportPart.values()) {
                  String own = words.own(report, text, part);
                  if (!own.isBlank()) {
                    said.add(new ReportAnnex.Said(part, own));
                  }
                }
              });
    }
    return new ReportAnnex.Below(name, report.id(), standing, said);
  }

  /** Which part of a report tells of a group of tasks. */
  static ReportPart part(PlanTask.Group group) {
    return switch (group) {
      case DIRECTION, ORGANISATION, CAPACITY, STATISTICS, FUNDING -> ReportPart.DIRECTION;
      case COMMUNICATION -> ReportPart.COMMUNICATION;
      case SOCIAL_PREVENTION, POLICE_WORK -> ReportPart.PREVENTION;
      case PROSECUTION -> ReportPart.FIGHT;
      case VICTIMS, HOTLINE -> ReportPart.VICTIMS;
      case LAW -> ReportPart.LAW;
      case INTERNATIONAL -> ReportPart.INTERNATIONAL;
    };
  }
}
