package vn.tinbao.server.console;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.AttachmentDesk;
import vn.tinbao.server.attachment.FileNames;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * Opens attachments for staff. Whatever a file tries in a browser, it tries in a sandbox without
 * origin, scripts, forms and network, and nothing of it stays on the disk of its own accord.
 */
@Controller("/desk/tips/{id}/attachments/{attachmentId}")
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
class AttachmentPages {
  private static final String SANDBOX =
      "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; style-src"
          + " 'unsafe-inline'; frame-ancestors 'none'";

  private final Templates pages = new StaticTemplates();
  private final AttachmentDesk desk;

  AttachmentPages(AttachmentDesk desk) {
    this.desk = desk;
  }

  /** What the form before an original sends. */
  @Serdeable
  @Introspected
  record ReasonForm(@Nullable String reason) {

    @Override
    public String toString() {
      return "ReasonForm[…]";
    }
  }

  @Get
  @Produces(MediaType.ALL)
  @Allowed(Action.ATTACHMENT_OPEN)
  HttpResponse<InputStream> copy(StaffMember viewer, UUID id, UUID attachmentId) {
    AttachmentDesk.Opened opened =
        desk.copy(viewer, id, attachmentId).orElseThrow(AttachmentPages::none);
    // Films and recordings play in the tip's page; on their own they would be without its session.
    FileKind kind = opened.kind();
    return answer(opened, kind.picture(), kind.mediaType());
  }

  @Get("/thumbnail")
  @Produces(MediaType.ALL)
  @Allowed(Action.ATTACHMENT_OPEN)
  HttpResponse<InputStream> thumbnail(StaffMember viewer, UUID id, UUID attachmentId) {
    AttachmentDesk.Opened opened =
        desk.thumbnail(viewer, id, attachmentId).orElseThrow(AttachmentPages::none);
    return answer(opened, true, opened.kind().mediaType());
  }

  /** Asks for the reason. */
  @Get("/original")
  @Produces(MediaType.TEXT_HTML)
  @Allowed(Action.ATTACHMENT_ORIGINAL)
  JteModel ask(Ui ui, StaffMember viewer, UUID id, UUID attachmentId) {
    return pages.consoleTipOriginal(ui, id, evidence(viewer, id, attachmentId), null);
  }

  @Post("/original")
  @Produces(MediaType.ALL)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.ATTACHMENT_ORIGINAL)
  HttpResponse<?> original(
      Ui ui, StaffMember viewer, UUID id, UUID attachmentId, @Body ReasonForm form) {
    String reason = form.reason() == null ? "" : form.reason().strip();
    if (reason.isEmpty() || reason.length() > AttachmentDesk.MOST_CHARACTERS) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .contentType(MediaType.TEXT_HTML_TYPE)
          .body(
              pages.consoleTipOriginal(
                  ui, id, evidence(viewer, id, attachmentId), "attachment.reason.missing"));
    }
    return answer(
        desk.original(viewer, id, attachmentId, reason).orElseThrow(AttachmentPages::none),
        false,
        MediaType.APPLICATION_OCTET_STREAM);
  }

  private AttachmentDesk.Evidence evidence(StaffMember viewer, UUID id, UUID attachmentId) {
    return desk.evidence(viewer, id, attachmentId).orElseThrow(AttachmentPages::none);
  }

  private static MutableHttpResponse<InputStream> answer(
      AttachmentDesk.Opened opened, boolean inline, String mediaType) {
    return HttpResponse.ok(opened.bytes())
        .contentType(MediaType.of(mediaType))
        .header(HttpHeaders.CONTENT_LENGTH, Long.toString(opened.length()))
        .header(HttpHeaders.CONTENT_DISPOSITION, FileNames.disposition(inline, opened.name()))
        .header("Content-Security-Policy", SANDBOX)
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static Refusal none() {
    return new Refusal(HttpStatus.NOT_FOUND, "attachment.none");
  }
}
