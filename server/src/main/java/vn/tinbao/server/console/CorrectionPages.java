package vn.tinbao.server.console;

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
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitSearch;
import vn.tinbao.server.catalogue.UnitSearches;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipCorrections;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipValues;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * Says what the machine got wrong in a tip. A typed place that is not one unit gives the form back
 * with what was found, to choose from.
 */
@Controller("/desk/tips/{id}/correction")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.TIP_CORRECT)
@ExecuteOn(TaskExecutors.BLOCKING)
class CorrectionPages {
  private static final int MOST_FOUND = 12;

  private final Templates pages = new StaticTemplates();
  private final TipCorrections corrections;
  private final TipDesk desk;
  private final UnitSearches searches;
  private final Catalogue catalogue;
  private final Clock clock;

  CorrectionPages(
      TipCorrections corrections,
      TipDesk desk,
      UnitSearches searches,
      Catalogue catalogue,
      Clock clock) {
    this.corrections = corrections;
    this.desk = desk;
    this.searches = searches;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** The form shows the words, so it opens the tip: that leaves an audit row. */
  @Get
  JteModel form(Ui ui, StaffMember viewer, UUID id) {
    TipDesk.View tip = opened(viewer, id);
    TipValues now = corrections.values(id).orElseThrow(CorrectionPages::noTip);
    return page(ui, tip, CorrectionForm.of(now, tip.version()), List.of(), null);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> correct(Ui ui, StaffMember viewer, UUID id, @Body CorrectionForm sent) {
    Optional<Understood.Kind> kind = sent.kindValue();
    List<Category> categories = sent.categoriesValue();
    Optional<Integer> urgency = sent.urgencyValue();
    if (kind.isEmpty() || categories.isEmpty() || urgency.isEmpty()) {
      return again(ui, viewer, id, sent, List.of(), "correction.incomplete");
    }
    Long unitId = sent.unitValue().orElse(null);
    boolean typed = CorrectionForm.SEARCH.equals(sent.place());
    if (typed) {
      List<UnitSearch.Hit> found = searches.on(today()).find(sent.searchValue(), MOST_FOUND);
      if (found.size() != 1) {
        String mistake = found.isEmpty() ? "correction.nothing-found" : "correction.choose-found";
        return again(ui, viewer, id, sent, found, mistake);
      }
      unitId = found.get(0).unit().id();
    } else if (unitId == null && !CorrectionForm.NONE.equals(sent.place())) {
      return again(ui, viewer, id, sent, List.of(), "correction.incomplete");
    }
    TipValues right =
        new TipValues(kind.get(), categories, urgency.get(), sent.child() != null, unitId);
    TipCorrections.Outcome outcome =
        corrections.correct(
            viewer, Ids.read(sent.id()), id, sent.versionValue(), right, sent.reason());
    return switch (outcome) {
      case DONE -> HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#reading"));
      case NOT_FOUND -> throw noTip();
      case CHANGED -> changed(ui, viewer, id, sent);
      case SAME -> again(ui, viewer, id, sent, List.of(), "correction.same");
      case NO_SUCH_PLACE -> again(ui, viewer, id, sent, List.of(), "correction.no-such-place");
      case TOO_LONG -> again(ui, viewer, id, sent, List.of(), "correction.too-long");
    };
  }

  /** The one answer that shows the tip as it is now: saying it again is about that. */
  private HttpResponse<JteModel> changed(Ui ui, StaffMember viewer, UUID id, CorrectionForm sent) {
    TipDesk.View tip = opened(viewer, id);
    return refused(page(ui, tip, sent.seeing(tip.version()), List.of(), "correction.changed"));
  }

  /** What was sent, about the version of the tip that it was about. */
  private HttpResponse<JteModel> again(
      Ui ui,
      StaffMember viewer,
      UUID id,
      CorrectionForm sent,
      List<UnitSearch.Hit> found,
      String mistake) {
    return refused(page(ui, opened(viewer, id), sent, found, mistake));
  }

  private static HttpResponse<JteModel> refused(JteModel page) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY).body(page);
  }

  private TipDesk.View opened(StaffMember viewer, UUID id) {
    if (!corrections.mayCorrect(viewer, id)) {
      throw noTip();
    }
    return desk.open(viewer, id).orElseThrow(CorrectionPages::noTip);
  }

  private JteModel page(
      Ui ui,
      TipDesk.View tip,
      CorrectionForm form,
      List<UnitSearch.Hit> found,
      @Nullable String mistake) {
    return pages.consoleCorrection(
        ui,
        new CorrectionPage(
            tip.id(),
            TipPageMaker.number(tip.id()),
            MarkedText.of(tip.understoodText(), tip.understood(), ui),
            choices(ui, tip, found),
            form,
            mistake));
  }

  /** What was searched, where the tip is now, what was read; each once. */
  private List<CorrectionPage.Choice> choices(Ui ui, TipDesk.View tip, List<UnitSearch.Hit> found) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = today();
    Map<Long, CorrectionPage.Choice> choices = new LinkedHashMap<>();
    for (UnitSearch.Hit hit : found) {
      String formerly = hit.formerly();
      add(choices, hit.unit(), hit.place(), formerly == null ? "" : formerly);
    }
    snapshot
        .unit(tip.unitId())
        .ifPresent(
            unit -> add(choices, unit, snapshot.fullPlace(unit), ui.t("correction.place.now")));
    for (Understood.Place place : tip.understood().places()) {
      String reason = ui.t("correction.place.read", place.reason());
      snapshot
          .unit(place.unitId())
          .map(unit -> snapshot.currentOf(unit, today))
          .orElse(List.of())
          .forEach(unit -> add(choices, unit, snapshot.fullPlace(unit), reason));
    }
    return List.copyOf(choices.values());
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }

  private static void add(
      Map<Long, CorrectionPage.Choice> choices, Unit unit, String place, String note) {
    choices.putIfAbsent(unit.id(), new CorrectionPage.Choice(unit.id(), place, note));
  }

  private static Refusal noTip() {
    return new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
  }
}
