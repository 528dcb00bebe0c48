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
  private final PhraseTrie<Prefix> prefixes;
  private final int longestPrefix;
  private final WordSet at;
  private final WordSet towards;
  private final WordSet from;
  private final WordSet locality;
  private final WordSet person;
  private final WordSet personExact;
  private final WordSet highland;
  private final Set<String> commonNames;
  private final Set<Long> everydayPairs = new HashSet<>();
  private final List<Alias> aliases;

  /**
   * A word that says what kind of unit follows.
   *
   * @param otherLevel second level that it may be, null when there is none
   */
  record Prefix(
      Phrase.Spelling spelling, UnitLevel level, @Nullable UnitLevel otherLevel, String kind) {

    boolean fitsLevel(Unit unit) {
      return unit.level() == level || unit.level() == otherLevel;
    }

    boolean fitsKind(Unit unit) {
      return unit.kind().startsWith(kind);
    }
  }

  /** A name in use that the official lists do not have. */
  record Alias(String words, UnitLevel level, String name) {}

  /** What a word right before a place says of it. */
  enum Role {
    NONE,
    AT,
    TOWARDS,
    FROM
  }

  private PlaceWords(YamlMap file, Vocabulary vocabulary) {
    PhraseTrie.Builder<Prefix> trie = PhraseTrie.builder();
    int longest = 0;
    for (YamlMap entry : file.maps("prefixes")) {
      String other = entry.textOrNull("or_level");
      for (String words : entry.texts("words")) {
        Phrase.Spelling spelling = Phrase.Spelling.of(words, vocabulary);
        longest = Math.max(longest, spelling.length());
        trie.add(
            spelling.ids(),
            new Prefix(
                spelling,
                entry.oneOf("level", entry.text("level"), UnitLevel.class),
                other == null ? null : entry.oneOf("or_level", other, UnitLevel.class),
                entry.text("kind")));
      }
    }
    this.prefixes = trie.build();
    this.longestPrefix = longest;
    this.at = WordSet.of(file.texts("at"), vocabulary);
    this.towards = WordSet.of(file.texts("towards"), vocabulary);
    this.from = WordSet.of(file.texts("from"), vocabulary);
    this.locality = WordSet.of(file.texts("locality"), vocabulary);
    this.person = WordSet.of(file.texts("person"), vocabulary);
    this.personExact = WordSet.of(file.texts("person_exact"), vocabulary);
    this.highland = WordSet.of(file.texts("highland_words"), vocabulary);
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
  }

  static PlaceWords read(YamlMap file, Vocabulary vocabulary) {
    return new PlaceWords(file, vocabulary);
  }

  List<Alias> aliases() {
    return aliases;
  }

  boolean isCommonName(String folded) {
    return commonNames.contains(folded);
  }

  /** The longest prefix that ends right before this word, null when there is none. */
  @Nullable Prefix prefixBefore(Words words, int word) {
    for (int length = Math.min(longestPrefix, word); length > 0; length--) {
      int node = PhraseTrie.ROOT;
      for (int at = word - length; at < word && node != PhraseTrie.NOWHERE; at++) {
        node = prefixes.step(node, words.id(at));
      }
      if (node == PhraseTrie.NOWHERE) {
        continue;
      }
      for (Prefix prefix : prefixes.at(node)) {
        if (agrees(prefix, words, word - length)) {
          return prefix;
        }
      }
    }
    return null;
  }

  private static boolean agrees(Prefix prefix, Words words, int from) {
    for (int i = 0; i < prefix.spelling().length(); i++) {
      Accents.Agreement agreement =
          Accents.agreement(words.accents(from + i), prefix.spelling().accents()[i]);
      boolean acceptable =
          agreement == Accents.Agreement.EXACT
              || (agreement != Accents.Agreement.CONFLICT && !words.accented());
      if (!acceptable) {
        return false;
      }
    }
    return true;
  }

  /** What the word right before this one says. */
  Role roleBefore(Words words, int word) {
    if (word == 0 || words.before(word) == Words.SENTENCE) {
      return Role.NONE;
    }
    if (at.has(words, word - 1)) {
      return Role.AT;
    }
    if (towards.has(words, word - 1)) {
      return Role.TOWARDS;
    }
    return from.has(words, word - 1) ? Role.FROM : Role.NONE;
  }

  WordSet towards() {
    return towards;
  }

  boolean namesLocality(Words words, int word) {
    return joined(words, word) && locality.has(words, word - 1);
  }

  boolean namesPerson(Words words, int word) {
    return joined(words, word)
        && (person.has(words, word - 1) || personExact.hasExactly(words, word - 1));
  }

  /** Whether a name up to here would take the first half of {@code thành phố} or {@code thị xã}. */
  boolean tearsPrefix(Words words, int to) {
    if (to >= words.count() || words.before(to) != Words.JOINED) {
      return false;
    }
    int node = prefixes.step(PhraseTrie.ROOT, words.id(to - 1));
    int next = node == PhraseTrie.NOWHERE ? node : prefixes.step(node, words.id(to));
    return next != PhraseTrie.NOWHERE && words.length(to - 1) > 1;
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

  private static long pair(int first, int second) {
    return ((long) first << 32) | (second & 0xffffffffL);
  }

  /** Whether a name beginning with this word is nothing but a name: {@code Ia Tơi}. */
  boolean beginsHighlandName(Words words, int word) {
    return highland.has(words, word);
  }

  private static boolean joined(Words words, int word) {
    return word > 0 && words.before(word) == Words.JOINED;
  }
}
