package vn.tinbao.server.console;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.OpenStreams;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.server.web.Ui;

/** The queue of an agency, alive. */
@Controller("/desk")
@Hidden
@Allowed(Action.TIP_QUEUE)
@ExecuteOn(TaskExecutors.BLOCKING)
class DeskPages {
  private static final int LINES = 30;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** The browser comes back by itself; then it is looked at again whether it still may. */
  private static final Duration LONGEST_STREAM = Duration.ofMinutes(15);

  private final Templates pages = new StaticTemplates();
  private final TipDesk desk;
  private final TipTransfers transfers;
  private final OpenStreams streams;
  private final ConsoleSettings settings;
  private final Clock clock;

  DeskPages(
      TipDesk desk,
      TipTransfers transfers,
      OpenStreams streams,
      ConsoleSettings settings,
      Clock clock) {
    this.desk = desk;
    this.transfers = transfers;
    this.streams = streams;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The queue, or only its lists when htmx asks.
   *
   * @param list {@code urgent} or {@code others} for the continuation of one list
   */
  @Get
  @Produces(MediaType.TEXT_HTML)
  JteModel queue(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> list,
      @QueryValue Optional<String> after) {
    Optional<TipDesk.After> from = after.flatMap(Cursor::read);
    List<QueuePage.Part> parts =
        from.isPresent()
            ? List.of(part(viewer, list.orElse("").equals("urgent"), from.get()))
            : List.of(
                part(viewer, true, TipDesk.After.start()),
                part(viewer, false, TipDesk.After.start()));
    QueuePage page =
        new QueuePage(
            parts,
            from.isEmpty(),
            transfers.waitingFor(viewer),
            new Moments(ui, clock.instant(), settings.immediately()));
    return ui.partial() ? pages.consoleQueue(ui, page) : pages.consoleDesk(ui, page);
  }

  /** Says that something in the viewer's queue changed: the id of the tip, nothing else. */
  @Get("/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<String>> events(HttpRequest<?> request, StaffMember viewer) {
    Flux<Event<String>> changes = desk.changes(viewer).map(ref -> Event.of(ref).name("tip"));
    Flux<Event<String>> beats = Flux.interval(HEARTBEAT).map(n -> Event.of("").comment("beat"));
    return streams.whileSignedIn(
        request,
        Flux.merge(Flux.just(Event.of("").comment("connected")), changes, beats)
            .take(LONGEST_STREAM));
  }

  private QueuePage.Part part(StaffMember viewer, boolean urgent, TipDesk.After after) {
    List<TipDesk.Line> found = desk.queue(viewer, urgent, after, LINES + 1);
    if (found.size() <= LINES) {
      return new QueuePage.Part(urgent, found, null);
    }
    List<TipDesk.Line> shown = found.subList(0, LINES);
    TipDesk.Line last = shown.get(LINES - 1);
    String next =
        "/desk?list=%s&after=%s"
            .formatted(urgent ? "urgent" : "others", Cursor.write(last.since(), last.id()));
    return new QueuePage.Part(urgent, List.copyOf(shown), next);
  }
}
