package vn.tinbao.server.console;

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
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.Reforms;
import vn.tinbao.server.tip.TipMoves;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * Tips that a change of the catalogue, or a reform, would give to others; moved by confirmation.
 */
@Controller("/desk/moves")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.TIP_MOVES)
@ExecuteOn(TaskExecutors.BLOCKING)
class MovesPages {
  private static final String HERE = "/desk/moves";

  private final Templates pages = new StaticTemplates();
  private final TipMoves moves;
  private final Reforms reforms;
  private final ConsoleSettings settings;
  private final Clock clock;

  MovesPages(TipMoves moves, Reforms reforms, ConsoleSettings settings, Clock clock) {
    this.moves = moves;
    this.reforms = reforms;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What was ticked: {@link MovesPage#value} of each.
   *
   * @param page always sent, so that a form without a tick is still a form
   */
  @Serdeable
  @Introspected
  record Confirmed(@Nullable String page, @Nullable List<String> move) {}

  /** The agency that takes a tip of one that is no more. */
  @Serdeable
  @Introspected
  record Chosen(@Nullable String to) {}

  /** What would move; {@code moved} and {@code otherwise} tell what a confirmation did. */
  @Get
  JteModel list(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> moved,
      @QueryValue Optional<String> otherwise) {
    return page(ui, viewer, count(moved), count(otherwise), false);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> confirm(StaffMember viewer, @Body Confirmed sent) {
    int done = 0;
    int otherwise = 0;
    List<String> ticked = sent.move() == null ? List.of() : sent.move();
    for (String value : ticked.subList(0, Math.min(ticked.size(), TipMoves.MOST))) {
      int line = value.indexOf('~');
      Optional<UUID> tip = line < 0 ? Optional.empty() : Ids.find(value.substring(0, line));
      boolean moved =
          tip.map(id -> moves.confirm(viewer, id, value.substring(line + 1)))
              .filter(outcome -> outcome == TipMoves.Outcome.MOVED)
              .isPresent();
      done += moved ? 1 : 0;
      otherwise += moved ? 0 : 1;
    }
    return HttpResponse.seeOther(
        URI.create(HERE + "?moved=" + done + (otherwise > 0 ? "&otherwise=" + otherwise : "")));
  }

  @Post("/{id}/heir")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> heir(Ui ui, StaffMember viewer, UUID id, @Body Chosen sent) {
    String to = sent.to() == null ? "" : sent.to();
    Optional<Boolean> given = reforms.choose(viewer, id, to);
    if (given.isEmpty()) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    return given.get()
        ? HttpResponse.seeOther(URI.create(HERE + "?moved=1"))
        : HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
            .body(page(ui, viewer, null, null, true));
  }

  private JteModel page(
      Ui ui,
      StaffMember viewer,
      @Nullable Integer moved,
      @Nullable Integer otherwise,
      boolean wrongHeir) {
    TipMoves.Page found = moves.ofAgency(viewer);
    return pages.consoleMoves(
        ui,
        new MovesPage(
            reforms.waitingFor(viewer),
            found.moves().stream().filter(move -> !move.byHand()).toList(),
            found.moves().stream().filter(TipMoves.Move::byHand).toList(),
            found.all(),
            moved,
            otherwise == null ? 0 : otherwise,
            wrongHeir,
            new Moments(ui, clock.instant(), settings.immediately())));
  }

  /** A small number out of an address, which anybody may have typed. */
  private static @Nullable Integer count(Optional<String> text) {
    return text.filter(t -> t.matches("\\d{1,4}")).map(Integer::valueOf).orElse(null);
  }
}
