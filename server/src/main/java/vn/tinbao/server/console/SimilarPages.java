package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.duplicate.Candidates;
import vn.tinbao.server.duplicate.MergeOutcome;
import vn.tinbao.server.duplicate.Merges;
import vn.tinbao.server.duplicate.Repeats;
import vn.tinbao.server.duplicate.Splits;
import vn.tinbao.server.duplicate.StepRefusedException;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Comparing two tips, making them one, making one several, and taking that back. */
@Controller("/desk/tips/{id}")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Allowed(Action.TIP_MERGE)
@ExecuteOn(TaskExecutors.BLOCKING)
class SimilarPages {
  private final Templates pages = new StaticTemplates();
  private final Candidates candidates;
  private final Merges merges;
  private final Splits splits;
  private final Repeats repeats;
  private final TipDesk desk;

  SimilarPages(Candidates candidates, Merges merges, Splits splits, Repeats repeats, TipDesk desk) {
    this.candidates = candidates;
    this.merges = merges;
    this.splits = splits;
    this.repeats = repeats;
    this.desk = desk;
  }

  /** What the form under two compared tips sends. */
  @Serdeable
  @Introspected
  record MergeForm(@Nullable String mergeId, @Nullable String noNewFacts) {}

  /** Which pieces of a tip's words become a tip of its own. */
  @Serdeable
  @Introspected
  record SplitForm(
      @Nullable String childId, @Nullable List<String> piece, @Nullable String nothingRemains) {}

  /** An id that the page made, so that the same form twice is one act. */
  @Serdeable
  @Introspected
  record UndoForm(@Nullable String undoId) {}

  /** Opens both; each leaves its audit row. */
  @Get("/similar/{other}")
  @Consumes(MediaType.ALL)
  JteModel compare(Ui ui, StaffMember viewer, UUID id, UUID other) {
    TipDesk.View first = open(viewer, id);
    TipDesk.View second = open(viewer, other);
    return pages.consoleCompare(
        ui,
        new ComparePage(
            first,
            second,
            candidates.between(id, other).orElse(null),
            !id.equals(other) && merges.mayMerge(viewer, id) && merges.mayMerge(viewer, other),
            UuidCreator.getTimeOrderedEpoch()));
  }

  @Post("/similar/{other}/merge")
  HttpResponse<?> merge(StaffMember viewer, UUID id, UUID other, @Body MergeForm form) {
    UUID mergeId = Ids.read(form.mergeId());
    return then(lawful(() -> merges.merge(viewer, mergeId, id, other, form.noNewFacts() != null)));
  }

  @Post("/similar/{other}/different")
  @Consumes(MediaType.ALL)
  HttpResponse<?> different(StaffMember viewer, UUID id, UUID other) {
    if (!merges.notSame(viewer, id, other)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#similar"));
  }

  @Post("/merge/undo")
  @Consumes(MediaType.ALL)
  HttpResponse<?> undoMerge(StaffMember viewer, UUID id) {
    return then(lawful(() -> merges.undo(viewer, id)));
  }

  @Get("/split")
  @Consumes(MediaType.ALL)
  JteModel choose(Ui ui, StaffMember viewer, UUID id) {
    return choose(ui, viewer, id, null);
  }

  @Post("/split")
  HttpResponse<?> split(Ui ui, StaffMember viewer, UUID id, @Body SplitForm form) {
    // Only who may act learns of the words; the others get the same answer as for no tip.
    SplitPage page = splitPage(viewer, id, null);
    StringBuilder words = new StringBuilder();
    List<String> ticked = form.piece() == null ? List.of() : form.piece();
    for (SplitPage.Piece piece : page.pieces()) {
      if (ticked.contains(piece.key())) {
        words.append(words.isEmpty() ? "" : "\n").append(piece.text());
      }
    }
    MergeOutcome outcome =
        lawful(
            () ->
                splits.split(
                    viewer,
                    Ids.read(form.childId()),
                    id,
                    words.toString(),
                    form.nothingRemains() != null));
    if (outcome instanceof MergeOutcome.NotNow no && no.why() == MergeOutcome.Why.WORDS) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(choose(ui, viewer, id, "similar.split.no-words"));
    }
    return then(outcome);
  }

  @Post("/split/undo")
  HttpResponse<?> undoSplit(StaffMember viewer, UUID id, @Body UndoForm form) {
    return then(lawful(() -> splits.undo(viewer, Ids.read(form.undoId()), id)));
  }

  @Post("/messages/{messageId}/no-new-facts")
  @Consumes(MediaType.ALL)
  HttpResponse<?> noNewFacts(StaffMember viewer, UUID id, UUID messageId) {
    if (!repeats.file(viewer, id, messageId)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#dialogue"));
  }

  private JteModel choose(Ui ui, StaffMember viewer, UUID id, @Nullable String mistake) {
    return pages.consoleSplit(ui, splitPage(viewer, id, mistake));
  }

  private SplitPage splitPage(StaffMember viewer, UUID id, @Nullable String mistake) {
    if (!merges.mayMerge(viewer, id)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    TipDesk.View tip = open(viewer, id);
    return new SplitPage(
        tip,
        SplitPage.pieces(tip.dialogue()),
        splits.of(id).size(),
        UuidCreator.getTimeOrderedEpoch(),
        mistake);
  }

  private TipDesk.View open(StaffMember viewer, UUID id) {
    return desk.open(viewer, id)
        .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "console.no-tip"));
  }

  private static MergeOutcome lawful(Supplier<MergeOutcome> wish) {
    try {
      return wish.get();
    } catch (StepRefusedException e) {
      return new MergeOutcome.NotNow(MergeOutcome.Why.TOO_FAR);
    }
  }

  private static HttpResponse<?> then(MergeOutcome outcome) {
    if (outcome instanceof MergeOutcome.Done done) {
      return HttpResponse.seeOther(URI.create("/desk/tips/" + done.tipId() + "#similar"));
    }
    if (outcome instanceof MergeOutcome.NotNow no) {
      throw new Refusal(HttpStatus.CONFLICT, "similar.not-now." + no.why());
    }
    throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
  }
}
