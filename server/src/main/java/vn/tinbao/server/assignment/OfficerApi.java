package vn.tinbao.server.assignment;

import static vn.tinbao.server.calendar.LegalTime.withOffset;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.HttpStatusException;
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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.Assignments.Outcome;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipWords;

/** What the officer's app speaks. */
@Controller("/api/v1/officer/assignments")
@Allowed(Action.TASK)
@Tag(name = "Officer")
class OfficerApi {
  private final Assignments assignments;

  OfficerApi(Assignments assignments) {
    this.assignments = assignments;
  }

  /** An assignment in the list. */
  @Serdeable
  @Schema(name = "Assignment")
  record Summary(
      UUID id,
      AssignmentState state,
      OffsetDateTime offeredAt,
      OffsetDateTime answerBy,
      OffsetDateTime updatedAt,
      int version,
      int urgency,
      @Nullable String place,
      String leadAgency) {}

  /**
   * An assignment, opened, without any words: those go by sync only, to phones of which the server
   * knows what they hold.
   */
  @Serdeable
  @Schema(name = "AssignmentDetail")
  record Detail(
      UUID id,
      AssignmentState state,
      OffsetDateTime offeredAt,
      OffsetDateTime answerBy,
      OffsetDateTime updatedAt,
      int version,
      int urgency,
      @Nullable String place,
      String leadAgency,
      List<StepBody> events) {

    @Override
    public String toString() {
      return "AssignmentDetail[" + id + "]";
    }
  }

  /** One step. */
  @Serdeable
  @Schema(name = "AssignmentEvent")
  record StepBody(OffsetDateTime at, AssignmentState state) {

    @Override
    public String toString() {
      return "AssignmentEvent[" + state + "]";
    }
  }

  /** What the officer did. */
  @Serdeable
  @Introspected
  @Schema(name = "AssignmentAction")
  record ActionBody(
      @NotNull @Nullable UUID operationId,
      AssignmentState.@NotNull @Nullable Action action,
      @Size(max = Assignments.MOST_CHARACTERS) @Nullable String note,
      @Nullable OffsetDateTime at) {

    @Override
    public String toString() {
      return "AssignmentAction[" + operationId + "]";
    }
  }

  @Get
  @Operation(summary = "My open assignments and those of the last seven days")
  List<Summary> list(@Parameter(hidden = true) StaffMember officer) {
    return assignments.ofOfficer(officer).stream().map(OfficerApi::summary).toList();
  }

  @Get("/{id}")
  @Operation(summary = "One of my assignments")
  Detail open(HttpRequest<?> request, @Parameter(hidden = true) StaffMember officer, UUID id) {
    return assignments
        .open(officer, id)
        .map(OfficerApi::detail)
        .orElseThrow(() -> notFound(request));
  }

  @Post("/{id}/actions")
  @Operation(summary = "Accept, decline, report …", description = "Each operationId counts once.")
  @ApiResponse(responseCode = "200", description = "The assignment as it now stands")
  @ApiResponse(responseCode = "409", description = "Not in this state")
  Detail act(
      HttpRequest<?> request,
      @Parameter(hidden = true) StaffMember officer,
      UUID id,
      @Body @Valid ActionBody body) {
    UUID operationId = body.operationId();
    AssignmentState.Action action = body.action();
    if (operationId == null || action == null) {
      throw new IllegalStateException("Validated value is missing");
    }
    OffsetDateTime at = body.at();
    Outcome outcome =
        assignments.act(
            officer, id, operationId, action, body.note(), at == null ? null : at.toInstant());
    if (outcome instanceof Outcome.Applied applied) {
      return detail(applied.assignment());
    }
    if (outcome instanceof Outcome.NotAllowed notAllowed) {
      throw new HttpStatusException(
          HttpStatus.CONFLICT,
          say(request, "assignment.not-allowed", notAllowed.state().name(), action.name()));
    }
    if (outcome instanceof Outcome.NoteWrong) {
      throw new HttpStatusException(
          HttpStatus.BAD_REQUEST,
          say(request, "assignment.note", Assignments.MOST_CHARACTERS, action.name()));
    }
    throw notFound(request);
  }

  private static HttpStatusException notFound(HttpRequest<?> request) {
    return new HttpStatusException(HttpStatus.NOT_FOUND, say(request, "assignment.unknown"));
  }

  private static String say(HttpRequest<?> request, String key, Object... values) {
    return TipWords.say(key, TipWords.language(request), values);
  }

  private static Summary summary(Assignments.View view) {
    return new Summary(
        view.id(),
        view.state(),
        withOffset(view.offeredAt()),
        withOffset(view.answerBy()),
        withOffset(view.updatedAt()),
        view.version(),
        view.urgency(),
        view.place(),
        view.leadAgency());
  }

  private static Detail detail(Assignments.View view) {
    return new Detail(
        view.id(),
        view.state(),
        withOffset(view.offeredAt()),
        withOffset(view.answerBy()),
        withOffset(view.updatedAt()),
        view.version(),
        view.urgency(),
        view.place(),
        view.leadAgency(),
        view.steps().stream()
            .map(step -> new StepBody(withOffset(step.at()), step.state()))
            .toList());
  }
}
