package vn.tinbao.server.portal;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.gate.Challenge;
import vn.tinbao.server.gate.Door;
import vn.tinbao.server.gate.Entrance;
import vn.tinbao.server.gate.Gate;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.web.Ui;

/** Makes the page on which somebody waits, with what they wrote sealed in it. */
@Singleton
final class Waiting {
  private final Templates pages = new StaticTemplates();
  private final Drafts drafts;
  private final Lines lines;
  private final Gate gate;
  private final Clock clock;

  Waiting(Drafts drafts, Lines lines, Gate gate, Clock clock) {
    this.drafts = drafts;
    this.lines = lines;
    this.gate = gate;
    this.clock = clock;
  }

  /**
   * The page for an entrance that is not open yet.
   *
   * @param fields what was typed, by the names of the form
   */
  HttpResponse<JteModel> page(
      HttpRequest<?> request, Ui ui, Door door, Map<String, String> fields, Entrance entrance) {
    if (entrance instanceof Entrance.Work work) {
      return page(request, ui, door, fields, work.patience(), work.challenge());
    }
    if (entrance instanceof Entrance.Later later) {
      return page(request, ui, door, fields, later.patience(), null);
    }
    throw new IllegalArgumentException("The entrance is open");
  }

  /** The same page once more, for the rest of the time. */
  HttpResponse<JteModel> again(HttpRequest<?> request, Ui ui, Draft draft) {
    Duration rest = Duration.between(clock.instant(), draft.due());
    return page(request, ui, draft.door(), draft.fields(), rest, null);
  }

  private HttpResponse<JteModel> page(
      HttpRequest<?> request,
      Ui ui,
      Door door,
      Map<String, String> fields,
      Duration wait,
      @Nullable Challenge challenge) {
    Instant due = clock.instant().plus(wait);
    Draft draft = new Draft(door, fields, due);
    String sealed = drafts.seal(draft);
    String ticket = drafts.keep(sealed, gate.network(request));
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return HttpResponse.<JteModel>status(HttpStatus.TOO_MANY_REQUESTS)
        .header("Refresh", (seconds + 1) + "; url=/waiting/" + ticket)
        .header("Retry-After", Long.toString(seconds))
        .body(
            pages.portalWaiting(
                ui,
                lines.danger(),
                new WaitingPage(
                    door,
                    seconds,
                    sealed,
                    ticket,
                    challenge == null ? null : challenge.seed(draft.subject()),
                    challenge)));
  }
}
