package vn.tinbao.server.portal;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Articles;
import vn.tinbao.server.campaign.CampaignKind;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.SiteSettings;

/**
 * Articles for programs that read feeds (Atom 1.0), and warnings for alerting systems (CAP 1.2).
 * The same for everybody, so anything on the way may keep them.
 */
@Controller("/feeds")
@Hidden
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class FeedPages {
  private static final String ATOM = "application/atom+xml";
  private static final String CAP = "application/cap+xml";
  private static final String CACHED = "public, max-age=300";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final Articles articles;
  private final Catalogue catalogue;
  private final SiteSettings site;
  private final Clock clock;

  FeedPages(Articles articles, Catalogue catalogue, SiteSettings site, Clock clock) {
    this.articles = articles;
    this.catalogue = catalogue;
    this.site = site;
    this.clock = clock;
  }

  /**
   * The newest articles.
   *
   * @param unit code of a unit of today; none: all places
   * @param lang {@code vi} or {@code en}; Vietnamese when none
   */
  @Get("/articles.atom")
  @Produces(ATOM)
  HttpResponse<String> articles(
      HttpRequest<?> request,
      @QueryValue Optional<String> unit,
      @QueryValue Optional<String> lang) {
    return feed(request, "/feeds/articles.atom", false, unit, lang);
  }

  /**
   * The newest warnings, each with its alert; and those taken back, until the day when they would
   * have ended: whoever reads the feed learns of it.
   */
  @Get("/alerts.atom")
  @Produces(ATOM)
  HttpResponse<String> alerts(
      HttpRequest<?> request,
      @QueryValue Optional<String> unit,
      @QueryValue Optional<String> lang) {
    return feed(request, "/feeds/alerts.atom", true, unit, lang);
  }

  /** One warning as an alert; that it is taken back, until the day when it would have ended. */
  @Get("/alerts/{id}.cap")
  @Produces(CAP)
  HttpResponse<String> alert(HttpRequest<?> request, UUID id, @QueryValue Optional<String> lang) {
    Optional<Articles.Article> standing = articles.of(id, language(lang)).filter(FeedPages::warns);
    if (standing.isEmpty()) {
      Articles.TakenBack back =
          articles
              .takenBack(id, language(lang))
              .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "campaign.article.unknown"));
      return cached(
          request,
          Articles.etag("cancel|" + back.article().etag() + "|" + back.at()),
          back.at(),
          CAP,
          CapAlert.cancel(back.article(), back.at(), site));
    }
    Articles.Article article = standing.get();
    CatalogueSnapshot snapshot = catalogue.now();
    List<Unit> units = article.units().stream().flatMap(u -> snapshot.unit(u).stream()).toList();
    return cached(
        request,
        article.etag(),
        article.publishedAt(),
        CAP,
        CapAlert.write(article, agency(article), units, site));
  }

  private HttpResponse<String> feed(
      HttpRequest<?> request,
      String path,
      boolean warnings,
      Optional<String> code,
      Optional<String> lang) {
    String language = language(lang);
    Unit unit = null;
    if (code.isPresent()) {
      unit =
          code.filter(typed -> typed.matches("[0-9]{1,10}"))
              .flatMap(typed -> catalogue.now().unitByCode(typed, LegalTime.day(clock.instant())))
              .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "device.topic.unknown"));
    }
    List<Articles.Article> found =
        warnings ? articles.warnings(unit, language) : articles.list(unit, language);
    List<Articles.TakenBack> back = warnings ? articles.takenBack(unit, language) : List.of();
    String query = "?lang=" + language + (unit == null ? "" : "&unit=" + unit.code());
    String etag =
        Articles.etag(
            query
                + found.stream().map(Articles.Article::etag).collect(Collectors.joining("|"))
                + back.stream()
                    .map(one -> "|cancel " + one.article().id() + " " + one.at())
                    .collect(Collectors.joining()));
    Instant newest =
        Stream.concat(
                found.stream().map(Articles.Article::publishedAt),
                back.stream().map(Articles.TakenBack::at))
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return cached(
        request,
        etag,
        newest,
        ATOM,
        AtomFeed.write(
            found,
            back,
            this::agency,
            FeedPages::warns,
            new AtomFeed.Head(
                language, warnings, path + query, unit == null ? "" : unit.fullName(), newest),
            site));
  }

  private static boolean warns(Articles.Article article) {
    return article.kind() == CampaignKind.WARNING;
  }

  private String agency(Articles.Article article) {
    return catalogue.now().agency(article.agencyId()).map(Agency::name).orElse("TinBao");
  }

  private static String language(Optional<String> lang) {
    return lang.filter("en"::equals).orElse("vi");
  }

  private static HttpResponse<String> cached(
      HttpRequest<?> request, String etag, Instant modified, String type, String body) {
    String quoted = '"' + etag + '"';
    boolean known =
        request
            .getHeaders()
            .get(HttpHeaders.IF_NONE_MATCH, String.class)
            .filter(sent -> sent.contains(quoted))
            .isPresent();
    MutableHttpResponse<String> answer = known ? HttpResponse.notModified() : HttpResponse.ok(body);
    return answer
        .contentType(new MediaType(type + ";charset=utf-8"))
        .header(HttpHeaders.ETAG, quoted)
        .header(HttpHeaders.LAST_MODIFIED, HTTP_DATE.format(modified))
        .header(HttpHeaders.CACHE_CONTROL, CACHED);
  }
}
