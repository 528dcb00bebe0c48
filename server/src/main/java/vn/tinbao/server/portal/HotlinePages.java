package vn.tinbao.server.portal;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitSearch;
import vn.tinbao.server.catalogue.UnitSearches;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.web.Ui;

/** The numbers to call, by place and day. What was looked for is kept nowhere. */
@Controller("/hotlines")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class HotlinePages {
  private static final int MOST_HITS = 12;
  private static final int LONGEST = 100;
  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

  private final Templates pages = new StaticTemplates();
  private final Lines lines;
  private final Catalogue catalogue;
  private final UnitSearches searches;
  private final Clock clock;

  HotlinePages(Lines lines, Catalogue catalogue, UnitSearches searches, Clock clock) {
    this.lines = lines;
    this.catalogue = catalogue;
    this.searches = searches;
    this.clock = clock;
  }

  /**
   * All numbers, or those for a place, nearest first.
   *
   * @param place a name as people write it, of today or of former days
   * @param unit code of a unit that stands on that day, chosen from the hits of a name
   * @param day {@code 2026-11-22}; today when it is none
   */
  @Get
  JteModel hotlines(
      Ui ui,
      @QueryValue Optional<String> place,
      @QueryValue Optional<String> unit,
      @QueryValue Optional<String> day) {
    LocalDate today = LegalTime.day(clock.instant());
    Optional<LocalDate> typed = day.flatMap(HotlinePages::read);
    LocalDate of = typed.orElse(today);
    CatalogueSnapshot snapshot = catalogue.now();
    String asked = place.map(HotlinePages::cut).orElse("");
    Optional<Unit> chosen =
        unit.filter(code -> code.matches("[0-9]{1,10}"))
            .flatMap(code -> snapshot.unitByCode(code, of));
    List<UnitSearch.Hit> hits =
        chosen.isPresent() || asked.isBlank() ? List.of() : searches.on(of).find(asked, MOST_HITS);
    if (hits.size() == 1) {
      chosen = Optional.of(hits.get(0).unit());
      hits = List.of();
    }
    return pages.portalHotlines(
        ui,
        lines.danger(),
        new HotlinesPage(
            asked,
            of,
            of.equals(today),
            typed.isEmpty() && day.filter(text -> !text.isBlank()).isPresent(),
            chosen.orElse(null),
            chosen.map(one -> snapshot.fullPlace(one, of)).orElse(""),
            hits,
            chosen.map(one -> lines.of(one, of)).orElseGet(() -> lines.all(of))));
  }

  private static String cut(String text) {
    String stripped = text.strip();
    return stripped.length() > LONGEST ? stripped.substring(0, LONGEST) : stripped;
  }

  private static Optional<LocalDate> read(String text) {
    try {
      LocalDate day = LocalDate.parse(text.strip());
      return day.isBefore(FIRST) || day.isAfter(LAST) ? Optional.empty() : Optional.of(day);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
