package vn.tinbao.server.console;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.AttachmentDesk;
import vn.tinbao.server.attachment.MultiPart;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;

/** Takes files that the agency gives to the reporter, without JavaScript. */
@Controller("/desk/tips/{id}/files")
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class GivePages {
  /** An id as text, in bytes. */
  private static final int MOST_ID = 36;

  private final AttachmentDesk desk;

  GivePages(AttachmentDesk desk) {
    this.desk = desk;
  }

  /**
   * Files before one that is refused stay given: the page of the tip lists them. Posted again, they
   * are given once; the form's id comes before the files.
   */
  @Post
  @Allowed(Action.TIP_ANSWER)
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  HttpResponse<?> give(HttpRequest<?> request, StaffMember viewer, UUID id) {
    String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE, String.class).orElse("");
    try (InputStream in = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
      MultiPart form = new MultiPart(in, type);
      boolean any = false;
      UUID formId = null;
      Optional<MultiPart.Part> part;
      while ((part = form.next()).isPresent()) {
        String file = part.get().file();
        if (file == null && part.get().name().equals("form")) {
          formId = id(part.get().text(MOST_ID));
        }
        if (file != null && !file.isEmpty()) {
          any = true;
          var unused =
              desk.give(viewer, id, formId, file, part.get().body())
                  .orElseThrow(() -> new Refusal(HttpStatus.FORBIDDEN, "console.not-yours"));
        }
      }
      if (!any) {
        throw new Refusal(HttpStatus.BAD_REQUEST, "attachment.give.none");
      }
      return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#attachments"));
    } catch (IOException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "portal.files.broken");
    }
  }

  /** A form without a good id is taken as one that is posted once. */
  private static @Nullable UUID id(String typed) {
    try {
      return UUID.fromString(typed);
    } catch (IllegalArgumentException wrong) {
      return null;
    }
  }
}
