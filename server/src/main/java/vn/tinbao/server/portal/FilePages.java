package vn.tinbao.server.portal;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import vn.tinbao.server.attachment.AttachmentDesk;
import vn.tinbao.server.attachment.Attachments;
import vn.tinbao.server.attachment.Bringer;
import vn.tinbao.server.attachment.FileNames;
import vn.tinbao.server.attachment.FilesForReporter;
import vn.tinbao.server.attachment.MultiPart;
import vn.tinbao.server.gate.Door;
import vn.tinbao.server.gate.Entrance;
import vn.tinbao.server.gate.Gate;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.vault.ReceiptCode;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * Takes files from the receipt and from the dialogue, without JavaScript. The report is in the
 * house before: whatever is wrong with a file, nothing is lost but that file, and the page says
 * which and why.
 */
@Controller("/follow/files")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class FilePages {
  private static final int MOST_CODE = 100;

  private final Templates pages = new StaticTemplates();
  private final Attachments attachments;
  private final FilesForReporter given;
  private final FollowUp followUp;
  private final Gate gate;
  private final Waiting waiting;
  private final Lines lines;

  FilePages(
      Attachments attachments,
      FilesForReporter given,
      FollowUp followUp,
      Gate gate,
      Waiting waiting,
      Lines lines) {
    this.attachments = attachments;
    this.given = given;
    this.followUp = followUp;
    this.gate = gate;
    this.waiting = waiting;
    this.lines = lines;
  }

  /** What the form of a given file sends. */
  @Serdeable
  @Introspected
  record CodeForm(@Nullable String code) {

    @Override
    public String toString() {
      return "CodeForm[…]";
    }
  }

  /** The code comes first in the form, the files after it. */
  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  Mono<HttpResponse<JteModel>> add(HttpRequest<?> request, Ui ui) {
    String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE, String.class).orElse("");
    try (InputStream in = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
      MultiPart form = new MultiPart(in, type);
      String code = "";
      Optional<MultiPart.Part> first = form.next();
      if (first.isPresent() && first.get().name().equals("code")) {
        code = first.get().text(MOST_CODE);
      }
      String digits = Gate.codeDigits(code);
      Entrance entrance = gate.enter(Door.LOOK_UP, request, digits, digits, null);
      if (!(entrance instanceof Entrance.Open)) {
        skip(form);
        return Mono.just(waiting.page(request, ui, Door.LOOK_UP, Map.of("code", code), entrance));
      }
      UUID tip = followUp.tipOf(code).orElse(null);
      if (tip == null) {
        skip(form);
        return unknown(request, ui);
      }
      List<TakenFile> taken = take(ui, form, tip);
      return Mono.just(answer(ui, code, taken));
    } catch (IOException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "portal.files.broken");
    }
  }

  /** A file that the agency gave, to whoever has the code. */
  @Post("/{id}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.ALL)
  Mono<HttpResponse<?>> given(HttpRequest<?> request, Ui ui, UUID id, @Body CodeForm form) {
    String code = form.code() == null ? "" : form.code();
    String digits = Gate.codeDigits(code);
    Entrance entrance = gate.enter(Door.LOOK_UP, request, digits, digits, null);
    if (!(entrance instanceof Entrance.Open)) {
      return Mono.<HttpResponse<?>>just(
          waiting.page(request, ui, Door.LOOK_UP, Map.of("code", code), entrance));
    }
    return followUp
        .tipOf(code)
        .flatMap(tip -> given.open(tip, id))
        .map(opened -> Mono.<HttpResponse<?>>just(file(opened)))
        .orElseGet(() -> unknown(request, ui).<HttpResponse<?>>map(answer -> answer));
  }

  private static HttpResponse<?> file(AttachmentDesk.Opened opened) {
    return HttpResponse.ok(opened.bytes())
        .contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(HttpHeaders.CONTENT_LENGTH, Long.toString(opened.length()))
        .header(HttpHeaders.CONTENT_DISPOSITION, FileNames.disposition(false, opened.name()))
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private List<TakenFile> take(Ui ui, MultiPart form, UUID tip) throws IOException {
    List<TakenFile> taken = new ArrayList<>();
    Optional<MultiPart.Part> part;
    while ((part = form.next()).isPresent()) {
      String file = part.get().file();
      if (file == null || file.isEmpty()) {
        continue;
      }
      taken.add(new TakenFile(FileNames.tame(file), mistake(ui, tip, part.get(), file)));
    }
    return taken;
  }

  private @Nullable String mistake(Ui ui, UUID tip, MultiPart.Part part, String file)
      throws IOException {
    try {
      var unused = attachments.takeWhole(tip, Bringer.REPORTER, file, part.body());
      return null;
    } catch (Refusal refusal) {
      return ui.t(refusal.key(), refusal.arguments());
    }
  }

  private HttpResponse<JteModel> answer(Ui ui, String code, List<TakenFile> taken) {
    FollowUp.View view = followUp.view(code).orElseThrow();
    String grouped = ReceiptCode.parse(code).map(ReceiptCode::grouped).orElse(code);
    boolean any = taken.stream().anyMatch(file -> file.mistake() == null);
    return HttpResponse.<JteModel>status(any ? HttpStatus.CREATED : HttpStatus.UNPROCESSABLE_ENTITY)
        .body(pages.portalFiles(ui, lines.danger(), view, grouped, taken));
  }

  /** A browser shows an answer only once it has sent everything. */
  private static void skip(MultiPart form) throws IOException {
    while (form.next().isPresent()) {
      // Each part is read away by the next.
    }
  }

  private Mono<HttpResponse<JteModel>> unknown(HttpRequest<?> request, Ui ui) {
    gate.wrongCode(request);
    HttpResponse<JteModel> answer =
        HttpResponse.<JteModel>status(HttpStatus.NOT_FOUND)
            .body(pages.portalFollow(ui, lines.danger(), "portal.follow.unknown"));
    return Mono.delay(gate.wrongCodeDelay()).thenReturn(answer);
  }
}
