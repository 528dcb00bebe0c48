package vn.tinbao.server.console.papers;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
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
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.papers.PaperFormat;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;

/** The papers of a tip. */
@Controller("/desk/tips/{id}/papers")
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
class PaperPages {
  private final TipPapers papers;
  private final PaperFiles files;

  PaperPages(TipPapers papers, PaperFiles files) {
    this.papers = papers;
    this.files = files;
  }

  /** Which transfer's slip is to be numbered. */
  @Serdeable
  @Introspected
  record NumberForm(@Nullable String transfer) {}

  /**
   * A paper of a tip.
   *
   * @param form {@code register-extract}, {@code intake-record} or {@code transfer-slip}
   * @param format {@code pdf} or {@code docx}
   * @param transfer whose slip; none: a slip to be filled by hand
   */
  @Get("/{form}/{format}")
  @Produces(MediaType.ALL)
  @Allowed(Action.TIP_PRINT)
  HttpResponse<byte[]> paper(
      StaffMember viewer,
      UUID id,
      String form,
      String format,
      @QueryValue Optional<String> transfer) {
    PaperFormat as = PaperFiles.format(format);
    Optional<Paper> paper =
        switch (form) {
          case TipPapers.REGISTER -> papers.registerExtract(viewer, id, as);
          case TipPapers.RECORD -> papers.intakeRecord(viewer, id, as);
          case TipPapers.SLIP -> slip(viewer, id, transfer, as);
          default -> Optional.empty();
        };
    return files.answer(
        paper.orElseThrow(PaperFiles::none), as, form + "-" + PaperWords.number(id));
  }

  /** Gives the slip of a transfer its number in the agency's row of the year. */
  @Post("/number")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.TIP_PRINT)
  HttpResponse<?> number(StaffMember viewer, UUID id, @Body NumberForm form) {
    if (!Ids.find(form.transfer()).map(t -> papers.number(viewer, id, t)).orElse(false)) {
      throw PaperFiles.none();
    }
    return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#papers"));
  }

  private Optional<Paper> slip(
      StaffMember viewer, UUID id, Optional<String> transfer, PaperFormat as) {
    if (transfer.isEmpty()) {
      return papers.transferSlip(viewer, id, null, as);
    }
    return Ids.find(transfer.get()).flatMap(t -> papers.transferSlip(viewer, id, t, as));
  }
}
