package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
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
import vn.tinbao.server.retention.Holds;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;

/** Keeping a tip from deletion, and letting go of it. */
@Controller("/desk/tips/{id}/hold")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.LEGAL_HOLD)
@ExecuteOn(TaskExecutors.BLOCKING)
class RetentionTipPages {
  private final Holds holds;

  RetentionTipPages(Holds holds) {
    this.holds = holds;
  }

  /** What both forms send. */
  @Serdeable
  @Introspected
  record HoldForm(@Nullable String holdId, @Nullable String reason) {

    @Override
    public String toString() {
      return "HoldForm[…]";
    }
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> set(StaffMember viewer, UUID id, @Body HoldForm form) {
    return answer(id, holds.set(viewer, id, uuid(form.holdId()), reason(form)));
  }

  @Post("/lift")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> lift(StaffMember viewer, UUID id, @Body HoldForm form) {
    return answer(id, holds.lift(viewer, id, reason(form)));
  }

  private static HttpResponse<?> answer(UUID id, Holds.Outcome outcome) {
    return switch (outcome) {
      case DONE -> HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#retention"));
      case REASON_WRONG ->
          throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "custody.reason-wrong");
      case NOT_FOUND -> throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    };
  }

  private static String reason(HoldForm form) {
    return form.reason() == null ? "" : form.reason();
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
