package vn.tinbao.server.catalogue;

import java.text.Collator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds units that stand on one day by what a person types: with accents or without, the beginning
 * of a name or all of it, with the names above it or without.
 *
 * <p>Ranked: the name as typed; the name without accents; what begins as typed; what begins so
 * without accents; names whose words begin so, counting those above (“khanh khe lang son”). Last
 * come the units of today where a unit of that name stood before a reform: people go on using old
 * names for years.
 *
 * <p>Built once for a snapshot and a day; safe for many threads.
 */
public final class UnitSearch {
  private static final int EXACT = 0;
  private static final int EXACT_FOLDED = 1;
  private static final int PREFIX = 2;
  private static final int PREFIX_FOLDED = 3;
  private static final int WORDS = 4;
  private static final int NONE = 5;

  /** A former name gives at most so many units; a district has about ten. */
  private static final int MOST_HEIRS = 12;

  private static final Map<String, String> ABBREVIATIONS =
      Map.of(
          "x",
          "xa",
          "p",
          "phuong",
          "tt",
          "thi tran",
          "h",
          "huyen",
          "q",
          "quan",
          "tx",
          "thi xa",
          "tp",
          "thanh pho",
          "t",
          "tinh",
          "dk",
          "dac khu");

  private final CatalogueSnapshot catalogue;
  private final LocalDate day;
  private final List<Entry> entries;
  private final Map<String, List<Unit>> former = new HashMap<>();

  private record Entry(
      Unit unit,
      String place,
      String name,
      String fullName,
      String foldedName,
      String foldedFullName,
      List<String> ownWords,
      List<String> words) {}

  /**
   * A unit that was found.
   *
   * @param place with the units above it
   * @param formerly the place of former days that was asked for, null when its own name matched
   */
  public record Hit(Unit unit, String place, @Nullable String formerly) {}

  /** An index of all units that stand on that day, and of the names of those that did before. */
  public UnitSearch(CatalogueSnapshot catalogue, LocalDate day) {
    this.catalogue = catalogue;
    this.day = day;
    Collator vietnamese = Collator.getInstance(Locale.forLanguageTag("vi"));
    this.entries =
        catalogue.units().stream()
            .filter(unit -> unit.standsOn(day))
            .sorted(
                Comparator.comparing(Unit::level)
                    .thenComparing(Unit::name, vietnamese)
                    .thenComparing(Unit::code))
            .map(this::entry)
            .toList();
    for (Unit unit : catalogue.units()) {
      if (unit.validTo() != null && !unit.validTo().isAfter(day)) {
        former.computeIfAbsent(Spelling.folded(unit.name()), n -> new ArrayList<>()).add(unit);
        former.computeIfAbsent(Spelling.folded(unit.fullName()), n -> new ArrayList<>()).add(unit);
      }
    }
    Comparator<Unit> latestFirst =
        Comparator.comparing(Unit::validFrom).reversed().thenComparing(Unit::code);
    former.values().forEach(units -> units.sort(latestFirst));
  }

  private Entry entry(Unit unit) {
    String place = catalogue.fullPlace(unit, day);
    String foldedFullName = Spelling.folded(unit.fullName());
    return new Entry(
        unit,
        place,
        Spelling.key(unit.name()),
        Spelling.key(unit.fullName()),
        Spelling.folded(unit.name()),
        foldedFullName,
        List.of(foldedFullName.split(" ")),
        List.of(Spelling.folded(place).split(" ")));
  }

  /** Whether this index still shows what holds. */
  boolean isOf(CatalogueSnapshot snapshot, LocalDate today) {
    return catalogue == snapshot && day.equals(today);
  }

  /** The best matches, best first. */
  public List<Hit> find(String text, int limit) {
    String key = Spelling.key(text);
    String folded = Spelling.folded(text);
    if (folded.isEmpty()) {
      return List.of();
    }
    List<List<Entry>> ranks = new ArrayList<>();
    for (int rank = EXACT; rank < NONE; rank++) {
      ranks.add(new ArrayList<>());
    }
    List<String> asked = words(folded);
    for (Entry entry : entries) {
      int rank = rank(entry, key, folded, asked);
      if (rank < NONE) {
        ranks.get(rank).add(entry);
      }
    }
    Map<Long, Hit> found = new LinkedHashMap<>();
    for (List<Entry> rank : ranks) {
      for (Entry entry : rank) {
        if (found.size() < limit) {
          found.put(entry.unit().id(), new Hit(entry.unit(), entry.place(), null));
        }
      }
    }
    addHeirs(folded, limit, found);
    return List.copyOf(found.values());
  }

  private static int rank(Entry entry, String key, String folded, List<String> asked) {
    if (entry.name().equals(key) || entry.fullName().equals(key)) {
      return EXACT;
    }
    if (entry.foldedName().equals(folded) || entry.foldedFullName().equals(folded)) {
      return EXACT_FOLDED;
    }
    if (entry.name().startsWith(key) || entry.fullName().startsWith(key)) {
      return PREFIX;
    }
    if (entry.foldedName().startsWith(folded) || entry.foldedFullName().startsWith(folded)) {
      return PREFIX_FOLDED;
    }
    return begins(entry.ownWords(), asked.get(0)) && inOrder(entry.words(), asked) ? WORDS : NONE;
  }

  private static boolean begins(List<String> words, String beginning) {
    return words.stream().anyMatch(word -> word.startsWith(beginning));
  }

  /** Whether each asked word begins a word of the place, one after the other. */
  private static boolean inOrder(List<String> words, List<String> asked) {
    int at = 0;
    for (String word : words) {
      if (at < asked.size() && word.startsWith(asked.get(at))) {
        at++;
      }
    }
    return at == asked.size();
  }

  /** The words that were asked for, with abbreviations of kinds of units written out. */
  private static List<String> words(String folded) {
    List<String> words = new ArrayList<>();
    String[] parts = folded.split(" ");
    for (int i = 0; i < parts.length; i++) {
      boolean before = i + 1 < parts.length;
      String whole = before ? ABBREVIATIONS.getOrDefault(parts[i], parts[i]) : parts[i];
      words.addAll(List.of(whole.split(" ")));
    }
    return words;
  }

  private void addHeirs(String folded, int limit, Map<Long, Hit> found) {
    for (Unit old : former.getOrDefault(folded, List.of())) {
      List<Unit> heirs = catalogue.currentOf(old, day);
      if (heirs.size() > MOST_HEIRS) {
        continue;
      }
      String formerly = catalogue.fullPlace(old);
      for (Unit heir : heirs) {
        if (found.size() < limit) {
          found.putIfAbsent(heir.id(), new Hit(heir, catalogue.fullPlace(heir, day), formerly));
        }
      }
    }
  }
}
