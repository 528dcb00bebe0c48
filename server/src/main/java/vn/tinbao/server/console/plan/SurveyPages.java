package vn.tinbao.server.console.plan;

import com.github.f4b6a3.uuid.UuidCreator;
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
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.plan.PlanWork;
import vn.tinbao.server.plan.RiskSurvey;
import vn.tinbao.server.plan.RiskSurveys;
import vn.tinbao.server.plan.SurveyCount;
import vn.tinbao.server.plan.WorkMistake;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** Surveys of local risk of one's own agency. */
@Controller("/plans/surveys")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.PLAN_WORK)
@ExecuteOn(TaskExecutors.BLOCKING)
class SurveyPages {
  private final Templates pages = new StaticTemplates();
  private final RiskSurveys surveys;
  private final PlanWork work;
  private final Catalogue catalogue;

  SurveyPages(RiskSurveys surveys, PlanWork work, Catalogue catalogue) {
    this.surveys = surveys;
    this.work = work;
    this.catalogue = catalogue;
  }

  @Get
  JteModel list(Ui ui, StaffMember viewer) {
    return page(ui, viewer, null, Map.of());
  }

  /** Keeps one. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> write(Ui ui, StaffMember viewer, @Body Map<String, Object> form) {
    Map<String, String> typed = new HashMap<>();
    form.forEach((name, value) -> typed.put(name, String.valueOf(value).strip()));
    Map<SurveyCount, Integer> counts = new EnumMap<>(SurveyCount.class);
    boolean wrong = false;
    for (SurveyCount what : SurveyCount.values()) {
      String count = typed.getOrDefault(what.name(), "");
      if (count.matches("[0-9]{1,8}")) {
        counts.put(what, Integer.valueOf(count));
      } else {
        wrong |= !count.isEmpty();
      }
    }
    Optional<WorkMistake> mistake =
        wrong
            ? Optional.of(WorkMistake.PEOPLE_WRONG)
            : surveys.write(
                viewer,
                Ids.read(typed.get("formId")),
                day(typed.getOrDefault("on", "")),
                FormValues.value(RiskSurvey.Risk.class, typed.get("risk"))
                    .orElse(RiskSurvey.Risk.MEDIUM),
                counts,
                typed.getOrDefault("note", ""));
    return mistake.isEmpty()
        ? HttpResponse.seeOther(URI.create("/plans/surveys"))
        : HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
            .body(page(ui, viewer, "plan.work.mistake." + mistake.get(), typed));
  }

  /** A day that is none is one that no survey has. */
  private static LocalDate day(String typed) {
    try {
      return LocalDate.parse(typed);
    } catch (DateTimeException e) {
      return LocalDate.EPOCH;
    }
  }

  private JteModel page(
      Ui ui, StaffMember viewer, @Nullable String mistake, Map<String, String> typed) {
    return pages.consolePlanSurveys(
        ui,
        new SurveyPage(
            catalogue.now().agency(viewer.agencyId()).map(Agency::name).orElse(viewer.agencyId()),
            surveys.of(viewer),
            UuidCreator.getTimeOrderedEpoch(),
            work.today(),
            mistake,
            typed));
  }
}
