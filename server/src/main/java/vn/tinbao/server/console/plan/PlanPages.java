package vn.tinbao.server.console.plan;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.FileNames;
import vn.tinbao.server.attachment.MultiPart;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.console.SentForm;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.plan.Evidence;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanTask;
import vn.tinbao.server.plan.PlanWork;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.WorkOutcome;
import vn.tinbao.server.plan.WorkStep;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Plans, the tasks of one's own agency, and each task on a page. */
@Controller("/plans")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.PLAN_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class PlanPages {
  private static final String MISTAKE = "plan.work.mistake.";
  private static final int MOST_FIELD = 16_000;
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Templates pages = new StaticTemplates();
  private final Plans plans;
  private final PlanWork work;
  private final PlanPageMaker maker;

  PlanPages(Plans plans, PlanWork work, PlanPageMaker maker) {
    this.plans = plans;
    this.work = work;
    this.maker = maker;
  }

  /** The plans that touch a year, this one when none is asked for. */
  @Get
  JteModel list(Ui ui, @QueryValue Optional<String> year) {
    return pages.consolePlanList(ui, maker.list(year(year), ui.may(Action.PLAN_IMPORT.name())));
  }

  private int year(Optional<String> year) {
    return year.filter(typed -> typed.matches("2[01][0-9]{2}"))
        .map(Integer::parseInt)
        .orElseGet(() -> maker.today().getYear());
  }

  /** What falls to an agency, the viewer's own when none is asked for: by month, or by plan. */
  @Get("/mine")
  JteModel mine(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> year,
      @QueryValue Optional<String> agency,
      @QueryValue Optional<String> by,
      @QueryValue Optional<String> state) {
    String asked = agency.orElse("");
    if (!asked.isEmpty() && !maker.known(asked)) {
      throw unknown();
    }
    String chosen =
        state.filter(one -> one.matches("LATE|NOT_BEGUN|GOING_ON|BLOCKED|DONE")).orElse("");
    return pages.consolePlanMine(
        ui,
        maker.tasks(
            ui,
            viewer,
            asked,
            year(year),
            by.filter(one -> one.equals("plan")).isPresent(),
            chosen));
  }

  /** How the agencies go on with the plans of the viewer's place, above it and below it. */
  @Get("/agencies")
  JteModel agencies(Ui ui, StaffMember viewer, @QueryValue Optional<String> year) {
    return pages.consolePlanAgencies(ui, maker.agencies(viewer, year(year)));
  }

  /** One plan. */
  @Get("/{id}")
  JteModel one(Ui ui, String id) {
    return pages.consolePlanOne(ui, maker.overview(ui, plan(id)));
  }

  /** One task. */
  @Get("/{id}/tasks/{task}")
  JteModel task(Ui ui, StaffMember viewer, String id, String task) {
    Plan plan = plan(id);
    return pages.consolePlanTask(ui, maker.task(viewer, plan, task(plan, task), null, ""));
  }

  /** A step, or who is responsible. */
  @Serdeable
  @Introspected
  record WorkForm(
      @Nullable String formId,
      @Nullable String version,
      @Nullable String step,
      @Nullable String person,
      @Nullable String note) {

    int seen() {
      return version != null && version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : -1;
    }
  }

  /** Says how the own agency's part stands, or who is responsible for it. */
  @Post("/{id}/tasks/{task}/work")
  @Allowed(Action.PLAN_WORK)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> work(Ui ui, StaffMember viewer, String id, String task, @Body WorkForm form) {
    String note = form.note() == null ? "" : form.note();
    UUID formId = Ids.read(form.formId());
    WorkOutcome outcome;
    if (form.person() != null) {
      outcome =
          work.responsible(
              viewer,
              id,
              task,
              formId,
              form.seen(),
              form.person().isEmpty() ? null : Ids.read(form.person()));
    } else {
      WorkStep step = FormValues.value(WorkStep.class, form.step()).orElseThrow(PlanPages::unknown);
      outcome = work.step(viewer, id, task, formId, form.seen(), step, note);
    }
    return answered(ui, viewer, id, task, outcome, note);
  }

  /** Adds a proof to the own agency's part. */
  @Post("/{id}/tasks/{task}/evidence")
  @Allowed(Action.PLAN_WORK)
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  HttpResponse<?> prove(HttpRequest<?> request, Ui ui, StaffMember viewer, String id, String task)
      throws IOException {
    Plan plan = plan(id);
    if (!work.mayWork(viewer, plan, task(plan, task))) {
      throw unknown();
    }
    SentForm sent;
    try {
      sent = SentForm.read(request, MOST_FIELD, PlanWork.MOST_FILE_BYTES);
    } catch (MultiPart.Malformed e) {
      return again(ui, viewer, id, task, HttpStatus.UNPROCESSABLE_ENTITY, "plan.form-broken", "");
    }
    Evidence.Kind kind =
        FormValues.value(Evidence.Kind.class, sent.text("kind")).orElse(Evidence.Kind.NOTE);
    String people = sent.text("people");
    Integer counted =
        people.isEmpty() ? null : people.matches("[0-9]{1,8}") ? Integer.valueOf(people) : -1;
    WorkOutcome outcome =
        work.prove(
            viewer,
            id,
            task,
            Ids.read(sent.text("formId")),
            new PlanWork.NewEvidence(
                kind,
                day(sent.text("on")),
                counted,
                ref(kind == Evidence.Kind.CAMPAIGN ? sent.text("campaign") : sent.text("tip")),
                sent.text("note"),
                sent.fileName(),
                sent.file()));
    return answered(ui, viewer, id, task, outcome, sent.text("note"));
  }

  private static @Nullable LocalDate day(String typed) {
    try {
      return LocalDate.parse(typed);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The id itself, or the address of a page that ends with it. */
  private static @Nullable UUID ref(String typed) {
    Matcher found = ID.matcher(typed);
    return found.find() ? UUID.fromString(found.group()) : null;
  }

  /** Takes a proof back. */
  @Post("/{id}/tasks/{task}/evidence/{evidence}/withdrawal")
  @Allowed(Action.PLAN_WORK)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> withdraw(
      Ui ui, StaffMember viewer, String id, String task, UUID evidence, @Body WorkForm form) {
    return answered(
        ui,
        viewer,
        id,
        task,
        work.withdraw(viewer, id, task, Ids.read(form.formId()), evidence),
        "");
  }

  /** The file of a proof: cleaned where it could be; as it came for the own agency, if asked. */
  @Get("/{id}/tasks/{task}/evidence/{evidence}/file")
  @Allowed(Action.PLAN_WORK)
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> file(
      StaffMember viewer,
      String id,
      String task,
      UUID evidence,
      @QueryValue Optional<String> original) {
    PlanWork.EvidenceFile file =
        work.file(viewer, id, task, evidence, original.isPresent()).orElseThrow(PlanPages::unknown);
    return HttpResponse.ok(file.bytes())
        .contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, FileNames.disposition(false, file.name()))
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private HttpResponse<?> answered(
      Ui ui, StaffMember viewer, String id, String task, WorkOutcome outcome, String typed) {
    if (outcome instanceof WorkOutcome.Done) {
      return HttpResponse.seeOther(URI.create("/plans/" + id + "/tasks/" + task + "#own"));
    }
    if (outcome instanceof WorkOutcome.Wrong wrong) {
      return again(
          ui, viewer, id, task, HttpStatus.UNPROCESSABLE_ENTITY, MISTAKE + wrong.mistake(), typed);
    }
    if (outcome instanceof WorkOutcome.TooLate) {
      return again(ui, viewer, id, task, HttpStatus.CONFLICT, "plan.too-late", typed);
    }
    throw unknown();
  }

  private HttpResponse<JteModel> again(
      Ui ui,
      StaffMember viewer,
      String id,
      String task,
      HttpStatus status,
      String mistake,
      String typed) {
    Plan plan = plan(id);
    return HttpResponse.<JteModel>status(status)
        .body(
            pages.consolePlanTask(ui, maker.task(viewer, plan, task(plan, task), mistake, typed)));
  }

  private Plan plan(String id) {
    return plans.plan(id).orElseThrow(PlanPages::unknown);
  }

  private static PlanTask task(Plan plan, String task) {
    return plan.task(task).orElseThrow(PlanPages::unknown);
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "plan.unknown");
  }
}
