package vn.tinbao.server.push;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.StaffMember;

/** Where a signed-in app waits for pushes. */
@Controller("/api/v1/officer/events")
@Secured("FIELD_OFFICER")
@Tag(name = "Officer")
class RelayApi {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Live live;

  RelayApi(Live live) {
    this.live = live;
  }

  @Get
  @Produces(MediaType.TEXT_EVENT_STREAM)
  @Operation(
      summary = "Pushes as server-sent events",
      description =
          "Event `assignment` with data {\"ref\": \"<opaque id>\"}: fetch your assignments. A comment"
              + " line every 15 s. After (re)connecting always fetch once.")
  Publisher<Event<String>> events(StaffMember officer) {
    Flux<Event<String>> pushes =
        live.stream(RelayProvider.channel(officer.id())).map(RelayApi::event);
    Flux<Event<String>> beats = Flux.interval(HEARTBEAT).map(n -> Event.of("").comment("beat"));
    return Flux.merge(Flux.just(Event.of("").comment("connected")), pushes, beats);
  }

  /** {@code topic:ref}; an empty one after an interruption means: look at everything. */
  private static Event<String> event(String topicAndRef) {
    int colon = topicAndRef.indexOf(':');
    if (colon < 0) {
      return Event.of("{}").name("assignment");
    }
    return Event.of("{\"ref\":\"" + topicAndRef.substring(colon + 1) + "\"}")
        .name(topicAndRef.substring(0, colon));
  }
}
