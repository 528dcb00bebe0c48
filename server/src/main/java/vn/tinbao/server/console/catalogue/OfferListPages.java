package vn.tinbao.server.console.catalogue;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
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
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.MultiPart;
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
  /** More than any list; what is beyond is read away, so that the sender is heard. */
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

  /** A form as it came. */
  private static final class Sent {
    private String asOf = "";
    private String source = "";
    private boolean sample;
    private byte @Nullable [] file;
  }

  @Get
  JteModel list(Ui ui, StaffMember viewer) {
    return page(ui, viewer, new Sent(), null, List.of());
  }

  /** Imports a list, whole or not at all. */
  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<JteModel> take(HttpRequest<?> request, Ui ui, StaffMember viewer)
      throws IOException {
    String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE, String.class).orElse("");
    Sent sent = new Sent();
    try (InputStream in = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
      read(new MultiPart(in, type), sent);
    } catch (MultiPart.Malformed e) {
      return wrong(ui, viewer, sent, List.of(ui.t("offers.keep.broken")));
    }
    byte[] file = sent.file;
    Optional<LocalDate> day = day(sent.asOf);
    if (!keepers.central(viewer)) {
      return wrong(ui, viewer, sent, List.of(ui.t("offers.keep.not-keeper")));
    }
    if (day.isEmpty()) {
      return wrong(ui, viewer, sent, List.of(ui.t("offers.keep.no-day")));
    }
    if (file == null || file.length == 0) {
      return wrong(ui, viewer, sent, List.of(ui.t("offers.keep.no-file")));
    }
    try {
      OfferImport.Done done = lists.run(file, day.get(), sent.source, sent.sample, viewer.id());
      return HttpResponse.ok(
          page(
              ui,
              viewer,
              new Sent(),
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
      return wrong(ui, viewer, new Sent(), List.of(ui.t("offers.keep.not-keeper")));
    }
    boolean gone = lists.withdraw(id(form), viewer.id());
    String done = ui.t(gone ? "offers.keep.withdrawn" : "offers.keep.gone");
    return HttpResponse.ok(page(ui, viewer, new Sent(), done, List.of()));
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

  private static void read(MultiPart form, Sent sent) throws IOException {
    Optional<MultiPart.Part> part;
    while ((part = form.next()).isPresent()) {
      if (part.get().file() != null) {
        if (sent.file == null) {
          sent.file = part.get().body().readNBytes(MOST_BYTES);
          part.get().body().transferTo(OutputStream.nullOutputStream());
        }
        continue;
      }
      String value = part.get().text(MOST_FIELD).strip();
      switch (part.get().name()) {
        case "as-of" -> sent.asOf = value;
        case "source" -> sent.source = value;
        case "sample" -> sent.sample = true;
        default -> {
          // Not ours.
        }
      }
    }
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
      Ui ui, StaffMember viewer, Sent sent, List<String> sentences) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(page(ui, viewer, sent, null, sentences));
  }

  private JteModel page(
      Ui ui, StaffMember viewer, Sent sent, @Nullable String done, List<String> wrong) {
    return pages.consoleCatalogueOffers(
        ui,
        new OfferListPage(
            register.newest().orElse(null),
            keepers.central(viewer) && ui.may("CATALOGUE_KEEP"),
            done,
            wrong,
            sent.asOf,
            sent.source,
            sent.sample));
  }
}
