package vn.tinbao.server.console.plan;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import vn.tinbao.server.attachment.MultiPart;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.console.SentForm;
import vn.tinbao.server.console.catalogue.CatalogueKeepers;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanAgencies;
import vn.tinbao.server.plan.PlanFile;
import vn.tinbao.server.plan.PlanImport;
import vn.tinbao.server.plan.PlanUnreadableException;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** Imports a plan from a file: tried first, then taken. Administrators, for their own territory. */
@Controller("/plans/import")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.PLAN_IMPORT)
@ExecuteOn(TaskExecutors.BLOCKING)
class PlanImportPages {
  private final Templates pages = new StaticTemplates();
  private final PlanImport plans;
  private final PlanAgencies agencies;
  private final CatalogueKeepers keepers;

  PlanImportPages(PlanImport plans, PlanAgencies agencies, CatalogueKeepers keepers) {
    this.plans = plans;
    this.agencies = agencies;
    this.keepers = keepers;
  }

  @Get
  JteModel blank(Ui ui) {
    return pages.consolePlanImports(ui, new PlanImportPage(null, List.of(), "", "", null));
  }

  /** Tries a file, or imports one that was tried. */
  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  HttpResponse<JteModel> take(HttpRequest<?> request, Ui ui, StaffMember viewer)
      throws IOException {
    SentForm sent;
    try {
      sent = SentForm.read(request, PlanFile.MOST_BYTES * 2, PlanFile.MOST_BYTES);
    } catch (MultiPart.Malformed e) {
      return wrong(ui, "", "plan.form-broken");
    }
    byte[] file = sent.file();
    // What was tried comes back as a field when it is taken.
    String text = file == null ? sent.raw("text") : new String(file, StandardCharsets.UTF_8);
    String name = file == null ? sent.text("name") : String.valueOf(sent.fileName());
    boolean confirmed = sent.has("confirmed");
    if (text.isBlank()) {
      return wrong(ui, name, "plan.import.no-file");
    }
    try {
      Plan plan = plans.read(name, text);
      Optional<Unit> unit = agencies.unit(plan);
      if (unit.isEmpty() || !keepers.keeps(viewer, level(unit.get()), unit.get())) {
        return wrong(ui, name, "plan.import.not-keeper");
      }
      return HttpResponse.ok(
          pages.consolePlanImports(
              ui,
              new PlanImportPage(
                  plans.run(name, text, viewer.id(), !confirmed),
                  List.of(),
                  name,
                  confirmed ? "" : text,
                  null)));
    } catch (PlanUnreadableException e) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(
              pages.consolePlanImports(ui, new PlanImportPage(null, e.mistakes(), name, "", null)));
    }
  }

  private static AgencyLevel level(Unit unit) {
    return switch (unit.level()) {
      case PROVINCE -> AgencyLevel.PROVINCE;
      case DISTRICT -> AgencyLevel.DISTRICT;
      case COMMUNE -> AgencyLevel.COMMUNE;
    };
  }

  private HttpResponse<JteModel> wrong(Ui ui, String name, String key) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(pages.consolePlanImports(ui, new PlanImportPage(null, List.of(), name, "", key)));
  }
}
