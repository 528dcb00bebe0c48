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
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Unit;

/**
 * The vocabulary of this room, read once from its resources and never changed: signs of trafficking
 * ({@code lexicon.yaml}), abbreviations ({@code abbreviations.tsv}) and the words around place
 * names ({@code places.yaml}).
 */
public final class Lexicon {
  /** Groups whose code begins so are used in patterns only. */
  private static final String ONLY_PART = "c.";

  private static final String NAMELESS = "";

  private final Vocabulary vocabulary = new Vocabulary();
  private final List<SignGroup> groups = new ArrayList<>();
  private final Map<String, SignGroup> byCode = new HashMap<>();
  private final Map<String, SignGroup> nameless = new HashMap<>();
  private final Map<String, String> countryNames = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();
  private final PatternParts patternParts;
  private final BitSet deniable = new BitSet();
  private final List<Scores.Rule> rules;
  private final Map<Category, Hints> hints = new EnumMap<>(Category.class);
  private final Map<String, String> neighbours = new HashMap<>();
  private final SignGroup condition;
  private final PhraseGrammar phraseGrammar;
  private final SignPhrases phrases;
  private final boolean[] named;
  private final Abbreviations abbreviations;
  private final Grammar grammar;
  private final PlaceWords placeWords;
  private final String fingerprint;
  private final WeightTable weights;
  private final List<List<Marks.Mark>> found;
  private final List<List<Marks.Mark>> denied;
  private final SignGroup takenAbroad;
  private final SignGroup takenAway;
  private final SignGroup childAge;
  private final SignGroup told;
  private final AgeReader ages;
  private final PeopleReader people;
  private final TimeReader times;
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
      WordSet denials,
      WordSet deniable,
      WordSet beforeAPlace,
      WordSet towards,
      WordSet beingAt,
      WordSet from,
      WordSet notPlace,
      WordSet takes,
      WordSet takesOnlyExact,
      WordSet moves,
      WordSet firstPerson) {}

  /** What a category alone may make staff think of. */
  private record Hints(@Nullable String htcds, List<Integer> articles) {}

  private Lexicon(
      String lexicon, String abbreviations, String places, String classes, String weights) {
    YamlMap file = YamlMap.read("lexicon.yaml", new StringReader(lexicon));
    this.phraseGrammar = new PhraseGrammar(file);
    PhraseTrie.Builder<Phrase> trie = PhraseTrie.builder();
    readGroups(file, trie);
    readCountries(file, trie);
    this.phrases = new SignPhrases(trie.build());
    this.patternParts = new PatternParts(patterns);
    this.named = new boolean[groups.size()];
    groups.forEach(group -> named[group.index()] = !group.code().isEmpty());
    groups.stream().filter(SignGroup::mayBeDenied).forEach(g -> deniable.set(g.index()));
    this.rules = Scores.read(file, groups);
    this.takenAbroad = group("act.taken_abroad");
    this.takenAway = group("act.taken_away");
    this.childAge = group("victim.age");
    this.told = group("words.told");
    this.condition = group("speech.condition");
    readHints(file);
    for (YamlMap entry : file.maps("neighbours")) {
      entry.texts("provinces").forEach(name -> neighbours.put(name, entry.text("code")));
    }
    Typing.learn(vocabulary);
    Numbers numbers = new Numbers(vocabulary);
    this.ages = new AgeReader(numbers, vocabulary);
    this.people = new PeopleReader(numbers, vocabulary);
    this.times = new TimeReader(numbers, vocabulary);
    this.yearWord = WordSet.of(List.of("năm"), vocabulary);
    this.bornWord = WordSet.of(List.of("sinh"), vocabulary);
    this.grammar = readGrammar(file.map("grammar"));
    this.abbreviations = Abbreviations.read(abbreviations.lines().toList(), vocabulary);
    this.placeWords =
        PlaceWords.read(YamlMap.read("places.yaml", new StringReader(places)), vocabulary);
    this.weights = new WeightTable(weights.lines().toList(), classes.lines().toList());
    this.found = groups.stream().map(group -> Marks.found(group, weights())).toList();
    this.denied = groups.stream().map(group -> Marks.denied(group, weights())).toList();
    this.fingerprint =
        fingerprint(String.join("\0", lexicon, abbreviations, places, classes, weights));
  }

  /** The one that comes with the program. */
  public static Lexicon builtIn() {
    return new Lexicon(
        resource("lexicon.yaml"),
        resource("abbreviations.tsv"),
        resource("places.yaml"),
        resource(WordClasses.RESOURCE),
        resource("weights.tsv"));
  }

  /** The lines of a resource of this room. */
  static List<String> lines(String resource) {
    return resource(resource).lines().toList();
  }

  /** Eight hexadecimal digits that change whenever a word of the lexicon changes. */
  public String fingerprint() {
    return fingerprint;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * Signs that are made of others, in the order of the file: a later one may build on an earlier.
   */
  List<Pattern> patterns() {
    return patterns;
  }

  /** Of what these are made. */
  PatternParts patternParts() {
    return patternParts;
  }

  /** See {@link SignGroup#mayBeDenied}. */
  boolean mayBeDenied(SignGroup group) {
    return deniable.get(group.index());
  }

  List<Scores.Rule> rules() {
    return rules;
  }

  /** The sign after which a threat is only for whoever disobeys. */
  SignGroup condition() {
    return condition;
  }

  /** What staff may think of first for each of these categories: what its signs say, or none. */
  List<Understood.Hint> hints(List<Category> categories, List<SignHit> hits) {
    List<Understood.Hint> found = new ArrayList<>(categories.size());
    for (Category category : categories) {
      Hints ofCategory = hints.get(category);
      if (ofCategory == null) {
        continue;
      }
      TreeSet<Integer> articles = new TreeSet<>(ofCategory.articles());
      for (SignHit hit : hits) {
        if (hit.counts() && hit.group().votes().containsKey(category)) {
          articles.addAll(hit.group().articles());
        }
      }
      found.add(new Understood.Hint(category, ofCategory.htcds(), List.copyOf(articles)));
    }
    return List.copyOf(found);
  }

  /** ISO 3166 alpha-3 of the country beyond the border of the province this unit lies in. */
  @Nullable String neighbour(Gazetteer gazetteer, long unitId) {
    Unit unit = gazetteer.snapshot().unit(unitId).orElse(null);
    if (unit == null) {
      return null;
    }
    String known = neighbours.get(unit.name());
    for (Unit above : gazetteer.snapshot().withAncestors(unit, unit.validFrom())) {
      known = known == null ? neighbours.get(above.name()) : known;
    }
    return known;
  }

  /** Vietnamese name of a country, ISO 3166 alpha-3. */
  String countryName(String code) {
    return countryNames.getOrDefault(code, code);
  }

  int groupCount() {
    return groups.size();
  }

  List<SignGroup> groups() {
    return groups;
  }

  /** The group with this code; the program cannot do without it. */
  SignGroup group(String code) {
    SignGroup group = byCode.get(code);
    if (group == null) {
      throw new IllegalArgumentException("lexicon.yaml: no group " + code);
    }
    return group;
  }

  SignGroup takenAbroad() {
    return takenAbroad;
  }

  SignGroup takenAway() {
    return takenAway;
  }

  /** What a text tells by its words together, without any one sign. */
  SignGroup told() {
    return told;
  }

  SignGroup childAge() {
    return childAge;
  }

  AgeReader ages() {
    return ages;
  }

  PeopleReader people() {
    return people;
  }

  TimeReader times() {
    return times;
  }

  WordSet yearWord() {
    return yearWord;
  }

  WordSet bornWord() {
    return bornWord;
  }

  SignPhrases phrases() {
    return phrases;
  }

  boolean isNamed(int group) {
    return named[group];
  }

  /** The groups that have a name; others are only parts of patterns. A copy. */
  boolean[] named() {
    return named.clone();
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
    Map<SignGroup, YamlMap> entries = new LinkedHashMap<>();
    for (YamlMap entry : file.maps("groups")) {
      String code = entry.text("code");
      if (code.isEmpty() || byCode.containsKey(code)) {
        throw entry.wrong("code", "is there twice");
      }
      Set<SignGroup.Says> says = EnumSet.noneOf(SignGroup.Says.class);
      entry
          .texts("says")
          .forEach(word -> says.add(entry.oneOf("says", word, SignGroup.Says.class)));
      SignGroup group =
          new SignGroup(
              groups.size(),
              code,
              entry.text("label"),
              entry.number("weight", 0),
              votes(entry),
              entry.number("urgency", 0),
              says,
              entry.flag("silent"),
              entry.flag("topic"),
              entry.flag("hides"),
              null,
              entry.texts("articles").stream().map(Integer::valueOf).toList(),
              entry.textOrNull("htcds"));
      groups.add(group);
      byCode.put(code, group);
      entries.put(group, entry);
    }
    entries.forEach((group, entry) -> addPhrases(group, entry, trie));
  }

  private void readHints(YamlMap file) {
    for (YamlMap entry : file.maps("hints")) {
      hints.put(
          entry.oneOf("code", entry.text("code"), Category.class),
          new Hints(
              entry.textOrNull("htcds"),
              entry.texts("articles").stream().map(Integer::valueOf).toList()));
    }
  }

  private static Map<Category, Integer> votes(YamlMap entry) {
    if (entry.has("votes")) {
      return Scores.votes(entry, "votes");
    }
    String category = entry.textOrNull("category");
    return category == null
        ? Map.of()
        : Map.of(entry.oneOf("category", category, Category.class), Scores.ENOUGH);
  }

  private void readCountries(YamlMap file, PhraseTrie.Builder<Phrase> trie) {
    for (YamlMap entry : file.maps("countries")) {
      SignGroup group =
          new SignGroup(
              groups.size(),
              "route.abroad",
              "nước ngoài: " + entry.text("name"),
              3,
              Map.of(),
              0,
              Set.of(),
              false,
              false,
              false,
              entry.text("code"),
              List.of(),
              null);
      groups.add(group);
      countryNames.put(entry.text("code"), entry.text("name"));
      addPhrases(group, entry, trie);
    }
  }

  private void addPhrases(SignGroup group, YamlMap entry, PhraseTrie.Builder<Phrase> trie) {
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
      add(group, entry, text, false, Phrase.Neighbours.ANY, trie);
      return;
    }
    YamlMap phrase = entry.inner("phrases", item);
    Phrase.Neighbours where =
        new Phrase.Neighbours(
            condition(phrase, "after"),
            condition(phrase, "before"),
            condition(phrase, "not_after"),
            condition(phrase, "not_before"),
            phrase.flag("ends"));
    for (String text : phrase.texts("is")) {
      add(group, phrase, text, phrase.flag("exact"), where, trie);
    }
  }

  private void add(
      SignGroup group,
      YamlMap entry,
      String text,
      boolean exact,
      Phrase.Neighbours where,
      PhraseTrie.Builder<Phrase> trie) {
    for (List<PhraseGrammar.Part> parts : phraseGrammar.read(entry, text)) {
      PhraseGrammar.Part only = parts.get(0);
      if (parts.size() == 1 && only.group().isEmpty()) {
        addSpellings(group, entry, only, exact, where, trie);
        continue;
      }
      List<SignGroup> of = parts.stream().map(part -> part(entry, part, trie)).toList();
      List<Pattern.Gap> gaps = parts.stream().skip(1).map(PhraseGrammar.Part::gap).toList();
      patterns.add(new Pattern(group, of, gaps, where));
    }
  }

  private void addSpellings(
      SignGroup group,
      YamlMap entry,
      PhraseGrammar.Part part,
      boolean exact,
      Phrase.Neighbours where,
      PhraseTrie.Builder<Phrase> trie) {
    for (String spelled : part.spellings()) {
      Phrase.Spelling spelling = Phrase.Spelling.of(spelled, vocabulary);
      if (spelling.length() == 0) {
        throw entry.wrong("phrases", "holds an empty phrase: " + part.written());
      }
      boolean needsAccents =
          exact
              || part.exact()
              || (!part.loose()
                  && where == Phrase.Neighbours.ANY
                  && readsAsAnother(group, spelling));
      trie.add(spelling.ids(), new Phrase(group, spelling, needsAccents, where));
    }
  }

  /** A sign of one syllable is too little to be told without its accents: thuê, thuế. */
  private static boolean readsAsAnother(SignGroup group, Phrase.Spelling spelling) {
    boolean part = group.code().isEmpty() || group.code().startsWith(ONLY_PART);
    return !part && spelling.length() == 1 && spelling.accents()[0] != Accents.NONE;
  }

  /** The group that a part of a pattern stands for; words of its own become a nameless one. */
  private SignGroup part(YamlMap entry, PhraseGrammar.Part part, PhraseTrie.Builder<Phrase> trie) {
    if (!part.group().isEmpty()) {
      SignGroup known = byCode.get(part.group());
      if (known == null) {
        throw entry.wrong("phrases", "knows no group " + part.group());
      }
      return known;
    }
    SignGroup shared = nameless.get(part.written());
    if (shared == null) {
      shared =
          new SignGroup(
              groups.size(),
              NAMELESS,
              NAMELESS,
              0,
              Map.of(),
              0,
              Set.of(),
              true,
              false,
              false,
              null,
              List.of(),
              null);
      groups.add(shared);
      nameless.put(part.written(), shared);
      addSpellings(shared, entry, part, false, Phrase.Neighbours.ANY, trie);
    }
    return shared;
  }

  private @Nullable WordSet condition(YamlMap phrase, String key) {
    List<String> words = phrase.texts(key);
    return words.isEmpty() ? null : WordSet.of(words, vocabulary);
  }

  private Grammar readGrammar(YamlMap map) {
    return new Grammar(
        words(map, "negations"),
        words(map, "negation_fillers"),
        words(map, "denials"),
        words(map, "deniable"),
        words(map, "before_a_place"),
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

  /** What a sign says to the weights. */
  List<Marks.Mark> marks(SignHit hit) {
    return (hit.negated() ? denied : found).get(hit.group().index());
  }

  /** What words weigh. */
  WeightTable weights() {
    return weights;
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
