package vn.tinbao.server.console.campaign;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.attachment.FileNames;
import vn.tinbao.server.campaign.CampaignResult;
import vn.tinbao.server.campaign.CampaignResults;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.papers.PaperFormat;
import vn.tinbao.server.papers.Papers;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Messages;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** What came of a campaign, on a page and as files. */
@Controller("/campaigns")
@Hidden
@Allowed(Action.CAMPAIGN_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class ResultPages {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final Templates pages = new StaticTemplates();
  private final CampaignResults results;
  private final ResultPageMaker maker;
  private final Catalogue catalogue;
  private final Papers papers;
  private final ResultReport report;

  ResultPages(
      CampaignResults results,
      ResultPageMaker maker,
      Catalogue catalogue,
      Papers papers,
      Messages messages) {
    this.results = results;
    this.maker = maker;
    this.catalogue = catalogue;
    this.papers = papers;
    this.report = new ResultReport(messages);
  }

  @Get("/{id}/result")
  @Produces(MediaType.TEXT_HTML)
  JteModel result(Ui ui, StaffMember viewer, UUID id) {
    return pages.consoleCampaignResult(ui, maker.page(viewer, found(viewer, id)));
  }

  /** The report of results; leaves a row in the history and in the audit. */
  @Get("/{id}/result/{format}")
  HttpResponse<byte[]> file(StaffMember viewer, UUID id, String format) {
    CampaignResult result = found(viewer, id);
    ResultPage page = maker.page(viewer, result);
    Optional<PaperFormat> paper = PaperFormat.of(format);
    boolean sheet = format.equals("xlsx");
    if (paper.isEmpty() && !sheet) {
      throw unknown();
    }
    CatalogueSnapshot snapshot = catalogue.now();
    byte[] bytes =
        sheet
            ? ResultSheet.bytes(report, page)
            : papers.print(
                report.paper(
                    page,
                    result.campaign().plan().units().stream()
                        .flatMap(unit -> snapshot.unit(unit).stream())
                        .map(snapshot::fullPlace)
                        .toList()),
                paper.get());
    results.reported(viewer, id, format.toUpperCase(java.util.Locale.ROOT));
    return HttpResponse.ok(bytes)
        .contentType(MediaType.of(sheet ? XLSX : paper.get().mediaType()))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            FileNames.disposition(
                paper.filter(one -> one == PaperFormat.PDF).isPresent(),
                "bao-cao-" + result.campaign().code() + "." + format))
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private CampaignResult found(StaffMember viewer, UUID id) {
    return results.of(viewer, id).orElseThrow(ResultPages::unknown);
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "campaign.result.none");
  }
}
