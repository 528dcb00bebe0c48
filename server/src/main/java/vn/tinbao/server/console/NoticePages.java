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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.proceeding.NoticeKind;
import vn.tinbao.server.proceeding.NoticeTemplates;
import vn.tinbao.server.proceeding.Notices;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;
import vn.tinbao.sms.text.Segments;

/** Telling reporters what the law says they must be told, and answering them from templates. */
@Controller("/desk/tips/{id}/notices")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.TIP_STEP)
@ExecuteOn(TaskExecutors.BLOCKING)
class NoticePages {
  private final Templates pages = new StaticTemplates();
  private final Notices notices;
  private final NoticeTemplates templates;
  private final TipDesk desk;

  NoticePages(Notices notices, NoticeTemplates templates, TipDesk desk) {
    this.notices = notices;
    this.templates = templates;
    this.desk = desk;
  }

  /** What the form sends. */
  @Serdeable
  @Introspected
  record NoticeForm(
      @Nullable String noticeId,
      @Nullable String kind,
      @Nullable String way,
      @Nullable String template,
      @Nullable String text) {

    @Override
    public String toString() {
      return "NoticeForm[…]";
    }
  }

  /**
   * The words to choose from, and a look at what would be said.
   *
   * @param kind of {@link NoticeKind}, in small letters
   * @param template key of the chosen one
   * @param in language of the words, {@code vi} or {@code en}; the reporter's when absent
   */
  @Get("/{kind}")
  JteModel form(
      Ui ui,
      StaffMember viewer,
      UUID id,
      String kind,
      @QueryValue Optional<String> template,
      @QueryValue Optional<String> in) {
    NoticeKind wanted =
        kind(kind).orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "proceeding.not-now"));
    TipDesk.View tip = opened(viewer, id);
    return page(ui, tip, wanted, template.orElse(null), in.orElse(null), null, null);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> give(Ui ui, StaffMember viewer, UUID id, @Body NoticeForm form) {
    NoticeKind kind =
        kind(String.valueOf(form.kind()))
            .orElseThrow(() -> new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "proceeding.not-now"));
    TipDesk.View tip = opened(viewer, id);
    Notices.Way way = way(form.way());
    String text = Segments.compose(form.text() == null ? "" : form.text().strip());
    text = text.replace("\r\n", "\n");
    if (way == Notices.Way.DIALOGUE && text.isEmpty()) {
      return again(ui, tip, kind, form, text, "console.reply.empty");
    }
    boolean texted = texted(tip, kind);
    if (text.length() > TipPage.mostCharacters(texted)) {
      return again(
          ui, tip, kind, form, text, texted ? "console.reply.long-sms" : "console.reply.long");
    }
    UUID noticeId = Ids.read(form.noticeId());
    if (kind == NoticeKind.ANSWER) {
      if (desk.reply(viewer, id, noticeId, text).isEmpty()) {
        throw new Refusal(HttpStatus.FORBIDDEN, "console.not-yours");
      }
      return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#dialogue"));
    }
    String template = form.template() == null || form.template().isBlank() ? null : form.template();
    Notices.Outcome outcome = notices.give(viewer, noticeId, id, kind, way, known(template), text);
    if (outcome instanceof Notices.Outcome.Done) {
      return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#legal"));
    }
    if (outcome instanceof Notices.Outcome.NotFound) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    if (outcome instanceof Notices.Outcome.NotOwedNow) {
      throw new Refusal(HttpStatus.CONFLICT, "proceeding.notice.told");
    }
    return again(
        ui,
        tip,
        kind,
        form,
        text,
        outcome instanceof Notices.Outcome.OtherWay
            ? "proceeding.notice.other-way"
            : "console.reply.empty");
  }

  private @Nullable String known(@Nullable String key) {
    return templates.all().stream().anyMatch(t -> t.key().equals(key)) ? key : null;
  }

  private HttpResponse<JteModel> again(
      Ui ui, TipDesk.View tip, NoticeKind kind, NoticeForm form, String text, String mistake) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(page(ui, tip, kind, form.template(), null, text, mistake));
  }

  private JteModel page(
      Ui ui,
      TipDesk.View tip,
      NoticeKind kind,
      @Nullable String chosen,
      @Nullable String in,
      @Nullable String typed,
      @Nullable String mistake) {
    List<NoticeTemplates.Template> fitting = templates.of(kind, notices.spokenOf(tip.id(), kind));
    boolean texted = texted(tip, kind);
    String language =
        in != null && in.equals("en") ? "en" : in != null ? "vi" : desk.language(tip.id());
    NoticeTemplates.Template template =
        fitting.stream()
            .filter(t -> t.key().equals(chosen))
            .findFirst()
            .orElse(fitting.isEmpty() ? null : fitting.get(0));
    String words =
        typed != null ? typed : template == null ? "" : template.words(language, tip.receivedAt());
    return pages.consoleTipNotice(
        ui,
        new NoticePage(
            tip.id(),
            TipPageMaker.number(tip.id()),
            kind,
            UuidCreator.getTimeOrderedEpoch(),
            fitting,
            template == null ? "" : template.key(),
            language,
            words,
            kind == NoticeKind.ANSWER ? List.of(Notices.Way.DIALOGUE) : notices.ways(tip.id()),
            texted,
            texted ? Segments.of(words).count() : 0,
            TipPage.mostCharacters(texted),
            tip.receivedAt(),
            mistake));
  }

  /** A notice on a part of a tip goes to who reported the whole, a free answer does not. */
  private boolean texted(TipDesk.View tip, NoticeKind kind) {
    return kind == NoticeKind.ANSWER ? tip.canBeTexted() : notices.texted(tip.id());
  }

  private TipDesk.View opened(StaffMember viewer, UUID id) {
    return desk.open(viewer, id)
        .filter(TipDesk.View::mayAct)
        .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "console.no-tip"));
  }

  private static Optional<NoticeKind> kind(String name) {
    for (NoticeKind kind : NoticeKind.values()) {
      if (kind.name().equalsIgnoreCase(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static Notices.Way way(@Nullable String name) {
    for (Notices.Way way : Notices.Way.values()) {
      if (way.name().equals(name)) {
        return way;
      }
    }
    return Notices.Way.DIALOGUE;
  }
}
