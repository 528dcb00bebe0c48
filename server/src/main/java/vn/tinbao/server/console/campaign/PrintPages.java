package vn.tinbao.server.console.campaign;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.FileNames;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.CampaignChannel;
import vn.tinbao.server.campaign.CampaignState;
import vn.tinbao.server.campaign.CampaignText;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.campaign.Reach;
import vn.tinbao.server.campaign.print.CampaignPapers;
import vn.tinbao.server.campaign.print.PostKit;
import vn.tinbao.server.campaign.print.ReadingTime;
import vn.tinbao.server.campaign.print.Sheet;
import vn.tinbao.server.campaign.print.SheetDesign;
import vn.tinbao.server.campaign.print.SheetSize;
import vn.tinbao.server.campaign.print.Sheets;
import vn.tinbao.server.campaign.print.UnprintableException;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.papers.PaperFormat;
import vn.tinbao.server.papers.Papers;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.SiteSettings;
import vn.tinbao.server.web.Ui;

/** What people carry on by hand of a campaign: sheets, script, posts, the letter to telecoms. */
@Controller("/campaigns/{id}/print")
@Hidden
@Allowed(Action.CAMPAIGN_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class PrintPages {
  private static final String VIETNAMESE = "vi";
  private static final String DOCX = "docx";

  private final Templates pages = new StaticTemplates();
  private final Campaigns campaigns;
  private final PrintMaker maker;
  private final Sheets sheets;
  private final PostKit kit;
  private final Papers papers;
  private final SiteSettings site;

  PrintPages(
      Campaigns campaigns,
      PrintMaker maker,
      Sheets sheets,
      PostKit kit,
      Papers papers,
      SiteSettings site) {
    this.campaigns = campaigns;
    this.maker = maker;
    this.sheets = sheets;
    this.kit = kit;
    this.papers = papers;
    this.site = site;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> print(Ui ui, StaffMember viewer, UUID id) {
    return HttpResponse.ok(page(ui, viewer, seen(viewer, id), null))
        .contentType(MediaType.TEXT_HTML_TYPE);
  }

  /** A poster of one page, or a leaflet of two. */
  @Get("/sheet")
  @Produces(MediaType.ALL)
  HttpResponse<?> sheet(
      Ui ui,
      StaffMember viewer,
      UUID id,
      @QueryValue Optional<String> what,
      @QueryValue Optional<String> in,
      @QueryValue Optional<String> design,
      @QueryValue Optional<String> size,
      @QueryValue Optional<String> press) {
    Campaign campaign = printable(viewer, id);
    CampaignText text = text(campaign, CampaignChannel.POSTER, in);
    SheetDesign as =
        design.flatMap(d -> FormValues.value(SheetDesign.class, d)).orElse(SheetDesign.SIGNAL);
    SheetSize of = size.flatMap(s -> FormValues.value(SheetSize.class, s)).orElse(SheetSize.A3);
    boolean leaflet = what.filter("leaflet"::equals).isPresent();
    return made(
        ui,
        viewer,
        campaign,
        () -> {
          Sheet sheet = maker.sheet(campaign, text);
          byte[] file =
              leaflet
                  ? sheets.leaflet(sheet, as, of, press.isPresent())
                  : sheets.poster(sheet, as, of, press.isPresent());
          return file(
              file,
              "application/pdf",
              (leaflet ? "leaflet-" : "poster-") + campaign.code() + ".pdf");
        });
  }

  /** The text for the loudspeaker. */
  @Get("/script/{format}")
  @Produces(MediaType.ALL)
  HttpResponse<?> script(
      StaffMember viewer, UUID id, String format, @QueryValue Optional<String> in) {
    Campaign campaign = printable(viewer, id);
    PaperFormat as = PaperFormat.of(format).orElseThrow(PrintPages::none);
    CampaignText text = text(campaign, CampaignChannel.SCRIPT, in);
    return file(
        papers.print(maker.script(campaign, text), as),
        as.mediaType(),
        "script-" + campaign.code() + "." + as.extension());
  }

  /** Texts and pictures to post. */
  @Get("/kit")
  @Produces(MediaType.ALL)
  HttpResponse<?> kit(Ui ui, StaffMember viewer, UUID id) {
    Campaign campaign = printable(viewer, id);
    List<CampaignText> posts = maker.texts(campaign, CampaignChannel.POST);
    if (posts.isEmpty()) {
      throw none();
    }
    return made(
        ui,
        viewer,
        campaign,
        () ->
            file(
                kit.zip(posts.stream().map(text -> maker.post(campaign, text)).toList()),
                "application/zip",
                "posts-" + campaign.code() + ".zip"));
  }

  /**
   * The letter that asks telecom companies to send the text.
   *
   * @param to their names, parted by semicolons; none: dotted, for the pen
   */
  @Get("/letter")
  @Produces(MediaType.ALL)
  HttpResponse<?> letter(StaffMember viewer, UUID id, @QueryValue Optional<String> to) {
    Campaign campaign = printable(viewer, id);
    if (!letter(viewer, campaign)) {
      throw none();
    }
    PaperFormat as = PaperFormat.of(DOCX).orElseThrow(PrintPages::none);
    String companies = to.filter(typed -> typed.length() <= 500).orElse("");
    return file(
        papers.print(maker.letter(campaign, companies), as),
        as.mediaType(),
        "cong-van-" + campaign.code() + ".docx");
  }

  private HttpResponse<?> made(
      Ui ui, StaffMember viewer, Campaign campaign, Supplier<HttpResponse<?>> made) {
    try {
      return made.get();
    } catch (UnprintableException refused) {
      return HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(page(ui, viewer, campaign, ui.t("print.why." + refused.why(), refused.what())))
          .contentType(MediaType.TEXT_HTML_TYPE);
    }
  }

  private CampaignText text(Campaign campaign, CampaignChannel channel, Optional<String> in) {
    return maker.text(campaign, channel, in.orElse(VIETNAMESE)).orElseThrow(PrintPages::none);
  }

  private Object page(Ui ui, StaffMember viewer, Campaign campaign, @Nullable String wrong) {
    boolean stopped = campaign.state() == CampaignState.STOPPED;
    return pages.consoleCampaignPrint(
        ui,
        new PrintPage(
            campaign,
            stopped ? List.of() : languages(campaign, CampaignChannel.POSTER),
            stopped
                ? List.of()
                : maker.texts(campaign, CampaignChannel.SCRIPT).stream()
                    .map(
                        text ->
                            new PrintPage.Script(
                                text.language(),
                                CampaignPapers.spoken(ReadingTime.of(text.body()))))
                    .toList(),
            stopped ? List.of() : languages(campaign, CampaignChannel.POST),
            letter(viewer, campaign),
            site.reachable() ? null : site.address().toString(),
            stopped ? ui.t("print.stopped") : wrong));
  }

  /** Asked for by the responsible agency in its own name, and only what the public may read. */
  private boolean letter(StaffMember viewer, Campaign campaign) {
    return campaign.state() != CampaignState.STOPPED
        && campaign.plan().reach() == Reach.PUBLIC
        && viewer.agencyId().equals(campaign.agencyId())
        && !maker.texts(campaign, CampaignChannel.SMS).isEmpty();
  }

  private List<String> languages(Campaign campaign, CampaignChannel channel) {
    return maker.texts(campaign, channel).stream().map(CampaignText::language).toList();
  }

  private Campaign seen(StaffMember viewer, UUID id) {
    return campaigns.seen(viewer, id).orElseThrow(PrintPages::none);
  }

  /** What was stopped is not spread any further. */
  private Campaign printable(StaffMember viewer, UUID id) {
    Campaign campaign = seen(viewer, id);
    if (campaign.state() == CampaignState.STOPPED) {
      throw new Refusal(HttpStatus.CONFLICT, "print.stopped");
    }
    return campaign;
  }

  private static Refusal none() {
    return new Refusal(HttpStatus.NOT_FOUND, "print.none");
  }

  private static HttpResponse<byte[]> file(byte[] content, String type, String name) {
    return HttpResponse.ok(content)
        .contentType(MediaType.of(type))
        .header(HttpHeaders.CONTENT_DISPOSITION, FileNames.disposition(false, name))
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
