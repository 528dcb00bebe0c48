package vn.tinbao.server.portal;

import com.github.f4b6a3.uuid.UuidCreator;
import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
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
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.vault.ReceiptCode;
import vn.tinbao.server.web.Ui;

/**
 * Where a reporter comes back. The code travels in the body of a form and stands in no address; so
 * each answer carries the page itself.
 */
@Controller("/follow")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class FollowPages {
  private final Templates pages = new StaticTemplates();
  private final FollowUp followUp;
  private final Lines lines;

  FollowPages(FollowUp followUp, Lines lines) {
    this.followUp = followUp;
    this.lines = lines;
  }

  /** The code as typed. */
  @Serdeable
  @Introspected
  record CodeForm(@Nullable String code) {

    @Override
    public String toString() {
      return "CodeForm[…]";
    }
  }

  /** A word more, under the code that opened the page. */
  @Serdeable
  @Introspected
  record MessageForm(@Nullable String code, @Nullable String id, @Nullable String text) {

    @Override
    public String toString() {
      return "MessageForm[…]";
    }
  }

  @Get
  JteModel ask(Ui ui) {
    return pages.portalFollow(ui, lines.danger(), null);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> open(Ui ui, @Body CodeForm form) {
    return show(ui, form.code(), HttpStatus.OK, "", null);
  }

  @Post("/messages")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> write(Ui ui, @Body MessageForm form) {
    String text = form.text() == null ? "" : form.text().strip();
    if (text.isEmpty()) {
      return show(ui, form.code(), HttpStatus.UNPROCESSABLE_ENTITY, text, "portal.message.missing");
    }
    if (text.length() > FollowUp.mostCharacters()) {
      return show(ui, form.code(), HttpStatus.UNPROCESSABLE_ENTITY, text, "portal.message.long");
    }
    return followUp.write(form.code(), messageId(form.id()), text).isPresent()
        ? show(ui, form.code(), HttpStatus.CREATED, "", null)
        : unknown(ui);
  }

  private HttpResponse<JteModel> show(
      Ui ui, @Nullable String code, HttpStatus status, String draft, @Nullable String mistake) {
    Optional<FollowUp.View> view = followUp.view(code);
    if (view.isEmpty()) {
      return unknown(ui);
    }
    String grouped = ReceiptCode.parse(code).map(ReceiptCode::grouped).orElse("");
    return HttpResponse.<JteModel>status(status)
        .body(
            pages.portalDialogue(
                ui,
                lines.danger(),
                view.get(),
                grouped,
                UuidCreator.getTimeOrderedEpoch(),
                draft,
                mistake,
                status == HttpStatus.CREATED));
  }

  private HttpResponse<JteModel> unknown(Ui ui) {
    return HttpResponse.<JteModel>status(HttpStatus.NOT_FOUND)
        .body(pages.portalFollow(ui, lines.danger(), "portal.follow.unknown"));
  }

  /** The id that the page was made with; another one when it was tampered with. */
  private static UUID messageId(@Nullable String id) {
    return Optional.ofNullable(id)
        .filter(
            text -> text.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"))
        .map(UUID::fromString)
        .orElseGet(UuidCreator::getTimeOrderedEpoch);
  }
}
