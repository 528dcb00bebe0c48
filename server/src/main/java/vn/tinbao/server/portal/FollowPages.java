package vn.tinbao.server.portal;

import com.github.f4b6a3.uuid.UuidCreator;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import vn.tinbao.server.gate.Door;
import vn.tinbao.server.gate.Entrance;
import vn.tinbao.server.gate.Gate;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.tip.FirstCodes;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.vault.ReceiptCode;
import vn.tinbao.server.web.Ui;

/**
 * Where a reporter comes back. The code travels in the body of a form and stands in no address; so
 * each answer carries the page itself.
 */
@Controller("/follow")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class FollowPages {
  private final Templates pages = new StaticTemplates();

  /** No code is so long, however it is written; the rest is cut off before anything else. */
  private static final int MOST_CODE = 100;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final FollowUp followUp;
  private final FirstCodes firstCodes;
  private final Gate gate;
  private final Waiting waiting;
  private final Lines lines;

  FollowPages(FollowUp followUp, FirstCodes firstCodes, Gate gate, Waiting waiting, Lines lines) {
    this.followUp = followUp;
    this.firstCodes = firstCodes;
    this.gate = gate;
    this.waiting = waiting;
    this.lines = lines;
  }

  /** The code as typed. */
  @Serdeable
  @Introspected
  record CodeForm(@Nullable String code) {
    CodeForm {
      code = bounded(code);
    }

    @Override
    public String toString() {
      return "CodeForm[…]";
    }
  }

  /** A one-time code, and what the page that showed it had made up. */
  @Serdeable
  @Introspected
  record ExchangeForm(@Nullable String code, @Nullable String claim) {
    ExchangeForm {
      code = bounded(code);
      claim = bounded(claim);
    }

    @Override
    public String toString() {
      return "ExchangeForm[…]";
    }
  }

  /** A word more, under the code that opened the page. */
  @Serdeable
  @Introspected
  record MessageForm(@Nullable String code, @Nullable String id, @Nullable String text) {
    MessageForm {
      code = bounded(code);
    }

    @Override
    public String toString() {
      return "MessageForm[…]";
    }
  }

  @Get
  JteModel ask(Ui ui) {
    return pages.portalFollow(ui, lines.danger(), null);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  Mono<HttpResponse<JteModel>> open(HttpRequest<?> request, Ui ui, @Body CodeForm form) {
    String digits = Gate.codeDigits(form.code());
    Entrance entrance = gate.enter(Door.LOOK_UP, request, digits, digits, null);
    return entrance instanceof Entrance.Open
        ? show(request, ui, form.code())
        : Mono.just(
            waiting.page(request, ui, Door.LOOK_UP, Map.of("code", text(form.code())), entrance));
  }

  /** Exchanges the one-time code of a phone call for the code to keep. */
  @Post("/first-code")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  Mono<HttpResponse<JteModel>> exchange(HttpRequest<?> request, Ui ui, @Body ExchangeForm form) {
    String digits = Gate.codeDigits(form.code());
    Entrance entrance = gate.enter(Door.LOOK_UP, request, digits, digits, null);
    if (!(entrance instanceof Entrance.Open)) {
      return Mono.just(
          waiting.page(request, ui, Door.LOOK_UP, Map.of("code", text(form.code())), entrance));
    }
    return firstCodes
        .exchange(form.code(), claim(form.claim()))
        .map(
            code ->
                Mono.<HttpResponse<JteModel>>just(
                    HttpResponse.ok(pages.portalFirstCodeDone(ui, lines.danger(), code.grouped()))))
        .orElseGet(() -> unknown(request, ui));
  }

  @Post("/messages")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  Mono<HttpResponse<JteModel>> write(HttpRequest<?> request, Ui ui, @Body MessageForm form) {
    String text = text(form.text()).strip();
    String mistake =
        text.isEmpty()
            ? "portal.message.missing"
            : text.length() > FollowUp.mostCharacters() ? "portal.message.long" : null;
    Door door = mistake == null ? Door.MESSAGE : Door.LOOK_UP;
    String digits = Gate.codeDigits(form.code());
    String id = messageId(form.id()).toString();
    Entrance entrance = gate.enter(door, request, door == Door.MESSAGE ? id : digits, digits, null);
    if (!(entrance instanceof Entrance.Open)) {
      return Mono.just(
          waiting.page(
              request,
              ui,
              door,
              // What cannot be sent as it is waits for nothing.
              door == Door.MESSAGE
                  ? Map.of("code", text(form.code()), "id", id, "text", text)
                  : Map.of("code", text(form.code())),
              entrance));
    }
    return mistake == null
        ? add(request, ui, form.code(), id, text)
        : show(request, ui, form.code(), HttpStatus.UNPROCESSABLE_ENTITY, text, mistake);
  }

  /** The dialogue of a code, past the gate. */
  Mono<HttpResponse<JteModel>> show(HttpRequest<?> request, Ui ui, @Nullable String code) {
    return show(request, ui, code, HttpStatus.OK, "", null);
  }

  /** Adds a message that is in order, past the gate. */
  Mono<HttpResponse<JteModel>> add(
      HttpRequest<?> request, Ui ui, @Nullable String code, String id, String text) {
    return followUp.write(code, messageId(id), text).isPresent()
        ? show(request, ui, code, HttpStatus.CREATED, "", null)
        : unknown(request, ui);
  }

  private Mono<HttpResponse<JteModel>> show(
      HttpRequest<?> request,
      Ui ui,
      @Nullable String code,
      HttpStatus status,
      String draft,
      @Nullable String mistake) {
    Optional<FollowUp.View> view = followUp.view(code);
    if (view.isEmpty()) {
      return firstCodes.usable(code)
          ? Mono.just(
              HttpResponse.ok(pages.portalFirstCode(ui, lines.danger(), text(code), claim())))
          : unknown(request, ui);
    }
    String grouped = ReceiptCode.parse(code).map(ReceiptCode::grouped).orElse("");
    return Mono.just(
        HttpResponse.<JteModel>status(status)
            .body(
                pages.portalDialogue(
                    ui,
                    lines.danger(),
                    view.get(),
                    grouped,
                    UuidCreator.getTimeOrderedEpoch(),
                    draft,
                    mistake,
                    status == HttpStatus.CREATED)));
  }

  /** The one answer to every wrong code; it comes late, and holds no thread meanwhile. */
  private Mono<HttpResponse<JteModel>> unknown(HttpRequest<?> request, Ui ui) {
    gate.wrongCode(request);
    HttpResponse<JteModel> answer =
        HttpResponse.<JteModel>status(HttpStatus.NOT_FOUND)
            .body(pages.portalFollow(ui, lines.danger(), "portal.follow.unknown"));
    return Mono.delay(gate.wrongCodeDelay()).thenReturn(answer);
  }

  private static String claim() {
    byte[] bytes = new byte[FirstCodes.CLAIM_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Nothing, which opens nothing, for what no page of ours made. */
  private static byte[] claim(@Nullable String typed) {
    try {
      return Base64.getUrlDecoder().decode(text(typed));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static @Nullable String bounded(@Nullable String typed) {
    return typed == null || typed.length() <= MOST_CODE ? typed : typed.substring(0, MOST_CODE);
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed;
  }

  /** The id that the page was made with; another one when it was tampered with. */
  private static UUID messageId(@Nullable String id) {
    return Optional.ofNullable(id)
        .filter(
            text -> text.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"))
        .map(UUID::fromString)
        .orElseGet(UuidCreator::getTimeOrderedEpoch);
  }
}
