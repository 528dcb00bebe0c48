package vn.tinbao.server.attachment;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import vn.tinbao.server.gate.Door;
import vn.tinbao.server.gate.Gate;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.web.Refusal;

/**
 * Gives a file of the agency to the reporter, piece by piece (RFC 9110, 14: one range of bytes from
 * a first byte on), so that a bad network need not begin again.
 */
@Controller(ReporterFileApi.PATH)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Citizen")
class ReporterFileApi {
  static final String PATH = "/api/v1/follow/files";

  /** Most bytes of one answer. */
  static final int MOST_BYTES = 1024 * 1024;

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,15})-(\\d{1,15})?");

  private final FilesForReporter files;
  private final FollowUp followUp;
  private final Gate gate;

  ReporterFileApi(FilesForReporter files, FollowUp followUp, Gate gate) {
    this.files = files;
    this.followUp = followUp;
    this.gate = gate;
  }

  @Get("/{id}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      summary = "A piece of a file that the agency gave",
      description =
          "Those that the list says are from STAFF. Every answer is a piece: of the range that was"
              + " asked for, or from the first byte on, at most 1 MiB; Content-Range tells which, and"
              + " how long the whole is.")
  @ApiResponse(
      responseCode = "206",
      description = "The bytes that Content-Range names",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "404", description = "The code opens nothing, or has no such file")
  @ApiResponse(responseCode = "416", description = "The file ends before")
  Mono<HttpResponse<?>> piece(
      HttpRequest<?> request,
      UUID id,
      @Header("Receipt-Code") @Nullable String code,
      @Header(HttpHeaders.RANGE) @Nullable String range) {
    AttachmentDesk.Opened opened =
        followUp.tipOf(code).flatMap(tip -> files.open(tip, id)).orElse(null);
    if (opened == null) {
      // A wrong code and an unknown file are one and the same, also in what they cost.
      String digits = Gate.codeDigits(code);
      gate.admit(Door.LOOK_UP, request, digits, digits);
      gate.wrongCode(request);
      return Mono.delay(gate.wrongCodeDelay())
          .then(Mono.error(new Refusal(HttpStatus.NOT_FOUND, "attachment.unknown")));
    }
    return Mono.just(answer(opened, range));
  }

  private static HttpResponse<?> answer(AttachmentDesk.Opened opened, @Nullable String range) {
    Matcher asked = RANGE.matcher(range == null ? "bytes=0-" : range.strip());
    if (!asked.matches()) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "attachment.range");
    }
    long from = Long.parseLong(asked.group(1));
    long to = asked.group(2) == null ? Long.MAX_VALUE - 1 : Long.parseLong(asked.group(2));
    if (from >= opened.length() || to < from) {
      return HttpResponse.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
          .header(HttpHeaders.CONTENT_RANGE, "bytes */" + opened.length());
    }
    long end = Math.min(Math.min(to + 1, opened.length()), from + MOST_BYTES);
    MutableHttpResponse<byte[]> answer =
        HttpResponse.<byte[]>status(HttpStatus.PARTIAL_CONTENT)
            .body(bytes(opened, from, (int) (end - from)));
    return answer
        .contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(
            HttpHeaders.CONTENT_RANGE, "bytes " + from + "-" + (end - 1) + "/" + opened.length())
        .header(HttpHeaders.ACCEPT_RANGES, "bytes")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static byte[] bytes(AttachmentDesk.Opened opened, long from, int length) {
    try (var in = opened.bytes()) {
      in.skipNBytes(from);
      return in.readNBytes(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
