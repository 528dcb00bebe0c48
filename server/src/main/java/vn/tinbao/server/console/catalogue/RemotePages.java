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
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueEditing;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.RemoteUnit;
import vn.tinbao.server.catalogue.RemoteUnits;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/**
 * Where the longer limits for remote communes run. They lengthen what the law allows: central
 * administrators only.
 */
@Controller("/admin/catalogue/remote")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class RemotePages {
  private static final String HERE = "/admin/catalogue/remote";

  private final Templates pages = new StaticTemplates();
  private final Catalogue catalogue;
  private final RemoteUnits remote;
  private final CatalogueEditing editing;
  private final CatalogueKeepers keepers;
  private final Clock clock;

  RemotePages(
      Catalogue catalogue,
      RemoteUnits remote,
      CatalogueEditing editing,
      CatalogueKeepers keepers,
      Clock clock) {
    this.catalogue = catalogue;
    this.remote = remote;
    this.editing = editing;
    this.keepers = keepers;
    this.clock = clock;
  }

  /** Those of a day; with {@code unit} the form names that one. */
  @Get
  JteModel list(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> at,
      @QueryValue Optional<String> unit) {
    Map<String, String> typed =
        Map.of(
            "unit", Fields.cut(unit.orElse("")), "from", LegalTime.day(clock.instant()).toString());
    return page(ui, viewer, AskedDay.of(at, clock), typed, catalogue.now().version(), null);
  }

  /** Says it of another commune. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<?> say(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    return change(
        ui,
        viewer,
        sent,
        editor -> {
          LocalDate from = Fields.day("from", Fields.text(sent, "from"));
          Unit unit = commune(Fields.text(sent, "unit"), from);
          editing.remote(
              editor, new RemoteUnit(unit.id(), from, null, Fields.text(sent, "source")));
        });
  }

  /** Ends it. */
  @Post("/end")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<?> end(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    return change(
        ui,
        viewer,
        sent,
        editor -> {
          LocalDate from = Fields.day("from", Fields.text(sent, "from"));
          Unit unit = Fields.unit("unit", Fields.text(sent, "unit"), catalogue.now());
          editing.endRemote(editor, unit.id(), from, Fields.day("end", Fields.text(sent, "end")));
        });
  }

  /** A change that may turn out to be wrong. */
  private interface Change {
    void make(CatalogueEditing.Editor editor);
  }

  private HttpResponse<?> change(
      Ui ui, StaffMember viewer, Map<String, String> sent, Change change) {
    long version = Fields.number(sent, "version");
    try {
      if (!keepers.central(viewer)) {
        throw new CatalogueMistake(CatalogueMistake.WHOLE, "calendar.not-keeper");
      }
      change.make(new CatalogueEditing.Editor(viewer.id(), version));
      return HttpResponse.seeOther(URI.create(HERE));
    } catch (CatalogueMistake mistake) {
      long seen = mistake.movedOn() ? catalogue.refresh().version() : version;
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(
              page(
                  ui,
                  viewer,
                  AskedDay.of(Optional.empty(), clock),
                  sent,
                  seen,
                  Wrong.of(mistake, ui)));
    }
  }

  /** A code alone means the commune that has it on that day: codes were given anew in 2025. */
  private Unit commune(String ref, LocalDate day) {
    CatalogueSnapshot snapshot = catalogue.now();
    return snapshot.unitsByCode(ref).stream()
        .filter(unit -> unit.level() == UnitLevel.COMMUNE && unit.standsOn(day))
        .findFirst()
        .orElseGet(() -> Fields.unit("unit", ref, snapshot));
  }

  private JteModel page(
      Ui ui,
      StaffMember viewer,
      AskedDay day,
      Map<String, String> typed,
      long version,
      @Nullable Wrong wrong) {
    CatalogueSnapshot snapshot = catalogue.now();
    Map<String, List<RemotePage.Line>> provinces = new TreeMap<>();
    int many = 0;
    for (RemoteUnit unit : remote.on(day.day())) {
      Optional<Unit> found = snapshot.unit(unit.unitId());
      if (found.isPresent()) {
        List<Unit> chain = snapshot.withAncestors(found.get(), day.day());
        Unit top = chain.get(chain.size() - 1);
        provinces
            .computeIfAbsent(top.code() + " " + top.fullName(), name -> new ArrayList<>())
            .add(new RemotePage.Line(found.get(), unit));
        many++;
      }
    }
    provinces
        .values()
        .forEach(lines -> lines.sort(Comparator.comparing(line -> line.unit().code())));
    return pages.consoleCatalogueRemote(
        ui,
        new RemotePage(
            day,
            provinces,
            many,
            typed,
            version,
            keepers.central(viewer) && ui.may("CATALOGUE_KEEP"),
            wrong));
  }
}
