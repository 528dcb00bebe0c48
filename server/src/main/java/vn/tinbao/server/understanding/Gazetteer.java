package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Succession;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/**
 * All units of every date by the names under which people write them, and how units belong
 * together: what lies in what, then and now.
 */
final class Gazetteer {
  /** Days for which successions are remembered; the day of today and a few previews. */
  private static final int DAYS_KEPT = 16;

  private static final int DEEPEST_SUCCESSION = 4;
  private final CatalogueSnapshot snapshot;
  private final Vocabulary vocabulary;
  private final Unit[] units;
  private final Map<Long, Integer> indexById;
  private final Map<String, LocalDate> lastOfKind;
  private final int[][] kin;
  private final Map<Integer, List<Integer>> communesOf;
  private final PhraseTrie<Name> names;
  private final NearNames nearNames;
  private final Map<LocalDate, AtomicReferenceArray<int[]>> currents = new ConcurrentHashMap<>();

  /** How a name came to be. */
  enum NameKind {
    /** As in the official list, or the same in another spelling. */
    OFFICIAL,
    /** In use, but in no list. */
    ALIAS,
    /** Without its last number or letter: {@code Thường Phước} for {@code Thường Phước 1}. */
    STEM,
    /** A number, only together with its prefix: {@code Phường 12}. */
    NUMBERED,
    /** The name of a border gate that lies there. */
    GATE,
    /** Letters that say of a name before them in which province it lies: {@code Đô Lương NA}. */
    LETTERS
  }

  /**
   * One unit under one name.
   *
   * @param unit index of the unit
   * @param common whether the name is also an ordinary word
   * @param listed whether it is spelled as the lists have it
   */
  record Name(int unit, Phrase.Spelling spelling, NameKind kind, boolean common, boolean listed) {}

  Gazetteer(CatalogueSnapshot snapshot, Lexicon lexicon) {
    this.snapshot = snapshot;
    this.vocabulary = new Vocabulary(lexicon.vocabulary());
    this.units = snapshot.units().toArray(Unit[]::new);
    Arrays.sort(units, (a, b) -> Long.compare(a.id(), b.id()));
    this.indexById = new HashMap<>(units.length * 2);
    for (int unit = 0; unit < units.length; unit++) {
      indexById.put(units[unit].id(), unit);
    }
    this.lastOfKind = lastOfKind();
    this.kin = kin();
    this.communesOf = communesOf();
    GazetteerNames all = new GazetteerNames(this, units, lexicon.placeWords(), vocabulary);
    this.names = all.names();
    this.nearNames = all.nearNames();
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  NearNames nearNames() {
    return nearNames;
  }

  PhraseTrie<Name> names() {
    return names;
  }

  Unit unit(int index) {
    return units[index];
  }

  /** Index of the unit with this id, −1 when the snapshot has none. */
  int indexOf(@Nullable Long id) {
    return id == null ? -1 : indexById.getOrDefault(id, -1);
  }

  CatalogueSnapshot snapshot() {
    return snapshot;
  }

  /**
   * Units that contain this one, contained its predecessors or contain its successors: naming one
   * of them beside this unit supports it.
   */
  int[] kin(int unit) {
    return kin[unit];
  }

  /** Whether units of this kind, or of one that begins so, stand on that day. */
  boolean isKindOf(String kind, LocalDate day) {
    for (Map.Entry<String, LocalDate> known : lastOfKind.entrySet()) {
      if (known.getKey().startsWith(kind) && day.isBefore(known.getValue())) {
        return true;
      }
    }
    return false;
  }

  private Map<String, LocalDate> lastOfKind() {
    Map<String, LocalDate> last = new HashMap<>();
    for (Unit unit : units) {
      LocalDate end = unit.validTo() == null ? LocalDate.MAX : unit.validTo();
      last.merge(unit.kind(), end, (a, b) -> a.isAfter(b) ? a : b);
    }
    return last;
  }

  /** {@code Phúc Xá Hà Nội} names a ward of Hà Nội and no {@code xã Hà Nội}. */
  boolean lieTogether(PlaceMention inner, PlaceMention outer) {
    for (Name container : outer.names()) {
      if (unit(container.unit()).level() != UnitLevel.COMMUNE) {
        for (Name name : inner.names()) {
          if (name.unit() != container.unit() && liesIn(name.unit(), container.unit())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  boolean liesIn(int unit, int container) {
    if (unit == container) {
      return true;
    }
    for (int relative : kin[unit]) {
      if (relative == container) {
        return true;
      }
    }
    return false;
  }

  /** Where this unit is on that day, see {@link CatalogueSnapshot#currentOf}; sorted. */
  int[] currentOf(int unit, LocalDate day) {
    AtomicReferenceArray<int[]> ofDay = currents.get(day);
    if (ofDay == null) {
      if (currents.size() >= DAYS_KEPT) {
        currents.clear();
      }
      ofDay = currents.computeIfAbsent(day, d -> new AtomicReferenceArray<>(units.length));
    }
    int[] known = ofDay.get(unit);
    if (known == null) {
      known = follow(unit, day).stream().mapToInt(u -> indexOf(u.id())).sorted().toArray();
      ofDay.set(unit, known);
    }
    return known;
  }

  /** A district of which no heir is recorded is now where its communes are. */
  private List<Unit> follow(int unit, LocalDate day) {
    Unit old = units[unit];
    boolean byItsCommunes =
        old.level() == UnitLevel.DISTRICT
            && old.validTo() != null
            && !day.isBefore(old.validTo())
            && snapshot.successions(old.id()).isEmpty();
    if (!byItsCommunes) {
      return snapshot.currentOf(old, day);
    }
    Set<Unit> found = new LinkedHashSet<>();
    for (int commune : communesOf.getOrDefault(unit, List.of())) {
      found.addAll(snapshot.currentOf(units[commune], day));
    }
    return found.isEmpty() ? snapshot.currentOf(old, day) : List.copyOf(found);
  }

  /** Communes of each district on its last day. */
  private Map<Integer, List<Integer>> communesOf() {
    Map<Integer, List<Integer>> communes = new HashMap<>();
    for (int unit = 0; unit < units.length; unit++) {
      if (units[unit].level() == UnitLevel.COMMUNE) {
        for (Unit above : snapshot.withAncestors(units[unit])) {
          if (above.level() == UnitLevel.DISTRICT
              && Objects.equals(above.validTo(), units[unit].validTo())) {
            communes.computeIfAbsent(indexOf(above.id()), d -> new ArrayList<>()).add(unit);
          }
        }
      }
    }
    return communes;
  }

  private int[][] kin() {
    List<List<Integer>> successors = emptyLists();
    List<List<Integer>> predecessors = emptyLists();
    for (int unit = 0; unit < units.length; unit++) {
      for (Succession step : snapshot.successions(units[unit].id())) {
        int next = indexOf(step.newUnitId());
        if (next >= 0) {
          successors.get(unit).add(next);
          predecessors.get(next).add(unit);
        }
      }
    }
    int[][] all = new int[units.length][];
    for (int unit = 0; unit < units.length; unit++) {
      Set<Integer> found = new LinkedHashSet<>();
      addAncestors(unit, found);
      follow(unit, successors, found, 0);
      follow(unit, predecessors, found, 0);
      for (int relative : List.copyOf(found)) {
        sameLevel(relative, successors, found);
      }
      UnitLevel level = units[unit].level();
      all[unit] =
          found.stream()
              .filter(above -> units[above].level().compareTo(level) < 0)
              .mapToInt(Integer::intValue)
              .toArray();
    }
    return all;
  }

  private List<List<Integer>> emptyLists() {
    List<List<Integer>> lists = new ArrayList<>(units.length);
    for (int i = 0; i < units.length; i++) {
      lists.add(new ArrayList<>(1));
    }
    return lists;
  }

  private void follow(int unit, List<List<Integer>> steps, Set<Integer> found, int depth) {
    if (depth == DEEPEST_SUCCESSION || units[unit].level() == UnitLevel.PROVINCE) {
      return;
    }
    for (int next : steps.get(unit)) {
      addAncestors(next, found);
      follow(next, steps, found, depth + 1);
    }
  }

  /** A province that was renamed or merged is also known by its present name. */
  private void sameLevel(int unit, List<List<Integer>> successors, Set<Integer> found) {
    for (int next : successors.get(unit)) {
      if (units[next].level() == units[unit].level()) {
        found.add(next);
      }
    }
  }

  /** What is above the unit on its first day and on its last. */
  private void addAncestors(int unit, Set<Integer> found) {
    Unit u = units[unit];
    snapshot.withAncestors(u, u.validFrom()).forEach(above -> found.add(indexOf(above.id())));
    snapshot.withAncestors(u).forEach(above -> found.add(indexOf(above.id())));
  }
}
