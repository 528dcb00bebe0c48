package vn.tinbao.server.duplicate;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;

/**
 * What a merge or a split means for the state, the timeline and the clocks of the tip that it puts
 * to rest: the one place of this room that changes a state. In the transaction of whoever holds the
 * tip.
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
  private final RestedClocks clocks;

  MergeSteps(TipDesk desk, RestedClocks clocks) {
    this.desk = desk;
    this.clocks = clocks;
  }

  /** Puts a tip to rest because it is one with another. */
  void merged(
      StaffMember by, UUID mergeId, UUID tipId, UUID intoId, boolean noNewFacts, Instant at) {
    String state = noNewFacts ? "DUPLICATE" : "MERGED";
    desk.record(tipId, "MERGED_INTO", by.id(), other(intoId), Attention.CLEAR, state);
    desk.record(intoId, "MERGED_HERE", by.id(), other(tipId), Attention.KEEP, null);
    clocks.rest(tipId, mergeId, at);
  }

  /** Wakes it up as it was. */
  void unmerged(StaffMember by, UUID mergeId, UUID tipId, UUID intoId, String stateBefore) {
    desk.record(tipId, "MERGE_UNDONE", by.id(), other(intoId), Attention.KEEP, stateBefore);
    desk.record(intoId, "MERGE_UNDONE", by.id(), other(tipId), Attention.KEEP, null);
    clocks.goOn(tipId, mergeId);
  }

  /**
   * A part of a tip is a tip of its own: received like any other, under the clocks of the whole.
   *
   * @param all whether nothing remains in the whole
   */
  void split(StaffMember by, UUID parentId, UUID childId, boolean all, Instant at) {
    clocks.likeThoseOf(parentId, childId);
    desk.record(childId, "SPLIT_FROM", by.id(), other(parentId), Attention.KEEP, null);
    desk.record(
        parentId, "SPLIT_OFF", by.id(), other(childId), Attention.KEEP, all ? "SPLIT" : null);
    if (all) {
      clocks.rest(parentId, childId, at);
    }
  }

  /** The whole goes on where it was. */
  void whole(StaffMember by, UUID parentId, UUID childId, String stateBefore) {
    desk.record(parentId, "SPLIT_UNDONE", by.id(), other(childId), Attention.KEEP, stateBefore);
    clocks.goOn(parentId, childId);
  }

  /** Codes and ids only, as the timeline wants it. */
  private static String other(UUID id) {
    return "{\"tip\":\"%s\"}".formatted(id);
  }
}
