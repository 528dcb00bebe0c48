package vn.tinbao.server.console.catalogue;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyChange;
import vn.tinbao.server.catalogue.AgencyDirectories;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueEditing;
import vn.tinbao.server.catalogue.CatalogueLog;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitHistory;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Agencies of every day: search, one agency, and what may be changed of it. */
@Controller("/admin/catalogue/agencies")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class AgencyPages {
  private static final int LINES = 50;
  private static final int LOG_LINES = 20;

  private final Templates pages = new StaticTemplates();
  private final Catalogue catalogue;
  private final AgencyDirectories searches;
  private final CatalogueEditing editing;
  private final CatalogueLog log;
  private final CatalogueKeepers keepers;
  private final StaffAccounts accounts;
  private final UnitHistory history;
  private final Clock clock;

  AgencyPages(
      Catalogue catalogue,
      AgencyDirectories searches,
      CatalogueEditing editing,
      CatalogueLog log,
      CatalogueKeepers keepers,
      StaffAccounts accounts,
      UnitHistory history,
      Clock clock) {
    this.catalogue = catalogue;
    this.searches = searches;
    this.editing = editing;
    this.log = log;
    this.keepers = keepers;
    this.accounts = accounts;
    this.history = history;
    this.clock = clock;
  }

  @Get
  JteModel list(
      Ui ui,
      @QueryValue Optional<String> q,
      @QueryValue Optional<String> at,
      @QueryValue Optional<String> function,
      @QueryValue Optional<String> after) {
    CatalogueSnapshot snapshot = catalogue.now();
    String search = Fields.cut(q.orElse(""));
    AskedDay day = AskedDay.of(at, clock);
    AgencyFunction only = function(function.orElse(""));
    List<Agency> found =
        searches
            .now()
            .find(
                search,
                day.day(),
                agency -> only == null || agency.function() == only,
                Fields.cut(after.orElse("")),
                LINES + 1);
    boolean more = found.size() > LINES;
    List<Agency> shown = more ? List.copyOf(found.subList(0, LINES)) : found;
    Map<String, String> places = new HashMap<>();
    for (Agency agency : shown) {
      snapshot
          .unit(agency.unitId())
          .ifPresent(u -> places.put(agency.id(), snapshot.fullPlace(u, day.day())));
    }
    String next =
        more
            ? "/admin/catalogue/agencies?q=%s&at=%s&function=%s&after=%s"
                .formatted(
                    encoded(search),
                    day.today() ? "" : day.day(),
                    only == null ? "" : only,
                    encoded(shown.get(LINES - 1).id()))
            : null;
    return pages.consoleCatalogueAgencies(
        ui, new AgenciesPage(search, day, only, shown, places, after.isEmpty(), next));
  }

  private static @Nullable AgencyFunction function(String name) {
    return Arrays.stream(AgencyFunction.values())
        .filter(function -> function.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** One agency; its id is {@code seat/from}. */
  @Get("/{seat}/{from}")
  JteModel one(Ui ui, StaffMember viewer, String seat, String from) {
    CatalogueSnapshot snapshot = catalogue.now();
    Agency agency = find(snapshot, seat, from);
    Unit unit = snapshot.unit(agency.unitId()).orElse(null);
    List<StaffMember> people = accounts.enrolled(agency.id());
    return pages.consoleCatalogueAgency(
        ui,
        new AgencyPage(
            agency,
            unit,
            unit == null ? "" : snapshot.fullPlace(unit, agency.validFrom()),
            territory(snapshot, agency),
            snapshot.agency(agency.parentId()).orElse(null),
            heirs(snapshot, agency),
            before(snapshot, agency),
            keepers.knowsPeople(viewer, agency)
                ? people.stream().map(StaffMember::name).toList()
                : List.of(),
            people.size(),
            log.of(agency.id(), LOG_LINES),
            keepers.keeps(viewer, agency)));
  }

  @Get("/{seat}/{from}/edit")
  @Allowed(Action.CATALOGUE_KEEP)
  JteModel edit(Ui ui, StaffMember viewer, String seat, String from) {
    CatalogueSnapshot snapshot = catalogue.now();
    Agency agency = kept(snapshot, viewer, seat, from);
    return pages.consoleCatalogueAgencyEdit(ui, agency, AgencyForm.of(agency, snapshot), null);
  }

  @Post("/{seat}/{from}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<?> save(
      Ui ui, StaffMember viewer, String seat, String from, @Body Map<String, String> sent) {
    CatalogueSnapshot snapshot = catalogue.now();
    Agency agency = kept(snapshot, viewer, seat, from);
    AgencyForm form = AgencyForm.of(sent);
    try {
      AgencyChange change = form.read(snapshot);
      Optional<Unit> foreign =
          keepers
              .as(viewer)
              .foreign(snapshot, agency.level(), agency.territory(), change.territory());
      if (foreign.isPresent()) {
        throw new CatalogueMistake(
            "territory", "catalogue.mistake.not-yours", foreign.get().fullName());
      }
      editing.agency(new CatalogueEditing.Editor(viewer.id(), form.version()), agency.id(), change);
    } catch (CatalogueMistake mistake) {
      // Who is told that it moved on looks again; a mere mistake does not make them have seen it.
      AgencyForm again = mistake.movedOn() ? form.seen(catalogue.refresh().version()) : form;
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(pages.consoleCatalogueAgencyEdit(ui, agency, again, Wrong.of(mistake, ui)));
    }
    return HttpResponse.seeOther(URI.create("/admin/catalogue/agencies/" + agency.id()));
  }

  private Agency kept(CatalogueSnapshot snapshot, StaffMember viewer, String seat, String from) {
    Agency agency = find(snapshot, seat, from);
    if (!keepers.keeps(viewer, agency)) {
      throw new Refusal(HttpStatus.FORBIDDEN, "catalogue.not-keeper");
    }
    return agency;
  }

  static Agency find(CatalogueSnapshot snapshot, String seat, String from) {
    return snapshot
        .agency(seat + "/" + from)
        .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "catalogue.agency.unknown"));
  }

  /** Empty for the whole country: then every province there ever was is in it. */
  private static List<Unit> territory(CatalogueSnapshot snapshot, Agency agency) {
    if (agency.level() == AgencyLevel.CENTRAL) {
      return List.of();
    }
    return agency.territory().stream()
        .flatMap(id -> snapshot.unit(id).stream())
        .sorted(Comparator.comparing(Unit::level).thenComparing(Unit::ref))
        .toList();
  }

  private static List<AgencyPage.Other> heirs(CatalogueSnapshot snapshot, Agency agency) {
    return snapshot.agencySuccessions(agency.id()).stream()
        .flatMap(
            step ->
                snapshot.agency(step.newAgencyId()).stream()
                    .map(heir -> new AgencyPage.Other(heir, step)))
        .toList();
  }

  /**
   * Who handed over to it. Heirs of derived agencies are worked out when they are asked for, so
   * only those are asked that can be: of the same unit, of units that became it, of districts in
   * it.
   */
  private List<AgencyPage.Other> before(CatalogueSnapshot snapshot, Agency agency) {
    Set<Long> near = new HashSet<>(Set.of(agency.unitId()));
    history.of(agency.unitId()).stream()
        .filter(step -> step.newUnitId() == agency.unitId())
        .forEach(step -> near.add(step.oldUnitId()));
    if (agency.level() == AgencyLevel.PROVINCE) {
      for (Unit unit : snapshot.units()) {
        if (unit.level() == UnitLevel.DISTRICT
            && snapshot.withAncestors(unit).stream().anyMatch(u -> near.contains(u.id()))) {
          near.add(unit.id());
        }
      }
    }
    List<AgencyPage.Other> found = new ArrayList<>();
    for (Agency other : snapshot.agencies()) {
      LocalDate end = other.validTo();
      if (end != null && near.contains(other.unitId()) && agency.standsOn(end)) {
        snapshot.agencySuccessions(other.id()).stream()
            .filter(step -> step.newAgencyId().equals(agency.id()))
            .forEach(step -> found.add(new AgencyPage.Other(other, step)));
      }
    }
    return found;
  }
}
