package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.understanding.RoleWords.Role;

/**
 * Says which unit a text is about, or honestly that a person must choose: the same place is counted
 * once, a container that only says where the commune lies is no place of its own, and the best wins
 * only when it is clearly ahead.
 */
final class PlaceRanking {
  /** From here on a unit can be decided on. */
  private static final int ENOUGH = 45;

  /** By so much the best must be ahead of the next. */
  private static final int CLEARLY = 10;

  /** From here on a unit is shown to the desk at all. */
  private static final int SHOWN = 30;

  private static final int HIGHEST_SCORE = 100;
  private static final int MOST_SHOWN = 16;
  private static final int MOST_SPANS = 20;
  private static final int SECOND_NAME = 8;
  private static final int OUTSIDE = 20;

  private final Gazetteer gazetteer;
  private final Words words;
  private final int hotline;

  /**
   * What was found.
   *
   * @param destinations mentions of units to which people are brought
   */
  record Result(
      List<Understood.Place> places,
      @Nullable Long decided,
      boolean ambiguous,
      List<PlaceMention> destinations) {}

  private PlaceRanking(Gazetteer gazetteer, Words words, @Nullable Long hotlineUnitId) {
    this.gazetteer = gazetteer;
    this.words = words;
    this.hotline = gazetteer.indexOf(hotlineUnitId);
  }

  static Result rank(
      Gazetteer gazetteer,
      Lexicon lexicon,
      Words words,
      List<PlaceMention> mentions,
      LocalDate day,
      @Nullable Long hotlineUnitId) {
    PlaceWeights weights =
        new PlaceWeights(gazetteer, lexicon, words, mentions, day, hotlineUnitId);
    List<List<PlaceCandidate>> byMention = new ArrayList<>(mentions.size());
    for (PlaceMention mention : mentions) {
      byMention.add(weights.of(mention));
    }
    return new PlaceRanking(gazetteer, words, hotlineUnitId).rank(byMention);
  }

  private Result rank(List<List<PlaceCandidate>> byMention) {
    List<PlaceMention> destinations = destinations(byMention);
    absorbContainers(byMention);
    leaveOutside(byMention);
    return decide(groups(byMention), destinations);
  }

  /** A district or province that only says where the commune lies is no place of its own. */
  private static void absorbContainers(List<List<PlaceCandidate>> byMention) {
    Set<PlaceMention> absorbed = new HashSet<>();
    for (List<PlaceCandidate> candidates : byMention) {
      for (PlaceCandidate candidate : candidates) {
        boolean itself = absorbed.contains(candidate.mention);
        if (candidate.mayWin && candidate.score >= ENOUGH && !itself) {
          absorb(candidate, candidate.parentMention, absorbed);
          absorb(candidate, candidate.secondParentMention, absorbed);
        }
      }
    }
    byMention.removeIf(candidates -> absorbed.contains(candidates.get(0).mention));
  }

  /**
   * "Ở xã Krong có bãi đào vàng, dân làm toàn người trên Hà Giang xuống": where a text says what a
   * place is to it, a province that it names beside that is outside.
   */
  private void leaveOutside(List<List<PlaceCandidate>> byMention) {
    boolean there = false;
    boolean named = false;
    for (List<PlaceCandidate> candidates : byMention) {
      there |= PlaceWeights.any(candidates, this::isThere);
      named |= isNamed(candidates);
    }
    for (List<PlaceCandidate> candidates : byMention) {
      for (PlaceCandidate candidate : candidates) {
        Role role = candidate.mention.role();
        boolean outside = (there && role != Role.AT) || (named && role == Role.FROM);
        candidate.score -= outside && isProvince(candidate) ? OUTSIDE : 0;
      }
    }
  }

  /** Whether a mention can be decided on, and means no province. */
  private boolean isNamed(List<PlaceCandidate> candidates) {
    return !PlaceWeights.any(candidates, this::isProvince)
        && PlaceWeights.any(candidates, PlaceRanking::isSurelyMeant);
  }

  private static boolean isSurelyMeant(PlaceCandidate candidate) {
    PlaceMention mention = candidate.mention;
    boolean said =
        candidate.exact
            || candidate.prefixFits
            || mention.role() == Role.AT
            || mention.beside() == PlaceWords.Beside.BEARER;
    return candidate.mayWin && candidate.score >= ENOUGH && said;
  }

  private boolean isProvince(PlaceCandidate candidate) {
    return gazetteer.unit(candidate.unit).level() == UnitLevel.PROVINCE;
  }

  private boolean isThere(PlaceCandidate candidate) {
    return !isProvince(candidate)
        && candidate.mayWin
        && candidate.score >= ENOUGH
        && candidate.mention.role() == Role.AT
        && (candidate.exact || candidate.prefixFits);
  }

  /** "Ở Bến Cầu có người rủ qua Mộc Bài": what is far from a destination is a place of its own. */
  private static void absorb(
      PlaceCandidate candidate, @Nullable PlaceMention container, Set<PlaceMention> absorbed) {
    Role role = candidate.mention.role();
    boolean leadsAway = role == Role.TOWARDS || role == Role.THROUGH;
    if (container != null
        && (!leadsAway || container.distance(candidate.mention) <= PlaceWeights.NEXT_TO)) {
      absorbed.add(container);
    }
  }

  private static List<PlaceMention> destinations(List<List<PlaceCandidate>> byMention) {
    List<PlaceMention> found = new ArrayList<>();
    for (List<PlaceCandidate> candidates : byMention) {
      PlaceMention mention = candidates.get(0).mention;
      boolean towards = mention.role() == Role.TOWARDS || mention.role() == Role.ARRIVED;
      if (towards && PlaceWeights.any(candidates, c -> c.mayWin)) {
        found.add(mention);
      }
    }
    return found;
  }

  /** The same place in all its mentions. */
  private static final class Group {
    final List<PlaceCandidate> candidates = new ArrayList<>(2);
    PlaceCandidate best;

    Group(PlaceCandidate first) {
      best = first;
    }

    void add(PlaceCandidate candidate) {
      candidates.add(candidate);
      boolean better =
          candidate.rank() > best.rank()
              || (candidate.rank() == best.rank() && candidate.mayWin && !best.mayWin);
      if (better) {
        best = candidate;
      }
    }

    /** Two different names of one place support each other. */
    void supportItself() {
      boolean twice =
          PlaceWeights.any(
              candidates,
              c ->
                  !c.mention.isNoUnit()
                      && !best.mention.isNoUnit()
                      && !c.mention.overlaps(best.mention)
                      && c.unit == best.unit
                      && c.name != best.name);
      if (twice) {
        best.mayWin = true;
        best.score += SECOND_NAME;
      }
    }

    /** Whether it is supported, and well enough to be decided on when nothing rivals it. */
    boolean isEligible() {
      return best.mayWin && best.score >= ENOUGH;
    }

    boolean onlyDestination() {
      return !PlaceWeights.any(
          candidates, c -> c.score >= SHOWN && c.mention.role() != Role.TOWARDS);
    }
  }

  private List<Group> groups(List<List<PlaceCandidate>> byMention) {
    Map<Integer, Group> groups = new LinkedHashMap<>();
    for (List<PlaceCandidate> candidates : byMention) {
      for (PlaceCandidate candidate : candidates) {
        if (candidate.score >= SHOWN) {
          groups.computeIfAbsent(candidate.group(), g -> new Group(candidate)).add(candidate);
        }
      }
    }
    List<Group> ranked = new ArrayList<>(groups.values());
    ranked.forEach(Group::supportItself);
    ranked.sort(this::compare);
    return ranked;
  }

  /** The better first; of equally good ones the larger unit, then the one recorded first. */
  private int compare(Group one, Group other) {
    if (one.isEligible() != other.isEligible()) {
      return one.isEligible() ? -1 : 1;
    }
    int rank = Integer.compare(other.best.rank(), one.best.rank());
    if (rank != 0) {
      return rank;
    }
    if (one.best.mayWin != other.best.mayWin) {
      return one.best.mayWin ? -1 : 1;
    }
    Unit unit = gazetteer.unit(one.best.unit);
    Unit otherUnit = gazetteer.unit(other.best.unit);
    int level = unit.level().compareTo(otherUnit.level());
    return level != 0 ? level : Long.compare(unit.id(), otherUnit.id());
  }

  private Result decide(List<Group> groups, List<PlaceMention> destinations) {
    if (groups.isEmpty()) {
      return new Result(List.of(), null, false, destinations);
    }
    List<Understood.Place> places = new ArrayList<>(Math.min(groups.size(), MOST_SHOWN));
    for (int i = 0; i < groups.size() && i < MOST_SHOWN; i++) {
      places.add(place(groups.get(i)));
    }
    Group best = groups.get(0);
    boolean rivalled = false;
    boolean contradicts = best.best.contradicted;
    for (Group group : groups) {
      PlaceCandidate other = group.best;
      rivalled |=
          happensElsewhere(best.best, other)
              || (group != best && (isClose(other, best.best) || bearsTheSame(best.best, other)));
      contradicts |= other.contradicted && isNextTo(other, best.best);
    }
    boolean split =
        best.best.currents.length > 1
            && gazetteer.unit(best.best.unit).level() == UnitLevel.COMMUNE;
    boolean elsewhere = best.onlyDestination() && hotline >= 0 && !best.best.inHotlineTerritory;
    boolean decided =
        best.best.score >= ENOUGH
            && best.best.mayWin
            && !rivalled
            && !split
            && !elsewhere
            && !contradicts;
    boolean ambiguous =
        !decided
            && best.best.mention.beside() != PlaceWords.Beside.PERSON
            && (((rivalled || split || contradicts) && isMentioned(best.best))
                || isNearlyNamed(best.best));
    Long unitId = decided ? gazetteer.unit(best.best.unit).id() : null;
    return new Result(List.copyOf(places), unitId, ambiguous, destinations);
  }

  private static boolean isClose(PlaceCandidate other, PlaceCandidate best) {
    return best.rank() - other.rank() < CLEARLY && (other.mayWin || other.mention == best.mention);
  }

  /** Two everyday words that could be several names are none: {@code co do khoc}. */
  private static boolean isMentioned(PlaceCandidate candidate) {
    return candidate.mayWin
        || candidate.score >= ENOUGH
        || (candidate.mention.role() == Role.AT && !candidate.mention.isNoUnit());
  }

  /**
   * "Bản Mường Lèo" is a hamlet of this name, or loosely the commune; "phường Phủ Liễn" is Phù Liễn
   * with a slip, or a name that nobody knows: a person sees.
   */
  private boolean isNearlyNamed(PlaceCandidate candidate) {
    PlaceMention mention = candidate.mention;
    boolean hamlet =
        mention.beside() == PlaceWords.Beside.HAMLET
            && (candidate.exact || (!words.accented() && candidate.alone))
            && mention.length() > 1
            && words.usesCase()
            && words.capital(mention.from());
    boolean house =
        mention.beside() == PlaceWords.Beside.HOUSE
            && candidate.alone
            && mention.length() > 1
            && words.areCapitals(mention.from(), mention.to());
    boolean slip = mention.spelled() == PlaceMention.Spelled.OTHER_ACCENTS && candidate.prefixFits;
    return !candidate.name.common() && (house || ((hamlet || slip) && candidate.score >= ENOUGH));
  }

  /** "Chợ Đồng Xuân": a market bears the name of a place, and several places have it. */
  private boolean bearsTheSame(PlaceCandidate one, PlaceCandidate other) {
    return one.mention == other.mention
        && one.mention.beside() == PlaceWords.Beside.BEARER
        && one.mention.prefix() == null
        && one.parentMention == null
        && !gazetteer.liesIn(one.unit, other.unit)
        && !gazetteer.liesIn(other.unit, one.unit)
        && !sharePlace(one, other);
  }

  private static boolean sharePlace(PlaceCandidate one, PlaceCandidate other) {
    for (int mine : one.currents) {
      for (int theirs : other.currents) {
        if (mine == theirs) {
          return true;
        }
      }
    }
    return false;
  }

  /** "Quê Hà Giang, đang bị giữ ở Móng Cái": where they are from is not where it happens. */
  private static boolean happensElsewhere(PlaceCandidate from, PlaceCandidate at) {
    return from.mention.role() == Role.FROM
        && (at.mention.role() == Role.AT || at.mention.role() == Role.ARRIVED)
        && !at.mention.isNoUnit()
        && at.score >= ENOUGH;
  }

  /** "Xã Đồng Văn, huyện Đan Phượng": one of the two is a slip, and nobody knows which. */
  private static boolean isNextTo(PlaceCandidate commune, PlaceCandidate container) {
    int distance = commune.mention.distance(container.mention);
    return commune.prefixFits && distance >= 0 && distance <= PlaceWeights.NEXT_TO;
  }

  private static Understood.PlaceRole role(Group group) {
    return switch (group.best.mention.role()) {
      case NONE, AT, ARRIVED -> Understood.PlaceRole.EVENT;
      case FROM -> Understood.PlaceRole.ORIGIN;
      case THROUGH -> Understood.PlaceRole.VIA;
      case TOWARDS -> Understood.PlaceRole.DESTINATION;
    };
  }

  private Understood.Place place(Group group) {
    PlaceCandidate best = group.best;
    List<Long> currentIds = new ArrayList<>(best.currents.length);
    for (int current : best.currents) {
      currentIds.add(gazetteer.unit(current).id());
    }
    List<Understood.Span> spans = new ArrayList<>(group.candidates.size());
    for (PlaceCandidate candidate : group.candidates) {
      PlaceMention mention = candidate.mention;
      Understood.Span span =
          new Understood.Span(words.start(mention.start()), words.end(mention.end() - 1));
      if (spans.size() < MOST_SPANS && !spans.contains(span)) {
        spans.add(span);
      }
    }
    return new Understood.Place(
        gazetteer.unit(best.unit).id(),
        List.copyOf(currentIds),
        Math.min(HIGHEST_SCORE, best.score),
        role(group),
        PlaceReasons.of(best, gazetteer),
        List.copyOf(spans));
  }
}
