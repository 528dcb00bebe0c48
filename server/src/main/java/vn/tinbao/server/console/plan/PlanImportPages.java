package vn.tinbao.server.console.plan;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import vn.tinbao.server.attachment.MultiPart;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.Unit;
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
  private static final int LONGEST_NAME = 120;

  private final Templates pages = new StaticTemplates();
  private final PlanImport plans;
  private final PlanAgencies agencies;
  private final CatalogueKeepers keepers;

  PlanImportPages(PlanImport plans, PlanAgencies agencies, CatalogueKeepers keepers) {
    this.plans = plans;
    this.agencies = agencies;
    this.keepers = keepers;
  }

  /** A form as it came. */
  private static final class Sent {
    private String name = "";
    private String text = "";
    private boolean confirmed;
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
    String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE, String.class).orElse("");
    Sent sent = new Sent();
    try (InputStream in = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
      read(new MultiPart(in, type), sent);
    } catch (MultiPart.Malformed e) {
      return wrong(ui, sent, "plan.form-broken");
    }
    if (sent.text.isBlank()) {
      return wrong(ui, sent, "plan.import.no-file");
    }
    try {
      Plan plan = plans.read(sent.name, sent.text);
      Optional<Unit> unit = agencies.unit(plan);
      if (unit.isEmpty() || !keepers.keeps(viewer, level(unit.get()), unit.get())) {
        return wrong(ui, sent, "plan.import.not-keeper");
      }
      return HttpResponse.ok(
          pages.consolePlanImports(
              ui,
              new PlanImportPage(
                  plans.run(sent.name, sent.text, viewer.id(), !sent.confirmed),
                  List.of(),
                  sent.name,
                  sent.confirmed ? "" : sent.text,
                  null)));
    } catch (PlanUnreadableException e) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(
              pages.consolePlanImports(
                  ui, new PlanImportPage(null, e.mistakes(), sent.name, "", null)));
    }
  }

  private static AgencyLevel level(Unit unit) {
    return switch (unit.level()) {
      case PROVINCE -> AgencyLevel.PROVINCE;
      case DISTRICT -> AgencyLevel.DISTRICT;
      case COMMUNE -> AgencyLevel.COMMUNE;
    };
  }

  private HttpResponse<JteModel> wrong(Ui ui, Sent sent, String key) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(
            pages.consolePlanImports(ui, new PlanImportPage(null, List.of(), sent.name, "", key)));
  }

  private static void read(MultiPart form, Sent sent) throws IOException {
    Optional<MultiPart.Part> part;
    while ((part = form.next()).isPresent()) {
      String file = part.get().file();
      if (file != null) {
        // One byte more than any plan has: what is longer is refused by its size.
        byte[] bytes = part.get().body().readNBytes(PlanFile.MOST_BYTES + 1);
        if (bytes.length > 0) {
          sent.text = new String(bytes, StandardCharsets.UTF_8);
          sent.name = file.length() > LONGEST_NAME ? file.substring(0, LONGEST_NAME) : file;
        }
        continue;
      }
      switch (part.get().name()) {
        case "text" -> sent.text = part.get().text(PlanFile.MOST_BYTES * 2);
        case "name" -> sent.name = part.get().text(LONGEST_NAME * 4);
        case "confirmed" -> sent.confirmed = true;
        default -> {
          // Not ours.
        }
      }
    }
  }
}
