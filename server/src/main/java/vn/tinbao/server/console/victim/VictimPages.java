package vn.tinbao.server.console.victim;

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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.victim.Referrals;
import vn.tinbao.server.victim.VictimOutcome;
import vn.tinbao.server.victim.Victims;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Records of people: the list with what other agencies offer, one person, the form. */
@Controller("/victims")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.VICTIM_OPEN)
@ExecuteOn(TaskExecutors.BLOCKING)
class VictimPages {
  static final String HERE = "/victims";
  static final String MISTAKE = "victim.mistake.";

  private final Templates pages = new StaticTemplates();
  private final Victims victims;
  private final Referrals referrals;
  private final VictimPageMaker maker;

  VictimPages(Victims victims, Referrals referrals, VictimPageMaker maker) {
    this.victims = victims;
    this.referrals = referrals;
    this.maker = maker;
  }

  @Get
  JteModel list(Ui ui, @Parameter(hidden = true) StaffMember viewer) {
    return pages.consoleVictimList(ui, maker.list(ui, viewer, ""));
  }

  /** The form for a new record; from a tip and a task in the field with what is known there. */
  @Get("/new")
  @Allowed(Action.VICTIM_KEEP)
  JteModel blank(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      @QueryValue Optional<String> tip,
      @QueryValue Optional<String> task) {
    UUID tipId = tip.filter(id -> !id.isBlank()).map(Ids::read).orElse(null);
    UUID taskId = task.flatMap(Ids::find).orElse(null);
    VictimForms.PersonForm form =
        maker.blank(viewer, tipId, taskId).orElseThrow(VictimPages::unknown);
    return pages.consoleVictimForm(ui, maker.form(ui, null, back(form), form, ""));
  }

  @Post
  @Allowed(Action.VICTIM_KEEP)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> begin(
      Ui ui, @Parameter(hidden = true) StaffMember viewer, @Body VictimForms.PersonForm form) {
    VictimForms.Read read = form.read();
    if (read.entry() == null) {
      return again(ui, null, form, MISTAKE + read.mistake());
    }
    UUID tip = VictimForms.text(form.tip()).isEmpty() ? null : Ids.read(form.tip());
    VictimOutcome outcome = victims.begin(viewer, Ids.read(form.formId()), tip, read.entry());
    return outcome instanceof VictimOutcome.Wrong wrong
        ? again(ui, null, form, MISTAKE + wrong.mistake())
        : answered(outcome, "");
  }

  /** One record; each opening is an audit row. */
  @Get("/{id}")
  JteModel one(Ui ui, @Parameter(hidden = true) StaffMember viewer, UUID id) {
    return pages.consoleVictimPage(
        ui, maker.page(ui, viewer, id, "", "").orElseThrow(VictimPages::unknown));
  }

  @Get("/{id}/facts")
  @Allowed(Action.VICTIM_KEEP)
  JteModel facts(Ui ui, @Parameter(hidden = true) StaffMember viewer, UUID id) {
    Victims.View view =
        victims.open(viewer, id).filter(Victims.View::holds).orElseThrow(VictimPages::unknown);
    VictimForms.PersonForm form =
        VictimForms.of(
            UuidCreator.getTimeOrderedEpoch().toString(),
            view.versions().get(0).id().toString(),
            view.codes(),
            view.facts());
    return pages.consoleVictimForm(ui, maker.form(ui, id, HERE + "/" + id, form, ""));
  }

  @Post("/{id}/facts")
  @Allowed(Action.VICTIM_KEEP)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> change(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      @Body VictimForms.PersonForm form) {
    VictimForms.Read read = form.read();
    if (read.entry() == null) {
      return again(ui, id, form, MISTAKE + read.mistake());
    }
    VictimOutcome outcome =
        victims.change(viewer, Ids.read(form.formId()), id, Ids.read(form.seen()), read.entry());
    if (outcome instanceof VictimOutcome.TooLate) {
      return HttpResponse.status(HttpStatus.CONFLICT)
          .body(
              pages.consoleVictimForm(
                  ui, maker.form(ui, id, HERE + "/" + id, form, "victim.too-late")));
    }
    return outcome instanceof VictimOutcome.Wrong wrong
        ? again(ui, id, form, MISTAKE + wrong.mistake())
        : answered(outcome, "");
  }

  @Post("/{id}/named")
  @Allowed(Action.VICTIM_NAME)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> name(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      @Body VictimForms.NameForm form) {
    VictimOutcome outcome =
        victims.name(viewer, id, Ids.read(form.staff()), VictimForms.text(form.end()).isEmpty());
    return outcome instanceof VictimOutcome.Wrong wrong
        ? HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
            .body(
                pages.consoleVictimPage(
                    ui,
                    maker
                        .page(ui, viewer, id, "", MISTAKE + wrong.mistake())
                        .orElseThrow(VictimPages::unknown)))
        : answered(outcome, "#named");
  }

  /** Takes a person over whom another agency refers. */
  @Post("/offers/{id}/acceptance")
  @Allowed(Action.VICTIM_REFERRAL)
  @Consumes(MediaType.ALL)
  HttpResponse<?> accept(Ui ui, @Parameter(hidden = true) StaffMember viewer, UUID id) {
    return offered(ui, viewer, referrals.accept(viewer, id), true);
  }

  @Post("/offers/{id}/refusal")
  @Allowed(Action.VICTIM_REFERRAL)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> refuse(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      @Body VictimForms.AnswerForm form) {
    return offered(ui, viewer, referrals.decline(viewer, id, VictimForms.text(form.note())), false);
  }

  private HttpResponse<?> offered(Ui ui, StaffMember viewer, VictimOutcome outcome, boolean opens) {
    if (outcome instanceof VictimOutcome.Done done) {
      return HttpResponse.seeOther(URI.create(opens ? HERE + "/" + done.victimId() : HERE));
    }
    if (outcome instanceof VictimOutcome.NotFound) {
      throw unknown();
    }
    boolean late = outcome instanceof VictimOutcome.TooLate;
    String mistake =
        outcome instanceof VictimOutcome.Wrong wrong
            ? MISTAKE + wrong.mistake()
            : "victim.too-late";
    return HttpResponse.status(late ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY)
        .body(pages.consoleVictimList(ui, maker.list(ui, viewer, mistake)));
  }

  private HttpResponse<JteModel> again(
      Ui ui, @Nullable UUID id, VictimForms.PersonForm form, String mistake) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(
            pages.consoleVictimForm(
                ui, maker.form(ui, id, id == null ? back(form) : HERE + "/" + id, form, mistake)));
  }

  private static String back(VictimForms.PersonForm form) {
    return Ids.find(form.tip()).map(tip -> "/desk/tips/" + tip).orElse(HERE);
  }

  /** For what was not refused for its content. */
  static HttpResponse<?> answered(VictimOutcome outcome, String part) {
    if (outcome instanceof VictimOutcome.Done done) {
      return HttpResponse.seeOther(URI.create(HERE + "/" + done.victimId() + part));
    }
    if (outcome instanceof VictimOutcome.TooLate) {
      throw new Refusal(HttpStatus.CONFLICT, "victim.too-late");
    }
    if (outcome instanceof VictimOutcome.Wrong wrong) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, MISTAKE + wrong.mistake());
    }
    throw unknown();
  }

  static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "victim.unknown");
  }
}
