package vn.tinbao.server.understanding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One unit that one mention may mean, while it is weighed. */
final class PlaceCandidate {
  final PlaceMention mention;
  final Gazetteer.Name name;
  final int unit;

  /** Where the unit is on the day of the report. */
  final int[] currents;

  int score;

  /** Whether the text or the hotline supports it: it may win. */
  boolean mayWin;

  /** Whether no other place of the day is called so. */
  boolean alone;

  boolean stands;
  boolean exact;
  boolean prefixFits;

  /** Whether it is a district or a commune, and meant as such. */
  boolean small;

  /** Whether it is a district or commune that the text says is one, or says where it lies. */
  boolean precise;

  /** Whether another district or province is named beside it, in which it never lay. */
  boolean contradicted;

  boolean inHotlineTerritory;
  @Nullable PlaceMention parentMention;
  int parentUnit = -1;
  @Nullable PlaceMention secondParentMention;

  PlaceCandidate(PlaceMention mention, Gazetteer.Name name, int[] currents) {
    this.mention = mention;
    this.name = name;
    this.unit = name.unit();
    this.currents = currents;
  }

  /** Whether exactly one unit, of the same level or smaller, stands where this one stood. */
  boolean livesOn;

  /** Whether it lies in what this mention names, as far as that was found near it. */
  boolean liesIn(PlaceMention container) {
    return parentMention == container || secondParentMention == container;
  }

  boolean liesInAny(List<PlaceMention> containers) {
    for (int i = 0; i < containers.size(); i++) {
      if (liesIn(containers.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** What is the same place today is the same place; a unit that was split stays itself. */
  int group() {
    return livesOn ? currents[0] : -1 - unit;
  }

  /**
   * Its score among the others: where it happens comes before where somebody is from, that before
   * what lies on the way, that before where somebody is brought. Who tells precisely where that is
   * mostly tells what happens there: {@code quê Sóc Trăng, ra đặc khu Phú Quốc làm phục vụ}. Who is
   * held in a commune or district to which he went is there, wherever his home is.
   */
  int rank() {
    return score
        - switch (mention.role()) {
          case NONE, AT -> 0;
          case FROM -> FROM_THERE;
          case THROUGH -> ON_THE_WAY;
          case ARRIVED -> small ? -HELD_THERE : BROUGHT_THERE;
          case TOWARDS -> precise ? ARRIVED_THERE : BROUGHT_THERE;
        };
  }

  private static final int HELD_THERE = 60;
  private static final int ARRIVED_THERE = 4;
  private static final int FROM_THERE = 14;
  private static final int ON_THE_WAY = 22;
  private static final int BROUGHT_THERE = 40;
}
