package vn.tinbao.server.custody;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.OpenStreams;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** The custodian's desk: who asks for which identity, why, and what was decided. */
@Controller("/custody")
@Hidden
@Allowed(Action.IDENTITY_DECIDE)
@ExecuteOn(TaskExecutors.BLOCKING)
class CustodyPages {
  private static final int LINES = 60;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration LONGEST_STREAM = Duration.ofMinutes(15);

  private final Templates pages = new StaticTemplates();
  private final IdentityRequests requests;
  private final StaffAccounts accounts;
  private final Catalogue catalogue;
  private final CustodySettings settings;
  private final Live live;
  private final OpenStreams streams;
  private final Clock clock;

  CustodyPages(
      IdentityRequests requests,
      StaffAccounts accounts,
      Catalogue catalogue,
      CustodySettings settings,
      Live live,
      OpenStreams streams,
      Clock clock) {
    this.requests = requests;
    this.accounts = accounts;
    this.catalogue = catalogue;
    this.settings = settings;
    this.live = live;
    this.streams = streams;
    this.clock = clock;
  }

  /** What the form of a decision sends. */
  @Serdeable
  @Introspected
  record DecisionForm(@Nullable String decision, @Nullable String reason, @Nullable String hours) {

    @Override
    public String toString() {
      return "DecisionForm[…]";
    }
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  JteModel list(Ui ui, StaffMember viewer) {
    List<IdentityRequest> found = requests.inbox(viewer, LINES);
    return pages.custodyList(
        ui, new CustodyPage(found, names(found), catalogue.now(), clock.instant()));
  }

  /** Says that something in the list changed: an id, nothing else. */
  @Get("/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<String>> events(HttpRequest<?> request, StaffMember viewer) {
    Flux<Event<String>> changes =
        live.stream(IdentityRequests.TOPIC + viewer.agencyId())
            .map(ref -> Event.of(ref).name("custody"));
    Flux<Event<String>> beats = Flux.interval(HEARTBEAT).map(n -> Event.of("").comment("beat"));
    return streams.whileSignedIn(
        request,
        Flux.merge(Flux.just(Event.of("").comment("connected")), changes, beats)
            .take(LONGEST_STREAM));
  }

  @Get("/{id}")
  @Produces(MediaType.TEXT_HTML)
  JteModel one(Ui ui, StaffMember viewer, UUID id) {
    return pages.custodyRequest(ui, page(viewer, id), null);
  }

  @Post("/{id}/decision")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> decide(Ui ui, StaffMember viewer, UUID id, @Body DecisionForm form) {
    boolean grant = "grant".equals(form.decision());
    if (!grant && !"deny".equals(form.decision())) {
      return again(ui, viewer, id, "custody.choose");
    }
    String reason = form.reason() == null ? "" : form.reason();
    return switch (requests.decide(viewer, id, grant, reason, hours(form.hours()))) {
      case DONE -> HttpResponse.seeOther(URI.create("/custody"));
      case REASON_WRONG -> again(ui, viewer, id, "custody.reason-wrong");
      case TOO_LATE -> again(ui, viewer, id, "custody.too-late");
      case NOT_FOUND, NO_CUSTODIAN -> throw new Refusal(HttpStatus.NOT_FOUND, "custody.no-request");
    };
  }

  @Post("/{id}/revoke")
  @Consumes(MediaType.ALL)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> revoke(Ui ui, StaffMember viewer, UUID id) {
    return switch (requests.revoke(viewer, id)) {
      case DONE -> HttpResponse.seeOther(URI.create("/custody"));
      case TOO_LATE, REASON_WRONG -> again(ui, viewer, id, "custody.too-late");
      case NOT_FOUND, NO_CUSTODIAN -> throw new Refusal(HttpStatus.NOT_FOUND, "custody.no-request");
    };
  }

  private HttpResponse<JteModel> again(Ui ui, StaffMember viewer, UUID id, String mistake) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(pages.custodyRequest(ui, page(viewer, id), mistake));
  }

  private CustodyPage.One page(StaffMember viewer, UUID id) {
    IdentityRequests.Told told =
        requests
            .read(viewer, id)
            .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "custody.no-request"));
    return new CustodyPage.One(
        told,
        names(List.of(told.request())),
        catalogue.now(),
        clock.instant(),
        told.request().askedBy().equals(viewer.id()),
        settings.open(),
        Stream.of(
                Duration.ofHours(1),
                Duration.ofHours(4),
                Duration.ofHours(24),
                Duration.ofHours(72),
                settings.open())
            .filter(choice -> choice.compareTo(settings.longest()) <= 0)
            .distinct()
            .sorted()
            .toList());
  }

  private Map<UUID, String> names(List<IdentityRequest> found) {
    Map<UUID, String> names = new HashMap<>();
    for (IdentityRequest request : found) {
      name(names, request.askedBy());
      name(names, request.decidedBy());
    }
    return names;
  }

  private void name(Map<UUID, String> names, @Nullable UUID id) {
    if (id != null && !names.containsKey(id)) {
      names.put(id, accounts.byId(id).map(StaffMember::name).orElse(""));
    }
  }

  private static @Nullable Duration hours(@Nullable String text) {
    return text != null && text.matches("\\d{1,4}") ? Duration.ofHours(Long.parseLong(text)) : null;
  }
}
