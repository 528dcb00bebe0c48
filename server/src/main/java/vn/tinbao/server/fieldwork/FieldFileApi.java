package vn.tinbao.server.fieldwork;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.Attachments;
import vn.tinbao.server.attachment.TusMetadata;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.PhoneSession;
import vn.tinbao.server.web.Refusal;

/**
 * Resumable upload of officers' photos and recordings: tus 1.0.0 as for reporters
 * (https://tus.io/protocols/resumable-upload), for clients that know no PATCH. Beginning again
 * tells where an upload stands.
 */
@Controller("/api/v1/officer/assignments/{assignmentId}/files")
@Allowed(Action.TASK)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Officer")
class FieldFileApi {
  private static final String VERSION = "1.0.0";
  private static final String RESUMABLE = "Tus-Resumable";
  private static final String OFFSET = "Upload-Offset";
  private static final String BYTES = "application/offset+octet-stream";

  private final FieldFiles files;

  FieldFileApi(FieldFiles files) {
    this.files = files;
  }

  @Post
  @Consumes(MediaType.ALL)
  @Operation(
      summary = "Begin to bring a file, or find how far it is",
      description =
          "Upload-Length is the size of the whole file. Upload-Metadata holds filename and id (a"
              + " UUID), both base64: the same id and length again give the same upload. Taken-At is"
              + " when it was taken, by the phone's clock.")
  @ApiResponse(responseCode = "201", description = "Upload-Offset is what is stored")
  @ApiResponse(responseCode = "404", description = "No such task of this officer")
  @ApiResponse(responseCode = "409", description = "Not in this state, or the id is another file's")
  @ApiResponse(responseCode = "410", description = "The task is over for this officer")
  @ApiResponse(responseCode = "413", description = "Too large, or the tip has too many files")
  HttpResponse<?> begin(
      @Parameter(hidden = true) PhoneSession session,
      UUID assignmentId,
      @Header(RESUMABLE) @Nullable String version,
      @Header("Upload-Length") @Nullable String length,
      @Header("Upload-Metadata") @Nullable String metadata,
      @Header("Taken-At") @Nullable String takenAt) {
    files.checkOwn(session.owner(), assignmentId);
    checkVersion(version);
    TusMetadata told = TusMetadata.parse(metadata).orElseThrow(() -> bad("attachment.metadata"));
    UUID id = told.id();
    if (id == null) {
      throw bad("attachment.metadata");
    }
    Attachments.Standing standing =
        files.begin(
            session.owner(),
            assignmentId,
            id,
            told.name(),
            TusMetadata.number(length).orElseThrow(() -> bad("attachment.length")),
            instant(takenAt));
    return answer(HttpStatus.CREATED, standing)
        .header(
            HttpHeaders.LOCATION,
            "/api/v1/officer/assignments/" + assignmentId + "/files/" + standing.id());
  }

  @Post("/{id}")
  @Consumes(MediaType.ALL)
  @Operation(
      summary = "Add bytes to a file",
      description = "With X-HTTP-Method-Override: PATCH, as application/offset+octet-stream")
  @ApiResponse(responseCode = "204", description = "Upload-Offset is what is stored now")
  @ApiResponse(responseCode = "409", description = "Upload-Offset is not where the upload stands")
  @ApiResponse(responseCode = "410", description = "The task is over for this officer")
  HttpResponse<?> add(
      HttpRequest<?> request,
      @Parameter(hidden = true) PhoneSession session,
      UUID assignmentId,
      UUID id,
      @Header(RESUMABLE) @Nullable String version,
      @Header("X-HTTP-Method-Override") @Nullable String override,
      @Header(OFFSET) @Nullable String offset,
      @Body @Nullable InputStream body) {
    files.checkOwn(session.owner(), assignmentId);
    checkVersion(version);
    if (!"PATCH".equals(override)) {
      throw bad("attachment.override");
    }
    if (!BYTES.equals(request.getContentType().map(MediaType::getName).orElse(""))) {
      throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "attachment.type", BYTES);
    }
    long at = TusMetadata.number(offset).orElseThrow(() -> bad("attachment.offset"));
    try (InputStream bytes = body == null ? InputStream.nullInputStream() : body) {
      return answer(
          HttpStatus.NO_CONTENT, files.append(session.owner(), assignmentId, id, at, bytes));
    } catch (IOException e) {
      // The phone broke off: nobody reads this answer. What had arrived is stored.
      throw bad("attachment.broken-off");
    }
  }

  /** A clock that says nothing sensible is one that says nothing. */
  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException noTime) {
      return null;
    }
  }

  private static MutableHttpResponse<?> answer(HttpStatus status, Attachments.Standing standing) {
    return HttpResponse.status(status)
        .header(RESUMABLE, VERSION)
        .header(OFFSET, Long.toString(standing.received()));
  }

  private static void checkVersion(@Nullable String version) {
    if (!VERSION.equals(version)) {
      throw new Refusal(HttpStatus.PRECONDITION_FAILED, "attachment.version", VERSION);
    }
  }

  private static Refusal bad(String key) {
    return new Refusal(HttpStatus.BAD_REQUEST, key);
  }
}
