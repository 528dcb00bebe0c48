package vn.tinbao.server.console;

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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.web.Refusal;

/** Closing a tip to all but named people, and opening it again. */
@Controller("/desk/tips/{id}/restriction")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Allowed(Action.TIP_RESTRICT)
@ExecuteOn(TaskExecutors.BLOCKING)
class RestrictionPages {
  private final TipRestrictions restrictions;

  RestrictionPages(TipRestrictions restrictions) {
    this.restrictions = restrictions;
  }

  /** The reason, and the people who may open it besides the heads of the agency. */
  @Serdeable
  @Introspected
  record RestrictionForm(@Nullable String reason, @Nullable List<String> named) {}

  @Post
  HttpResponse<?> restrict(StaffMember viewer, UUID id, @Body RestrictionForm form) {
    TipRestrictions.Reason reason =
        Arrays.stream(TipRestrictions.Reason.values())
            .filter(value -> value.name().equals(form.reason()))
            .findFirst()
            .orElse(TipRestrictions.Reason.OTHER);
    List<String> typed = form.named() == null ? List.of() : form.named();
    Set<UUID> named =
        typed.stream().map(Ids::find).flatMap(Optional::stream).collect(Collectors.toSet());
    return then(restrictions.restrict(viewer, id, reason, named), id);
  }

  @Post("/end")
  @Consumes(MediaType.ALL)
  HttpResponse<?> lift(StaffMember viewer, UUID id) {
    return then(restrictions.lift(viewer, id), id);
  }

  private static HttpResponse<?> then(boolean done, UUID id) {
    if (!done) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#restriction"));
  }
}
