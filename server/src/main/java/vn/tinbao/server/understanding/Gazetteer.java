package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
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
  private static final Pattern APOSTROPHES = Pattern.compile("['’‘`´ʼ]\\s*");
  private static final Pattern NUMBERED = Pattern.compile("\\d{1,3}|[IVX]{1,4}");
  private static final Pattern LAST_PART = Pattern.compile("(.+) (\\d{1,2}|[A-D]|[IVX]{1,4})");
  private static final Pattern SHORT_I = Pattern.compile("(m|k|l|t|s|h|v|qu)[iy]");
  private static final Map<String, String> HIGHLAND_ENDS =
      Map.of(
          "dak", "dac", "dac", "dak", "lak", "lac", "lac", "lak", "pac", "pak", "pak", "pac", "buk",
          "buc");

  private final CatalogueSnapshot snapshot;
  private final Vocabulary vocabulary;
  private final Unit[] units;
  private final Map<Long, Integer> indexById;
  private final int[][] kin;
  private final PhraseTrie<Name> names;
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
    NUMBERED
  }

  /**
   * One unit under one name.
   *
   * @param unit index of the unit
   * @param common whether the name is also an ordinary word
   */
  record Name(int unit, Phrase.Spelling spelling, NameKind kind, boolean common) {}

  Gazetteer(CatalogueSnapshot snapshot, Lexicon lexicon) {
    this.snapshot = snapshot;
    this.vocabulary = new Vocabulary(lexicon.vocabulary());
    this.units = snapshot.units().toArray(Unit[]::new);
    Arrays.sort(units, (a, b) -> Long.compare(a.id(), b.id()));
    this.indexById = new HashMap<>(units.length * 2);
    for (int unit = 0; unit < units.length; unit++) {
      indexById.put(units[unit].id(), unit);
    }
    this.kin = kin();
    this.names = names(lexicon.placeWords());
  }

  Vocabulary vocabulary() {
    return vocabulary;
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
      known =
          snapshot.currentOf(units[unit], day).stream()
              .mapToInt(u -> indexOf(u.id()))
              .sorted()
              .toArray();
      ofDay.set(unit, known);
    }
    return known;
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

  private PhraseTrie<Name> names(PlaceWords words) {
    PhraseTrie.Builder<Name> trie = PhraseTrie.builder();
    Map<String, List<Integer>> byLevelAndName = new HashMap<>();
    for (int unit = 0; unit < units.length; unit++) {
      Unit u = units[unit];
      byLevelAndName
          .computeIfAbsent(u.level() + " " + u.name(), key -> new ArrayList<>(1))
          .add(unit);
      if (NUMBERED.matcher(u.name()).matches()) {
        addNumbered(trie, unit);
      } else {
        add(trie, words, unit, u.name(), NameKind.OFFICIAL);
        var last = LAST_PART.matcher(u.name());
        if (last.matches() && last.group(1).indexOf(' ') > 0) {
          add(trie, words, unit, last.group(1), NameKind.STEM);
        }
      }
    }
    for (PlaceWords.Alias alias : words.aliases()) {
      for (int unit : byLevelAndName.getOrDefault(alias.level() + " " + alias.name(), List.of())) {
        add(trie, words, unit, alias.words(), NameKind.ALIAS);
      }
    }
    return trie.build();
  }

  private void addNumbered(PhraseTrie.Builder<Name> trie, int unit) {
    Unit u = units[unit];
    String bare = u.name().replaceFirst("^0+(?=\\d)", "");
    String kind = u.kind();
    Set<String> spellings = new LinkedHashSet<>();
    for (String number : List.of(u.name(), bare)) {
      spellings.add(kind + " " + number);
      String shortKind = kind.startsWith("Phường") ? "p" : kind.startsWith("Quận") ? "q" : "";
      if (!shortKind.isEmpty()) {
        spellings.add(shortKind + " " + number);
        spellings.add(shortKind + number);
      }
      if (shortKind.equals("p")) {
        spellings.add("f " + number);
        spellings.add("f" + number);
      }
    }
    for (String spelling : spellings) {
      Phrase.Spelling spelled = Phrase.Spelling.of(spelling, vocabulary);
      trie.add(spelled.ids(), new Name(unit, spelled, NameKind.NUMBERED, false));
    }
  }

  private void add(
      PhraseTrie.Builder<Name> trie, PlaceWords words, int unit, String name, NameKind kind) {
    for (String spelling : spellings(name)) {
      Phrase.Spelling spelled = Phrase.Spelling.of(spelling, vocabulary);
      boolean common = words.isCommonName(Fold.text(spelling));
      trie.add(spelled.ids(), new Name(unit, spelled, kind, common));
    }
  }

  /** The name and what else it is written as: {@code Ia HDrai}, {@code Đắc Lắc}, {@code Mĩ Lí}. */
  private static Set<String> spellings(String name) {
    Set<String> all = new LinkedHashSet<>();
    all.add(name);
    if (APOSTROPHES.matcher(name).find()) {
      all.add(APOSTROPHES.matcher(name).replaceAll(""));
      all.add(APOSTROPHES.matcher(name).replaceAll("").replace(" ", ""));
    }
    for (String spelling : List.copyOf(all)) {
      all.add(withHighlandEnds(spelling));
      all.add(withOtherI(spelling));
    }
    return all;
  }

  private static String withHighlandEnds(String name) {
    String[] parts = name.split(" ", -1);
    for (int i = 0; i < parts.length; i++) {
      String other = HIGHLAND_ENDS.get(Fold.text(parts[i]));
      if (other != null) {
        char end = parts[i].endsWith("c") ? 'k' : 'c';
        parts[i] = parts[i].substring(0, parts[i].length() - 1) + end;
      }
    }
    return String.join(" ", parts);
  }

  private static String withOtherI(String name) {
    String[] parts = name.split(" ", -1);
    for (int i = 0; i < parts.length; i++) {
      if (SHORT_I.matcher(Fold.text(parts[i])).matches()) {
        parts[i] = swapI(parts[i]);
      }
    }
    return String.join(" ", parts);
  }

  private static String swapI(String syllable) {
    String with = "iíìỉĩịyýỳỷỹỵ";
    char last = syllable.charAt(syllable.length() - 1);
    int at = with.indexOf(last);
    if (at < 0) {
      return syllable;
    }
    int half = with.length() / 2;
    return syllable.substring(0, syllable.length() - 1) + with.charAt((at + half) % with.length());
  }
}
