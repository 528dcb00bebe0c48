package vn.tinbao.server.console.figures;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.catalogue.UnitOutlines;
import vn.tinbao.server.statistics.Breakdown;
import vn.tinbao.server.statistics.Dimension;
import vn.tinbao.server.statistics.FigureComparison;
import vn.tinbao.server.statistics.FigureCounts;
import vn.tinbao.server.statistics.FigureScope;
import vn.tinbao.server.statistics.FigureValue;
import vn.tinbao.server.statistics.Period;

/** Puts the page of figures together. */
@Singleton
final class FiguresPageMaker {
  /** Below so many reports a rate says nothing: one report more or less is ten points. */
  static final int FEW = 10;

  private static final int LINES = 100;
  private static final int HUNDRED = 100;

  private final FigureCounts counts;
  private final Catalogue catalogue;
  private final UnitOutlines outlines;
  private final Clock clock;

  FiguresPageMaker(FigureCounts counts, Catalogue catalogue, UnitOutlines outlines, Clock clock) {
    this.counts = counts;
    this.catalogue = catalogue;
    this.outlines = outlines;
    this.clock = clock;
  }

  StatisticsPage page(Locale locale, FiguresView.Place place, AskedPeriod asked) {
    FigureCounts.Standing standing = counts.standing();
    FigureScope scope = place.scope();
    Period period = asked.period();
    FigureComparison compared = counts.compare(scope, period);
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
    Map<Long, FigureValue[]> below = below(scope, period, unit);
    FigureValue[] coarse = below.remove(0L);
    return new StatisticsPage(
        locale,
        unit == null ? null : now.fullPlace(unit),
        place.asked(),
        place.up() == null ? null : href(place.up(), asked),
        asked,
        AskedPeriod.offered(scope.unitsOn()),
        clock.instant(),
        standing.waiting(),
        standing.wrong(),
        targets(compared),
        lines,
        trend(scope, period),
        parts(scope, period),
        map(below, asked, now),
        places(below, asked, now),
        coarse == null ? 0 : coarse[0].numerator().longValue());
  }

  private static List<StatisticsPage.Target> targets(FigureComparison compared) {
    List<StatisticsPage.Target> found = new ArrayList<>();
    for (FigureValue value : compared.now().values()) {
      BigDecimal wanted = value.figure().target();
      if (wanted != null) {
        BigDecimal number = value.value();
        int width = number == null ? 0 : Math.min(HUNDRED, number.intValue());
        found.add(
            new StatisticsPage.Target(
                value,
                wanted,
                width,
                wanted.intValue(),
                number == null ? null : value.meetsTarget()));
      }
    }
    return found;
  }

  /** By month, or the twelve months up to the end of a period that is shorter than two. */
  private BarChart trend(FigureScope scope, Period period) {
    YearMonth last = YearMonth.from(period.toExclusive().minusDays(1));
    YearMonth first = YearMonth.from(period.from());
    if (ChronoUnit.MONTHS.between(first, last) < 5) {
      first = last.minusMonths(11);
    }
    Period shown = new Period(first.atDay(1), last.plusMonths(1).atDay(1));
    Map<String, Long> received = months("tips_received", scope, shown);
    Map<String, Long> opened = months("cases_opened", scope, shown);
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

  private Map<String, Long> months(String key, FigureScope scope, Period period) {
    Map<String, Long> found = new TreeMap<>();
    for (Breakdown.Line line : counts.by(key, Dimension.MONTH, scope, period).lines()) {
      found.put(String.valueOf(line.part()), line.value().numerator().longValue());
    }
    return found;
  }

  private List<PartChart> parts(FigureScope scope, Period period) {
    List<PartChart> charts = new ArrayList<>();
    for (Dimension dimension :
        List.of(Dimension.CATEGORY, Dimension.STATE, Dimension.CHANNEL, Dimension.SOURCE_KIND)) {
      Breakdown parts = counts.by("tips_received", dimension, scope, period);
      String name = dimension.name().toLowerCase(Locale.ROOT).replace('_', '-');
      charts.add(
          PartChart.of(
              name,
              "figures.by." + name,
              parts.overlapping(),
              parts.lines().stream()
                  .map(
                      line ->
                          new PartChart.Part(
                              "figures." + name + "." + line.part(),
                              line.value().numerator().longValue(),
                              0))
                  .toList()));
    }
    return charts;
  }

  /**
   * What lies directly below: communes of a unit without districts, provinces of the country; under
   * 0 what is of none of them.
   */
  private Map<Long, FigureValue[]> below(FigureScope scope, Period period, @Nullable Unit unit) {
    Map<Long, FigureValue[]> found = new HashMap<>();
    if (unit != null && unit.level() == UnitLevel.COMMUNE) {
      return found;
    }
    String[] keys = {"tips_received", "tips_classified_in_24h", "tips_resolved"};
    Dimension dimension =
        unit == null && scope.units().isEmpty() ? Dimension.PROVINCE : Dimension.UNIT;
    for (int i = 0; i < keys.length; i++) {
      for (Breakdown.Line line : counts.by(keys[i], dimension, scope, period).lines()) {
        String part = line.part();
        long id = part == null ? 0 : Long.parseLong(part);
        long place = unit != null && id == unit.id() ? 0 : id;
        FigureValue[] values = found.computeIfAbsent(place, any -> zeros(keys));
        values[i] = values[i].plus(line.value());
      }
    }
    return found;
  }

  private FigureValue[] zeros(String[] keys) {
    FigureValue[] values = new FigureValue[keys.length];
    for (int i = 0; i < keys.length; i++) {
      values[i] = new FigureValue(counts.list().figure(keys[i]).orElseThrow(), BigDecimal.ZERO, 0);
    }
    return values;
  }

  private static List<StatisticsPage.PlaceLine> places(
      Map<Long, FigureValue[]> below, AskedPeriod asked, CatalogueSnapshot now) {
    return below.entrySet().stream()
        .map(
            entry -> {
              FigureValue[] values = entry.getValue();
              return new StatisticsPage.PlaceLine(
                  name(entry.getKey(), now),
                  href(Long.toString(entry.getKey()), asked),
                  values[0],
                  values[1],
                  values[2],
                  values[0].numerator().longValue() < FEW);
            })
        .sorted(
            Comparator.<StatisticsPage.PlaceLine>comparingLong(
                    line -> -line.received().numerator().longValue())
                .thenComparing(StatisticsPage.PlaceLine::name))
        .limit(LINES)
        .toList();
  }

  private @Nullable FigureMap map(
      Map<Long, FigureValue[]> below, AskedPeriod asked, CatalogueSnapshot now) {
    Map<Long, Long> values = new HashMap<>();
    below.forEach((id, value) -> values.put(id, value[0].numerator().longValue()));
    return below.isEmpty()
        ? null
        : FigureMap.of(
            outlines.beside(values.keySet(), LegalTime.day(clock.instant())),
            values,
            id -> name(id, now),
            id -> values.containsKey(id) ? href(Long.toString(id), asked) : null);
  }

  private static String name(long id, CatalogueSnapshot now) {
    return now.unit(id).map(Unit::fullName).orElse("?");
  }

  private static String href(String unit, AskedPeriod asked) {
    return "/figures?period=" + asked.code() + (unit.isEmpty() ? "" : "&unit=" + unit);
  }
}
