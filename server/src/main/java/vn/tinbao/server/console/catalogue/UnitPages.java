package vn.tinbao.server.console.catalogue;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.RemoteUnit;
import vn.tinbao.server.catalogue.RemoteUnits;
import vn.tinbao.server.catalogue.Succession;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitHistory;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.catalogue.UnitOutlines;
import vn.tinbao.server.catalogue.UnitSearch;
import vn.tinbao.server.catalogue.UnitSearches;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Administrative units of every day: search, and one unit with what came before and after. */
@Controller("/admin/catalogue/units")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class UnitPages {
  private static final int MOST_HITS = 60;

  private final Templates pages = new StaticTemplates();
  private final Catalogue catalogue;
  private final UnitSearches searches;
  private final UnitHistory history;
  private final UnitOutlines outlines;
  private final RemoteUnits remote;
  private final Clock clock;

  UnitPages(
      Catalogue catalogue,
      UnitSearches searches,
      UnitHistory history,
      UnitOutlines outlines,
      RemoteUnits remote,
      Clock clock) {
    this.catalogue = catalogue;
    this.searches = searches;
    this.history = history;
    this.outlines = outlines;
    this.remote = remote;
    this.clock = clock;
  }

  @Get
  JteModel list(Ui ui, @QueryValue Optional<String> q, @QueryValue Optional<String> at) {
    String search = Fields.cut(q.orElse(""));
    AskedDay day = AskedDay.of(at, clock);
    CatalogueSnapshot snapshot = catalogue.now();
    Map<UnitLevel, Integer> counts = new EnumMap<>(UnitLevel.class);
    List<Unit> provinces = new ArrayList<>();
    for (Unit unit : snapshot.units()) {
      if (unit.standsOn(day.day())) {
        counts.merge(unit.level(), 1, Integer::sum);
        if (unit.level() == UnitLevel.PROVINCE) {
          provinces.add(unit);
        }
      }
    }
    provinces.sort(Comparator.comparing(Unit::code));
    List<UnitSearch.Hit> hits =
        search.isBlank() ? List.of() : searches.on(day.day()).find(search, MOST_HITS + 1);
    boolean cut = hits.size() > MOST_HITS;
    return pages.consoleCatalogueUnits(
        ui,
        new UnitsPage(
            search,
            day,
            cut ? hits.subList(0, MOST_HITS) : hits,
            search.isBlank() ? provinces : List.of(),
            counts,
            cut));
  }

  /** One unit, by {@code code/first day}. */
  @Get("/{code}/{from}")
  JteModel one(Ui ui, String code, String from, @QueryValue Optional<String> at) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    Unit unit = find(snapshot, code, from);
    AskedDay asked = at.isEmpty() && !unit.standsOn(today) ? lastDay(unit, today) : asked(at);
    LocalDate day = asked.day();
    List<Unit> chain = snapshot.withAncestors(unit, day);
    List<Agency> competent = snapshot.agenciesFor(unit, day);
    List<Unit> below =
        snapshot.units().stream()
            .filter(u -> u.level() != UnitLevel.PROVINCE && u.standsOn(day))
            .filter(
                u -> {
                  List<Unit> above = snapshot.withAncestors(u, day);
                  return above.size() > 1 && above.get(1).id() == unit.id();
                })
            .sorted(Comparator.comparing(Unit::level).thenComparing(Unit::code))
            .toList();
    return pages.consoleCatalogueUnit(
        ui,
        new UnitPage(
            unit,
            asked,
            unit.standsOn(day),
            chain.subList(1, chain.size()),
            below,
            reforms(snapshot, unit),
            unit.standsOn(today) ? List.of() : snapshot.currentOf(unit, today),
            UnitMapMaker.of(outlines.around(unit, day), snapshot).orElse(null),
            remote.on(day).stream()
                .filter(one -> one.unitId() == unit.id())
                .map(RemoteUnit::validFrom)
                .findFirst()
                .orElse(null),
            competent.stream().filter(a -> a.unitId() == unit.id()).toList(),
            competent.stream().filter(a -> a.unitId() != unit.id()).toList()));
  }

  private AskedDay asked(Optional<String> at) {
    return AskedDay.of(at, clock);
  }

  /** What is no more is shown as it was on its last day. */
  private static AskedDay lastDay(Unit unit, LocalDate today) {
    LocalDate end = unit.validTo();
    LocalDate day = end != null && !end.isAfter(today) ? end.minusDays(1) : unit.validFrom();
    return new AskedDay(day, false, false);
  }

  static Unit find(CatalogueSnapshot snapshot, String code, String from) {
    return snapshot.unitsByCode(code).stream()
        .filter(unit -> unit.validFrom().toString().equals(from))
        .findFirst()
        .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "catalogue.unit.unknown"));
  }

  private List<UnitPage.Reform> reforms(CatalogueSnapshot snapshot, Unit unit) {
    Map<String, List<UnitHistory.Step>> byTarget = new LinkedHashMap<>();
    for (UnitHistory.Step step : history.of(unit.id())) {
      byTarget
          .computeIfAbsent(step.effective() + " " + step.newUnitId(), t -> new ArrayList<>())
          .add(step);
    }
    List<UnitPage.Reform> found = new ArrayList<>();
    for (List<UnitHistory.Step> steps : byTarget.values()) {
      UnitHistory.Step first =
          steps.stream()
              .filter(step -> step.extent() == Succession.Extent.FULL)
              .findFirst()
              .orElse(steps.get(0));
      List<UnitPage.Part> parts = new ArrayList<>();
      for (UnitHistory.Step step : steps) {
        snapshot
            .unit(step.oldUnitId())
            .ifPresent(old -> parts.add(new UnitPage.Part(old, step.extent(), step.inferred())));
      }
      snapshot
          .unit(first.newUnitId())
          .ifPresent(
              to ->
                  found.add(
                      new UnitPage.Reform(
                          first.effective(),
                          to,
                          parts,
                          first.event(),
                          first.law(),
                          first.source())));
    }
    return found;
  }
}
