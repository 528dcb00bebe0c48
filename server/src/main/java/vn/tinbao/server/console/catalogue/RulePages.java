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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueEditing;
import vn.tinbao.server.catalogue.CatalogueLog;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.catalogue.CompetenceRuleFile;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** Competence rules of every day; a change is a new version from a day on. */
@Controller("/admin/catalogue/rules")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class RulePages {
  private static final Comparator<CompetenceRule> WEIGHTIEST_FIRST =
      Comparator.comparingInt((CompetenceRule rule) -> -rule.priority())
          .thenComparing(CompetenceRule::id)
          .thenComparing(CompetenceRule::validFrom);

  /** As people think of them; one that is not here comes last. */
  private static final List<String> ORDER =
      List.of("CRIME_REPORT", "BORDER", "CHILD_IN_DANGER", "VICTIM_SUPPORT", "ADVICE", "FORWARD");

  private static final int LAST = 100;
  private static final int LOG_LINES = 20;
  private static final String HERE = "/admin/catalogue/rules";

  private final Templates pages = new StaticTemplates();
  private final Catalogue catalogue;
  private final CatalogueEditing editing;
  private final CatalogueLog log;
  private final CatalogueKeepers keepers;
  private final Clock clock;

  RulePages(
      Catalogue catalogue,
      CatalogueEditing editing,
      CatalogueLog log,
      CatalogueKeepers keepers,
      Clock clock) {
    this.catalogue = catalogue;
    this.editing = editing;
    this.log = log;
    this.keepers = keepers;
    this.clock = clock;
  }

  /** The rules of the day; with {@code id} all versions of that one. */
  @Get
  JteModel list(
      Ui ui, StaffMember viewer, @QueryValue Optional<String> at, @QueryValue Optional<String> id) {
    CatalogueSnapshot snapshot = catalogue.now();
    AskedDay day = AskedDay.of(at, clock);
    String only = Fields.cut(id.orElse(""));
    LocalDate today = LegalTime.day(clock.instant());
    Map<String, List<CompetenceRule>> procedures = new LinkedHashMap<>();
    for (String procedure : procedures()) {
      List<CompetenceRule> rules =
          snapshot.rules().stream()
              .filter(rule -> rule.procedure().equals(procedure))
              .filter(rule -> only.isEmpty() ? rule.holdsOn(day.day()) : rule.id().equals(only))
              .sorted(WEIGHTIEST_FIRST)
              .toList();
      if (!rules.isEmpty()) {
        procedures.put(procedure, rules);
      }
    }
    Map<Long, Unit> units = new HashMap<>();
    List<CompetenceRule> keepable = new ArrayList<>();
    for (List<CompetenceRule> rules : procedures.values()) {
      for (CompetenceRule rule : rules) {
        rule.unitIds().forEach(u -> snapshot.unit(u).ifPresent(unit -> units.put(u, unit)));
        boolean over = rule.validTo() != null && !rule.validTo().isAfter(today);
        if (!over && keepers.keepsRules(viewer, rule.unitIds())) {
          keepable.add(rule);
        }
      }
    }
    return pages.consoleCatalogueRules(
        ui,
        new RulesPage(day, only, procedures, units, keepable, keepers.keepsSomeRules(viewer)),
        only.isEmpty() ? List.of() : log.of(only, LOG_LINES));
  }

  private static List<String> procedures() {
    return CompetenceRuleFile.PROCEDURES.stream()
        .sorted(
            Comparator.comparingInt((String name) -> Math.floorMod(ORDER.indexOf(name), LAST))
                .thenComparing(name -> name))
        .toList();
  }

  /** The form for a new version of a rule, or without {@code id} for a new rule. */
  @Get("/edit")
  @Allowed(Action.CATALOGUE_KEEP)
  JteModel edit(Ui ui, StaffMember viewer, @QueryValue Optional<String> id) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate tomorrow = LegalTime.day(clock.instant()).plusDays(1);
    Optional<CompetenceRule> rule =
        id.flatMap(
            asked ->
                snapshot.rules().stream()
                    .filter(r -> r.id().equals(asked))
                    .max(Comparator.comparing(CompetenceRule::validFrom)));
    RuleForm form =
        rule.map(
                r ->
                    RuleForm.of(
                        r, r.validFrom().isAfter(tomorrow) ? r.validFrom() : tomorrow, snapshot))
            .orElseGet(() -> RuleForm.empty(tomorrow, snapshot.version()));
    return form(ui, viewer, form, rule.isPresent(), null);
  }

  private JteModel form(
      Ui ui, StaffMember viewer, RuleForm form, boolean known, @Nullable Wrong wrong) {
    return pages.consoleCatalogueRuleEdit(
        ui,
        form,
        known,
        procedures(),
        new AgencyKinds(catalogue.now()).all(),
        keepers.keepsSomeRules(viewer),
        wrong);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<?> save(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    CatalogueSnapshot snapshot = catalogue.now();
    RuleForm form = RuleForm.of(sent);
    boolean known = !Fields.text(sent, "known").isEmpty();
    try {
      CompetenceRule next = form.read(snapshot);
      mustKeep(viewer, snapshot, next);
      if (!known && snapshot.rules().stream().anyMatch(r -> r.id().equals(next.id()))) {
        throw new CatalogueMistake("id", "catalogue.mistake.rule-there");
      }
      editing.rule(new CatalogueEditing.Editor(viewer.id(), form.version()), next);
    } catch (CatalogueMistake mistake) {
      RuleForm again = seen(form, form.version(), mistake);
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(form(ui, viewer, again, known, Wrong.of(mistake, ui)));
    }
    return HttpResponse.seeOther(URI.create(HERE + "?id=" + form.id()));
  }

  /**
   * The form once more: on the ground of the catalogue as it is only for whoever is told that it
   * moved on.
   */
  private RuleForm seen(RuleForm form, long sent, CatalogueMistake mistake) {
    return form.seen(mistake.movedOn() ? catalogue.refresh().version() : sent);
  }

  /** Both what the rule was for and what it will be for must be the person's to keep. */
  private void mustKeep(StaffMember viewer, CatalogueSnapshot snapshot, CompetenceRule next) {
    boolean all =
        keepers.keepsRules(viewer, next.unitIds())
            && snapshot.rules().stream()
                .filter(rule -> rule.id().equals(next.id()))
                .allMatch(rule -> keepers.keepsRules(viewer, rule.unitIds()));
    if (!all) {
      throw new CatalogueMistake(CatalogueMistake.WHOLE, "catalogue.rule.not-keeper");
    }
  }

  /** Ends a rule on a day, without another in its place. */
  @Post("/end")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<?> end(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    CatalogueSnapshot snapshot = catalogue.now();
    String id = Fields.text(sent, "id");
    CompetenceRule rule =
        snapshot.rules().stream()
            .filter(r -> r.id().equals(id))
            .max(Comparator.comparing(CompetenceRule::validFrom))
            .orElse(null);
    RuleForm form =
        rule == null
            ? RuleForm.of(sent)
            : RuleForm.of(rule, LegalTime.day(clock.instant()).plusDays(1), snapshot);
    try {
      if (rule == null) {
        throw new CatalogueMistake("id", "catalogue.rule.unknown");
      }
      mustKeep(viewer, snapshot, rule);
      editing.endRule(
          new CatalogueEditing.Editor(viewer.id(), Fields.number(sent, "version")),
          rule,
          Fields.day("end", Fields.text(sent, "end")));
    } catch (CatalogueMistake mistake) {
      RuleForm again = seen(form, Fields.number(sent, "version"), mistake);
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(form(ui, viewer, again, rule != null, Wrong.of(mistake, ui)));
    }
    return HttpResponse.seeOther(URI.create(HERE + "?id=" + id));
  }
}
