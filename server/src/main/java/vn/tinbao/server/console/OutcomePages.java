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
import io.swagger.v3.oas.annotations.Parameter;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.proceeding.CaseOutcome;
import vn.tinbao.server.proceeding.CaseOutcomes;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;

/** Writing down what became of the case that a tip led to. */
@Controller("/desk/tips/{id}/outcomes")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.OUTCOME_REPORT)
@ExecuteOn(TaskExecutors.BLOCKING)
class OutcomePages {
  private final CaseOutcomes outcomes;

  OutcomePages(CaseOutcomes outcomes) {
    this.outcomes = outcomes;
  }

  /** What the form sends. */
  @Serdeable
  @Introspected
  record OutcomeForm(
      @Nullable String outcomeId,
      @Nullable String kind,
      @Nullable String day,
      @Nullable String defendants,
      @Nullable String article,
      @Nullable String agency,
      @Nullable String paper,
      @Nullable String corrects,
      @Nullable String withdrawn) {

    @Override
    public String toString() {
      return "OutcomeForm[…]";
    }
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> report(
      @Parameter(hidden = true) StaffMember viewer, UUID id, @Body OutcomeForm form) {
    boolean correction = form.corrects() != null && !form.corrects().isBlank();
    CaseOutcomes.Result result =
        outcomes.report(
            viewer,
            Ids.read(form.outcomeId()),
            id,
            new CaseOutcomes.Entry(
                kind(form.kind()),
                day(form.day()),
                number(form.defendants()),
                text(form.article()),
                text(form.agency()),
                text(form.paper()),
                correction ? Ids.read(form.corrects()) : null,
                correction && form.withdrawn() != null));
    return switch (result) {
      case DONE -> HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#outcomes"));
      case NOT_FOUND -> throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
      case NOT_YOURS -> throw new Refusal(HttpStatus.FORBIDDEN, "outcome.wrong.NOT_YOURS");
      case NO_CASE, CORRECTED_ALREADY ->
          throw new Refusal(HttpStatus.CONFLICT, "outcome.wrong." + result);
      case DAY_WRONG, NUMBER_WRONG, ARTICLE_WRONG, REPORTER_WRONG, PAPER_LONG ->
          throw wrong(result.name());
    };
  }

  private static CaseOutcome.Kind kind(@Nullable String typed) {
    return Arrays.stream(CaseOutcome.Kind.values())
        .filter(kind -> kind.name().equals(typed))
        .findFirst()
        .orElseThrow(() -> wrong("KIND_WRONG"));
  }

  private static LocalDate day(@Nullable String typed) {
    try {
      return LocalDate.parse(text(typed));
    } catch (DateTimeException e) {
      throw wrong("DAY_WRONG");
    }
  }

  private static int number(@Nullable String typed) {
    if (!text(typed).matches("\\d{1,4}")) {
      throw wrong("NUMBER_WRONG");
    }
    return Integer.parseInt(text(typed));
  }

  private static Refusal wrong(String what) {
    return new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "outcome.wrong." + what);
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
