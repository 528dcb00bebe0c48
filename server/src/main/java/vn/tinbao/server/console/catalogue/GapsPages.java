package vn.tinbao.server.console.catalogue;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.routing.GapReports;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.DesksOnDuty;
import vn.tinbao.server.staff.RosteredDesks;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.Reforms;
import vn.tinbao.server.tip.TipMoves;
import vn.tinbao.server.web.Ui;

/** The check of the catalogue, and what it would move: numbers and agencies, no tips. */
@Controller("/admin/catalogue")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class GapsPages {
  private static final int LINES = 100;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Comparator<Agency> RECORDED_FIRST =
      Comparator.comparing(Agency::derived).thenComparing(Agency::id);

  private final Templates pages = new StaticTemplates();
  private final GapReports reports;
  private final Catalogue catalogue;
  private final DesksOnDuty desks;
  private final RosteredDesks rosters;
  private final TipMoves moves;
  private final Reforms reforms;
  private final CatalogueKeepers keepers;
  private final Clock clock;

  GapsPages(
      GapReports reports,
      Catalogue catalogue,
      DesksOnDuty desks,
      RosteredDesks rosters,
      TipMoves moves,
      Reforms reforms,
      CatalogueKeepers keepers,
      Clock clock) {
    this.reports = reports;
    this.catalogue = catalogue;
    this.desks = desks;
    this.rosters = rosters;
    this.moves = moves;
    this.reforms = reforms;
    this.keepers = keepers;
    this.clock = clock;
  }

  /**
   * The whole check, or the agencies of one key that cannot be reached.
   *
   * @param after last line seen of that list: {@code r} (recorded) or {@code s} and the agency's id
   */
  @Get("/gaps")
  JteModel gaps(
      Ui ui,
      @QueryValue Optional<String> at,
      @QueryValue Optional<String> key,
      @QueryValue Optional<String> after) {
    AskedDay day = AskedDay.of(at, clock);
    String only = key.orElse("");
    if (only.isEmpty()) {
      return pages.consoleCatalogueGaps(
          ui, new GapsPage(day, reports.of(day.day()), null, List.of(), withoutRoster(), null));
    }
    Set<String> manned = desks.agencies();
    String from = after.orElse("");
    List<Agency> found =
        catalogue.now().agencies().stream()
            .filter(agency -> agency.key().equals(only) && agency.standsOn(day.day()))
            .filter(agency -> agency.phone() == null || !manned.contains(agency.id()))
            .filter(agency -> place(agency).compareTo(from) > 0)
            .sorted(RECORDED_FIRST)
            .limit(LINES + 1)
            .toList();
    boolean more = found.size() > LINES;
    List<Agency> shown = more ? found.subList(0, LINES) : found;
    String next =
        more
            ? "/admin/catalogue/gaps?key=%s%s&after=%s"
                .formatted(encoded(only), day.more(), encoded(place(shown.get(LINES - 1))))
            : null;
    return pages.consoleCatalogueGaps(
        ui,
        new GapsPage(
            day,
            new GapReports.Answer.Empty(),
            only,
            shown.stream()
                .map(agency -> new GapsPage.Unreached(agency, manned.contains(agency.id())))
                .toList(),
            List.of(),
            next));
  }

  /** Desks with people, and nobody of them on duty in the week to come. */
  private List<Agency> withoutRoster() {
    Instant now = clock.instant();
    Set<String> rostered = rosters.agencies(now, now.plus(WEEK));
    return desks.agencies().stream()
        .filter(id -> !rostered.contains(id))
        .flatMap(id -> catalogue.now().agency(id).stream())
        .sorted(Comparator.comparing(Agency::level).thenComparing(Agency::id))
        .toList();
  }

  /** How many open tips of the viewer's territory would go from where to where. */
  @Get("/moves")
  @Allowed(Action.CATALOGUE_FLOWS)
  JteModel flows(Ui ui, StaffMember viewer, @QueryValue Optional<String> at) {
    AskedDay day = AskedDay.of(at, clock);
    Predicate<String> own =
        id -> catalogue.now().agency(id).filter(a -> keepers.keeps(viewer, a)).isPresent();
    return pages.consoleCatalogueMoves(
        ui,
        new FlowsPage(
            day,
            moves.flows(day.day(), own),
            reforms.wouldHandOver(day.day(), own),
            day.day().equals(LegalTime.day(clock.instant()))));
  }

  /** The place in the order of the list. */
  private static String place(Agency agency) {
    return (agency.derived() ? "s" : "r") + agency.id();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
