package vn.tinbao.server.console;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.audit.AuditTrail;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Who opened a tip, row by row: for the head of the agency that leads it, and for auditors. */
@Controller("/desk/tips/{id}/openings")
@Hidden
@Allowed(Action.TIP_OPENINGS)
@ExecuteOn(TaskExecutors.BLOCKING)
class OpeningsPages {
  private static final int LINES = 50;

  private final Templates pages = new StaticTemplates();
  private final Openings openings;
  private final AuditTrail trail;
  private final Catalogue catalogue;

  OpeningsPages(Openings openings, AuditTrail trail, Catalogue catalogue) {
    this.openings = openings;
    this.trail = trail;
    this.catalogue = catalogue;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  JteModel openings(Ui ui, StaffMember viewer, UUID id, @QueryValue Optional<String> after) {
    if (!openings.mayKnow(viewer, id)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    AuditTrail.After place =
        after.flatMap(AuditTrail.After::parse).orElse(AuditTrail.After.start());
    List<AuditTrail.Entry> found = trail.ofTip(id, place, LINES + 1);
    boolean more = found.size() > LINES;
    List<AuditTrail.Entry> shown = more ? List.copyOf(found.subList(0, LINES)) : found;
    return pages.consoleOpenings(
        ui,
        new OpeningsPage(
            id,
            TipPageMaker.number(id),
            shown,
            catalogue.now(),
            more
                ? "/desk/tips/%s/openings?after=%s".formatted(id, shown.get(LINES - 1).place())
                : null));
  }
}
