package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/**
 * The words around place names: what kind of unit is named ({@code xã}, {@code x.}), what happens
 * there ({@code ở}, {@code sang}), and what says that it is no unit at all ({@code đường}, {@code
 * chị}).
 */
final class PlaceWords {
  private final Markers<Prefix> prefixes;
  private final Markers<Beside> besides;
  private final Markers<Prefix> suffixes;
  private final Markers<Boolean> was;
  private final Markers<Boolean> localities;
  private static final Markers.Marker<Beside> A_PERSON = oneWord(Beside.PERSON);
  private static final Markers.Marker<Beside> A_HOUSE = oneWord(Beside.HOUSE);

  private final WordSet personExact;
  private final WordSet vocative;
  private final WordSet highland;
  private final WordSet peoples;
  private final WordSet titles;
  private final WordSet markets;
  private final WordSet housesExact;
  private final Markers<Boolean> peopleNames;
  private final Markers<Boolean> noPlaces;
  private final WordSet commonWords;
  private final Set<String> commonNames;
  private final Set<Long> everydayPairs = new HashSet<>();
  private final List<Alias> aliases;
  private final List<Alias> provinceLetters;
  private final List<Gate> gates;
  private final RoleWords roleWords;

  /**
   * A word that says what kind of unit follows.
   *
   * @param otherLevel second level that it may be, null when there is none
   */
  record Prefix(UnitLevel level, @Nullable UnitLevel otherLevel, String kind) {

    boolean fitsLevel(Unit unit) {
      return unit.level() == level || unit.level() == otherLevel;
    }

    boolean fitsKind(Unit unit) {
      return unit.kind().startsWith(kind);
    }
  }

  /** A name in use that the official lists do not have. */
  record Alias(String words, UnitLevel level, String name) {}

  /**
   * A border gate.
   *
   * @param commune where it lies, as the commune was called before 07/2025; the district alike
   * @param bare whether the name alone is known to everybody: {@code Mộc Bài}
   */
  record Gate(List<String> names, String commune, String district, String province, boolean bare) {}

  /** What the words right before a name say of it, when they name no level. */
  enum Beside {
    NOTHING,
    /** {@code đường}: the name is the street's, of a person or a place far away. */
    STREET,
    /** {@code thôn}: the name is the hamlet's own. */
    HAMLET,
    /** {@code chợ}: what bears the name mostly lies in the place of that name. */
    BEARER,
    /** {@code công ty}: anything may be called so. */
    BUSINESS,
    /** {@code quán}: anything may be called so, or it is told by where it is. */
    HOUSE,
    PERSON,
    /** {@code cửa khẩu}. */
    GATE
  }

  private PlaceWords(YamlMap file, Vocabulary vocabulary) {
    this.prefixes = prefixes(file.maps("prefixes"), vocabulary);
    this.suffixes = prefixes(file.maps("suffixes"), vocabulary);
    Markers.Builder<Beside> beside = Markers.builder();
    file.texts("streets").forEach(word -> beside.add(word, Beside.STREET, vocabulary));
    file.texts("hamlets").forEach(word -> beside.add(word, Beside.HAMLET, vocabulary));
    file.texts("bearers").forEach(word -> beside.add(word, Beside.BEARER, vocabulary));
    file.texts("businesses").forEach(word -> beside.add(word, Beside.BUSINESS, vocabulary));
    file.texts("houses").forEach(word -> beside.add(word, Beside.HOUSE, vocabulary));
    file.texts("person").forEach(word -> beside.add(word, Beside.PERSON, vocabulary));
    file.texts("gate_words").forEach(word -> beside.add(word, Beside.GATE, vocabulary));
    this.besides = beside.build();
    this.was = phrases(file.texts("was"), vocabulary);
    Markers.Builder<Boolean> locality = Markers.builder();
    file.texts("localities").forEach(word -> locality.add(word, false, vocabulary));
    file.texts("localities_before_capitals").forEach(word -> locality.add(word, true, vocabulary));
    this.localities = locality.build();
    this.personExact = WordSet.of(file.texts("person_exact"), vocabulary);
    this.vocative = WordSet.of(file.texts("vocative"), vocabulary);
    this.peoples = WordSet.of(file.texts("peoples"), vocabulary);
    this.markets = WordSet.of(file.texts("markets"), vocabulary);
    this.titles = WordSet.of(file.texts("titles"), vocabulary);
    this.housesExact = WordSet.of(file.texts("houses_exact"), vocabulary);
    this.peopleNames = phrases(file.texts("people_names"), vocabulary);
    this.noPlaces = phrases(file.texts("no_places"), vocabulary);
    this.highland = WordSet.of(file.texts("highland_words"), vocabulary);
    this.commonWords = WordSet.of(file.texts("common_syllables"), vocabulary);
    this.commonNames = new HashSet<>();
    file.texts("common_names").forEach(name -> commonNames.add(Fold.text(name)));
    for (String word : file.texts("everyday_words")) {
      int[] ids = Phrase.Spelling.of(word, vocabulary).ids();
      if (ids.length != 2) {
        throw file.wrong("everyday_words", "must have two syllables: " + word);
      }
      everydayPairs.add(pair(ids[0], ids[1]));
    }
    this.aliases = new ArrayList<>();
    for (YamlMap entry : file.maps("aliases")) {
      UnitLevel level = entry.oneOf("level", entry.text("level"), UnitLevel.class);
      for (String words : entry.texts("words")) {
        aliases.add(new Alias(words, level, entry.text("name")));
      }
    }
    this.provinceLetters = new ArrayList<>();
    for (YamlMap entry : file.maps("province_letters")) {
      for (String name : entry.texts("names")) {
        provinceLetters.add(new Alias(entry.text("letters"), UnitLevel.PROVINCE, name));
      }
    }
    this.gates = gates(file);
    this.roleWords = RoleWords.read(file.map("roles"), vocabulary);
  }

  private static Markers<Boolean> phrases(List<String> texts, Vocabulary vocabulary) {
    Markers.Builder<Boolean> phrases = Markers.builder();
    texts.forEach(words -> phrases.add(words, true, vocabulary));
    return phrases.build();
  }

  private static Markers<Prefix> prefixes(List<YamlMap> entries, Vocabulary vocabulary) {
    Markers.Builder<Prefix> markers = Markers.builder();
    for (YamlMap entry : entries) {
      String other = entry.textOrNull("or_level");
      Prefix prefix =
          new Prefix(
              entry.oneOf("level", entry.text("level"), UnitLevel.class),
              other == null ? null : entry.oneOf("or_level", other, UnitLevel.class),
              entry.text("kind"));
      entry.texts("words").forEach(words -> markers.add(words, prefix, vocabulary));
    }
    return markers.build();
  }

  private static List<Gate> gates(YamlMap file) {
    List<Gate> gates = new ArrayList<>();
    for (YamlMap entry : file.maps("gates")) {
      gates.add(
          new Gate(
              entry.texts("names"),
              entry.text("commune"),
              entry.text("district"),
              entry.text("province"),
              entry.flag("bare")));
    }
    return gates;
  }

  static PlaceWords read(YamlMap file, Vocabulary vocabulary) {
    return new PlaceWords(file, vocabulary);
  }

  /** Letters that stand for provinces, behind the name of what lies there. */
  List<Alias> provinceLetters() {
    return provinceLetters;
  }

  List<Alias> aliases() {
    return aliases;
  }

  boolean isCommonName(String folded) {
    return commonNames.contains(folded);
  }

  List<Gate> gates() {
    return gates;
  }

  RoleWords roleWords() {
    return roleWords;
  }

  /** The longest prefix that ends right before this word, null when there is none. */
  Markers.@Nullable Marker<Prefix> prefixBefore(Words words, int word) {
    return word == 0 || words.before(word) == Words.SENTENCE ? null : prefixes.before(words, word);
  }

  /** A prefix that begins with this word, null when there is none. */
  Markers.@Nullable Marker<Prefix> prefixAt(Words words, int word) {
    return prefixes.at(words, word);
  }

  /** {@code district} after an English name, null when there is none. */
  Markers.@Nullable Marker<Prefix> suffixAt(Words words, int word) {
    return word < words.count() && joined(words, word) ? suffixes.at(words, word) : null;
  }

  /** What the words right before this one say of a name that begins here, null for nothing. */
  Markers.@Nullable Marker<Beside> besideBefore(Words words, int word) {
    if (!joined(words, word)) {
      return null;
    }
    Markers.Marker<Beside> marker = besides.before(words, word);
    boolean person = personExact.hasExactly(words, word - 1);
    if (marker == null && person && !roleWords.saysWhose(words, word - 1)) {
      return A_PERSON;
    }
    return marker == null && housesExact.hasExactly(words, word - 1) ? A_HOUSE : marker;
  }

  private static Markers.Marker<Beside> oneWord(Beside meaning) {
    return new Markers.Marker<>(Phrase.Spelling.of("x", new Vocabulary()), meaning);
  }

  /**
   * Where the name of a street, a hamlet, a market would begin when its word stands here; −1 when
   * none does. Without its accents the word must read as nothing else, or a name with a capital
   * must follow.
   */
  int localityNameAfter(Words words, int word) {
    Markers.Marker<Boolean> marker = localities.at(words, word);
    int name = marker == null ? -1 : word + marker.length();
    if (marker == null || name >= words.count() || prefixBefore(words, name) != null) {
      return -1;
    }
    boolean plain = marker.length() == 1 && words.accents(word) == Accents.NONE;
    boolean clear =
        !plain
            || !isCommonWord(words, word)
            || (marker.meaning() && words.usesCase() && words.capital(name));
    return clear ? name : -1;
  }

  /** Whether somebody is called by this name: {@code Hải Dương ơi}. */
  boolean isCalled(Words words, int to) {
    return to < words.count() && joined(words, to) && vocative.has(words, to);
  }

  /** Whether {@code cũ}, {@code trước đây} or the like stands here. */
  boolean saysOld(Words words, int word) {
    return word < words.count()
        && words.before(word) != Words.SENTENCE
        && was.at(words, word) != null;
  }

  /** Whether every one of these words is one of the most usual syllables of the language. */
  boolean areCommonWords(Words words, int from, int to) {
    for (int word = from; word < to; word++) {
      if (!commonWords.has(words, word)) {
        return false;
      }
    }
    return true;
  }

  boolean isCommonWord(Words words, int word) {
    return commonWords.has(words, word);
  }

  /** Whether a name up to here would take the first half of {@code thành phố} or {@code thị xã}. */
  boolean tearsPrefix(Words words, int to) {
    if (to >= words.count() || words.before(to) != Words.JOINED) {
      return false;
    }
    Markers.Marker<Prefix> prefix = prefixes.at(words, to - 1);
    return prefix != null && prefix.length() > 1 && words.length(to - 1) > 1;
  }

  /** Whether the name would tear an everyday word apart, at its beginning or at its end. */
  boolean tearsEverydayWord(Words words, int from, int to) {
    boolean atStart =
        from > 0
            && words.before(from) == Words.JOINED
            && everydayPairs.contains(pair(words.id(from - 1), words.id(from)));
    boolean atEnd =
        to < words.count()
            && words.before(to) == Words.JOINED
            && everydayPairs.contains(pair(words.id(to - 1), words.id(to)));
    return atStart || atEnd;
  }

  /** Whether a name in a text without accents reads like such a word: {@code o trung tam}. */
  boolean isEverydayWord(Words words, int from, int to) {
    return !words.accented()
        && to - from == 2
        && everydayPairs.contains(pair(words.id(from), words.id(from + 1)));
  }

  private static long pair(int first, int second) {
    return ((long) first << 32) | (second & 0xffffffffL);
  }

  /** Whether a name beginning with this word is nothing but a name: {@code Ia Tơi}. */
  boolean beginsHighlandName(Words words, int word) {
    return highland.has(words, word);
  }

  /** Whether a people is named, and no person: {@code người Tày Lục Yên}. */
  boolean isPeople(Words words, int word) {
    return peoples.has(words, word);
  }

  /** {@code chị}, be it without its accents. */
  boolean isTitle(Words words, int word) {
    return titles.has(words, word);
  }

  /** {@code chợ}: a name follows, rather than that one begins here. */
  boolean isMarket(Words words, int word) {
    return markets.has(words, word);
  }

  /** Whether these words name something else: {@code người Ba Na}, {@code Đông Nam Á}. */
  boolean isSomethingElse(Words words, int from, int to) {
    Markers.Marker<Boolean> people = peopleNames.at(words, from);
    boolean lives = joined(words, from) && roleWords.saysWhoLives(words, from - 1);
    if (people != null && people.length() == to - from && lives) {
      return true;
    }
    for (int start = from; start >= Math.max(0, from - 1); start--) {
      Markers.Marker<Boolean> phrase = noPlaces.at(words, start);
      if (phrase != null && start + phrase.length() >= to) {
        return true;
      }
    }
    return false;
  }

  private static boolean joined(Words words, int word) {
    return word > 0 && words.before(word) == Words.JOINED;
  }
}
