package vn.tinbao.server.portal;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Articles;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.web.Refusal;

/** Articles for the app: kept by anything on the way, asked for again by their ETag. */
@Controller("/api/v1/articles")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Citizen")
class ArticleApi {
  private static final String LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}";
  private static final String CACHED = "public, max-age=60";

  /** As many as a line of a phone's screen names. */
  private static final int MOST_PLACES = 3;

  private static final String PLACES =
      "Some of the places whose people it is for, three at most, each with what it lies in";
  private static final String MORE_PLACES = "How many other places it is for";

  private final Articles articles;
  private final Catalogue catalogue;
  private final Clock clock;

  ArticleApi(Articles articles, Catalogue catalogue, Clock clock) {
    this.articles = articles;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** An article without its body. */
  @Serdeable
  @Schema(name = "ArticleLine")
  record LineBody(
      UUID id,
      @Schema(description = "What it is for, such as `WORLD_DAY`") String kind,
      @Schema(description = "Of this text (BCP 47); not always the one asked for") String language,
      @Schema(description = "All that it is written in") List<String> languages,
      String title,
      @Schema(description = "Its first paragraph") String lead,
      OffsetDateTime publishedAt,
      @Schema(description = "Last day of its campaign") LocalDate until,
      @Schema(description = "Its page on the public site") String path,
      @Schema(description = PLACES) List<String> places,
      @Schema(description = MORE_PLACES) int morePlaces,
      @Schema(description = "The ETag of the article itself, without quotation marks")
          String etag) {

    static LineBody of(Shown shown) {
      Articles.Article article = shown.article();
      return new LineBody(
          article.id(),
          article.kind().name(),
          article.language(),
          article.languages(),
          article.title(),
          article.lead(),
          LegalTime.withOffset(article.publishedAt()),
          article.until(),
          "/news/" + article.id(),
          shown.places(),
          shown.morePlaces(),
          shown.etag());
    }
  }

  /** An article. */
  @Serdeable
  @Schema(name = "Article")
  record ArticleBody(
      UUID id,
      @Schema(description = "What it is for, such as `WORLD_DAY`") String kind,
      @Schema(description = "Of this text (BCP 47); not always the one asked for") String language,
      @Schema(description = "All that it is written in") List<String> languages,
      String title,
      @Schema(description = "Plain text; blank lines part paragraphs") String body,
      OffsetDateTime publishedAt,
      @Schema(description = "Last day of its campaign") LocalDate until,
      @Schema(description = "Its page on the public site") String path,
      @Schema(description = PLACES) List<String> places,
      @Schema(description = MORE_PLACES) int morePlaces) {

    static ArticleBody of(Shown shown) {
      Articles.Article article = shown.article();
      return new ArticleBody(
          article.id(),
          article.kind().name(),
          article.language(),
          article.languages(),
          article.title(),
          article.body(),
          LegalTime.withOffset(article.publishedAt()),
          article.until(),
          "/news/" + article.id(),
          shown.places(),
          shown.morePlaces());
    }
  }

  @Get
  @Operation(
      summary = "The newest articles, fifty at most",
      description =
          "Of all places, or for the people of one: of the unit, what it lies in and what lies in"
              + " it.")
  @ApiResponse(responseCode = "200", description = "The list; has an ETag")
  @ApiResponse(responseCode = "304", description = "As it was")
  HttpResponse<List<LineBody>> list(
      @Parameter(hidden = true) HttpRequest<?> request,
      @Parameter(description = "Code of a unit of today")
          @QueryValue
          @Nullable
          @Pattern(regexp = "[0-9]{1,10}")
          String unit,
      @Parameter(description = "Language wanted (BCP 47), `vi` when none is given")
          @QueryValue
          @Nullable
          @Pattern(regexp = LANGUAGE)
          String lang) {
    Unit of = null;
    if (unit != null) {
      of =
          catalogue
              .now()
              .unitByCode(unit, LegalTime.day(clock.instant()))
              .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "device.topic.unknown"));
    }
    List<Shown> found =
        articles.list(of, lang == null ? "vi" : lang).stream().map(this::shown).toList();
    String etag = Articles.etag(found.stream().map(Shown::etag).collect(Collectors.joining("|")));
    return cached(request, etag, found.stream().map(LineBody::of).toList());
  }

  @Get("/{id}")
  @Operation(summary = "One article, in a language or the nearest that there is")
  @ApiResponse(responseCode = "200", description = "The article; has an ETag")
  @ApiResponse(responseCode = "304", description = "As it was")
  @ApiResponse(responseCode = "404", description = "There is none, or no more: forget a copy")
  HttpResponse<ArticleBody> one(
      @Parameter(hidden = true) HttpRequest<?> request,
      UUID id,
      @Parameter(description = "Language wanted (BCP 47), `vi` when none is given")
          @QueryValue
          @Nullable
          @Pattern(regexp = LANGUAGE)
          String lang) {
    Shown article =
        articles
            .of(id, lang == null ? "vi" : lang)
            .map(this::shown)
            .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "campaign.article.unknown"));
    return cached(request, article.etag(), ArticleBody.of(article));
  }

  /**
   * An article with the names that its places have today.
   *
   * @param etag changes with every letter of it, names of places too
   */
  private record Shown(
      Articles.Article article, List<String> places, int morePlaces, String etag) {}

  private Shown shown(Articles.Article article) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    List<String> places =
        article.units().stream()
            .flatMap(id -> snapshot.unit(id).stream())
            .map(unit -> snapshot.fullPlace(unit, today))
            .toList();
    List<String> named = places.stream().limit(MOST_PLACES).toList();
    return new Shown(
        article,
        named,
        places.size() - named.size(),
        Articles.etag(article.etag() + "|" + named + "|" + places.size()));
  }

  private static <T> HttpResponse<T> cached(HttpRequest<?> request, String etag, T body) {
    boolean known =
        Optional.ofNullable(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH))
            .filter(
                sent ->
                    Arrays.stream(sent.split(",", -1))
                        .map(one -> one.strip().replaceFirst("^W/", ""))
                        .anyMatch(one -> one.equals("*") || one.equals('"' + etag + '"')))
            .isPresent();
    MutableHttpResponse<T> answer = known ? HttpResponse.notModified() : HttpResponse.ok(body);
    return answer
        .header(HttpHeaders.ETAG, '"' + etag + '"')
        .header(HttpHeaders.CACHE_CONTROL, CACHED);
  }
}
