package vn.tinbao.server.duplicate;

import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.duplicate.MergeOutcome.Why;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.InheritedRestrictions;
import vn.tinbao.server.tip.MergedTips;
import vn.tinbao.server.tip.ReporterWrote;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.sms.db.SqlTime;

/**
 * Makes two tips one. The one that was received first leads, since the law counts from there: its
 * clocks go on and those of the other rest. Nothing of the other is moved or lost: it keeps words,
 * files, receipt and dialogue, and what its reporter writes calls for attention where it leads to.
 * It can be taken back at any time.
 *
 * <p>Whoever changes one of several tips that are one holds all of them ({@link
 * TipDesk#hold(UUID)}): nobody waits for each other in a circle.
 */
@Singleton
public class Merges implements MergedTips, ApplicationEventListener<ReporterWrote> {
  private static final String SPLIT = "SPLIT";

  private static final Comparator<MergeRows.Standing> RECEIVED =
      Comparator.comparing(MergeRows.Standing::receivedAt).thenComparing(MergeRows.Standing::id);

  private final MergeRows rows;
  private final MergeSteps steps;
  private final Followers followers;
  private final InheritedRestrictions restrictions;
  private final TipAccess access;
  private final TipDesk desk;
  private final Audit audit;
  private final Clock clock;

  Merges(
      MergeRows rows,
      MergeSteps steps,
      Followers followers,
      InheritedRestrictions restrictions,
      TipAccess access,
      TipDesk desk,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.steps = steps;
    this.followers = followers;
    this.restrictions = restrictions;
    this.access = access;
    this.desk = desk;
    this.audit = audit;
    this.clock = clock;
  }

  /** A tip joined to another. */
  public record Joined(
      UUID tipId, UUID intoId, boolean noNewFacts, UUID mergedBy, Instant mergedAt) {}

  /**
   * Makes two tips one. The viewer's agency leads both: two agencies first agree on who does, by a
   * transfer. A tip that was merged before stands for the one it leads to.
   *
   * @param id UUIDv7 of the form: the same twice is one merge
   * @param noNewFacts whether the later one repeats the first (TT 28/2020 art. 10.6)
   */
  @Transactional
  public MergeOutcome merge(StaffMember viewer, UUID id, UUID one, UUID other, boolean noNewFacts) {
    Optional<MergeRows.Merge> known = rows.byId(id);
    if (known.isPresent()) {
      return mayMerge(viewer, known.get().tipId()) && mayMerge(viewer, known.get().intoId())
          ? new MergeOutcome.Done(known.get().intoId())
          : new MergeOutcome.NotFound();
    }
    if (!mayMerge(viewer, one) || !mayMerge(viewer, other)) {
      return new MergeOutcome.NotFound();
    }
    desk.hold(List.of(one, other));
    Optional<MergeRows.Standing> first = rows.standing(rows.root(one));
    Optional<MergeRows.Standing> second = rows.standing(rows.root(other));
    if (first.isEmpty() || second.isEmpty()) {
      return new MergeOutcome.NotFound();
    }
    boolean inOrder = RECEIVED.compare(first.get(), second.get()) <= 0;
    UUID lead = (inOrder ? first : second).get().id();
    UUID later = (inOrder ? second : first).get().id();
    return lead.equals(later)
        ? new MergeOutcome.NotNow(Why.SAME)
        : join(viewer, id, later, lead, noNewFacts);
  }

  private MergeOutcome join(
      StaffMember viewer, UUID id, UUID later, UUID lead, boolean noNewFacts) {
    MergeRows.Standing goesOn = rows.standing(lead).orElseThrow();
    return goesOn.state().equals(SPLIT)
        ? new MergeOutcome.NotNow(Why.TOO_FAR)
        : joinHeld(viewer, id, later, lead, noNewFacts);
  }

  /** Joins a part to its whole again, also to one of which nothing remained. Both are held. */
  MergeOutcome joinPart(StaffMember viewer, UUID id, UUID part, UUID whole) {
    return joinHeld(viewer, id, part, whole, false);
  }

  private MergeOutcome joinHeld(
      StaffMember viewer, UUID id, UUID later, UUID lead, boolean noNewFacts) {
    if (!mayMerge(viewer, later) || !mayMerge(viewer, lead)) {
      return new MergeOutcome.NotFound();
    }
    if (restrictions.restricted(later) && !restrictions.restricted(lead)) {
      return new MergeOutcome.NotNow(Why.RESTRICTED);
    }
    if (!rows.root(later).equals(later) || !rows.root(lead).equals(lead)) {
      return new MergeOutcome.NotNow(Why.CHANGED);
    }
    MergeRows.Standing rests = rows.standing(later).orElseThrow();
    MergeRows.Standing goesOn = rows.standing(lead).orElseThrow();
    Optional<Why> why = whyNot(rests, goesOn);
    if (why.isPresent()) {
      return new MergeOutcome.NotNow(why.get());
    }
    Instant now = SqlTime.now(clock);
    if (rows.add(id, later, lead, noNewFacts, rests.state(), viewer.id(), now) == 0) {
      return new MergeOutcome.NotNow(Why.CHANGED);
    }
    boolean duplicate = noNewFacts && MergeSteps.UNCLASSIFIED.contains(rests.state());
    steps.merged(viewer, id, later, lead, duplicate, now);
    followers.inherit(later, viewer.id());
    followers.catchUp(later, steps.before(lead, now));
    audit.record(viewer.id(), "TIP_MERGED", "TIP", later.toString());
    audit.record(viewer.id(), "TIP_MERGED", "TIP", lead.toString());
    return new MergeOutcome.Done(lead);
  }

  private static Optional<Why> whyNot(MergeRows.Standing rests, MergeRows.Standing goesOn) {
    if (rests.offered() || goesOn.offered()) {
      return Optional.of(Why.OFFERED);
    }
    if (goesOn.state().equals("NOT_A_REPORT")) {
      return Optional.of(Why.NOT_A_REPORT);
    }
    return MergeSteps.MERGEABLE.contains(rests.state())
        ? Optional.empty()
        : Optional.of(Why.TOO_FAR);
  }

  /** Takes a merge back: the tip goes on as it was, with its clocks due when they were. */
  @Transactional
  public MergeOutcome undo(StaffMember viewer, UUID tipId) {
    if (!mayMerge(viewer, tipId)) {
      return new MergeOutcome.NotFound();
    }
    desk.hold(tipId);
    Optional<MergeRows.Merge> last = rows.lastOfTip(tipId);
    if (last.isEmpty()) {
      return new MergeOutcome.NotFound();
    }
    MergeRows.Merge merge = last.get();
    if (merge.undoneAt() != null) {
      return new MergeOutcome.Done(tipId);
    }
    if (rows.part(tipId).filter(part -> part.undoneAt() != null).isPresent()) {
      return new MergeOutcome.NotNow(Why.CHANGED);
    }
    String state = rows.standing(tipId).orElseThrow().state();
    if (!state.equals("MERGED") && !state.equals("DUPLICATE")) {
      return new MergeOutcome.NotNow(Why.CHANGED);
    }
    Instant now = SqlTime.now(clock);
    rows.undo(merge.id(), viewer.id(), now);
    followers.leave(tipId, viewer.id());
    steps.unmerged(viewer, merge, now);
    followers.parted(tipId, tip -> steps.owesReceipt(tip, now), now);
    audit.record(viewer.id(), "TIP_MERGE_UNDONE", "TIP", tipId.toString());
    audit.record(viewer.id(), "TIP_MERGE_UNDONE", "TIP", merge.intoId().toString());
    return new MergeOutcome.Done(tipId);
  }

  /** Says that two tips are not about the same; they are not proposed again. */
  @Transactional
  public boolean notSame(StaffMember viewer, UUID one, UUID other) {
    if (one.equals(other)
        || !access.may(viewer, one, Action.TIP_MERGE)
        || !access.may(viewer, other, Action.TIP_MERGE)) {
      return false;
    }
    if (rows.notSame(one, other, viewer.id(), SqlTime.now(clock)) == 1) {
      audit.record(viewer.id(), "TIP_NOT_SAME", "TIP", one.toString());
      audit.record(viewer.id(), "TIP_NOT_SAME", "TIP", other.toString());
    }
    return true;
  }

  /** Whether the agency of this person leads the tip, so that it may say so. */
  public boolean mayMerge(StaffMember viewer, UUID tipId) {
    return access.mayAsLead(viewer, tipId, Action.TIP_MERGE);
  }

  /** What was joined to this tip, over others too, in that order; 200 at most. */
  @Transactional
  public List<Joined> into(UUID tipId) {
    return rows.into(tipId).stream().map(Merges::joined).toList();
  }

  /** What this tip was joined to; empty when it goes on by itself. */
  @Transactional
  public Optional<Joined> of(UUID tipId) {
    return rows.ofTip(tipId).map(Merges::joined);
  }

  @Override
  @Transactional
  public @Nullable String stateOfLead(UUID tipId) {
    UUID root = rows.root(tipId);
    String state = rows.standing(root).map(MergeRows.Standing::state).orElse(null);
    if (SPLIT.equals(state)) {
      return stateOfParts(root);
    }
    return root.equals(tipId) ? null : state;
  }

  /** Of parts that are all that is left, the one that is not ended yet speaks for the whole. */
  private @Nullable String stateOfParts(UUID whole) {
    String last = null;
    for (UUID part : goingOn(whole)) {
      String state = rows.standing(part).map(MergeRows.Standing::state).orElse(SPLIT);
      if (!FollowUp.ended(state)) {
        return state;
      }
      last = state;
    }
    return last;
  }

  @Override
  @Transactional
  public List<UUID> ledBy(UUID tipId) {
    UUID root = rows.root(tipId);
    if (root.equals(tipId)) {
      return List.of();
    }
    boolean nothingRemains =
        rows.standing(root).filter(standing -> standing.state().equals(SPLIT)).isPresent();
    return nothingRemains ? goingOn(root) : List.of(root);
  }

  /** What the parts of a tip lead to. */
  private List<UUID> goingOn(UUID whole) {
    List<UUID> leads = new ArrayList<>();
    for (MergeRows.Part part : rows.partsOf(whole)) {
      UUID lead = rows.root(part.childId());
      if (!leads.contains(lead)) {
        leads.add(lead);
      }
    }
    return leads;
  }

  /** In the transaction of the message, whose writer holds the tip. */
  @Override
  public void onApplicationEvent(ReporterWrote wrote) {
    UUID root = rows.root(wrote.tipId());
    if (!root.equals(wrote.tipId())) {
      wroteTo(root, "MERGED_WROTE", wrote.tipId());
    }
    boolean nothingRemains =
        rows.standing(root).filter(standing -> standing.state().equals(SPLIT)).isPresent();
    if (nothingRemains) {
      goingOn(root).forEach(part -> wroteTo(part, "WHOLE_WROTE", wrote.tipId()));
    }
  }

  private void wroteTo(UUID lead, String kind, UUID from) {
    desk.record(lead, kind, null, "{\"tip\":\"%s\"}".formatted(from), Attention.NEW_MESSAGE, null);
  }

  private static Joined joined(MergeRows.Merge row) {
    return new Joined(row.tipId(), row.intoId(), row.noNewFacts(), row.mergedBy(), row.mergedAt());
  }
}
