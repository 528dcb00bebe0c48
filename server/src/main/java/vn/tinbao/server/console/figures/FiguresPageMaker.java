package vn.tinbao.server.console.figures;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.catalogue.UnitOutlines;
import vn.tinbao.server.statistics.Breakdown;
import vn.tinbao.server.statistics.Dimension;
import vn.tinbao.server.statistics.FigureComparison;
import vn.tinbao.server.statistics.FigureCounts;
import vn.tinbao.server.statistics.FigureParts;
import vn.tinbao.server.statistics.FigureReader;
import vn.tinbao.server.statistics.FigureScope;
import vn.tinbao.server.statistics.FigureValue;
import vn.tinbao.server.statistics.Figures;
import vn.tinbao.server.statistics.OpenData;
import vn.tinbao.server.statistics.Period;
import vn.tinbao.server.web.Ui;

/** Puts the page of figures together. */
@Singleton
final class FiguresPageMaker {
  /** Below so many reports a rate says nothing: one report more or less is ten points. */
  static final int FEW = 10;

  private static final int LINES = 100;
  private static final int HUNDRED = 100;

  /** How a place or an agency does its work. */
  private static final List<String> WORK =
      List.of("tips_received", "tips_classified_in_24h", "tips_resolved");

  private final FigureCounts counts;
  private final Figures figures;
  private final FigureParts parts;
  private final Catalogue catalogue;
  private final UnitOutlines outlines;
  private final TargetsOfPlans targets;
  private final Clock clock;

  FiguresPageMaker(
      FigureCounts counts,
      Figures figures,
      FigureParts parts,
      Catalogue catalogue,
      UnitOutlines outlines,
      TargetsOfPlans targets,
      Clock clock) {
    this.counts = counts;
    this.figures = figures;
    this.parts = parts;
    this.targets = targets;
    this.catalogue = catalogue;
    this.outlines = outlines;
    this.clock = clock;
  }

  StatisticsPage page(Ui ui, FiguresView.Place place, AskedFigures asked) {
    LocalDate known = asked.known();
    FigureCounts.Standing standing =
        known == null ? counts.standing() : new FigureCounts.Standing(0, 0, null);
    Instant asOf = known == null ? clock.instant() : LegalTime.start(known.plusDays(1));
    FigureReader reader = known == null ? counts : figures.asOf(asOf);
    FigureScope scope = place.scope();
    Period period = asked.period().period();
    FigureComparison compared = reader.compare(scope, period);
    List<StatisticsPage.Line> lines =
        compared.now().values().stream()
            .map(
                value ->
                    new StatisticsPage.Line(
                        value,
                        compared.before().value(value.key()).orElseThrow(),
                        compared.change(value.key()).orElse(null)))
            .toList();
    CatalogueSnapshot now = catalogue.now();
    Unit unit = place.unit();
    Map<Long, List<FigureValue>> below = below(reader, scope, period, unit, now);
    List<FigureValue> coarse = below.remove(0L);
    return new StatisticsPage(
        ui.locale(),
        unit == null ? null : now.fullPlace(unit, scope.unitsOn()),
        place.up() == null ? null : "/figures?" + asked.of(place.up()).query(),
        asked,
        AskedPeriod.offered(LegalTime.day(clock.instant())),
        scope.unitsOn(),
        asOf,
        standing.waiting(),
        standing.wrong(),
        targets.of(ui, place, period, compared),
        lines,
        trend(reader, scope, period),
        charts(ui, reader, FigureParts.OF_REPORTS, scope, period),
        toldOfPeople(place, compared)
            ? charts(ui, reader, FigureParts.OF_PEOPLE, scope, period)
            : null,
        map(below, asked, scope.unitsOn(), now),
        places(below, asked, now),
        coarse == null ? 0 : coarse.get(0).numerator().longValue(),
        // Of the whole country a list of some thousand agencies tells nobody anything.
        scope.units().isEmpty() ? List.of() : agencies(reader, scope, period, now));
  }

  /**
   * Whoever answers for a territory must report its people by sex and age, however few; of a place
   * in it that is smaller than a province, parts of so few could be known.
   */
  private static boolean toldOfPeople(FiguresView.Place place, FigureComparison compared) {
    Unit unit = place.unit();
    return place.asked().isEmpty()
        || (unit != null && unit.level() == UnitLevel.PROVINCE)
        || compared.now().value("people_met").orElseThrow().numerator().longValue()
            >= OpenData.LEAST;
  }

  private List<PartChart> charts(
      Ui ui,
      FigureReader reader,
      List<FigureParts.Split> splits,
      FigureScope scope,
      Period period) {
    return parts.of(reader, splits, scope, period, ui.locale()).stream()
        .filter(told -> !told.parts().isEmpty())
        .map(PartChart::of)
        .toList();
  }

  /** By month, or the twelve months up to the end of a period that is shorter than two. */
  private static BarChart trend(FigureReader reader, FigureScope scope, Period period) {
    YearMonth last = YearMonth.from(period.toExclusive().minusDays(1));
    YearMonth first = YearMonth.from(period.from());
    if (ChronoUnit.MONTHS.between(first, last) < 5) {
      first = last.minusMonths(11);
    }
    Period shown = new Period(first.atDay(1), last.plusMonths(1).atDay(1));
    Map<String, Long> received = months(reader, "tips_received", scope, shown);
    Map<String, Long> opened = months(reader, "cases_opened", scope, shown);
    List<BarChart.Amount> amounts = new ArrayList<>();
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      String key = month.toString();
      amounts.add(
          new BarChart.Amount(
              "%02d/%02d".formatted(month.getMonthValue(), month.getYear() % HUNDRED),
              received.getOrDefault(key, 0L),
              opened.getOrDefault(key, 0L)));
    }
    return BarChart.of(amounts, 720, 220);
  }

  private static Map<String, Long> months(
      FigureReader reader, String key, FigureScope scope, Period period) {
    Map<String, Long> found = new TreeMap<>();
    for (Breakdown.Line line : reader.by(key, Dimension.MONTH, scope, period).lines()) {
      found.put(String.valueOf(line.part()), line.value().numerator().longValue());
    }
    return found;
  }

  /**
   * What lies directly below: communes of a unit without districts, provinces of the country; under
   * 0 what is of none of them.
   */
  private static Map<Long, List<FigureValue>> below(
      FigureReader reader,
      FigureScope scope,
      Period period,
      @Nullable Unit unit,
      CatalogueSnapshot now) {
    Map<Long, List<FigureValue>> found = new HashMap<>();
    if (unit != null && unit.level() == UnitLevel.COMMUNE) {
      return found;
    }
    // The country, or several provinces: a territory of today on the map before a reform.
    Dimension dimension =
        unit == null && scope.units().stream().allMatch(id -> province(id, now))
            ? Dimension.PROVINCE
            : Dimension.UNIT;
    reader
        .together(WORK, dimension, scope, period)
        .forEach(
            (part, values) -> {
              long id = part == null ? 0 : Long.parseLong(part);
              if (values.get(0).numerator().signum() != 0 || values.get(1).denominator() != 0) {
                found.merge(
                    unit != null && id == unit.id() ? 0 : id, values, FiguresPageMaker::sum);
              }
            });
    return found;
  }

  private static boolean province(long id, CatalogueSnapshot now) {
    return now.unit(id).filter(unit -> unit.level() == UnitLevel.PROVINCE).isPresent();
  }

  private static List<FigureValue> sum(List<FigureValue> one, List<FigureValue> other) {
    List<FigureValue> both = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      both.add(one.get(i).plus(other.get(i)));
    }
    return both;
  }

  /** Who leads; what an agency that is no more led counts for its first heir. */
  private static List<StatisticsPage.AgencyLine> agencies(
      FigureReader reader, FigureScope scope, Period period, CatalogueSnapshot now) {
    Map<String, List<FigureValue>> found = new HashMap<>();
    reader
        .together(WORK, Dimension.AGENCY, scope, period)
        .forEach(
            (part, values) -> {
              if (part != null && values.get(0).numerator().signum() != 0) {
                found.merge(heir(part, scope, now), values, FiguresPageMaker::sum);
              }
            });
    return found.entrySet().stream()
        .map(
            entry ->
                new StatisticsPage.AgencyLine(
                    now.agency(entry.getKey()).map(Agency::name).orElse(entry.getKey()),
                    entry.getValue().get(0),
                    entry.getValue().get(1),
                    entry.getValue().get(2),
                    entry.getValue().get(0).numerator().longValue() < FEW))
        .sorted(
            Comparator.<StatisticsPage.AgencyLine>comparingLong(
                    line -> -line.received().numerator().longValue())
                .thenComparing(StatisticsPage.AgencyLine::name))
        .limit(LINES)
        .toList();
  }

  private static String heir(String agencyId, FigureScope scope, CatalogueSnapshot now) {
    return now.agency(agencyId)
        .filter(agency -> !agency.standsOn(scope.unitsOn()))
        .flatMap(agency -> now.currentOf(agency, scope.unitsOn()).stream().findFirst())
        .map(Agency::id)
        .orElse(agencyId);
  }

  private static List<StatisticsPage.PlaceLine> places(
      Map<Long, List<FigureValue>> below, AskedFigures asked, CatalogueSnapshot now) {
    long most =
        Math.max(
            1,
            below.values().stream()
                .mapToLong(values -> values.get(0).numerator().longValue())
                .max()
                .orElse(1));
    return below.entrySet().stream()
        .map(
            entry -> {
              List<FigureValue> values = entry.getValue();
              long received = values.get(0).numerator().longValue();
              return new StatisticsPage.PlaceLine(
                  name(entry.getKey(), now),
                  href(entry.getKey(), asked),
                  (int) Math.round((double) HUNDRED * received / most),
                  values.get(0),
                  values.get(1),
                  values.get(2),
                  received < FEW);
            })
        .sorted(
            Comparator.<StatisticsPage.PlaceLine>comparingLong(
                    line -> -line.received().numerator().longValue())
                .thenComparing(StatisticsPage.PlaceLine::name))
        .limit(LINES)
        .toList();
  }

  private @Nullable FigureMap map(
      Map<Long, List<FigureValue>> below, AskedFigures asked, LocalDate on, CatalogueSnapshot now) {
    Map<Long, Long> values = new HashMap<>();
    below.forEach((id, value) -> values.put(id, value.get(0).numerator().longValue()));
    return below.isEmpty()
        ? null
        : FigureMap.of(
            outlines.beside(values.keySet(), on),
            values,
            id -> name(id, now),
            id -> values.containsKey(id) ? href(id, asked) : null);
  }

  private static String name(long id, CatalogueSnapshot now) {
    return now.unit(id).map(Unit::fullName).orElse("?");
  }

  private static String href(long unit, AskedFigures asked) {
    return "/figures?" + asked.of(Long.toString(unit)).query();
  }
}
