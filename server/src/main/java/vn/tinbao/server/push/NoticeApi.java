package vn.tinbao.server.push;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.staff.PhoneSession;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.server.web.Languages;
import vn.tinbao.server.web.Refusal;

/** What whoever is signed in on a phone is told besides tasks, and that it was read. */
@Controller("/api/v1/officer/notices")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Officer")
class NoticeApi {
  private static final String PRINT = "notices";

  /** As many as a person looks through on a phone. */
  private static final int MOST = 50;

  private final List<NoticeSource> sources;
  private final KeyedHash hashes;

  NoticeApi(List<NoticeSource> sources, KeyedHash hashes) {
    this.sources = List.copyOf(sources);
    this.hashes = hashes;
  }

  /** One of them. */
  @Serdeable
  @Schema(name = "StaffNotice")
  record NoticeBody(
      UUID id,
      @Schema(description = "`duty-call`, `plan`, `report`") String topic,
      String title,
      @Schema(description = "May be empty") String text,
      OffsetDateTime at,
      @Nullable OffsetDateTime readAt) {

    static NoticeBody of(String topic, Notice notice) {
      return new NoticeBody(
          notice.id(),
          topic,
          notice.title(),
          notice.text(),
          LegalTime.withOffset(notice.at()),
          notice.readAt() == null ? null : LegalTime.withOffset(notice.readAt()));
    }

    @Override
    public String toString() {
      return "StaffNotice[" + id + "]";
    }
  }

  @Get
  @Operation(
      summary = "Calls to duty, reminders of plans and reports to me",
      description =
          "All of them, the newest first; what is not in the answer any more was taken back. Fetch"
              + " after an event of one of these topics, after connecting and now and then, with"
              + " `If-None-Match`.")
  @ApiResponse(responseCode = "200", description = "The list; has an ETag")
  @ApiResponse(responseCode = "304", description = "As it was")
  HttpResponse<List<NoticeBody>> list(
      HttpRequest<?> request, @Parameter(hidden = true) PhoneSession phone) {
    StaffMember reader = phone.owner();
    Locale language = Languages.of(request);
    List<NoticeBody> found =
        sources.stream()
            .flatMap(
                source ->
                    source.notices(reader, language).stream()
                        .map(notice -> NoticeBody.of(source.topic(), notice)))
            .sorted(Comparator.comparing(NoticeBody::at).reversed().thenComparing(NoticeBody::id))
            .limit(MOST)
            .toList();
    String etag = '"' + print(found) + '"';
    if (etag.equals(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH))) {
      return HttpResponse.<List<NoticeBody>>notModified().header(HttpHeaders.ETAG, etag);
    }
    return HttpResponse.ok(found)
        .header(HttpHeaders.ETAG, etag)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }

  @Post("/{topic}/{id}/read")
  @Operation(summary = "I have read it", description = "Said twice, it counts once.")
  @ApiResponse(responseCode = "204", description = "Kept")
  @ApiResponse(responseCode = "404", description = "None of mine")
  HttpResponse<Void> read(
      @Parameter(hidden = true) PhoneSession phone,
      @Parameter(description = "of the notice") String topic,
      UUID id) {
    boolean mine =
        sources.stream()
            .filter(source -> source.topic().equals(topic))
            .anyMatch(source -> source.read(phone.owner(), id));
    if (!mine) {
      throw new Refusal(HttpStatus.NOT_FOUND, "device.notice.unknown");
    }
    return HttpResponse.noContent();
  }

  private String print(List<NoticeBody> found) {
    StringBuilder all = new StringBuilder();
    for (NoticeBody one : found) {
      // The record's own text names no words.
      for (Object part :
          new Object[] {one.id(), one.topic(), one.title(), one.text(), one.at(), one.readAt()}) {
        all.append(part).append('\n');
      }
    }
    return HexFormat.of().formatHex(hashes.of(PRINT, all.toString()));
  }
}
