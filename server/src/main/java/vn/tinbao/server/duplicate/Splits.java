package vn.tinbao.server.duplicate;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.duplicate.MergeOutcome.Why;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.IntakeOutcome;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.server.vault.ReceiptCodes;
import vn.tinbao.sms.db.SqlTime;

/**
 * Makes a part of a tip a tip of its own (TTLT 01/2017 art. 12.1). The whole keeps every word,
 * file, its reporter and its receipt; the part has the chosen words again, under a key of its own,
 * the lead agency and the clocks of the whole, and its restriction; it goes on from the state of
 * the whole. Taking it back joins the part to the whole.
 */
@Singleton
public class Splits {
  private final MergeRows rows;
  private final MergeSteps steps;
  private final Merges merges;
  private final Followers followers;
  private final TipIntake intake;
  private final TipDesk desk;
  private final ReceiptCodes codes;
  private final Audit audit;
  private final Clock clock;

  Splits(
      MergeRows rows,
      MergeSteps steps,
      Merges merges,
      Followers followers,
      TipIntake intake,
      TipDesk desk,
      ReceiptCodes codes,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.steps = steps;
    this.merges = merges;
    this.followers = followers;
    this.intake = intake;
    this.desk = desk;
    this.codes = codes;
    this.audit = audit;
    this.clock = clock;
  }

  /** A part, and the tip it was taken from. */
  public record Part(UUID childId, UUID parentId, UUID splitBy, Instant splitAt) {}

  /**
   * Makes a part.
   *
   * @param childId UUIDv7 of the form, and id of the new tip: the same twice is one
   * @param words the chosen ones, in the reporter's own words
   * @param nothingRemains the whole was this and the earlier parts: it comes to rest
   */
  @Transactional
  public MergeOutcome split(
      StaffMember viewer, UUID childId, UUID tipId, String words, boolean nothingRemains) {
    if (!merges.mayMerge(viewer, tipId)) {
      return new MergeOutcome.NotFound();
    }
    desk.hold(tipId);
    Optional<MergeRows.Part> known = rows.part(childId);
    if (known.isPresent()) {
      return known.get().parentId().equals(tipId)
          ? new MergeOutcome.Done(childId)
          : new MergeOutcome.NotNow(Why.CHANGED);
    }
    Optional<MergeRows.Standing> found = rows.standing(tipId);
    if (found.isEmpty() || !merges.mayMerge(viewer, tipId)) {
      return new MergeOutcome.NotFound();
    }
    MergeRows.Standing whole = found.get();
    Optional<Why> why = whyNot(whole, words, nothingRemains);
    if (why.isPresent()) {
      return new MergeOutcome.NotNow(why.get());
    }
    TipDesk.Line line = desk.line(tipId).orElseThrow();
    IntakeOutcome taken =
        intake.submitPart(
            new TipSubmission(
                childId,
                codes.replayKeyOfTyped(childId),
                line.channel(),
                words.strip(),
                null,
                null,
                null,
                null,
                null,
                Locale.forLanguageTag("vi"),
                false,
                null,
                null,
                viewer.agencyId()),
            tipId);
    if (!(taken instanceof IntakeOutcome.Received received) || received.repeated()) {
      return new MergeOutcome.NotNow(Why.CHANGED);
    }
    Instant now = SqlTime.now(clock);
    rows.addPart(childId, tipId, nothingRemains ? whole.state() : null, viewer.id(), now);
    followers.inherit(childId, viewer.id());
    steps.split(viewer, tipId, childId, nothingRemains, now);
    audit.record(viewer.id(), "TIP_SPLIT", "TIP", tipId.toString());
    audit.record(viewer.id(), "TIP_SPLIT", "TIP", childId.toString());
    return new MergeOutcome.Done(childId);
  }

  private static Optional<Why> whyNot(
      MergeRows.Standing whole, String words, boolean nothingRemains) {
    if (words.isBlank() || words.length() > TipSubmission.MOST_CHARACTERS) {
      return Optional.of(Why.WORDS);
    }
    if (whole.offered()) {
      return Optional.of(Why.OFFERED);
    }
    boolean open =
        nothingRemains
            ? MergeSteps.SPLITTABLE.contains(whole.state())
            : MergeSteps.MERGEABLE.contains(whole.state());
    return open ? Optional.empty() : Optional.of(Why.TOO_FAR);
  }

  /**
   * Takes a split back: the part is joined to the whole, which goes on where it was, also when it
   * was another part with which nothing remained of it.
   *
   * @param id UUIDv7 of the form
   */
  @Transactional
  public MergeOutcome undo(StaffMember viewer, UUID id, UUID childId) {
    Optional<MergeRows.Part> found = rows.part(childId);
    if (found.isEmpty() || !merges.mayMerge(viewer, childId)) {
      return new MergeOutcome.NotFound();
    }
    UUID parentId = found.get().parentId();
    desk.hold(List.of(childId, parentId));
    MergeRows.Part part = rows.part(childId).orElseThrow();
    if (part.undoneAt() != null) {
      return new MergeOutcome.Done(parentId);
    }
    if (!merges.mayMerge(viewer, parentId)) {
      return new MergeOutcome.NotFound();
    }
    boolean rests = rows.standing(parentId).orElseThrow().state().equals("SPLIT");
    MergeOutcome joined = merges.joinPart(viewer, id, childId, parentId);
    if (joined instanceof MergeOutcome.Done) {
      Instant now = SqlTime.now(clock);
      rows.undoPart(childId, viewer.id(), now);
      steps.toldWithTheWhole(childId, now);
      if (rests) {
        steps.whole(viewer, parentId, rows.lastPart(parentId).orElse(childId), childId);
      }
    }
    return joined;
  }

  /** Parts of a tip that stand, oldest first. */
  @Transactional
  public List<Part> of(UUID tipId) {
    return rows.partsOf(tipId).stream().map(Splits::part).toList();
  }

  /** What this tip is a part of. */
  @Transactional
  public @Nullable Part from(UUID tipId) {
    return rows.part(tipId).filter(part -> part.undoneAt() == null).map(Splits::part).orElse(null);
  }

  private static Part part(MergeRows.Part row) {
    return new Part(row.childId(), row.parentId(), row.splitBy(), row.splitAt());
  }
}
