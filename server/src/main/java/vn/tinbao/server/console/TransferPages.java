package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipCorrections;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.server.tip.TipTransfers.Outcome;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Handing tips over, and taking them. */
@Controller("/desk")
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class TransferPages {
  private static final int MOST_QUERY = 100;
  private static final String INBOX = "/desk/transfers";

  private final Templates pages = new StaticTemplates();
  private final TipTransfers transfers;
  private final TransferTargets targets;
  private final TipCorrections corrections;
  private final TipAccess access;
  private final TipDesk desk;
  private final ConsoleSettings settings;
  private final Clock clock;

  TransferPages(
      TipTransfers transfers,
      TransferTargets targets,
      TipCorrections corrections,
      TipAccess access,
      TipDesk desk,
      ConsoleSettings settings,
      Clock clock) {
    this.transfers = transfers;
    this.targets = targets;
    this.corrections = corrections;
    this.access = access;
    this.desk = desk;
    this.settings = settings;
    this.clock = clock;
  }

  /** Why an offer is not accepted. */
  @Serdeable
  @Introspected
  record AnswerForm(@Nullable String answer) {

    @Override
    public String toString() {
      return "AnswerForm[…]";
    }
  }

  @Get("/transfers")
  @Allowed(Action.TRANSFER_DECIDE)
  JteModel inbox(Ui ui, StaffMember viewer) {
    return inbox(ui, viewer, null);
  }

  /**
   * Whom to offer it to: those near by, or those found by {@code q}.
   *
   * @param to id of an agency that was suggested: chosen already, with the reasons as the note when
   *     it is the one that the corrected report would go to
   * @param reason code of the reason that goes with it
   */
  @Get("/tips/{id}/transfer")
  @Allowed(Action.TIP_TRANSFER)
  JteModel choose(
      Ui ui,
      StaffMember viewer,
      UUID id,
      @QueryValue Optional<String> q,
      @QueryValue Optional<String> to,
      @QueryValue Optional<String> reason) {
    // Who may not see it learns nothing of what it would be transferred for.
    String note = mayOffer(viewer, id) ? to.map(agency -> note(id, agency)).orElse("") : "";
    TransferForm form = new TransferForm(null, to.orElse(null), reason.orElse(null), note, null);
    return form(ui, viewer, id, q.orElse(""), form, null);
  }

  private boolean mayOffer(StaffMember viewer, UUID id) {
    return access.mayAsLead(viewer, id, Action.TIP_TRANSFER);
  }

  /** Why the rules of today name that agency, in words that say nothing of the report itself. */
  private String note(UUID id, String agencyId) {
    String words =
        corrections
            .suggestion(id)
            .filter(suggestion -> suggestion.agencyId().equals(agencyId))
            .map(suggestion -> String.join("\n", suggestion.reasons()))
            .orElse("");
    return words.length() > TipTransfers.MOST_CHARACTERS ? "" : words;
  }

  @Post("/tips/{id}/transfers")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.TIP_TRANSFER)
  HttpResponse<?> offer(
      Ui ui, StaffMember viewer, UUID id, @QueryValue Optional<String> q, @Body TransferForm sent) {
    Optional<TipTransfers.Reason> reason = sent.reasonValue();
    if (reason.isEmpty() || sent.toValue().isEmpty()) {
      String mistake = reason.isEmpty() ? "access.transfer.no-reason" : "access.transfer.nowhere";
      return again(ui, viewer, id, q.orElse(""), sent, mistake);
    }
    Outcome outcome =
        transfers.offer(
            viewer,
            Ids.read(sent.id()),
            id,
            sent.toValue(),
            reason.get(),
            sent.note(),
            sent.stays() != null);
    if (outcome instanceof Outcome.WrongAgency) {
      return again(ui, viewer, id, q.orElse(""), sent, "access.transfer.nowhere");
    }
    if (outcome instanceof Outcome.NoteWrong) {
      return again(ui, viewer, id, q.orElse(""), sent, "access.transfer.note-wrong");
    }
    return then(outcome, "/desk/tips/" + id + "#transfers");
  }

  @Post("/transfers/{id}/acceptance")
  @Consumes(MediaType.ALL)
  @Allowed(Action.TRANSFER_DECIDE)
  HttpResponse<?> accept(StaffMember viewer, UUID id) {
    Outcome outcome = transfers.accept(viewer, id);
    return outcome instanceof Outcome.Done done
        ? then(outcome, "/desk/tips/" + done.tipId())
        : then(outcome, INBOX);
  }

  @Post("/transfers/{id}/rejection")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.TRANSFER_DECIDE)
  HttpResponse<?> reject(Ui ui, StaffMember viewer, UUID id, @Body AnswerForm sent) {
    Outcome outcome = transfers.reject(viewer, id, sent.answer());
    return outcome instanceof Outcome.NoteWrong
        ? HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
            .body(inbox(ui, viewer, "access.transfer.answer-wrong"))
        : then(outcome, INBOX);
  }

  @Post("/transfers/{id}/withdrawal")
  @Consumes(MediaType.ALL)
  @Allowed(Action.TIP_TRANSFER)
  HttpResponse<?> withdraw(StaffMember viewer, UUID id) {
    Outcome outcome = transfers.withdraw(viewer, id);
    return outcome instanceof Outcome.Done done
        ? then(outcome, "/desk/tips/" + done.tipId() + "#transfers")
        : then(outcome, INBOX);
  }

  private static HttpResponse<?> then(Outcome outcome, String where) {
    if (outcome instanceof Outcome.Done) {
      return HttpResponse.seeOther(URI.create(where));
    }
    if (outcome instanceof Outcome.TooLate) {
      throw new Refusal(HttpStatus.CONFLICT, "access.transfer.too-late");
    }
    throw new Refusal(HttpStatus.NOT_FOUND, "access.transfer.unknown");
  }

  private JteModel inbox(Ui ui, StaffMember viewer, @Nullable String mistake) {
    return pages.consoleTransferInbox(
        ui,
        transfers.inbox(viewer),
        transfers.outbox(viewer),
        new Moments(ui, clock.instant(), settings.immediately()),
        mistake);
  }

  private HttpResponse<JteModel> again(
      Ui ui, StaffMember viewer, UUID id, String query, TransferForm sent, String mistake) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(form(ui, viewer, id, query, sent, mistake));
  }

  private JteModel form(
      Ui ui,
      StaffMember viewer,
      UUID id,
      String query,
      TransferForm sent,
      @Nullable String mistake) {
    if (!mayOffer(viewer, id)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    String words = query.length() > MOST_QUERY ? query.substring(0, MOST_QUERY) : query.strip();
    return pages.consoleTransferOffer(
        ui,
        new TransferPage(
            desk.line(id).orElseThrow(),
            TipPageMaker.number(id),
            words,
            targets.find(viewer.agencyId(), words, sent.toValue()).stream()
                .map(t -> new TransferPage.Choice(t.id(), t.name(), t.place()))
                .toList(),
            UuidCreator.getTimeOrderedEpoch(),
            new TransferForm(
                sent.id(),
                sent.to(),
                sent.reason(),
                Objects.requireNonNullElse(sent.note(), ""),
                sent.stays()),
            mistake));
  }
}
