package vn.tinbao.server.console.catalogue;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.LocalDate;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueLog;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.web.Ui;

/** What the catalogue holds today, and what people changed of it last. */
@Controller("/admin/catalogue")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class CataloguePages {
  private static final int LOG_LINES = 20;

  private final Templates pages = new StaticTemplates();
  private final Catalogue catalogue;
  private final CatalogueLog log;
  private final Clock clock;

  CataloguePages(Catalogue catalogue, CatalogueLog log, Clock clock) {
    this.catalogue = catalogue;
    this.log = log;
    this.clock = clock;
  }

  @Get
  JteModel overview(Ui ui) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    return pages.consoleCatalogueOverview(
        ui,
        new OverviewPage(
            snapshot.version(),
            (int) snapshot.units().stream().filter(u -> u.standsOn(today)).count(),
            snapshot.units().size(),
            (int) snapshot.agencies().stream().filter(a -> a.standsOn(today)).count(),
            snapshot.agencies().size(),
            (int) snapshot.rules().stream().filter(r -> r.holdsOn(today)).count(),
            snapshot.rules().size(),
            log.latest(LOG_LINES)));
  }
}
