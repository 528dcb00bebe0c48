package vn.tinbao.server.portal;

import com.github.f4b6a3.uuid.UuidCreator;
import gg.jte.models.runtime.JteModel;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitSearch;
import vn.tinbao.server.catalogue.UnitSearches;
import vn.tinbao.server.gate.Door;
import vn.tinbao.server.gate.Entrance;
import vn.tinbao.server.gate.Gate;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.subscription.Interest;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.server.subscription.WebCodes;
import vn.tinbao.server.subscription.Wish;
import vn.tinbao.server.web.Ui;
import vn.tinbao.sms.phone.PhoneNumber;

/**
 * Joining and leaving campaign messages on the web, with a code by SMS. Nothing here says whether a
 * number subscribes: the answer to a number is always the same.
 */
@Controller
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class SubscribePages {
  private static final int MOST_HITS = 12;
  private static final int LONGEST = 100;
  private static final String JOIN = "JOIN";
  private static final String LEAVE = "LEAVE";
  private static final Set<String> FIELDS =
      Set.of("id", "phone", "place", "unit", "kind", "language");

  private final Templates pages = new StaticTemplates();
  private final WebCodes codes;
  private final Gate gate;
  private final Waiting waiting;
  private final Lines lines;
  private final Catalogue catalogue;
  private final UnitSearches searches;
  private final Clock clock;

  SubscribePages(
      WebCodes codes,
      Gate gate,
      Waiting waiting,
      Lines lines,
      Catalogue catalogue,
      UnitSearches searches,
      Clock clock) {
    this.codes = codes;
    this.gate = gate;
    this.waiting = waiting;
    this.lines = lines;
    this.catalogue = catalogue;
    this.searches = searches;
    this.clock = clock;
  }

  /** The form to join. */
  @Get("/subscribe")
  JteModel joining(Ui ui) {
    return form(ui, true, fresh(ui), List.of(), null);
  }

  /** The form to leave. */
  @Get("/unsubscribe")
  JteModel leaving(Ui ui) {
    return form(ui, false, fresh(ui), List.of(), null);
  }

  private static Map<String, String> fresh(Ui ui) {
    return Map.of("id", UuidCreator.getTimeOrderedEpoch().toString(), "language", ui.lang());
  }

  @Post("/subscribe")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> join(HttpRequest<?> request, Ui ui, @Body Map<String, String> sent) {
    Map<String, String> typed = typed(sent);
    String mistake = mistake(typed);
    if (mistake != null) {
      return wrong(ui, true, typed, List.of(), mistake);
    }
    Optional<Unit> unit = unit(typed);
    List<UnitSearch.Hit> hits = List.of();
    if (unit.isEmpty()) {
      hits = searches.on(today()).find(typed.getOrDefault("place", ""), MOST_HITS);
      if (hits.size() == 1) {
        unit = Optional.of(hits.get(0).unit());
      }
    }
    if (unit.isEmpty()) {
      return wrong(
          ui, true, typed, hits, hits.isEmpty() ? "subscribe.no-place" : "subscribe.which-place");
    }
    typed.put("unit", unit.get().code());
    typed.put("what", JOIN);
    return enter(request, ui, typed);
  }

  @Post("/unsubscribe")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> leave(HttpRequest<?> request, Ui ui, @Body Map<String, String> sent) {
    Map<String, String> typed = typed(sent);
    String mistake = mistake(typed);
    if (mistake != null) {
      return wrong(ui, false, typed, List.of(), mistake);
    }
    typed.put("what", LEAVE);
    return enter(request, ui, typed);
  }

  private HttpResponse<JteModel> enter(HttpRequest<?> request, Ui ui, Map<String, String> typed) {
    Entrance entrance =
        gate.enter(Door.SUBSCRIBE, request, typed.getOrDefault("id", ""), null, null);
    return entrance instanceof Entrance.Open
        ? ask(ui, typed)
        : waiting.page(request, ui, Door.SUBSCRIBE, typed, entrance);
  }

  /** Sends the code, past the gate, and asks for it. */
  HttpResponse<JteModel> ask(Ui ui, Map<String, String> typed) {
    boolean joins = JOIN.equals(typed.get("what"));
    Optional<PhoneNumber> number = number(typed);
    Optional<Unit> unit = unit(typed);
    if (number.isEmpty() || joins && unit.isEmpty()) {
      return wrong(ui, joins, typed, List.of(), "subscribe.again");
    }
    UUID id = id(typed.get("id"));
    Wish wish = joins ? wish(ui, typed, unit.get()) : null;
    WebCodes.Asked asked =
        codes.ask(id, number.get(), wish, ui.locale(), ui.t("subscribe.consent"));
    return asked == WebCodes.Asked.BUSY
        ? HttpResponse.<JteModel>status(HttpStatus.SERVICE_UNAVAILABLE)
            .body(form(ui, joins, typed, List.of(), "subscribe.busy"))
        : HttpResponse.ok(
            pages.portalSubscribeCode(ui, lines.danger(), id.toString(), joins, null));
  }

  private static Wish wish(Ui ui, Map<String, String> typed, Unit unit) {
    Set<Interest> interests = EnumSet.noneOf(Interest.class);
    for (Interest interest : Interest.values()) {
      if (typed.containsKey(interest.name())) {
        interests.add(interest);
      }
    }
    SubscriberKind kind =
        Stream.of(SubscriberKind.values())
            .filter(one -> one.byOneself() && one.name().equals(typed.get("kind")))
            .findFirst()
            .orElse(SubscriberKind.CITIZEN);
    String language = typed.getOrDefault("language", "");
    return new Wish(
        unit.id(), language.matches("[a-z]{2,3}") ? language : ui.lang(), kind, interests);
  }

  /** The code that came by SMS. */
  @Post("/subscribe/code")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> confirm(Ui ui, @Body Map<String, String> sent) {
    UUID id = id(sent.get("id"));
    boolean joins = !LEAVE.equals(sent.get("what"));
    String code = sent.getOrDefault("code", "");
    return switch (codes.confirm(id, code)) {
      case JOINED -> done(ui, "subscribe.joined");
      case LEFT -> done(ui, "subscribe.left");
      case TOO_MANY -> done(ui, "subscribe.too-many");
      case WRONG ->
          HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
              .body(
                  pages.portalSubscribeCode(
                      ui, lines.danger(), id.toString(), joins, "subscribe.wrong-code"));
    };
  }

  private HttpResponse<JteModel> done(Ui ui, String said) {
    return HttpResponse.ok(pages.portalSubscribed(ui, lines.danger(), said));
  }

  private static Map<String, String> typed(Map<String, String> sent) {
    Map<String, String> typed = new HashMap<>();
    sent.forEach(
        (name, value) -> {
          if (value != null && value.length() <= LONGEST && isField(name)) {
            typed.put(name, value.strip());
          }
        });
    typed.put("id", id(typed.get("id")).toString());
    return typed;
  }

  private static boolean isField(String name) {
    return FIELDS.contains(name)
        || Stream.of(Interest.values()).anyMatch(interest -> interest.name().equals(name));
  }

  private @Nullable String mistake(Map<String, String> typed) {
    Optional<PhoneNumber> number = number(typed);
    if (number.isEmpty()) {
      return "subscribe.no-number";
    }
    return codes.takes(number.get()) ? null : "subscribe.not-mobile";
  }

  private static Optional<PhoneNumber> number(Map<String, String> typed) {
    return PhoneNumber.parse(typed.getOrDefault("phone", ""));
  }

  /** The place that was chosen by its code, as it stands today. */
  private Optional<Unit> unit(Map<String, String> typed) {
    return Optional.ofNullable(typed.get("unit"))
        .filter(code -> code.matches("[0-9]{1,10}"))
        .flatMap(code -> catalogue.now().unitByCode(code, today()));
  }

  /** A spoilt one is nobody's. */
  private static UUID id(@Nullable String text) {
    try {
      return UUID.fromString(String.valueOf(text));
    } catch (IllegalArgumentException e) {
      return UuidCreator.getTimeOrderedEpoch();
    }
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }

  private HttpResponse<JteModel> wrong(
      Ui ui, boolean joins, Map<String, String> typed, List<UnitSearch.Hit> hits, String mistake) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(form(ui, joins, typed, hits, mistake));
  }

  private JteModel form(
      Ui ui,
      boolean joins,
      Map<String, String> typed,
      List<UnitSearch.Hit> hits,
      @Nullable String mistake) {
    return pages.portalSubscribe(
        ui, lines.danger(), new SubscribePage(joins, Map.copyOf(typed), hits, mistake));
  }
}
