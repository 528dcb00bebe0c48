package vn.tinbao.server.duplicate;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.proceeding.CourseWent;
import vn.tinbao.server.proceeding.Proceedings;
import vn.tinbao.server.proceeding.StepKind;
import vn.tinbao.server.proceeding.StepOutcome;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.LegalCourse;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;

/**
 * What a merge or a split means for the legal steps, the timeline and the clocks of the tips. In
 * the transaction of whoever holds them.
 */
@Singleton
class MergeSteps {
  /** While it is not decided what a report is. */
  static final Set<String> UNCLASSIFIED = Set.of("RECEIVED", "REGISTERED", "CLASSIFYING");

  /** States that a tip can be merged from (TTLT 01/2017 art. 12.3): nothing was decided yet. */
  static final Set<String> MERGEABLE =
      Set.of(
          "RECEIVED",
          "REGISTERED",
          "CLASSIFYING",
          "TRANSFER_ACCEPTED",
          "TRANSFER_REJECTED",
          "COMPETENT",
          "ASSIGNED",
          "VERIFYING");

  /** States of a whole whose last part may go (TTLT 01/2017 art. 12.1). */
  static final Set<String> SPLITTABLE = Set.of("CLASSIFYING", "COMPETENT", "ASSIGNED", "VERIFYING");

  private final TipDesk desk;
  private final Proceedings proceedings;
  private final TipClocks clocks;
  private final LegalCourse course;

  MergeSteps(TipDesk desk, Proceedings proceedings, TipClocks clocks, LegalCourse course) {
    this.desk = desk;
    this.proceedings = proceedings;
    this.clocks = clocks;
    this.course = course;
  }

  /** What happened to a tip so far that a reporter who joins it must be told of. */
  List<CourseWent> before(UUID leadId, Instant at) {
    return proceedings.told(leadId, at);
  }

  /**
   * Whether a tip's own steps say that it is with who resolves it, so that its reporter is told.
   */
  boolean owesReceipt(UUID tipId, Instant at) {
    return proceedings.told(tipId, at).stream().anyMatch(CourseWent::countsFromReceipt);
  }

  private void step(
      StaffMember by, UUID id, UUID tipId, StepKind kind, Map<String, String> fields) {
    StepOutcome outcome = proceedings.step(by, id, tipId, kind, fields);
    if (!(outcome instanceof StepOutcome.Done)) {
      throw new StepRefusedException(outcome);
    }
  }

  /** Puts a tip to rest because it is one with another. */
  void merged(
      StaffMember by, UUID mergeId, UUID tipId, UUID intoId, boolean noNewFacts, Instant at) {
    clocks.rest(tipId, mergeId, at);
    step(
        by,
        mergeId,
        tipId,
        noNewFacts ? StepKind.DUPLICATE : StepKind.MERGE,
        Map.of("other", intoId.toString(), "new_facts", noNewFacts ? "NO_NEW_FACTS" : "SAME_CASE"));
    desk.record(tipId, "MERGED_INTO", by.id(), other(intoId), Attention.CLEAR, null);
    desk.record(intoId, "MERGED_HERE", by.id(), other(tipId), Attention.KEEP, null);
  }

  /** Wakes it up as it was; where another agency with other people leads by now, it begins anew. */
  void unmerged(StaffMember by, MergeRows.Merge merge, Instant at) {
    UUID tipId = merge.tipId();
    UUID intoId = merge.intoId();
    step(by, UuidCreator.getTimeOrderedEpoch(), tipId, StepKind.UNDO_MERGE, Map.of());
    clocks.goOnAfter(tipId, merge.id());
    if (merge.ledAnew()) {
      course.turned(tipId, LegalCourse.Turn.LED_ANEW, by.id());
      clocks.goOn(tipId, at, at);
    }
    desk.record(tipId, "MERGE_UNDONE", by.id(), other(intoId), Attention.KEEP, null);
    desk.record(intoId, "MERGE_UNDONE", by.id(), other(tipId), Attention.KEEP, null);
  }

  /**
   * A part of a tip is a tip of its own, as far as the whole is and under its clocks.
   *
   * @param all whether nothing remains in the whole
   */
  void split(StaffMember by, UUID parentId, UUID childId, boolean all, Instant at) {
    clocks.copy(parentId, childId);
    if (all) {
      clocks.rest(parentId, childId, at);
      step(by, childId, parentId, StepKind.SPLIT, Map.of("other", childId.toString()));
    }
    var unused = proceedings.splitOff(childId, parentId, by.id());
    desk.record(childId, "SPLIT_FROM", by.id(), other(parentId), Attention.KEEP, null);
    desk.record(parentId, "SPLIT_OFF", by.id(), other(childId), Attention.KEEP, null);
  }

  /**
   * The whole goes on where it was.
   *
   * @param last the part with which nothing remained
   * @param childId the part that was joined to it again
   */
  void whole(StaffMember by, UUID parentId, UUID last, UUID childId) {
    step(by, UuidCreator.getTimeOrderedEpoch(), parentId, StepKind.UNDO_SPLIT, Map.of());
    clocks.goOnAfter(parentId, last);
    desk.record(parentId, "SPLIT_UNDONE", by.id(), other(childId), Attention.KEEP, null);
  }

  /** Who reported the whole is told there: nothing is owed beside it for the part. */
  void toldWithTheWhole(UUID childId, Instant at) {
    clocks.on(childId, LegalEvent.ENDED, at);
  }

  /** Codes and ids only, as the timeline wants it. */
  private static String other(UUID id) {
    return "{\"tip\":\"%s\"}".formatted(id);
  }
}
