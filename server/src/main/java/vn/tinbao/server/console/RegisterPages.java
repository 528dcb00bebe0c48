package vn.tinbao.server.console;

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
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.proceeding.Register;
import vn.tinbao.server.proceeding.RegisterField;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** The register of a tip, field by field. */
@Controller("/desk/tips/{id}/register")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.TIP_STEP)
@ExecuteOn(TaskExecutors.BLOCKING)
class RegisterPages {
  private final Templates pages = new StaticTemplates();
  private final Register register;
  private final TipAccess access;
  private final TipDesk desk;

  RegisterPages(Register register, TipAccess access, TipDesk desk) {
    this.register = register;
    this.access = access;
    this.desk = desk;
  }

  /** What is written already, without who the reporter is: that is only ever added to. */
  @Get
  JteModel form(Ui ui, StaffMember viewer, UUID id) {
    if (!access.mayAsLead(viewer, id, Action.TIP_STEP) || desk.open(viewer, id).isEmpty()) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    Optional<Register.Entry> entry = register.of(id);
    Map<RegisterField, String> typed = new EnumMap<>(RegisterField.class);
    typed.put(RegisterField.RECEIVED_BY, viewer.name());
    entry.ifPresent(
        known -> {
          typed.remove(RegisterField.RECEIVED_BY);
          typed.putAll(known.facts());
        });
    return pages.consoleTipRegister(
        ui,
        new RegisterForm(
            id,
            UuidCreator.getTimeOrderedEpoch(),
            typed,
            entry.map(Register.Entry::identityRefused).orElse(false),
            Map.of()),
        TipPageMaker.number(id));
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> write(Ui ui, StaffMember viewer, UUID id, @Body Map<String, String> sent) {
    Map<String, String> form = StepPages.typed(sent);
    RegisterForm typed = RegisterForm.of(id, form);
    Register.Outcome outcome =
        register.write(viewer, typed.entryId(), id, typed.refused(), typed.typed());
    if (outcome instanceof Register.Outcome.FieldsWrong wrong) {
      Map<String, String> mistakes = RegisterForm.sentences(wrong.fields());
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(pages.consoleTipRegister(ui, typed.with(mistakes), TipPageMaker.number(id)));
    }
    if (outcome instanceof Register.Outcome.NotFound) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#register"));
  }
}
