package vn.tinbao.server.duplicate;

import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.proceeding.CourseWent;
import vn.tinbao.server.tip.InheritedRestrictions;
import vn.tinbao.server.tip.LeadAlong;
import vn.tinbao.server.tip.LeadPassed;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipRestricted;
import vn.tinbao.server.tip.TipRestrictionLifted;
import vn.tinbao.sms.db.SqlTime;

/**
 * What befalls a tip befalls those that belong to it, in the same transaction: a restriction closes
 * what was merged into it and its parts, since they say the same, and opens them when it is lifted;
 * another lead answers to all who reported the matter; and what came of it starts what each of them
 * must be told. Whoever changes one of them holds all ({@link TipDesk#hold(UUID)}).
 */
@Singleton
class Followers {
  private final MergeRows rows;
  private final TipDesk desk;
  private final InheritedRestrictions restrictions;
  private final LeadAlong along;
  private final TipClocks clocks;
  private final Clock clock;

  Followers(
      MergeRows rows,
      TipDesk desk,
      InheritedRestrictions restrictions,
      LeadAlong along,
      TipClocks clocks,
      Clock clock) {
    this.rows = rows;
    this.desk = desk;
    this.restrictions = restrictions;
    this.along = along;
    this.clocks = clocks;
    this.clock = clock;
  }

  @EventListener
  void restricted(TipRestricted tip) {
    passOn(tip.tipId(), tip.by());
  }

  @EventListener
  void lifted(TipRestrictionLifted tip) {
    restrictions.follow(tip.tipId(), above(tip.tipId()), tip.by());
    passOn(tip.tipId(), tip.by());
  }

  private void passOn(UUID tipId, @Nullable UUID by) {
    Set<UUID> below = new TreeSet<>(rows.allInto(tipId));
    rows.partsOf(tipId).forEach(part -> below.add(part.childId()));
    below.forEach(other -> restrictions.follow(other, above(other), by));
  }

  /** Makes a tip as closed as what it belongs to by now. */
  void inherit(UUID tipId, @Nullable UUID by) {
    restrictions.follow(tipId, above(tipId), by);
  }

  /** After a merge was taken back: of the tip, and of all that is closed because it is. */
  void leave(UUID tipId, @Nullable UUID by) {
    restrictions.leave(tipId, above(tipId), by);
    passOn(tipId, by);
  }

  /** The tip that all merges lead to, and the whole that it is a part of. */
  private List<UUID> above(UUID tipId) {
    List<UUID> above = new ArrayList<>();
    UUID root = rows.root(tipId);
    if (!root.equals(tipId)) {
      above.add(root);
    }
    rows.part(tipId)
        .filter(part -> part.undoneAt() == null)
        .ifPresent(part -> above.add(part.parentId()));
    return above;
  }

  /**
   * What was merged goes along, but for what its own heads closed: that stays with them, and who
   * leads the matter now may not even read it.
   */
  @EventListener
  void passed(LeadPassed lead) {
    Instant now = SqlTime.now(clock);
    for (UUID other : rows.allInto(lead.tipId())) {
      if (restrictions.restrictedByItself(other)) {
        continue;
      }
      if (along.take(other, lead)) {
        if (!lead.peopleGoAlong()) {
          rows.ledAnew(other);
        }
        inherit(other, lead.by());
      } else if (rows.support(other, lead.toAgencyId(), now) == 1) {
        desk.changed(other);
      }
    }
  }

  /**
   * Each reporter of the matter is owed what its own law says. What the law counts from the receipt
   * (TTLT 01/2017 art. 14.1) counts from when the agency got the report of each, as for the tip
   * that leads; all else from when it happened.
   */
  @EventListener
  void went(CourseWent course) {
    for (UUID other : reporters(course.tipId())) {
      tell(other, course);
    }
  }

  /**
   * The same to a tip that joins another one, and to all that it leads, of what happened to that
   * one before: counted from when it joins, since nobody could tell its reporter before. Who was
   * told of the receipt by the agency that leads is not told again.
   */
  void catchUp(UUID tipId, List<CourseWent> before) {
    Set<UUID> joining = new LinkedHashSet<>(List.of(tipId));
    joining.addAll(rows.reportersInto(tipId));
    for (UUID other : joining) {
      for (CourseWent course : before) {
        if (!course.countsFromReceipt()
            || !clocks.reporterTold(other, course.event(), ledSince(other, course.at()))) {
          clocks.onForReporter(other, course.event(), course.at());
        }
      }
    }
  }

  /**
   * After a merge was taken back: the tip, and all that it leads, are not owed word of the receipt
   * by the competent agency that only the other one got.
   *
   * @param owedBy whether a tip's own steps owe it
   */
  void parted(UUID tipId, Predicate<UUID> owedBy, Instant at) {
    if (owedBy.test(tipId)) {
      return;
    }
    Set<UUID> parting = new LinkedHashSet<>(List.of(tipId));
    parting.addAll(rows.reportersInto(tipId));
    for (UUID other : parting) {
      if (!owedBy.test(other)) {
        clocks.notForReporter(other, LegalEvent.RECEIVED_BY_COMPETENT, at);
      }
    }
  }

  private Instant ledSince(UUID tipId, Instant at) {
    return rows.ledSince(tipId).filter(since -> since.isBefore(at)).orElse(at);
  }

  private void tell(UUID tipId, CourseWent course) {
    if (course.event() == LegalEvent.MERGE_UNDONE) {
      // What led it leads another way now: what came of that one is not its reporter's matter.
      clocks.on(tipId, course.event(), course.at());
      return;
    }
    Instant from = course.countsFromReceipt() ? ledSince(tipId, course.at()) : course.at();
    clocks.onForReporter(tipId, course.event(), from);
  }

  /**
   * Tips whose reporters are told of this one: of a part, when nothing else is left of the whole.
   */
  private Set<UUID> reporters(UUID tipId) {
    Set<UUID> reporters = new LinkedHashSet<>(rows.reportersInto(tipId));
    Optional<MergeRows.Part> part = rows.part(tipId).filter(p -> p.undoneAt() == null);
    part.map(MergeRows.Part::parentId)
        .filter(whole -> rows.standing(whole).filter(s -> s.state().equals("SPLIT")).isPresent())
        .ifPresent(whole -> reporters.addAll(rows.reportersInto(whole)));
    reporters.remove(tipId);
    return reporters;
  }
}
