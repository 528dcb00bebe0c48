package vn.tinbao.server.retention;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** Announced deletions: for heads of agencies those of their tips, for auditors all. */
@Controller("/retention")
@Hidden
@Allowed(Action.RETENTION_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class RetentionPages {
  private static final int LINES = 50;

  private final Templates pages = new StaticTemplates();
  private final Holds holds;
  private final RetentionClasses classes;

  RetentionPages(Holds holds, RetentionClasses classes) {
    this.holds = holds;
    this.classes = classes;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  JteModel list(Ui ui, StaffMember viewer, @QueryValue Optional<String> after) {
    Optional<Holds.After> place = after.flatMap(RetentionPages::place);
    List<Holds.Removal> found =
        holds.announced(viewer, place.orElse(Holds.After.start()), LINES + 1);
    boolean more = found.size() > LINES;
    List<Holds.Removal> shown = more ? List.copyOf(found.subList(0, LINES)) : found;
    Holds.Removal last = more ? shown.get(LINES - 1) : null;
    return pages.retentionList(
        ui,
        new RetentionPage(
            shown,
            classes.all(),
            place.isEmpty(),
            last == null ? null : "/retention?after=" + last.notBefore() + "_" + last.tipId()));
  }

  private static Optional<Holds.After> place(String text) {
    int line = text.lastIndexOf('_');
    if (line < 0) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.parse(text.substring(0, line));
      return LegalTime.storable(at)
          ? Optional.of(new Holds.After(at, UUID.fromString(text.substring(line + 1))))
          : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
