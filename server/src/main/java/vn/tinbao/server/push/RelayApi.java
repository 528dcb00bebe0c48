package vn.tinbao.server.push;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.OpenStreams;
import vn.tinbao.server.staff.StaffMember;

/** Where a signed-in app waits for pushes. */
@Controller("/api/v1/officer/events")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "Officer")
class RelayApi {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Live live;
  private final OpenStreams streams;

  RelayApi(Live live, OpenStreams streams) {
    this.live = live;
    this.streams = streams;
  }

  @Get
  @Produces(MediaType.TEXT_EVENT_STREAM)
  @Operation(
      summary = "Pushes as server-sent events",
      description =
          "Event `assignment` with data {\"ref\": \"<opaque id>\", \"id\": \"<of the push>\"}: fetch your"
              + " assignments, and tell the id to `/pushes/received`. Events `duty-call`, `plan`"
              + " and `report` the same: fetch your notices. Event"
              + " `session`: somebody signed in as you on a device that was not known. A comment"
              + " line every 15 s. After (re)connecting always fetch once. The stream ends with the"
              + " session.")
  Publisher<Event<String>> events(
      HttpRequest<?> request, @Parameter(hidden = true) StaffMember officer) {
    Flux<Event<String>> pushes =
        live.stream(RelayProvider.channel(officer.id())).map(RelayApi::event);
    Flux<Event<String>> beats = Flux.interval(HEARTBEAT).map(n -> Event.of("").comment("beat"));
    return streams.whileSignedIn(
        request, Flux.merge(Flux.just(Event.of("").comment("connected")), pushes, beats));
  }

  /** {@code topic:ref:id}; an empty one after an interruption means: look at everything. */
  private static Event<String> event(String push) {
    String[] parts = push.split(":", -1);
    if (parts.length != 3) {
      return Event.of("{}").name("assignment");
    }
    return Event.of("{\"ref\":\"%s\",\"id\":\"%s\"}".formatted(parts[1], parts[2])).name(parts[0]);
  }
}
