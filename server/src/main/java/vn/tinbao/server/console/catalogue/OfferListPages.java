package vn.tinbao.server.console.catalogue;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.MultiPart;
import vn.tinbao.server.console.SentForm;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.offers.OfferFileException;
import vn.tinbao.server.offers.OfferImport;
import vn.tinbao.server.offers.OfferMistake;
import vn.tinbao.server.offers.OfferRegister;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/**
 * The list of companies that may send workers abroad: one for the whole country, so central
 * administrators only.
 */
@Controller("/admin/catalogue/offers")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class OfferListPages {
  /** More than any list. */
  private static final int MOST_BYTES = 9 << 20;

  private static final int MOST_FIELD = 1_500;
  private static final int FIRST_YEAR = 1990;
  private static final int LAST_YEAR = 2199;

  private final Templates pages = new StaticTemplates();
  private final OfferImport lists;
  private final OfferRegister register;
  private final CatalogueKeepers keepers;

  OfferListPages(OfferImport lists, OfferRegister register, CatalogueKeepers keepers) {
    this.lists = lists;
    this.register = register;
    this.keepers = keepers;
  }

  @Get
  JteModel list(Ui ui, StaffMember viewer) {
    return page(ui, viewer, SentForm.blank(), null, List.of());
  }

  /** Imports a list, whole or not at all. */
  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<JteModel> take(HttpRequest<?> request, Ui ui, StaffMember viewer)
      throws IOException {
    SentForm sent;
    try {
      sent = SentForm.read(request, MOST_FIELD, MOST_BYTES);
    } catch (MultiPart.Malformed e) {
      return wrong(ui, viewer, SentForm.blank(), List.of(ui.t("offers.keep.broken")));
    }
    byte[] file = sent.file();
    Optional<LocalDate> day = day(sent.text("as-of"));
    if (!keepers.central(viewer)) {
      return wrong(ui, viewer, sent, List.of(ui.t("offers.keep.not-keeper")));
    }
    if (day.isEmpty()) {
      return wrong(ui, viewer, sent, List.of(ui.t("offers.keep.no-day")));
    }
    if (file == null) {
      return wrong(ui, viewer, sent, List.of(ui.t("offers.keep.no-file")));
    }
    try {
      OfferImport.Done done =
          lists.run(file, day.get(), sent.text("source"), sent.has("sample"), viewer.id());
      return HttpResponse.ok(
          page(
              ui,
              viewer,
              SentForm.blank(),
              done.changed()
                  ? ui.t("offers.keep.did", done.list().companies(), ui.day(day.get()))
                  : ui.t("offers.keep.same"),
              List.of()));
    } catch (OfferFileException mistakes) {
      return wrong(
          ui, viewer, sent, mistakes.mistakes().stream().map(one -> sentence(one, ui)).toList());
    }
  }

  /** Takes a list back that was imported by mistake. */
  @Post("/withdraw")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<JteModel> withdraw(Ui ui, StaffMember viewer, @Body Map<String, String> form) {
    if (!keepers.central(viewer)) {
      return wrong(ui, viewer, SentForm.blank(), List.of(ui.t("offers.keep.not-keeper")));
    }
    boolean gone = lists.withdraw(id(form), viewer.id());
    String done = ui.t(gone ? "offers.keep.withdrawn" : "offers.keep.gone");
    return HttpResponse.ok(page(ui, viewer, SentForm.blank(), done, List.of()));
  }

  private static UUID id(Map<String, String> form) {
    try {
      return UUID.fromString(Fields.text(form, "id"));
    } catch (IllegalArgumentException e) {
      return new UUID(0, 0);
    }
  }

  private static String sentence(OfferMistake mistake, Ui ui) {
    String problem = ui.t("offers.mistake." + mistake.problem());
    String what = mistake.value().isEmpty() ? problem : problem + ": " + mistake.value();
    if (mistake.line() == 0) {
      return switch (mistake.column()) {
        case "source" -> ui.t("offers.keep.source") + ": " + what;
        case "as_of" -> ui.t("offers.keep.as-of") + ": " + what;
        default -> what;
      };
    }
    String line = String.valueOf(mistake.line());
    return mistake.column().isEmpty()
        ? ui.t("offers.mistake.row", line, what)
        : ui.t("offers.mistake.line", line, mistake.column(), what);
  }

  private static Optional<LocalDate> day(String typed) {
    try {
      return Optional.of(LocalDate.parse(typed))
          .filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private HttpResponse<JteModel> wrong(
      Ui ui, StaffMember viewer, SentForm sent, List<String> sentences) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(page(ui, viewer, sent, null, sentences));
  }

  private JteModel page(
      Ui ui, StaffMember viewer, SentForm sent, @Nullable String done, List<String> wrong) {
    return pages.consoleCatalogueOffers(
        ui,
        new OfferListPage(
            register.newest().orElse(null),
            keepers.central(viewer) && ui.may("CATALOGUE_KEEP"),
            done,
            wrong,
            sent.text("as-of"),
            sent.text("source"),
            sent.has("sample")));
  }
}
