package vn.tinbao.server.attachment;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import vn.tinbao.server.gate.Door;
import vn.tinbao.server.gate.Gate;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipWords;
import vn.tinbao.server.web.Refusal;

/**
 * Resumable upload of a reporter's files: tus 1.0.0 with the extensions creation and termination
 * (https://tus.io/protocols/resumable-upload). {@code Receipt-Code} says which tip; every answer
 * with an {@code Upload-Offset} is given after commit.
 */
@Controller(TusApi.PATH)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Citizen")
class TusApi {
  static final String PATH = "/api/v1/follow/attachments";
  static final String VERSION = "1.0.0";
  static final String RESUMABLE = "Tus-Resumable";
  static final String OFFSET = "Upload-Offset";
  static final String LENGTH = "Upload-Length";
  static final String METADATA = "Upload-Metadata";
  static final String OVERRIDE = "X-HTTP-Method-Override";
  static final String BYTES = "application/offset+octet-stream";

  private static final Logger LOG = LoggerFactory.getLogger(TusApi.class);

  private final Attachments attachments;
  private final FollowUp followUp;
  private final Gate gate;

  TusApi(Attachments attachments, FollowUp followUp, Gate gate) {
    this.gate = gate;
    this.attachments = attachments;
    this.followUp = followUp;
  }

  @Options
  @Operation(summary = "What this server can do of tus")
  HttpResponse<?> abilities() {
    return HttpResponse.noContent()
        .header(RESUMABLE, VERSION)
        .header("Tus-Version", VERSION)
        .header("Tus-Extension", "creation,termination")
        .header("Tus-Max-Size", Long.toString(attachments.mostBytes()));
  }

  @Post
  @Consumes(MediaType.ALL)
  @Operation(
      summary = "Begin an upload",
      description =
          "Upload-Length is the size of the whole file. Upload-Metadata may hold filename and id (a"
              + " UUID, both base64): the same id and length again give the same upload.")
  @ApiResponse(responseCode = "201", description = "Location is the upload's address")
  @ApiResponse(responseCode = "409", description = "The id belongs to another upload")
  @ApiResponse(responseCode = "413", description = "Too large, or the tip has too many files")
  Mono<HttpResponse<?>> begin(
      HttpRequest<?> request,
      @Header("Receipt-Code") @Nullable String code,
      @Header(RESUMABLE) @Nullable String version,
      @Header(LENGTH) @Nullable String length,
      @Header(METADATA) @Nullable String metadata) {
    checkVersion(version);
    String digits = Gate.codeDigits(code);
    gate.admit(Door.LOOK_UP, request, digits, digits);
    UUID tip = followUp.tipOf(code).orElse(null);
    if (tip == null) {
      gate.wrongCode(request);
      return Mono.delay(gate.wrongCodeDelay())
          .then(
              Mono.error(
                  new HttpStatusException(
                      HttpStatus.NOT_FOUND,
                      TipWords.say("follow.unknown-code", TipWords.language(request)))));
    }
    TusMetadata told = TusMetadata.parse(metadata).orElseThrow(() -> bad("attachment.metadata"));
    Attachments.Standing standing =
        attachments.begin(
            tip,
            Bringer.REPORTER,
            told.idOrNew(),
            told.name(),
            TusMetadata.number(length).orElseThrow(TusApi::noLength));
    HttpResponse<?> begun =
        answer(HttpStatus.CREATED)
            .header(HttpHeaders.LOCATION, PATH + "/" + standing.id())
            .header(OFFSET, Long.toString(standing.received()));
    return Mono.just(begun);
  }

  @Head("/{id}")
  @Operation(summary = "How many bytes of an upload are stored")
  Mono<HttpResponse<?>> standing(
      HttpRequest<?> request,
      UUID id,
      @Header("Receipt-Code") @Nullable String code,
      @Header(RESUMABLE) @Nullable String version) {
    checkVersion(version);
    return withTip(
        request,
        code,
        tip ->
            attachments
                .standing(tip, id)
                .map(
                    standing ->
                        answer(HttpStatus.OK)
                            .header(OFFSET, Long.toString(standing.received()))
                            .header(LENGTH, Long.toString(standing.length())))
                .orElseThrow(TusApi::unknown));
  }

  @Patch("/{id}")
  @Consumes(MediaType.ALL)
  @Operation(summary = "Add bytes to an upload", description = "As application/offset+octet-stream")
  @ApiResponse(responseCode = "204", description = "Upload-Offset is what is stored now")
  @ApiResponse(responseCode = "409", description = "Upload-Offset is not where the upload stands")
  Mono<HttpResponse<?>> add(
      HttpRequest<?> request,
      UUID id,
      @Header("Receipt-Code") @Nullable String code,
      @Header(RESUMABLE) @Nullable String version,
      @Header(OFFSET) @Nullable String offset,
      @Body @Nullable InputStream body) {
    checkVersion(version);
    if (!BYTES.equals(request.getContentType().map(MediaType::getName).orElse(""))) {
      throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "attachment.type", BYTES);
    }
    long at = TusMetadata.number(offset).orElseThrow(() -> bad("attachment.offset"));
    return withTip(request, code, tip -> append(tip, id, at, body));
  }

  /**
   * For clients that know no PATCH (tus 1.0.0, X-HTTP-Method-Override), as phones' builds of ours.
   */
  @Post("/{id}")
  @Consumes(MediaType.ALL)
  @Operation(
      summary = "Add bytes to an upload, without PATCH",
      description = "With X-HTTP-Method-Override: PATCH; else the same as PATCH")
  @ApiResponse(responseCode = "204", description = "Upload-Offset is what is stored now")
  @ApiResponse(responseCode = "409", description = "Upload-Offset is not where the upload stands")
  Mono<HttpResponse<?>> addByPost(
      HttpRequest<?> request,
      UUID id,
      @Header("Receipt-Code") @Nullable String code,
      @Header(RESUMABLE) @Nullable String version,
      @Header(OVERRIDE) @Nullable String override,
      @Header(OFFSET) @Nullable String offset,
      @Body @Nullable InputStream body) {
    if (!"PATCH".equals(override)) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "attachment.override");
    }
    return add(request, id, code, version, offset, body);
  }

  private HttpResponse<?> append(UUID tip, UUID id, long at, @Nullable InputStream body) {
    try (InputStream bytes = body == null ? InputStream.nullInputStream() : body) {
      Attachments.Standing standing = attachments.append(tip, id, at, bytes);
      return answer(HttpStatus.NO_CONTENT).header(OFFSET, Long.toString(standing.received()));
    } catch (IOException e) {
      // The sender broke off: nobody reads this answer. What had arrived is stored.
      LOG.debug("An upload broke off");
      throw bad("attachment.broken-off");
    }
  }

  @Delete("/{id}")
  @Operation(summary = "Take back an upload that is not complete")
  @ApiResponse(responseCode = "403", description = "It is complete, so it stays")
  Mono<HttpResponse<?>> abandon(
      HttpRequest<?> request,
      UUID id,
      @Header("Receipt-Code") @Nullable String code,
      @Header(RESUMABLE) @Nullable String version) {
    checkVersion(version);
    return withTip(
        request,
        code,
        tip -> {
          attachments.abandon(tip, id);
          return answer(HttpStatus.NO_CONTENT);
        });
  }

  /**
   * A wrong code and an unknown upload are one and the same, also in what they cost: nobody learns
   * which codes open. Who has both right works for no piece of a file.
   */
  private Mono<HttpResponse<?>> withTip(
      HttpRequest<?> request, @Nullable String code, Function<UUID, HttpResponse<?>> then) {
    try {
      return Mono.just(then.apply(followUp.tipOf(code).orElseThrow(TusApi::unknown)));
    } catch (Refusal refusal) {
      if (refusal.status() != HttpStatus.NOT_FOUND) {
        throw refusal;
      }
      String digits = Gate.codeDigits(code);
      gate.admit(Door.LOOK_UP, request, digits, digits);
      gate.wrongCode(request);
      return Mono.delay(gate.wrongCodeDelay()).then(Mono.error(refusal));
    }
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "attachment.unknown");
  }

  private static void checkVersion(@Nullable String version) {
    if (!VERSION.equals(version)) {
      throw new Refusal(HttpStatus.PRECONDITION_FAILED, "attachment.version", VERSION);
    }
  }

  private static MutableHttpResponse<?> answer(HttpStatus status) {
    return HttpResponse.status(status).header(RESUMABLE, VERSION);
  }

  private static Refusal bad(String key) {
    return new Refusal(HttpStatus.BAD_REQUEST, key);
  }

  private static Refusal noLength() {
    return bad("attachment.length");
  }
}
