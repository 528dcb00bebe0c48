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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.conversation.SmsHeld;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipContacts;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;
import vn.tinbao.sms.text.Segments;

/** A tip: what was said, where, why here, and what is done about it. */
@Controller("/desk/tips/{id}")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.TIP_OPEN)
@ExecuteOn(TaskExecutors.BLOCKING)
class TipPages {
  private static final int DEFAULT_MINUTES = 30;

  private final Templates pages = new StaticTemplates();
  private final TipDesk desk;
  private final Assignments assignments;
  private final TipPageMaker maker;
  private final SmsHeld held;
  private final TipContacts contacts;

  TipPages(
      TipDesk desk,
      Assignments assignments,
      TipPageMaker maker,
      SmsHeld held,
      TipContacts contacts) {
    this.desk = desk;
    this.assignments = assignments;
    this.maker = maker;
    this.held = held;
    this.contacts = contacts;
  }

  /** What the reply box sends. */
  @Serdeable
  @Introspected
  record ReplyForm(@Nullable String messageId, @Nullable String text) {

    @Override
    public String toString() {
      return "ReplyForm[…]";
    }
  }

  /** What the form for sending an officer out sends. */
  @Serdeable
  @Introspected
  record AssignForm(
      @Nullable String assignmentId,
      @Nullable String officer,
      @Nullable String instruction,
      @Nullable String minutes) {

    @Override
    public String toString() {
      return "AssignForm[…]";
    }
  }

  /** Opening a tip leaves an audit row, also when the page renews itself. */
  @Get
  JteModel open(Ui ui, StaffMember viewer, UUID id) {
    return pages.consoleTip(ui, page(ui, viewer, id), null, null);
  }

  @Post("/replies")
  @Allowed(Action.TIP_ANSWER)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> reply(Ui ui, StaffMember viewer, UUID id, @Body ReplyForm form) {
    // As it is stored and sent: browsers write line ends as two characters.
    String text =
        Segments.compose(form.text() == null ? "" : form.text().strip()).replace("\r\n", "\n");
    if (text.isEmpty()) {
      return again(ui, page(ui, viewer, id), "console.reply.empty", null);
    }
    boolean sms = contacts.phoneOf(id).isPresent();
    if (text.length() > TipPage.mostCharacters(sms)) {
      String mistake = sms ? "console.reply.long-sms" : "console.reply.long";
      return again(ui, page(ui, viewer, id), mistake, text);
    }
    boolean said = desk.reply(viewer, id, uuid(form.messageId()), text).isPresent();
    return said ? back(id, "dialogue") : notAllowed();
  }

  @Post("/assignments")
  @Allowed(Action.TIP_ASSIGN)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> assign(Ui ui, StaffMember viewer, UUID id, @Body AssignForm form) {
    String instruction = form.instruction() == null ? "" : form.instruction().strip();
    if (form.officer() == null || form.officer().isBlank()) {
      return again(ui, page(ui, viewer, id), "console.assign.nobody", null);
    }
    if (instruction.length() > Assignments.MOST_CHARACTERS) {
      return again(ui, page(ui, viewer, id), "console.assign.long", null);
    }
    boolean offered =
        assignments
            .offer(
                viewer,
                uuid(form.assignmentId()),
                id,
                uuid(form.officer()),
                instruction,
                Duration.ofMinutes(minutes(form.minutes())))
            .isPresent();
    return offered ? back(id, "assignments") : notAllowed();
  }

  /** Reads what a number that floods has sent, though its word never came. */
  @Post("/held")
  @Allowed(Action.TIP_ANSWER)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> release(StaffMember viewer, UUID id) {
    if (!desk.mayAct(viewer, id)) {
      return notAllowed();
    }
    held.release(id);
    return back(id, "dialogue");
  }

  private TipPage page(Ui ui, StaffMember viewer, UUID id) {
    return desk.open(viewer, id)
        .map(tip -> maker.make(ui, viewer, tip))
        .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "console.no-tip"));
  }

  /**
   * The page with what was wrong.
   *
   * @param typed the answer as it was written, so that it is not lost; null: there was none
   */
  private HttpResponse<JteModel> again(
      Ui ui, TipPage page, String mistake, @Nullable String typed) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(pages.consoleTip(ui, page, mistake, typed));
  }

  private static HttpResponse<?> back(UUID id, String part) {
    return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#" + part));
  }

  private static HttpResponse<?> notAllowed() {
    throw new Refusal(HttpStatus.FORBIDDEN, "console.not-yours");
  }

  /** Ids come from our own page; a spoilt one is nobody's. */
  private static UUID uuid(@Nullable String text) {
    try {
      return UUID.fromString(String.valueOf(text));
    } catch (IllegalArgumentException e) {
      return UuidCreator.getTimeOrderedEpoch();
    }
  }

  private static long minutes(@Nullable String text) {
    return Optional.ofNullable(text)
        .filter(digits -> digits.matches("\\d{1,4}"))
        .map(Long::parseLong)
        .orElse((long) DEFAULT_MINUTES);
  }
}
