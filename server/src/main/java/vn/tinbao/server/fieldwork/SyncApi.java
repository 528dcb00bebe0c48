package vn.tinbao.server.fieldwork;

import static vn.tinbao.server.calendar.LegalTime.withOffset;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
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
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.AssignmentState;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.staff.PhoneSession;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipWords;
import vn.tinbao.server.tip.ToldPlace;
import vn.tinbao.server.web.Messages;
import vn.tinbao.server.web.Refusal;

/**
 * What officers' phones bring and fetch, whenever they have a signal. Open to whoever is signed in
 * on a phone: who has no tasks is told of none, and a phone can be told to forget everything.
 */
@Controller("/api/v1/officer/sync")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Officer")
class SyncApi {
  private static final int MOST_OPERATIONS = 50;
  private static final int MOST_PURGED = 500;
  private static final int LONGEST_NAME = 100;

  private final FieldDevices devices;
  private final FieldOperations operations;
  private final FieldPull pull;
  private final Messages words;

  SyncApi(FieldDevices devices, FieldOperations operations, FieldPull pull, Messages words) {
    this.devices = devices;
    this.operations = operations;
    this.pull = pull;
    this.words = words;
  }

  /** Operations in the order they were done, and tasks whose content has left the phone. */
  @Serdeable
  @Introspected
  @Schema(name = "SyncUp")
  record UpBody(
      @Size(max = MOST_OPERATIONS) @Valid @Nullable List<OperationBody> operations,
      @Size(max = MOST_PURGED) @Nullable List<UUID> purged) {}

  /**
   * Something the officer did.
   *
   * @param id UUIDv7 made when it was done; counts once
   * @param action for a step of the task; null for words in the report
   * @param fields of the report, by name; null for a step
   */
  @Serdeable
  @Introspected
  @Schema(name = "SyncOperation")
  record OperationBody(
      @NotNull @Nullable UUID id,
      @NotNull @Nullable UUID assignmentId,
      @Nullable OffsetDateTime at,
      AssignmentState.@Nullable Action action,
      @Nullable String note,
      @Size(max = FieldOperations.MOST_FIELDS) @Valid @Nullable Map<String, EditBody> fields,
      @Nullable Boolean finished) {

    @Override
    public String toString() {
      return "SyncOperation[" + id + "]";
    }
  }

  /**
   * What was written into one field.
   *
   * @param base version of the field that the phone knew, 0 for none
   * @param after operation of this phone before it on the same field, or the rival it settles
   */
  @Serdeable
  @Introspected
  @Schema(name = "SyncEdit")
  record EditBody(@NotNull @Nullable String value, int base, @Nullable UUID after) {

    @Override
    public String toString() {
      return "SyncEdit[on " + base + "]";
    }
  }

  /**
   * What became of them.
   *
   * @param wipe forget everything at once and say so; nothing was applied
   */
  @Serdeable
  @Schema(name = "SyncDone")
  record DoneBody(boolean wipe, List<ResultBody> results) {}

  /** How an operation ended. */
  enum Ending {
    APPLIED,
    CONFLICT,
    GONE,
    REFUSED
  }

  /**
   * One operation's end.
   *
   * @param why code; null when applied
   * @param say the same in a sentence for the officer; null when applied
   * @param fields in which another phone wrote something else
   */
  @Serdeable
  @Schema(name = "SyncResult")
  record ResultBody(
      UUID id,
      Ending outcome,
      @Nullable String why,
      @Nullable String say,
      @Nullable List<String> fields) {}

  /**
   * News for the phone.
   *
   * @param cursor keep it once everything here is kept
   * @param whole drop every task that is not in this answer
   * @param wipe forget everything at once and say so
   */
  @Serdeable
  @Schema(name = "SyncNews")
  record NewsBody(
      String cursor,
      boolean whole,
      boolean wipe,
      List<TaskBody> assignments,
      List<PurgeBody> purges) {}

  /**
   * Content that must leave the phone; say so once it has.
   *
   * @param drop the task itself leaves the list too
   */
  @Serdeable
  @Schema(name = "SyncPurge")
  record PurgeBody(UUID id, String why, boolean drop) {}

  /**
   * A task with all that the phone may hold of it now.
   *
   * @param urgency 0 of a task that is over: what became of the tip since is not its officer's
   * @param place null then
   * @param leadAgency empty then
   * @param told where, as the reporter told it apart from the story; goes with the narrative
   * @param files that the officer brought and of which all is stored; null while not at work
   */
  @Serdeable
  @Schema(name = "SyncAssignment")
  record TaskBody(
      UUID id,
      AssignmentState state,
      OffsetDateTime offeredAt,
      OffsetDateTime answerBy,
      OffsetDateTime updatedAt,
      int version,
      int urgency,
      @Nullable String place,
      String leadAgency,
      @Nullable String instruction,
      @Nullable String narrative,
      @Nullable ToldBody told,
      List<StepBody> events,
      @Nullable ReportBody report,
      @Nullable List<FileBody> files) {

    static TaskBody of(
        Assignments.View view, @Nullable ReportBody report, @Nullable List<FileBody> files) {
      boolean over = view.state().ended() || (view.state().atWork() && view.narrative() == null);
      return new TaskBody(
          view.id(),
          view.state(),
          withOffset(view.offeredAt()),
          withOffset(view.answerBy()),
          withOffset(view.updatedAt()),
          view.version(),
          over ? 0 : view.urgency(),
          over ? null : view.place(),
          over ? "" : view.leadAgency(),
          over ? null : view.instruction(),
          view.narrative(),
          ToldBody.of(view.told()),
          view.steps().stream()
              .map(
                  step ->
                      new StepBody(withOffset(step.at()), step.state(), over ? null : step.note()))
              .toList(),
          report,
          files);
    }

    @Override
    public String toString() {
      return "SyncAssignment[" + id + "]";
    }
  }

  /**
   * Where, as the reporter told it.
   *
   * @param text in their own words
   * @param lat degrees, WGS 84, with {@code lon}: given by their phone
   */
  @Serdeable
  @Schema(name = "SyncToldPlace")
  record ToldBody(@Nullable String text, @Nullable Double lat, @Nullable Double lon) {

    static @Nullable ToldBody of(@Nullable ToldPlace told) {
      return told == null ? null : new ToldBody(told.text(), told.lat(), told.lon());
    }

    @Override
    public String toString() {
      return "SyncToldPlace[…]";
    }
  }

  /** A file that the officer brought, on whichever phone. */
  @Serdeable
  @Schema(name = "SyncFile")
  record FileBody(UUID id, String name, long length) {

    @Override
    public String toString() {
      return "SyncFile[" + id + "]";
    }
  }

  /** One step. */
  @Serdeable
  @Schema(name = "SyncStep")
  record StepBody(OffsetDateTime at, AssignmentState state, @Nullable String note) {

    @Override
    public String toString() {
      return "SyncStep[" + state + "]";
    }
  }

  /** The report of the task as it stands. */
  @Serdeable
  @Schema(name = "SyncReport")
  record ReportBody(int version, @Nullable OffsetDateTime finishedAt, List<FieldBody> fields) {

    static ReportBody of(FieldReport report) {
      return new ReportBody(
          report.version(),
          report.finishedAt() == null ? null : withOffset(report.finishedAt()),
          report.fields().stream()
              .map(
                  field ->
                      new FieldBody(
                          field.name(),
                          field.value(),
                          field.version(),
                          withOffset(field.at()),
                          field.rivals().stream()
                              .map(
                                  rival ->
                                      new RivalBody(
                                          rival.operationId(),
                                          rival.value(),
                                          withOffset(rival.at())))
                              .toList()))
              .toList());
    }
  }

  /** One field of it. */
  @Serdeable
  @Schema(name = "SyncField")
  record FieldBody(
      String name, String value, int version, OffsetDateTime at, List<RivalBody> rivals) {

    @Override
    public String toString() {
      return "SyncField[" + name + "]";
    }
  }

  /** A value that another phone wrote meanwhile; name its operation in {@code after} to settle. */
  @Serdeable
  @Schema(name = "SyncRival")
  record RivalBody(UUID operationId, String value, OffsetDateTime at) {

    @Override
    public String toString() {
      return "SyncRival[" + operationId + "]";
    }
  }

  @Post
  @Operation(
      summary = "What was done on the phone",
      description =
          "Operations in their order, each applied once by its id, each answered on its own:"
              + " APPLIED; CONFLICT: another phone of the officer did something else, both are"
              + " kept; GONE: the task is over for this officer, the words stay on the phone;"
              + " REFUSED.")
  @ApiResponse(responseCode = "200", description = "One result for each operation, in their order")
  @ApiResponse(responseCode = "403", description = "The key is not that device's")
  @ApiResponse(responseCode = "409", description = "The device is another officer's")
  DoneBody up(
      HttpRequest<?> request,
      @Parameter(hidden = true) PhoneSession session,
      @Header("Device") String device,
      @Header("Device-Key") String key,
      @Header("Device-Name") Optional<String> name,
      @Body @Valid UpBody body) {
    StaffMember officer = session.owner();
    DeviceKey phone = DeviceKey.read(device, key);
    if (devices.heardOf(officer, session.id(), phone.id(), phone.key(), cut(name))) {
      return new DoneBody(true, List.of());
    }
    List<UUID> purged = body.purged();
    if (purged != null && !purged.isEmpty()) {
      var unused = devices.purged(phone.id(), phone.key(), purged);
    }
    Locale language = TipWords.language(request);
    List<ResultBody> results = new ArrayList<>();
    Set<UUID> changed = new LinkedHashSet<>();
    List<OperationBody> done = body.operations();
    if (done != null) {
      for (OperationBody operation : done) {
        ResultBody result = settled(officer, phone.id(), operation, language);
        results.add(result);
        UUID task = operation.assignmentId();
        if (task != null
            && (result.outcome() == Ending.APPLIED || result.outcome() == Ending.CONFLICT)) {
          changed.add(task);
        }
      }
      operations.tellOtherPhones(officer, session.id(), changed);
    }
    return new DoneBody(false, results);
  }

  @Get
  @Operation(
      summary = "What the phone does not know yet",
      description =
          "Without a cursor everything. Keep all of it, then the cursor; an answer that was lost is"
              + " told again.")
  @ApiResponse(responseCode = "200", description = "News, and what must leave the phone")
  NewsBody news(
      @Parameter(hidden = true) PhoneSession session,
      @Header("Device") String device,
      @Header("Device-Key") String key,
      @Header("Device-Name") Optional<String> name,
      @QueryValue Optional<String> cursor) {
    StaffMember officer = session.owner();
    DeviceKey phone = DeviceKey.read(device, key);
    if (devices.heardOf(officer, session.id(), phone.id(), phone.key(), cut(name))) {
      return new NewsBody("", false, true, List.of(), List.of());
    }
    FieldPull.News news = pull.pull(officer, phone.id(), cursor.map(SyncApi::cursor).orElse(null));
    return new NewsBody(
        Long.toString(news.cursor()), news.whole(), false, news.tasks(), news.purges());
  }

  private ResultBody settled(
      StaffMember officer, UUID deviceId, OperationBody body, Locale language) {
    FieldOperations.Operation operation = operation(body);
    FieldOperations.Result result = operations.apply(officer, deviceId, operation);
    if (result instanceof FieldOperations.Result.Conflict conflict) {
      return new ResultBody(
          operation.id(),
          Ending.CONFLICT,
          "OTHER_PHONE",
          words.text(
              language,
              conflict.fields().isEmpty()
                  ? "fieldwork.conflict.answer"
                  : "fieldwork.conflict.field"),
          conflict.fields());
    }
    if (result instanceof FieldOperations.Result.Gone gone) {
      return new ResultBody(
          operation.id(),
          Ending.GONE,
          gone.why(),
          words.text(language, "fieldwork.gone." + gone.why()),
          null);
    }
    if (result instanceof FieldOperations.Result.Refused refused) {
      return new ResultBody(
          operation.id(),
          Ending.REFUSED,
          refused.why(),
          words.text(language, "fieldwork.refused." + refused.why()),
          null);
    }
    return new ResultBody(operation.id(), Ending.APPLIED, null, null, null);
  }

  private static FieldOperations.Operation operation(OperationBody body) {
    UUID id = body.id();
    UUID assignmentId = body.assignmentId();
    Map<String, EditBody> fields = body.fields();
    AssignmentState.Action action = body.action();
    if (id == null || assignmentId == null || (action == null) == (fields == null)) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "fieldwork.operation");
    }
    OffsetDateTime at = body.at();
    if (action != null) {
      return new FieldOperations.Step(
          id, assignmentId, at == null ? null : at.toInstant(), action, body.note());
    }
    Map<String, FieldReports.Edit> edits = new LinkedHashMap<>();
    if (fields != null) {
      fields.forEach(
          (name, edit) -> {
            String value = edit.value();
            if (value != null) {
              edits.put(name, new FieldReports.Edit(value, edit.base(), edit.after()));
            }
          });
    }
    return new FieldOperations.Writing(
        id,
        assignmentId,
        at == null ? null : at.toInstant(),
        edits,
        Boolean.TRUE.equals(body.finished()));
  }

  /** A cursor that is not ours is one from the future: everything is told anew. */
  private static long cursor(String given) {
    try {
      return Long.parseLong(given);
    } catch (NumberFormatException notOurs) {
      return Long.MAX_VALUE;
    }
  }

  private static String cut(Optional<String> name) {
    String given = name.map(String::strip).orElse("");
    return given.length() > LONGEST_NAME ? given.substring(0, LONGEST_NAME) : given;
  }
}
