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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitSearch;
import vn.tinbao.server.catalogue.UnitSearches;
import vn.tinbao.server.console.MarkedText;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.routing.RoutedText;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** "Where would this text go today, or on 01/06/2024?" The text is in the body, never a query. */
@Controller("/admin/catalogue/preview")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class PreviewPages {
  /** As long as a report may be. */
  private static final int LONGEST = 20_000;

  private static final int CHOICES = 8;

  private final Templates pages = new StaticTemplates();
  private final RoutingPreviews previews;
  private final Catalogue catalogue;
  private final UnitSearches searches;
  private final Clock clock;

  PreviewPages(RoutingPreviews previews, Catalogue catalogue, UnitSearches searches, Clock clock) {
    this.previews = previews;
    this.catalogue = catalogue;
    this.searches = searches;
    this.clock = clock;
  }

  @Get
  JteModel form(Ui ui) {
    return pages.consoleCataloguePreview(
        ui, new PreviewPage("", AskedDay.of(Optional.empty(), clock), "", List.of(), null, null));
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> tryOut(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    String text = Fields.text(sent, "text");
    AskedDay at = AskedDay.of(Optional.of(Fields.text(sent, "at")), clock);
    String hotline = Fields.cut(Fields.text(sent, "hotline"));
    CatalogueSnapshot snapshot = catalogue.now();
    String error = error(text, at);
    List<UnitSearch.Hit> choices = List.of();
    Unit line = null;
    if (error == null && !hotline.isEmpty()) {
      try {
        line = chosen(snapshot, Fields.text(sent, "unit"), hotline, at.day());
      } catch (CatalogueMistake mistake) {
        choices = searches.on(at.day()).find(hotline, CHOICES);
        error = choices.isEmpty() ? "catalogue.preview.no-hotline" : "catalogue.preview.hotlines";
      }
    }
    if (error != null) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(
              pages.consoleCataloguePreview(
                  ui, new PreviewPage(text, at, hotline, choices, ui.t(error), null)));
    }
    RoutedText routed = previews.of(viewer, text, at.day(), line == null ? null : line.id());
    return HttpResponse.ok(
        pages.consoleCataloguePreview(
            ui,
            new PreviewPage(
                text, at, hotline, List.of(), null, result(ui, snapshot, text, routed, line))));
  }

  private static @Nullable String error(String text, AskedDay at) {
    if (text.isEmpty()) {
      return "catalogue.preview.no-text";
    }
    if (text.length() > LONGEST) {
      return "catalogue.preview.long";
    }
    return at.wrong() ? "catalogue.preview.day" : null;
  }

  /** The chosen unit; else the one of that code on that day; else the only one of that name. */
  private Unit chosen(CatalogueSnapshot snapshot, String ref, String typed, LocalDate day) {
    if (!ref.isEmpty()) {
      return Fields.unit("hotline", ref, snapshot);
    }
    Optional<Unit> byCode = snapshot.unitByCode(typed, day);
    if (byCode.isPresent()) {
      return byCode.get();
    }
    List<UnitSearch.Hit> hits = searches.on(day).find(typed, 2);
    if (hits.size() == 1) {
      return hits.get(0).unit();
    }
    throw new CatalogueMistake("hotline", "catalogue.mistake.unit", typed);
  }

  private static PreviewPage.Result result(
      Ui ui, CatalogueSnapshot snapshot, String text, RoutedText routed, @Nullable Unit line) {
    List<PreviewPage.Place> places =
        routed.understood().places().stream()
            .map(
                place -> {
                  Unit unit = snapshot.unit(place.unitId()).orElse(null);
                  return new PreviewPage.Place(
                      place,
                      unit,
                      unit == null ? "" : snapshot.fullPlace(unit),
                      place.currentUnitIds().stream()
                          .flatMap(id -> snapshot.unit(id).stream())
                          .toList());
                })
            .toList();
    List<Agency> supporting =
        routed.decision().supportingAgencyIds().stream()
            .flatMap(id -> snapshot.agency(id).stream())
            .toList();
    return new PreviewPage.Result(
        routed,
        MarkedText.of(text, routed.understood(), ui),
        places,
        line,
        snapshot.agency(routed.decision().leadAgencyId()).orElse(null),
        supporting);
  }
}
