package vn.tinbao.server.push;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.web.Refusal;

/** News for anybody about a place, without telling who asks. Nothing of it is kept. */
@Controller("/api/v1/topics")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Citizen")
class TopicApi {
  private static final String TOPIC = "u-\\d{2,10}-\\d{8}-(vi|en)";

  /** Commune and province, in two languages, and one more place. */
  private static final int MOST_TOPICS = 6;

  private static final int LONGEST_TOKEN = 1_000;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration BUSY = Duration.ofSeconds(60);

  /** Streams of one node; who finds none asks now and then instead. */
  private static final int MOST_STREAMS = 1_000;

  /** Changes that are asked of the provider at once: far below its quota of 3,000 a second. */
  private static final int MOST_CHANGES = 8;

  private final TopicNews news;
  private final List<TopicSubscriptions> subscriptions;
  private final Catalogue catalogue;
  private final Live live;
  private final AtomicInteger streams = new AtomicInteger();
  private final Semaphore changes = new Semaphore(MOST_CHANGES);

  TopicApi(TopicNews news, List<TopicSubscriptions> subscriptions, Catalogue catalogue, Live live) {
    this.news = news;
    this.subscriptions = List.copyOf(subscriptions);
    this.catalogue = catalogue;
    this.live = live;
  }

  /** A wish to follow a topic, or no longer. */
  @Serdeable
  @Introspected
  @Schema(name = "TopicWish")
  record WishBody(
      @Schema(description = "`fcm` with a registration token of Firebase")
          @NotNull
          @Pattern(regexp = "[a-z]{2,12}")
          @Nullable String provider,
      @NotNull @Size(min = 10, max = LONGEST_TOKEN) @Pattern(regexp = "[\\x21-\\x7e]*")
          @Nullable String token,
      @NotNull @Pattern(regexp = TOPIC) @Nullable String topic,
      boolean follow) {

    @Override
    public String toString() {
      return "TopicWish[…]";
    }
  }

  /** How this phone hears of the topic from now on. */
  @Serdeable
  @Schema(name = "TopicReach")
  record ReachBody(
      @Schema(description = "`relay`: ask `/topics/news` now and then") String reachedBy) {}

  @Get("/news")
  @Operation(
      summary = "What is new on some topics",
      description =
          "A topic is `u-<code>-<validFrom yyyymmdd>-<vi|en>`. All that is valid now, the newest"
              + " first; the app remembers which ids it knows.")
  List<TopicNewsBody> news(
      @Parameter(description = "one to six", explode = Explode.TRUE)
          @QueryValue
          @Size(min = 1, max = MOST_TOPICS)
          List<@Pattern(regexp = TOPIC) String> topic) {
    return news.of(topics(topic)).stream().map(TopicNewsBody::of).toList();
  }

  @Get("/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  @Operation(
      summary = "The same as server-sent events, while the app is open",
      description =
          "Event `news` with one piece of news as data, as in `/topics/news`; with data {}: ask"
              + " there. A comment line every 15 s. After (re)connecting always ask once.")
  @ApiResponse(responseCode = "503", description = "Too many streams: ask now and then instead")
  Publisher<Event<String>> events(
      @Parameter(description = "one to six", explode = Explode.TRUE)
          @QueryValue
          @Size(min = 1, max = MOST_TOPICS)
          List<@Pattern(regexp = TOPIC) String> topic) {
    List<Flux<String>> hints = new ArrayList<>();
    topics(topic).forEach(one -> hints.add(live.stream(TopicRelay.channel(one))));
    if (streams.incrementAndGet() > MOST_STREAMS) {
      streams.decrementAndGet();
      throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, BUSY, "device.busy");
    }
    Flux<Event<String>> told = Flux.merge(hints).map(TopicApi::event);
    Flux<Event<String>> beats = Flux.interval(HEARTBEAT).map(n -> Event.of("").comment("beat"));
    return Flux.merge(Flux.just(Event.of("").comment("connected")), told, beats)
        .doFinally(end -> streams.decrementAndGet());
  }

  /** An empty hint follows a lost connection to the database: something may have been missed. */
  private static Event<String> event(String hint) {
    return Event.of(hint.isEmpty() ? "{}" : hint).name("news");
  }

  @Post("/subscriptions")
  @Operation(
      summary = "Follow a topic on a phone that a push provider reaches, or no longer",
      description =
          "Handed on to the provider at once and kept nowhere here. May be repeated. Where this"
              + " house does not use the provider the answer says `relay`.")
  @ApiResponse(responseCode = "200", description = "How the phone hears of it from now on")
  @ApiResponse(responseCode = "410", description = "The provider knows no such phone")
  @ApiResponse(responseCode = "503", description = "Not now: see Retry-After")
  ReachBody wish(@Body @Valid WishBody body) {
    TopicName topic =
        topics(List.of(Objects.requireNonNull(body.topic()))).stream()
            .findFirst()
            .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "device.topic.unknown"));
    for (TopicSubscriptions provider : subscriptions) {
      if (provider.name().equals(body.provider())) {
        return changed(provider, Objects.requireNonNull(body.token()), topic, body.follow());
      }
    }
    return new ReachBody(RelayProvider.NAME);
  }

  private ReachBody changed(
      TopicSubscriptions provider, String token, TopicName topic, boolean follow) {
    if (!changes.tryAcquire()) {
      throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, BUSY, "device.busy");
    }
    PushResult result;
    try {
      result = follow ? provider.follow(token, topic) : provider.unfollow(token, topic);
    } finally {
      changes.release();
    }
    if (result instanceof PushResult.Accepted) {
      return new ReachBody(provider.name());
    }
    if (result instanceof PushResult.Unregistered) {
      throw new Refusal(HttpStatus.GONE, "device.topic.no-phone");
    }
    if (result instanceof PushResult.Retry retry) {
      Duration after = retry.after();
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE, after == null ? BUSY : after, "device.busy");
    }
    throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "device.topic.refused");
  }

  /** Those that name a unit of the catalogue; of one that stood on its first day. */
  private Set<TopicName> topics(List<String> names) {
    Set<TopicName> topics = new LinkedHashSet<>();
    for (String name : names) {
      TopicName.parse(name)
          .filter(
              topic ->
                  catalogue
                      .now()
                      .unitByCode(topic.unitCode(), topic.validFrom())
                      .filter(unit -> unit.validFrom().equals(topic.validFrom()))
                      .isPresent())
          .ifPresent(topics::add);
    }
    return topics;
  }
}
