package vn.tinbao.server.console;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.proceeding.Comments;
import vn.tinbao.server.proceeding.Tasks;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;

/** Tasks of the agencies that have a part in a tip, and words between their people. */
@Controller("/desk/tips/{id}")
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class TogetherPages {
  private final Tasks tasks;
  private final Comments comments;

  TogetherPages(Tasks tasks, Comments comments) {
    this.tasks = tasks;
    this.comments = comments;
  }

  /** A comment. */
  @Serdeable
  @Introspected
  record CommentForm(@Nullable String commentId, @Nullable String scope, @Nullable String text) {

    @Override
    public String toString() {
      return "CommentForm[…]";
    }
  }

  /** A task. */
  @Serdeable
  @Introspected
  record TaskForm(
      @Nullable String taskId,
      @Nullable String agency,
      @Nullable String what,
      @Nullable String due) {

    @Override
    public String toString() {
      return "TaskForm[…]";
    }
  }

  /** What came of a task. */
  @Serdeable
  @Introspected
  record AnswerForm(@Nullable String answer) {

    @Override
    public String toString() {
      return "AnswerForm[…]";
    }
  }

  @Post("/comments")
  @Allowed(Action.TIP_COMMENT)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> comment(StaffMember viewer, UUID id, @Body CommentForm form) {
    String scope = String.valueOf(form.scope());
    UUID commentId = Ids.read(form.commentId());
    Comments.Outcome outcome =
        comments.say(
            viewer,
            commentId,
            id,
            scope.equals("BETWEEN") ? Comments.Audience.BETWEEN : Comments.Audience.INTERNAL,
            text(form.text()));
    return switch (outcome) {
      case DONE -> back(id, "comments");
      case WORDS_WRONG ->
          throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "proceeding.comment.wrong");
      case NOT_FOUND -> throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    };
  }

  @Post("/tasks")
  @Allowed(Action.TIP_STEP)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> give(StaffMember viewer, UUID id, @Body TaskForm form) {
    Optional<LocalDate> due;
    try {
      due =
          form.due() == null || form.due().isBlank()
              ? Optional.empty()
              : Optional.of(LocalDate.parse(form.due().strip()));
    } catch (DateTimeException e) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "proceeding.wrong.NO_DAY");
    }
    return answer(
        id,
        tasks.give(
            viewer,
            Ids.read(form.taskId()),
            id,
            String.valueOf(form.agency()),
            text(form.what()),
            due.orElse(null)));
  }

  @Post("/tasks/{taskId}/answer")
  @Allowed(Action.TIP_STEP)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> finish(StaffMember viewer, UUID id, UUID taskId, @Body AnswerForm form) {
    return answer(id, tasks.finish(viewer, id, taskId, text(form.answer())));
  }

  @Post("/tasks/{taskId}/withdrawal")
  @Allowed(Action.TIP_STEP)
  @Consumes(MediaType.ALL)
  HttpResponse<?> withdraw(StaffMember viewer, UUID id, UUID taskId) {
    return answer(id, tasks.withdraw(viewer, id, taskId));
  }

  private static HttpResponse<?> answer(UUID id, Tasks.Outcome outcome) {
    return switch (outcome) {
      case DONE -> back(id, "tasks");
      case WORDS_WRONG ->
          throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "proceeding.task.wrong");
      case NO_PART -> throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "proceeding.task.no-part");
      case TOO_LATE -> throw new Refusal(HttpStatus.CONFLICT, "proceeding.task.too-late");
      case NOT_FOUND -> throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    };
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip().replace("\r\n", "\n");
  }

  private static HttpResponse<?> back(UUID id, String part) {
    return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#" + part));
  }
}
