package vn.tinbao.server.console.queue;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.console.ConsoleSettings;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.console.Moments;
import vn.tinbao.server.console.queue.QueueFilter.Only;
import vn.tinbao.server.duty.DutyRoster;
import vn.tinbao.server.duty.Handovers;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.push.OwnPushes;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.OpenStreams;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.server.web.DerivedIds;
import vn.tinbao.server.web.Ui;

/** The queue of an agency, alive. */
@Controller("/desk")
@Hidden
@Allowed(Action.TIP_QUEUE)
@ExecuteOn(TaskExecutors.BLOCKING)
class QueuePages {
  /** Tips that one form may give to an officer. */
  static final int MOST_TOGETHER = 50;

  private static final int LINES = 30;
  private static final long DEFAULT_MINUTES = 30;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** The browser comes back by itself; then it is looked at again whether it still may. */
  private static final Duration LONGEST_STREAM = Duration.ofMinutes(15);

  private final Templates pages = new StaticTemplates();
  private final QueueLines lines;
  private final QueuePlaces places;
  private final DeskViews views;
  private final TipDesk desk;
  private final TipTransfers transfers;
  private final Assignments assignments;
  private final StaffAccounts accounts;
  private final DutyRoster roster;
  private final Handovers handovers;
  private final OwnPushes pushes;
  private final OpenStreams streams;
  private final ConsoleSettings settings;
  private final Clock clock;

  QueuePages(
      QueueLines lines,
      QueuePlaces places,
      DeskViews views,
      TipDesk desk,
      TipTransfers transfers,
      Assignments assignments,
      StaffAccounts accounts,
      DutyRoster roster,
      Handovers handovers,
      OwnPushes pushes,
      OpenStreams streams,
      ConsoleSettings settings,
      Clock clock) {
    this.lines = lines;
    this.places = places;
    this.views = views;
    this.desk = desk;
    this.transfers = transfers;
    this.assignments = assignments;
    this.accounts = accounts;
    this.roster = roster;
    this.handovers = handovers;
    this.pushes = pushes;
    this.streams = streams;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Several tips for one officer.
   *
   * @param formId UUIDv7: the same form twice makes each offer once
   * @param tip ids of what was ticked
   * @param back the filter of the page it was sent from
   */
  @Serdeable
  @Introspected
  record Together(
      @Nullable String formId,
      @Nullable List<String> tip,
      @Nullable String officer,
      @Nullable String instruction,
      @Nullable String minutes,
      @Nullable String back) {

    @Override
    public String toString() {
      return "Together[…]";
    }
  }

  /** A view to keep: the filter as it stands in the address. */
  @Serdeable
  @Introspected
  record ViewForm(@Nullable String viewId, @Nullable String name, @Nullable String filter) {

    @Override
    public String toString() {
      return "ViewForm[…]";
    }
  }

  /**
   * The queue, or only its lists when htmx asks. In the address: the filter ({@code state}, {@code
   * category}, {@code urgency}, {@code channel}, {@code only}, {@code place}); {@code list} and
   * {@code after} for the continuation of one list.
   */
  @Get
  @Produces(MediaType.TEXT_HTML)
  JteModel queue(Ui ui, StaffMember viewer, HttpRequest<?> request) {
    HttpParameters asked = request.getParameters();
    QueueFilter filter = filter(asked);
    Optional<UUID> after = Ids.find(asked.get("after"));
    List<QueuePage.Part> parts;
    if (filter.is(Only.SETTLED)) {
      parts = List.of(part(viewer, filter, QueueLines.Part.SETTLED, after.orElse(null)));
    } else if (after.isPresent()) {
      boolean urgent = "urgent".equals(asked.get("list"));
      parts =
          List.of(
              part(
                  viewer,
                  filter,
                  urgent ? QueueLines.Part.URGENT : QueueLines.Part.OTHERS,
                  after.get()));
    } else {
      parts =
          List.of(
              part(viewer, filter, QueueLines.Part.URGENT, null),
              part(viewer, filter, QueueLines.Part.OTHERS, null));
    }
    QueuePage page =
        new QueuePage(
            parts,
            after.isEmpty(),
            filter,
            transfers.waitingFor(viewer),
            lines.overdue(viewer),
            ui.partial() ? null : head(viewer, asked),
            new Moments(ui, clock.instant(), settings.immediately()));
    return ui.partial() ? pages.consoleQueueLists(ui, page) : pages.consoleQueueDesk(ui, page);
  }

  /**
   * Says that something in the viewer's queue changed: {@code tip} with the id of the tip; {@code
   * duty} that the roster or a hand-over did; {@code woken} that a new tip is for who is on duty.
   */
  @Get("/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<String>> events(HttpRequest<?> request, StaffMember viewer) {
    Flux<Event<String>> changes = desk.changes(viewer).map(ref -> Event.of(ref).name("tip"));
    Flux<Event<String>> duty =
        roster.changes(viewer.agencyId()).map(ref -> Event.of(ref).name("duty"));
    Flux<Event<String>> woken =
        pushes
            .topics(viewer.id())
            .filter(topic -> topic.equals("tip"))
            .map(topic -> Event.of("").name("woken"));
    Flux<Event<String>> beats = Flux.interval(HEARTBEAT).map(n -> Event.of("").comment("beat"));
    return streams.whileSignedIn(
        request,
        Flux.merge(Flux.just(Event.of("").comment("connected")), changes, duty, woken, beats)
            .take(LONGEST_STREAM));
  }

  /** Gives what was ticked to one officer: an offer each, by the door of single ones. */
  @Post("/assignments")
  @Allowed(Action.TIP_ASSIGN)
  @Produces(MediaType.TEXT_HTML)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> assign(StaffMember viewer, @Body Together form) {
    QueueFilter back = QueueIds.filter(form.back());
    Optional<UUID> officer = Ids.find(form.officer());
    String instruction = form.instruction() == null ? "" : form.instruction().strip();
    List<UUID> ticked =
        (form.tip() == null ? List.<String>of() : form.tip())
            .stream().flatMap(id -> Ids.find(id).stream()).distinct().toList();
    if (ticked.isEmpty()) {
      return back(back, "said=none-ticked");
    }
    if (ticked.size() > MOST_TOGETHER) {
      return back(back, "said=too-many-ticked");
    }
    if (officer.isEmpty()) {
      return back(back, "said=no-officer");
    }
    if (instruction.length() > Assignments.MOST_CHARACTERS) {
      return back(back, "said=long-instruction");
    }
    UUID formId = Ids.find(form.formId()).orElseGet(DeskViews::newId);
    int done = 0;
    for (UUID tip : ticked) {
      done +=
          assignments
                  .offer(
                      viewer,
                      DerivedIds.of(formId, tip),
                      tip,
                      officer.get(),
                      instruction,
                      Duration.ofMinutes(minutes(form.minutes())))
                  .isPresent()
              ? 1
              : 0;
    }
    return back(back, "done=" + done + "&not=" + (ticked.size() - done));
  }

  /** Keeps the filter under a name. */
  @Post("/views")
  @Produces(MediaType.TEXT_HTML)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> keep(StaffMember viewer, @Body ViewForm form) {
    QueueFilter filter = QueueIds.filter(form.filter());
    UUID id = Ids.find(form.viewId()).orElseGet(DeskViews::newId);
    String said =
        switch (views.keep(viewer, id, form.name() == null ? "" : form.name(), filter)) {
          case DONE -> "view-kept";
          case NAME_WRONG -> "view-name-wrong";
          case TOO_MANY -> "view-too-many";
        };
    return back(filter, "said=" + said);
  }

  /** Forgets one of the viewer's own views; another's is left alone. */
  @Post("/views/end")
  @Produces(MediaType.TEXT_HTML)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> forget(StaffMember viewer, @Body ViewForm form) {
    Ids.find(form.viewId()).ifPresent(id -> views.forget(viewer, id));
    return back(QueueFilter.none(), "said=view-gone");
  }

  private QueuePage.Part part(
      StaffMember viewer, QueueFilter filter, QueueLines.Part which, @Nullable UUID after) {
    QueueLines.Slice slice = lines.slice(viewer, filter, which, after, LINES);
    UUID goOn = slice.goOn();
    String query = filter.query();
    String next =
        goOn == null
            ? null
            : "/desk?%slist=%s&after=%s"
                .formatted(
                    query.isEmpty() ? "" : query + "&",
                    which.name().toLowerCase(Locale.ROOT),
                    goOn);
    return new QueuePage.Part(which, slice.lines(), next, slice.tired());
  }

  private QueuePage.Head head(StaffMember viewer, HttpParameters asked) {
    return new QueuePage.Head(
        views.of(viewer),
        places.offeredTo(viewer.agencyId()),
        roster.at(viewer.agencyId(), clock.instant()).stream()
            .flatMap(shift -> accounts.active(shift.staffId()).stream())
            .map(StaffMember::name)
            .distinct()
            .toList(),
        handovers
            .waiting(viewer)
            .filter(waiting -> !waiting.fromId().equals(viewer.id()))
            .isPresent(),
        accounts.officersOf(viewer.agencyId()),
        DeskViews.newId(),
        count(asked.get("done")),
        count(asked.get("not")),
        Optional.ofNullable(asked.get("said"))
            .filter(said -> said.matches("[a-z-]{1,30}"))
            .map(said -> "desk.said." + said)
            .orElse(null));
  }

  private static QueueFilter filter(HttpParameters asked) {
    return QueueFilter.read(
        asked.getAll("state"),
        asked.getAll("category"),
        asked.getAll("urgency"),
        asked.getAll("channel"),
        asked.getAll("only"),
        asked.get("place"));
  }

  private static HttpResponse<?> back(QueueFilter filter, String more) {
    String query = filter.query();
    return HttpResponse.seeOther(
        URI.create("/desk?" + (query.isEmpty() ? "" : query + "&") + more));
  }

  /** A small number out of an address, which anybody may have typed. */
  private static @Nullable Integer count(@Nullable String text) {
    return text != null && text.matches("\\d{1,4}") ? Integer.valueOf(text) : null;
  }

  private static long minutes(@Nullable String text) {
    return text != null && text.matches("\\d{1,4}") ? Long.parseLong(text) : DEFAULT_MINUTES;
  }
}
