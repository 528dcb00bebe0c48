package vn.tinbao.server.portal;

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
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import vn.tinbao.server.gate.Door;
import vn.tinbao.server.gate.Entrance;
import vn.tinbao.server.gate.Gate;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * Where somebody waits who cannot compute. The page sends itself: by its script as soon as the work
 * is done; without one by the header {@code Refresh} when the time is over, which is a GET and
 * brings only a ticket; and by its button, which brings the sealed draft and works on every node.
 *
 * <p>What is sent twice (by the page and by hand) is one report: its id is in the draft.
 */
@Controller("/waiting")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class WaitingPages {
  private final Drafts drafts;
  private final Waiting waiting;
  private final ReportPages reports;
  private final FollowPages follows;
  private final SubscribePages subscribes;
  private final Gate gate;
  private final Clock clock;

  WaitingPages(
      Drafts drafts,
      Waiting waiting,
      ReportPages reports,
      FollowPages follows,
      SubscribePages subscribes,
      Gate gate,
      Clock clock) {
    this.drafts = drafts;
    this.waiting = waiting;
    this.reports = reports;
    this.follows = follows;
    this.subscribes = subscribes;
    this.gate = gate;
    this.clock = clock;
  }

  /** The button of the page, and its script. */
  @Serdeable
  @Introspected
  record SendForm(@Nullable String draft, @Nullable String ticket, @Nullable String work) {

    @Override
    public String toString() {
      return "SendForm[…]";
    }
  }

  /**
   * The page comes back by itself. Where its draft is not known (another node, a restart, long ago)
   * the answer is 204, upon which a browser stays on the page, where the button is.
   */
  @Get("/{ticket}")
  Mono<? extends HttpResponse<?>> comeBack(
      HttpRequest<?> request, Ui ui, @PathVariable String ticket) {
    Optional<Draft> draft = drafts.kept(ticket);
    return draft.isEmpty()
        ? Mono.just(HttpResponse.noContent())
        : afterWait(request, ui, draft.get())
            .doOnNext(answer -> forgetOpened(ticket, draft.get(), answer));
  }

  /** The address stays in the browser's history: it shall not open a dialogue a second time. */
  private void forgetOpened(String ticket, Draft draft, HttpResponse<?> answer) {
    if (draft.door() != Door.REPORT && answer.code() < HttpStatus.MULTIPLE_CHOICES.getCode()) {
      drafts.forget(ticket);
    }
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  Mono<? extends HttpResponse<?>> send(HttpRequest<?> request, Ui ui, @Body SendForm form) {
    Draft draft =
        drafts
            .open(Objects.requireNonNullElse(form.draft(), ""))
            .orElseThrow(() -> new Refusal(HttpStatus.BAD_REQUEST, "abuse.draft-broken"));
    if (form.ticket() != null) {
      drafts.forget(form.ticket());
    }
    String work = form.work();
    if (work == null || work.isEmpty()) {
      return afterWait(request, ui, draft);
    }
    Entrance entrance = gate.enter(draft.door(), request, draft.subject(), receipt(draft), work);
    return entrance instanceof Entrance.Open
        ? act(request, ui, draft)
        : Mono.just(waiting.page(request, ui, draft.door(), draft.fields(), entrance));
  }

  private Mono<? extends HttpResponse<?>> afterWait(HttpRequest<?> request, Ui ui, Draft draft) {
    if (clock.instant().isBefore(draft.due())) {
      return Mono.just(waiting.again(request, ui, draft));
    }
    Entrance entrance = gate.enterAfterWait(draft.door(), request, receipt(draft));
    return entrance instanceof Entrance.Open
        ? act(request, ui, draft)
        : Mono.just(waiting.page(request, ui, draft.door(), draft.fields(), entrance));
  }

  private Mono<HttpResponse<JteModel>> act(HttpRequest<?> request, Ui ui, Draft draft) {
    return switch (draft.door()) {
      case REPORT -> Mono.just(reports.take(ui, ReportForm.of(draft.fields())));
      case LOOK_UP -> follows.show(request, ui, draft.field("code"));
      case MESSAGE ->
          follows.add(request, ui, draft.field("code"), draft.field("id"), draft.field("text"));
      case SUBSCRIBE -> Mono.just(subscribes.ask(ui, draft.fields()));
    };
  }

  private static @Nullable String receipt(Draft draft) {
    return draft.door() == Door.REPORT || draft.door() == Door.SUBSCRIBE
        ? null
        : Gate.codeDigits(draft.field("code"));
  }
}
