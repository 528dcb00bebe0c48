package vn.tinbao.server.portal;

import gg.jte.models.runtime.JteModel;
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
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Articles;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.TipsThatFollowed;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitSearch;
import vn.tinbao.server.catalogue.UnitSearches;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * What campaigns tell the public. Who reads what is kept nowhere; the path of a campaign counts
 * that it was opened, and on which day.
 */
@Controller
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class NewsPages {
  private static final int MOST_HITS = 12;
  private static final int LONGEST = 100;
  private static final String LANGUAGE = "[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}";

  private final Templates pages = new StaticTemplates();
  private final Articles articles;
  private final TipsThatFollowed followed;
  private final Lines lines;
  private final Catalogue catalogue;
  private final UnitSearches searches;
  private final Clock clock;

  NewsPages(
      Articles articles,
      TipsThatFollowed followed,
      Lines lines,
      Catalogue catalogue,
      UnitSearches searches,
      Clock clock) {
    this.articles = articles;
    this.followed = followed;
    this.lines = lines;
    this.catalogue = catalogue;
    this.searches = searches;
    this.clock = clock;
  }

  /**
   * The newest articles.
   *
   * @param place a name as people write it
   * @param unit code of a unit of today, chosen from the hits of a name
   */
  @Get("/news")
  JteModel list(Ui ui, @QueryValue Optional<String> place, @QueryValue Optional<String> unit) {
    LocalDate today = LegalTime.day(clock.instant());
    CatalogueSnapshot snapshot = catalogue.now();
    String asked = place.map(NewsPages::cut).orElse("");
    Optional<Unit> chosen =
        unit.filter(code -> code.matches("[0-9]{1,10}"))
            .flatMap(code -> snapshot.unitByCode(code, today));
    List<UnitSearch.Hit> hits =
        chosen.isPresent() || asked.isBlank()
            ? List.of()
            : searches.on(today).find(asked, MOST_HITS);
    if (hits.size() == 1) {
      chosen = Optional.of(hits.get(0).unit());
      hits = List.of();
    }
    return pages.portalNewsList(
        ui,
        lines.danger(),
        new NewsListPage(
            articles.list(chosen.orElse(null), ui.lang()),
            asked,
            chosen.map(one -> snapshot.fullPlace(one, today)).orElse(null),
            hits));
  }

  /**
   * One article.
   *
   * @param in the language of its text; that of the page when it is none
   */
  @Get("/news/{id}")
  HttpResponse<JteModel> one(Ui ui, UUID id, @QueryValue Optional<String> in) {
    Articles.Article article =
        articles
            .of(id, language(ui, in))
            .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "campaign.article.unknown"));
    return page(ui, article, "", article.agencyId(), article.units(), null);
  }

  /** The path that stands on posters, as a QR code too. */
  @Get("/c/{code}")
  HttpResponse<JteModel> path(
      Ui ui, String code, @QueryValue Optional<String> in, @QueryValue Optional<String> lang) {
    Campaign campaign =
        followed
            .visited(code, in.isEmpty() && lang.isEmpty())
            .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "campaign.path.unknown"));
    String theme =
        campaign.plan().theme().isBlank() ? ui.t("campaign.news") : campaign.plan().theme();
    return page(
        ui,
        articles.of(campaign.id(), language(ui, in)).orElse(null),
        theme,
        campaign.agencyId(),
        campaign.plan().units(),
        campaign.code());
  }

  private HttpResponse<JteModel> page(
      Ui ui,
      Articles.@Nullable Article article,
      String theme,
      String agencyId,
      List<Long> units,
      @Nullable String via) {
    CatalogueSnapshot snapshot = catalogue.now();
    String places =
        units.stream()
            .flatMap(id -> snapshot.unit(id).stream())
            .map(Unit::fullName)
            .collect(Collectors.joining(", "));
    return HttpResponse.ok(
            pages.portalNews(
                ui,
                lines.danger(),
                new NewsPage(
                    article,
                    theme,
                    places,
                    snapshot.agency(agencyId).map(Agency::name).orElse(""),
                    via)))
        .header(HttpHeaders.VARY, "Accept-Language, Cookie");
  }

  private static String language(Ui ui, Optional<String> in) {
    return in.filter(typed -> typed.matches(LANGUAGE)).orElse(ui.lang());
  }

  private static String cut(String text) {
    String stripped = text.strip();
    return stripped.length() > LONGEST ? stripped.substring(0, LONGEST) : stripped;
  }
}
