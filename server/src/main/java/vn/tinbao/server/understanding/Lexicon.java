package vn.tinbao.server.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary of this room, read once from its resources and never changed: signs of trafficking
 * ({@code lexicon.yaml}), abbreviations ({@code abbreviations.tsv}) and the words around place
 * names ({@code places.yaml}).
 */
public final class Lexicon {
  private final Vocabulary vocabulary = new Vocabulary();
  private final List<SignGroup> groups = new ArrayList<>();
  private final PhraseTrie<Phrase> phrases;
  private final Abbreviations abbreviations;
  private final Grammar grammar;
  private final PlaceWords placeWords;
  private final String fingerprint;
  private final SignGroup takenAbroad;
  private final SignGroup takenAway;
  private final SignGroup childAge;
  private final AgeReader ages;
  private final WordSet yearWord;
  private final WordSet bornWord;

  /**
   * Words of the sentence that change what the signs mean.
   *
   * @param takes who acts on others: with a destination behind, people are being brought there
   * @param moves beside a time word: someone is about to go
   */
  record Grammar(
      WordSet negations,
      WordSet negationFillers,
      WordSet towards,
      WordSet beingAt,
      WordSet from,
      WordSet notPlace,
      WordSet takes,
      WordSet takesOnlyExact,
      WordSet moves,
      WordSet firstPerson) {}

  private Lexicon(String lexicon, String abbreviations, String places) {
    YamlMap file = YamlMap.read("lexicon.yaml", new StringReader(lexicon));
    PhraseTrie.Builder<Phrase> trie = PhraseTrie.builder();
    readGroups(file, trie);
    readCountries(file, trie);
    this.phrases = trie.build();
    this.takenAbroad = group("act.taken_abroad");
    this.takenAway = group("act.taken_away");
    this.childAge = group("victim.age");
    this.ages = new AgeReader(vocabulary);
    this.yearWord = WordSet.of(List.of("năm"), vocabulary);
    this.bornWord = WordSet.of(List.of("sinh"), vocabulary);
    this.grammar = readGrammar(file.map("grammar"));
    this.abbreviations = Abbreviations.read(abbreviations.lines().toList(), vocabulary);
    this.placeWords =
        PlaceWords.read(YamlMap.read("places.yaml", new StringReader(places)), vocabulary);
    this.fingerprint = fingerprint(lexicon + '\0' + abbreviations + '\0' + places);
  }

  /** The one that comes with the program. */
  public static Lexicon builtIn() {
    return new Lexicon(
        resource("lexicon.yaml"), resource("abbreviations.tsv"), resource("places.yaml"));
  }

  /** Eight hexadecimal digits that change whenever a word of the lexicon changes. */
  public String fingerprint() {
    return fingerprint;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  int groupCount() {
    return groups.size();
  }

  List<SignGroup> groups() {
    return groups;
  }

  /** The group with this code; the program cannot do without it. */
  SignGroup group(String code) {
    return groups.stream()
        .filter(group -> group.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("lexicon.yaml: no group " + code));
  }

  SignGroup takenAbroad() {
    return takenAbroad;
  }

  SignGroup takenAway() {
    return takenAway;
  }

  SignGroup childAge() {
    return childAge;
  }

  AgeReader ages() {
    return ages;
  }

  WordSet yearWord() {
    return yearWord;
  }

  WordSet bornWord() {
    return bornWord;
  }

  PhraseTrie<Phrase> phrases() {
    return phrases;
  }

  Abbreviations abbreviations() {
    return abbreviations;
  }

  Grammar grammar() {
    return grammar;
  }

  PlaceWords placeWords() {
    return placeWords;
  }

  private void readGroups(YamlMap file, PhraseTrie.Builder<Phrase> trie) {
    Set<String> codes = new HashSet<>();
    for (YamlMap entry : file.maps("groups")) {
      String code = entry.text("code");
      if (!codes.add(code)) {
        throw entry.wrong("code", "is there twice");
      }
      Set<SignGroup.Says> says = EnumSet.noneOf(SignGroup.Says.class);
      entry
          .texts("says")
          .forEach(word -> says.add(entry.oneOf("says", word, SignGroup.Says.class)));
      String category = entry.textOrNull("category");
      SignGroup group =
          new SignGroup(
              groups.size(),
              code,
              entry.text("label"),
              entry.number("weight", 0),
              category == null ? null : entry.oneOf("category", category, Category.class),
              entry.flag("weak"),
              entry.number("urgency", 0),
              says,
              entry.flag("silent"),
              null);
      addPhrases(group, entry, trie);
    }
  }

  private void readCountries(YamlMap file, PhraseTrie.Builder<Phrase> trie) {
    for (YamlMap entry : file.maps("countries")) {
      SignGroup group =
          new SignGroup(
              groups.size(),
              "route.abroad",
              "nước ngoài: " + entry.text("name"),
              3,
              null,
              false,
              0,
              Set.of(),
              false,
              entry.text("code"));
      addPhrases(group, entry, trie);
    }
  }

  private void addPhrases(SignGroup group, YamlMap entry, PhraseTrie.Builder<Phrase> trie) {
    groups.add(group);
    for (Object item : entry.list("phrases")) {
      addPhrase(group, entry, item, trie);
    }
  }

  private void addPhrase(
      SignGroup group, YamlMap entry, Object item, PhraseTrie.Builder<Phrase> trie) {
    if (item instanceof List<?> several) {
      several.forEach(one -> addPhrase(group, entry, one, trie));
      return;
    }
    if (item instanceof String text) {
      add(group, entry, text, false, null, null, null, null, trie);
      return;
    }
    YamlMap phrase = entry.inner("phrases", item);
    for (String text : phrase.texts("is")) {
      add(
          group,
          phrase,
          text,
          phrase.flag("exact"),
          condition(phrase, "after"),
          condition(phrase, "before"),
          condition(phrase, "not_after"),
          condition(phrase, "not_before"),
          trie);
    }
  }

  private void add(
      SignGroup group,
      YamlMap entry,
      String text,
      boolean exact,
      @Nullable WordSet after,
      @Nullable WordSet before,
      @Nullable WordSet notAfter,
      @Nullable WordSet notBefore,
      PhraseTrie.Builder<Phrase> trie) {
    String[] parts = text.split("…", -1);
    Phrase.Spelling spelling = Phrase.Spelling.of(parts[0], vocabulary);
    Phrase.Spelling tail = parts.length < 2 ? null : Phrase.Spelling.of(parts[1], vocabulary);
    boolean emptyTail = tail != null && tail.length() == 0;
    if (spelling.length() == 0 || emptyTail || parts.length > 2) {
      throw entry.wrong("phrases", "holds an empty phrase or one with two gaps: " + text);
    }
    trie.add(
        spelling.ids(),
        new Phrase(group, spelling, tail, exact, after, before, notAfter, notBefore));
  }

  private @Nullable WordSet condition(YamlMap phrase, String key) {
    List<String> words = phrase.texts(key);
    return words.isEmpty() ? null : WordSet.of(words, vocabulary);
  }

  private Grammar readGrammar(YamlMap map) {
    return new Grammar(
        words(map, "negations"),
        words(map, "negation_fillers"),
        words(map, "towards"),
        words(map, "being_at"),
        words(map, "from"),
        words(map, "not_a_place"),
        words(map, "takes"),
        words(map, "takes_only_exact"),
        words(map, "moves"),
        words(map, "first_person"));
  }

  private WordSet words(YamlMap map, String key) {
    return WordSet.of(map.texts(key), vocabulary);
  }

  private static String resource(String name) {
    try (InputStream in = Lexicon.class.getResourceAsStream("/understanding/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The program lacks its resource understanding/" + name);
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      StringBuilder text = new StringBuilder();
      reader.lines().forEach(line -> text.append(line).append('\n'));
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fingerprint(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
