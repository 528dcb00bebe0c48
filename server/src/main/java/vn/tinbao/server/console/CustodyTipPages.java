package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.custody.IdentityRequests;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** The asker's side of custody: asking for a reporter's identity, opening it, giving it back. */
@Controller("/desk")
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class CustodyTipPages {
  private final Templates pages = new StaticTemplates();
  private final IdentityRequests requests;

  CustodyTipPages(IdentityRequests requests) {
    this.requests = requests;
  }

  /** What the form of a request sends. */
  @Serdeable
  @Introspected
  record RequestForm(@Nullable String requestId, @Nullable String reason) {

    @Override
    public String toString() {
      return "RequestForm[…]";
    }
  }

  @Post("/tips/{id}/identity-requests")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.IDENTITY_REQUEST)
  HttpResponse<?> ask(StaffMember viewer, UUID id, @Body RequestForm form) {
    String reason = form.reason() == null ? "" : form.reason();
    return switch (requests.ask(viewer, id, uuid(form.requestId()), reason)) {
      case DONE -> HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#identity"));
      case REASON_WRONG ->
          throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "custody.reason-wrong");
      case NO_CUSTODIAN -> throw new Refusal(HttpStatus.CONFLICT, "custody.no-custodian");
      case NOT_FOUND, TOO_LATE -> throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    };
  }

  /** By POST: nothing that reads ahead opens an identity. */
  @Post("/identity-requests/{id}/open")
  @Consumes(MediaType.ALL)
  @Allowed(Action.IDENTITY_OPEN)
  JteModel open(Ui ui, StaffMember viewer, UUID id) {
    return requests
        .open(viewer, id)
        .map(opened -> pages.consoleIdentity(ui, opened))
        .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "custody.not-open"));
  }

  @Post("/identity-requests/{id}/withdraw")
  @Consumes(MediaType.ALL)
  @Allowed(Action.IDENTITY_OPEN)
  HttpResponse<?> withdraw(StaffMember viewer, UUID id) {
    UUID tipId =
        requests
            .own(viewer, id)
            .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "custody.no-request"))
            .request()
            .tipId();
    var unused = requests.withdraw(viewer, id);
    return HttpResponse.seeOther(URI.create("/desk/tips/" + tipId + "#identity"));
  }

  /** Ids come from our own page; a spoilt one is nobody's. */
  private static UUID uuid(@Nullable String text) {
    try {
      return UUID.fromString(String.valueOf(text));
    } catch (IllegalArgumentException e) {
      return UuidCreator.getTimeOrderedEpoch();
    }
  }
}
