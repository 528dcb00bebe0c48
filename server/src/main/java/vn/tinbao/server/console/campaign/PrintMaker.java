package vn.tinbao.server.console.campaign;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.CampaignChannel;
import vn.tinbao.server.campaign.CampaignState;
import vn.tinbao.server.campaign.CampaignText;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.campaign.print.CampaignPapers;
import vn.tinbao.server.campaign.print.PostKit;
import vn.tinbao.server.campaign.print.Sheet;
import vn.tinbao.server.campaign.sending.SendingOrder;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Hotline;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.portal.NewsPage;
import vn.tinbao.server.web.Messages;
import vn.tinbao.server.web.SiteSettings;
import vn.tinbao.sms.text.Segments;

/** Puts numbers, names and addresses to what a campaign says, for print. */
@Singleton
final class PrintMaker {
  private static final int MOST_COMPANIES = 6;

  private final Campaigns campaigns;
  private final Catalogue catalogue;
  private final CampaignPapers papers;
  private final Messages messages;
  private final SiteSettings site;
  private final Clock clock;

  PrintMaker(
      Campaigns campaigns,
      Catalogue catalogue,
      CampaignPapers papers,
      Messages messages,
      SiteSettings site,
      Clock clock) {
    this.campaigns = campaigns;
    this.catalogue = catalogue;
    this.papers = papers;
    this.messages = messages;
    this.site = site;
    this.clock = clock;
  }

  List<CampaignText> texts(Campaign campaign, CampaignChannel channel) {
    return campaigns.texts(campaign.id()).stream()
        .filter(text -> text.channel() == channel && !text.body().isBlank())
        .toList();
  }

  Optional<CampaignText> text(Campaign campaign, CampaignChannel channel, String language) {
    return texts(campaign, channel).stream()
        .filter(text -> text.language().equals(language))
        .findFirst();
  }

  /** The sheet of a text: its title is the headline, else the campaign's theme. */
  Sheet sheet(Campaign campaign, CampaignText text) {
    // The plan's title is its name among colleagues: never shown to the public.
    String theme = campaign.plan().theme();
    boolean own = !text.title().isBlank();
    return Sheet.of(
            text.language(),
            own ? theme : "",
            own ? text.title() : theme,
            text.body(),
            contact(campaign, text.language()),
            agency(campaign),
            text.changedAt())
        .marked(draft(campaign) ? mark(text) : "");
  }

  /** Nobody else has said yes to it yet. */
  private static boolean draft(Campaign campaign) {
    return campaign.state() == CampaignState.DRAFT || campaign.state() == CampaignState.SUBMITTED;
  }

  private String mark(CampaignText text) {
    return messages.text(Locale.forLanguageTag(text.language()), "print.draft");
  }

  /** A post: its picture shows the title alone. */
  PostKit.Post post(Campaign campaign, CampaignText text) {
    Sheet sheet = sheet(campaign, text);
    return new PostKit.Post(
        sheet.headlineAlone(),
        (draft(campaign) ? mark(text) + "\n\n" : "")
            + (text.title().isBlank() ? text.body() : text.title() + "\n\n" + text.body()));
  }

  private Sheet.Contact contact(Campaign campaign, String language) {
    Locale locale = Locale.forLanguageTag(language);
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    List<Hotline> lines = servingAll(snapshot, campaign.plan().units(), today);
    List<Sheet.Number> numbers = new ArrayList<>();
    first(lines, line -> line.purposes().contains("IMMEDIATE_DANGER"))
        .ifPresent(
            line ->
                numbers.add(
                    new Sheet.Number(
                        line.number(), messages.text(locale, "print.number.danger"), true)));
    first(lines, line -> line.purposes().contains("TRAFFICKING"))
        .ifPresent(
            line ->
                numbers.add(
                    new Sheet.Number(
                        line.number(), messages.text(locale, "print.number.trafficking"), false)));
    String sms = site.smsNumber();
    if (sms != null) {
      String keyword = campaign.plan().keyword();
      numbers.add(
          new Sheet.Number(
              sms,
              keyword == null
                  ? messages.text(locale, "print.number.sms")
                  : messages.text(locale, "print.number.sms.word", keyword),
              false));
    }
    first(lines, line -> line.unitId() != null)
        .filter(line -> numbers.stream().noneMatch(n -> n.number().equals(line.number())))
        .ifPresent(line -> numbers.add(new Sheet.Number(line.number(), line.owner(), false)));
    return new Sheet.Contact(
        site.of(campaign.path()),
        site.shown(campaign.path()),
        messages.text(locale, "print.scan"),
        numbers);
  }

  /** The same sheet hangs everywhere: only lines that serve every unit, the nearest first. */
  static List<Hotline> servingAll(CatalogueSnapshot snapshot, List<Long> units, LocalDate day) {
    List<List<Hotline>> each =
        units.stream()
            .flatMap(id -> snapshot.unit(id).stream())
            .map(unit -> snapshot.hotlinesFor(unit, day))
            .toList();
    return each.isEmpty()
        ? snapshot.hotlinesFor(null, day)
        : each.get(0).stream()
            .filter(line -> each.stream().allMatch(lines -> lines.contains(line)))
            .toList();
  }

  private static Optional<Hotline> first(List<Hotline> lines, Predicate<Hotline> which) {
    return lines.stream().filter(Hotline::verified).filter(which).findFirst();
  }

  private String agency(Campaign campaign) {
    return catalogue
        .now()
        .agency(campaign.agencyId())
        .map(Agency::name)
        .orElse(campaign.agencyId());
  }

  private CampaignPapers.Issuer issuer(Campaign campaign) {
    CatalogueSnapshot snapshot = catalogue.now();
    Optional<Agency> agency = snapshot.agency(campaign.agencyId());
    boolean alone =
        agency
            .map(
                one ->
                    one.function() == AgencyFunction.PEOPLES_COMMITTEE
                        || one.function() == AgencyFunction.STEERING_COMMITTEE)
            .orElse(true);
    return new CampaignPapers.Issuer(
        agency(campaign),
        alone
            ? null
            : agency.flatMap(one -> snapshot.agency(one.parentId())).map(Agency::name).orElse(null),
        agency.flatMap(one -> snapshot.unit(one.unitId())).map(Unit::name).orElse("Hà Nội"));
  }

  private static String theme(Campaign campaign) {
    return campaign.plan().theme().isBlank()
        ? "Tuyên truyền phòng, chống mua bán người"
        : campaign.plan().theme();
  }

  /** The text for the loudspeaker. */
  Paper script(Campaign campaign, CampaignText text) {
    return papers.script(
        issuer(campaign),
        (text.title().isBlank() ? theme(campaign) : text.title())
            + (draft(campaign) ? " (BẢN THẢO)" : ""),
        text.body(),
        text.changedAt());
  }

  /**
   * The letter to telecom companies, with the texts of the SMS channel.
   *
   * @param to names as they were typed, parted by semicolons
   */
  Paper letter(Campaign campaign, String to) {
    CatalogueSnapshot snapshot = catalogue.now();
    List<String> companies =
        Arrays.stream(to.split("[;\n]"))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .limit(MOST_COMPANIES)
            .toList();
    List<CampaignText> own = texts(campaign, CampaignChannel.LETTER);
    String subject =
        own.stream()
            .map(CampaignText::title)
            .filter(title -> !title.isBlank())
            .findFirst()
            .orElse("phối hợp nhắn tin tuyên truyền phòng, chống mua bán người");
    return papers.letter(
        new CampaignPapers.Request(
            issuer(campaign),
            companies.isEmpty() ? List.of("..............................") : companies,
            subject,
            own.stream().map(CampaignText::body).findFirst().orElse(""),
            texts(campaign, CampaignChannel.SMS).stream()
                .map(
                    text ->
                        new CampaignPapers.Text(
                            language(text.language()),
                            withoutLink(text.sent()),
                            Segments.of(withoutLink(text.sent())).count()))
                .toList(),
            campaign.plan().units().stream()
                .flatMap(id -> snapshot.unit(id).stream())
                .map(Unit::fullName)
                .toList(),
            campaign.plan().startsOn(),
            campaign.plan().endsOn(),
            clock.instant()));
  }

  /** The link by which a recipient leaves is one of our own: a telecom company has none. */
  static String withoutLink(String text) {
    return text.replaceAll("[ \\t]*" + Pattern.quote(SendingOrder.LEAVE), "").strip();
  }

  private static String language(String code) {
    return switch (code) {
      case "vi" -> "Tiếng Việt";
      case "en" -> "Tiếng Anh";
      default -> NewsPage.nameOf(code);
    };
  }
}
