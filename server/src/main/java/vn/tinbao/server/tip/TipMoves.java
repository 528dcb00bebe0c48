package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.StaffMember;

/**
 * Open tips that would go to another agency by the catalogue of today. Nothing moves by itself: the
 * head of the agency that leads a tip confirms it, or who runs the server. What a person chose, or
 * is about to choose, is shown and never moved.
 */
@Singleton
public class TipMoves {
  /** So many are shown at once; the rest is counted. */
  public static final int MOST = 200;

  static final UUID FIRST = new UUID(0, 0);
  static final int BATCH = 500;

  private final MoveRows rows;
  private final TipRows tips;
  private final TipAccess access;
  private final TipDesk desk;
  private final RoutedToday routed;
  private final LeadChange change;
  private final Catalogue catalogue;
  private final Clock clock;

  TipMoves(
      MoveRows rows,
      TipRows tips,
      TipAccess access,
      TipDesk desk,
      RoutedToday routed,
      LeadChange change,
      Catalogue catalogue,
      Clock clock) {
    this.rows = rows;
    this.tips = tips;
    this.access = access;
    this.desk = desk;
    this.routed = routed;
    this.change = change;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * A tip that would go elsewhere.
   *
   * @param tip what the queue shows
   * @param toAgencyId where it would go
   * @param byHand a person decides where it is: to be transferred by hand, if at all
   * @param reasons why, in plain Vietnamese
   */
  public record Move(
      TipDesk.Line tip, String toAgencyId, String to, boolean byHand, List<String> reasons) {}

  /**
   * What one agency would give away.
   *
   * @param moves the first {@link #MOST}
   * @param all how many there are
   */
  public record Page(List<Move> moves, int all) {}

  /**
   * How many tips would go from one agency to another.
   *
   * @param byHand how many of them stay, because a person decides
   */
  public record Flow(String fromId, String from, String toId, String to, int tips, int byHand) {}

  /** What became of a confirmation. */
  public enum Outcome {
    MOVED,
    /** It would go somewhere else by now, or nowhere; or a person has decided meanwhile. */
    OTHERWISE,
    /** There is no such tip for this person. */
    NOT_FOUND
  }

  /** Tips of the viewer's agency that would go elsewhere. */
  @Transactional
  public Page ofAgency(StaffMember viewer) {
    List<Move> found = new ArrayList<>();
    int[] all = {0};
    CatalogueSnapshot snapshot = catalogue.now();
    each(
        viewer.agencyId(),
        today(),
        would -> {
          if (access.mayAsLead(viewer, would.tip().id(), Action.TIP_MOVES)) {
            desk.line(would.tip().id())
                .ifPresent(
                    line -> {
                      all[0]++;
                      if (found.size() < MOST) {
                        found.add(move(snapshot, line, would));
                      }
                    });
          }
        });
    return new Page(List.copyOf(found), all[0]);
  }

  private static Move move(CatalogueSnapshot snapshot, TipDesk.Line line, Would would) {
    String to = would.answer().decision().leadAgencyId();
    return new Move(
        line,
        to,
        snapshot.agency(to).map(Agency::name).orElse(to),
        would.tip().byHand(),
        would.answer().decision().reasons());
  }

  /**
   * Moves a tip where the viewer saw that it would go.
   *
   * @param toAgencyId what the viewer was shown: when it is another one by now, nothing moves
   */
  @Transactional
  public Outcome confirm(StaffMember viewer, UUID tipId, String toAgencyId) {
    if (tips.lock(tipId).isEmpty() || !access.mayAsLead(viewer, tipId, Action.TIP_MOVES)) {
      return Outcome.NOT_FOUND;
    }
    return moved(tipId, viewer.agencyId(), toAgencyId, viewer.id())
        ? Outcome.MOVED
        : Outcome.OTHERWISE;
  }

  /**
   * How many tips would go where if it were that day; largest first. Tips that are kept from some
   * are not counted.
   *
   * @param from which agencies' tips
   */
  public List<Flow> flows(LocalDate day, Predicate<String> from) {
    Map<String, int[]> counts = new HashMap<>();
    for (String lead : rows.leads()) {
      if (!from.test(lead)) {
        continue;
      }
      each(
          lead,
          day,
          would -> {
            if (would.tip().keptAway()) {
              return;
            }
            int[] count =
                counts.computeIfAbsent(
                    lead + "\n" + would.answer().decision().leadAgencyId(), k -> new int[2]);
            count[0]++;
            count[1] += would.tip().byHand() ? 1 : 0;
          });
    }
    CatalogueSnapshot snapshot = catalogue.now();
    return counts.entrySet().stream()
        .map(
            entry -> {
              String[] way = entry.getKey().split("\n", 2);
              return new Flow(
                  way[0],
                  name(snapshot, way[0]),
                  way[1],
                  name(snapshot, way[1]),
                  entry.getValue()[0],
                  entry.getValue()[1]);
            })
        .sorted(
            (a, b) ->
                a.tips() == b.tips()
                    ? (a.fromId() + a.toId()).compareTo(b.fromId() + b.toId())
                    : b.tips() - a.tips())
        .toList();
  }

  private static String name(CatalogueSnapshot snapshot, String agencyId) {
    return snapshot.agency(agencyId).map(Agency::name).orElse(agencyId);
  }

  /**
   * Moves all that would go elsewhere today and that no person decides; each in a transaction of
   * its own. Confirmed by who runs the server.
   *
   * @return how many
   */
  public int moveAll() {
    LocalDate day = today();
    int[] moved = {0};
    for (String lead : rows.leads()) {
      List<Would> due = new ArrayList<>();
      each(
          lead,
          day,
          would -> {
            if (!would.tip().byHand()) {
              due.add(would);
            }
          });
      for (Would would : due) {
        if (moveOne(would.tip().id(), lead, would.answer().decision().leadAgencyId())) {
          moved[0]++;
        }
      }
    }
    return moved[0];
  }

  @Transactional
  boolean moveOne(UUID tipId, String fromAgencyId, String toAgencyId) {
    return tips.lock(tipId).isPresent() && moved(tipId, fromAgencyId, toAgencyId, null);
  }

  private boolean moved(UUID tipId, String from, String to, @Nullable UUID by) {
    Optional<MoveRows.Open> tip = rows.open(tipId).filter(t -> t.leadAgencyId().equals(from));
    if (tip.isEmpty() || tip.get().byHand() || !stands(from, today())) {
      return false;
    }
    Optional<RoutedToday.Answer> answer =
        routed.of(tip.get(), today()).filter(a -> a.decision().leadAgencyId().equals(to));
    if (answer.isEmpty() || to.equals(from)) {
      return false;
    }
    change.make(
        new LeadChange.Change(
            tipId,
            from,
            answer.get().decision(),
            answer.get().question(),
            answer.get().decision().supportingAgencyIds(),
            LeadChange.Why.RULES,
            by,
            false));
    return true;
  }

  private record Would(MoveRows.Open tip, RoutedToday.Answer answer) {}

  /** Tips of an agency that stands; those of one that ended are {@link Reforms}'. */
  private void each(String agencyId, LocalDate day, Consumer<Would> found) {
    if (!stands(agencyId, day)) {
      return;
    }
    UUID after = FIRST;
    List<MoveRows.Open> batch;
    do {
      batch = rows.openOf(agencyId, after, BATCH);
      for (MoveRows.Open tip : batch) {
        after = tip.id();
        routed
            .of(tip, day)
            .filter(answer -> !answer.decision().leadAgencyId().equals(agencyId))
            .ifPresent(answer -> found.accept(new Would(tip, answer)));
      }
    } while (batch.size() == BATCH);
  }

  private boolean stands(String agencyId, LocalDate day) {
    return catalogue.now().agency(agencyId).filter(agency -> agency.standsOn(day)).isPresent();
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }
}
