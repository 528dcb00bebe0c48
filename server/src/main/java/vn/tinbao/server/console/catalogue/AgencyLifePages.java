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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyKeeper;
import vn.tinbao.server.catalogue.AgencySuccession;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueEditing;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * How an agency begins and ends: recording a new one, and the last day of one with who takes over.
 * Both are looked at twice: the first sending shows what would follow, the second does it.
 */
@Controller("/admin/catalogue/agencies")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_KEEP)
@ExecuteOn(TaskExecutors.BLOCKING)
class AgencyLifePages {
  private static final String HERE = "/admin/catalogue/agencies";
  private static final String NOT_YOURS = "catalogue.mistake.not-yours";
  private static final int MOST_NAMED = 8;

  private final Templates pages = new StaticTemplates();
  private final Catalogue catalogue;
  private final CatalogueEditing editing;
  private final CatalogueKeepers keepers;
  private final StaffAccounts accounts;

  AgencyLifePages(
      Catalogue catalogue,
      CatalogueEditing editing,
      CatalogueKeepers keepers,
      StaffAccounts accounts) {
    this.catalogue = catalogue;
    this.editing = editing;
    this.keepers = keepers;
    this.accounts = accounts;
  }

  /** An empty form; {@code unit} and {@code kind} fill in what the page before knew. */
  @Get("/new")
  JteModel form(Ui ui, @QueryValue Optional<String> unit, @QueryValue Optional<String> kind) {
    CatalogueSnapshot snapshot = catalogue.now();
    return form(
        ui,
        NewAgencyForm.fresh(Fields.cut(kind.orElse("")), Fields.cut(unit.orElse("")), snapshot),
        null);
  }

  /** Shows what would follow; with {@code sure} records it; with {@code again} shows the form. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> add(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    NewAgencyForm form = NewAgencyForm.of(sent);
    if (!Fields.text(sent, "again").isEmpty()) {
      return HttpResponse.ok(form(ui, form, null));
    }
    try {
      CatalogueSnapshot snapshot = catalogue.now();
      NewAgencyForm.Read read = form.read(snapshot);
      mustKeep(viewer, snapshot, read);
      editing.checkAddition(snapshot, read.agency(), read.nationwide());
      if (Fields.text(sent, "sure").isEmpty()) {
        return HttpResponse.ok(
            pages.consoleCatalogueAgencyLook(ui, look(ui, snapshot, form, read)));
      }
      editing.addAgency(
          new CatalogueEditing.Editor(viewer.id(), form.about().version()),
          read.agency(),
          read.nationwide());
      return HttpResponse.seeOther(URI.create(HERE + "/" + read.agency().id()));
    } catch (CatalogueMistake mistake) {
      // Who is told that it moved on looks again; a mere mistake does not make them have seen it.
      NewAgencyForm again = mistake.movedOn() ? form.seen(catalogue.refresh().version()) : form;
      return wrong(form(ui, again, Wrong.of(mistake, ui)));
    }
  }

  private JteModel form(Ui ui, NewAgencyForm form, @Nullable Wrong wrong) {
    return pages.consoleCatalogueAgencyNew(
        ui, form, List.copyOf(new AgencyKinds(catalogue.now()).all().keySet()), wrong);
  }

  private static HttpResponse<JteModel> wrong(JteModel page) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY).body(page);
  }

  private void mustKeep(StaffMember viewer, CatalogueSnapshot snapshot, NewAgencyForm.Read read) {
    AgencyKeeper keeper = keepers.as(viewer);
    Agency agency = read.agency();
    Unit unit = snapshot.unit(agency.unitId()).orElseThrow();
    if (!keeper.keeps(agency.level(), unit)) {
      throw new CatalogueMistake("unit", NOT_YOURS, unit.fullName());
    }
    if (read.nationwide() && !keeper.central()) {
      throw new CatalogueMistake("territory", "catalogue.mistake.only-central");
    }
    keeper
        .foreign(snapshot, agency.level(), Set.of(unit.id()), agency.territory())
        .filter(foreign -> !read.nationwide())
        .ifPresent(
            foreign -> {
              throw new CatalogueMistake("territory", NOT_YOURS, foreign.fullName());
            });
    snapshot
        .agency(agency.parentId())
        .filter(above -> !keeper.mayStandAbove(snapshot, above, unit))
        .ifPresent(
            above -> {
              throw new CatalogueMistake("parent", NOT_YOURS, above.name());
            });
  }

  private AgencyLookPage look(
      Ui ui, CatalogueSnapshot snapshot, NewAgencyForm form, NewAgencyForm.Read read) {
    Agency agency = read.agency();
    List<AgencyLookPage.Fact> facts = new ArrayList<>();
    facts.add(new AgencyLookPage.Fact("catalogue.field.name", agency.name()));
    facts.add(new AgencyLookPage.Fact("catalogue.agency.id", agency.id()));
    facts.add(
        new AgencyLookPage.Fact(
            "catalogue.function",
            ui.t("catalogue.function." + agency.function())
                + " · "
                + ui.t("catalogue.agency-level." + agency.level())));
    facts.add(
        new AgencyLookPage.Fact(
            "catalogue.agency.of",
            snapshot
                .unit(agency.unitId())
                .map(unit -> snapshot.fullPlace(unit, agency.validFrom()))
                .orElse("")));
    facts.add(new AgencyLookPage.Fact("catalogue.valid", valid(ui, agency)));
    facts.add(
        new AgencyLookPage.Fact(
            "catalogue.territory",
            read.nationwide() ? ui.t("catalogue.nationwide") : territory(snapshot, agency)));
    facts.add(
        new AgencyLookPage.Fact(
            "catalogue.agency.role",
            ui.t(agency.mayResolve() ? "catalogue.resolves" : "catalogue.forwards")
                + (agency.standing() ? " · " + ui.t("catalogue.standing") : "")));
    String phone = agency.phone();
    if (phone != null) {
      facts.add(new AgencyLookPage.Fact("catalogue.phone", phone));
    }
    String above = agency.parentId();
    if (above != null) {
      facts.add(
          new AgencyLookPage.Fact(
              "catalogue.agency.parent", snapshot.agency(above).map(Agency::name).orElse(above)));
    }
    facts.add(new AgencyLookPage.Fact("catalogue.source", agency.source()));
    return new AgencyLookPage(
        "catalogue.agency.new", HERE, form.fields(), facts, warnings(ui, snapshot, agency));
  }

  private static String valid(Ui ui, Agency agency) {
    LocalDate to = agency.validTo();
    return to == null
        ? ui.t("catalogue.valid.from", ui.day(agency.validFrom()))
        : ui.t("catalogue.valid.until", ui.day(agency.validFrom()), ui.day(to.minusDays(1)));
  }

  private static String territory(CatalogueSnapshot snapshot, Agency agency) {
    String names =
        agency.territory().stream()
            .flatMap(id -> snapshot.unit(id).stream())
            .map(Unit::fullName)
            .sorted()
            .limit(MOST_NAMED)
            .collect(Collectors.joining(", "));
    int more = agency.territory().size() - MOST_NAMED;
    return more > 0 ? names + " … (+" + more + ")" : names;
  }

  private List<String> warnings(Ui ui, CatalogueSnapshot snapshot, Agency agency) {
    List<String> warnings = new ArrayList<>();
    snapshot
        .agency(agency.id())
        .ifPresent(twin -> warnings.add(ui.t("catalogue.look.takes-place", twin.name())));
    List<String> beside =
        snapshot.agencies().stream()
            .filter(other -> !other.id().equals(agency.id()))
            .filter(other -> other.function() == agency.function())
            .filter(other -> other.level() == agency.level())
            .filter(other -> overlap(other, agency))
            .filter(other -> other.territory().stream().anyMatch(agency.territory()::contains))
            .map(Agency::name)
            .limit(MOST_NAMED)
            .toList();
    if (!beside.isEmpty()) {
      warnings.add(ui.t("catalogue.look.beside", String.join(", ", beside)));
    }
    if (agency.phone() == null) {
      warnings.add(ui.t("catalogue.look.no-phone"));
    }
    if (agency.parentId() == null) {
      warnings.add(ui.t("catalogue.look.no-parent"));
    }
    warnings.add(ui.t("catalogue.look.nobody"));
    return warnings;
  }

  private static boolean overlap(Agency one, Agency other) {
    return begins(one, other.validTo()) && begins(other, one.validTo());
  }

  private static boolean begins(Agency agency, @Nullable LocalDate before) {
    return before == null || agency.validFrom().isBefore(before);
  }

  /** The form that ends it. */
  @Get("/{seat}/{from}/end")
  JteModel end(Ui ui, StaffMember viewer, String seat, String from) {
    CatalogueSnapshot snapshot = catalogue.now();
    Agency agency = kept(snapshot, viewer, seat, from);
    return end(ui, agency, AgencyEndForm.of(agency, snapshot), null);
  }

  /** Shows what would follow; with {@code sure} ends it; with {@code again} shows the form. */
  @Post("/{seat}/{from}/end")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> end(
      Ui ui, StaffMember viewer, String seat, String from, @Body Map<String, String> sent) {
    CatalogueSnapshot snapshot = catalogue.now();
    Agency agency = kept(snapshot, viewer, seat, from);
    AgencyEndForm form = AgencyEndForm.of(sent);
    if (!Fields.text(sent, "again").isEmpty()) {
      return HttpResponse.ok(end(ui, agency, form, null));
    }
    try {
      List<AgencySuccession> heirs = form.read(agency.id());
      mayInherit(viewer, snapshot, agency, heirs);
      editing.checkEnd(snapshot, agency.id(), form.day(), heirs, form.source());
      if (Fields.text(sent, "sure").isEmpty()) {
        return HttpResponse.ok(
            pages.consoleCatalogueAgencyLook(ui, look(ui, snapshot, agency, form, heirs)));
      }
      editing.endAgency(
          new CatalogueEditing.Editor(viewer.id(), form.version()),
          agency.id(),
          form.day(),
          heirs,
          form.source());
      return HttpResponse.seeOther(URI.create(HERE + "/" + agency.id()));
    } catch (CatalogueMistake mistake) {
      AgencyEndForm again = mistake.movedOn() ? form.seen(catalogue.refresh().version()) : form;
      return wrong(end(ui, agency, again, Wrong.of(mistake, ui)));
    }
  }

  private JteModel end(Ui ui, Agency agency, AgencyEndForm form, @Nullable Wrong wrong) {
    return pages.consoleCatalogueAgencyEnd(ui, agency, form, wrong);
  }

  private Agency kept(CatalogueSnapshot snapshot, StaffMember viewer, String seat, String from) {
    Agency agency = AgencyPages.find(snapshot, seat, from);
    if (!keepers.keeps(viewer, agency)) {
      throw new Refusal(HttpStatus.FORBIDDEN, "catalogue.not-keeper");
    }
    return agency;
  }

  /** Reports go to who is kept, too, or is competent in that place anyhow: nowhere else. */
  private void mayInherit(
      StaffMember viewer, CatalogueSnapshot snapshot, Agency agency, List<AgencySuccession> heirs) {
    Unit unit = snapshot.unit(agency.unitId()).orElseThrow();
    for (AgencySuccession heir : heirs) {
      snapshot
          .agency(heir.newAgencyId())
          .filter(next -> !keepers.as(viewer).mayStandAbove(snapshot, next, unit))
          .ifPresent(
              next -> {
                throw new CatalogueMistake("heirs", NOT_YOURS, next.name());
              });
    }
  }

  private AgencyLookPage look(
      Ui ui,
      CatalogueSnapshot snapshot,
      Agency agency,
      AgencyEndForm form,
      List<AgencySuccession> heirs) {
    List<AgencyLookPage.Fact> facts = new ArrayList<>();
    facts.add(new AgencyLookPage.Fact("catalogue.field.name", agency.name()));
    facts.add(new AgencyLookPage.Fact("catalogue.field.last", ui.day(form.day().minusDays(1))));
    for (AgencySuccession heir : heirs) {
      String name =
          snapshot.agency(heir.newAgencyId()).map(Agency::name).orElse(heir.newAgencyId());
      String part = heir.scope() == null ? "" : ": " + heir.scope();
      facts.add(
          new AgencyLookPage.Fact(
              "catalogue.agency.heirs",
              name + " (" + ui.t("catalogue.extent." + heir.extent()) + ")" + part));
    }
    facts.add(new AgencyLookPage.Fact("catalogue.source", form.source()));
    List<String> warnings = new ArrayList<>();
    warnings.add(
        ui.t(
            heirs.isEmpty()
                ? "catalogue.look.no-heirs"
                : heirs.size() == 1 && heirs.get(0).scope() == null
                    ? "catalogue.look.one-heir"
                    : "catalogue.look.many-heirs",
            ui.day(form.day())));
    int people = accounts.enrolled(agency.id()).size();
    if (people > 0) {
      warnings.add(ui.t("catalogue.look.people", people));
    }
    return new AgencyLookPage(
        "catalogue.agency.end", HERE + "/" + agency.id() + "/end", form.fields(), facts, warnings);
  }
}
