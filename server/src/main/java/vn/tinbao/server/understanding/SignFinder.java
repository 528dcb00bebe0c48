package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.SignGroup.Says;

/**
 * Finds the signs of the lexicon in a reading: first its phrases, the longest of each group, then
 * the patterns made of them; and says which are negated.
 */
final class SignFinder {
  private static final int LONGEST_PHRASE = 12;

  /** So many small words may stand between a negation and what it denies. */
  private static final int NEGATION_REACH = 3;

  /** So many words may stand between what is denied and the particle that denies it. */
  private static final int DENIAL_REACH = 4;

  private final Lexicon lexicon;
  private final Reading reading;
  private final Found[] found;

  /** The groups that were found at all. */
  private final BitSet groups;

  /** The groups that may be found, as far as words without their marks say. */
  private final BitSet possible;

  /** The groups to look for: all that have a name, and what patterns need that are possible. */
  private final BitSet wanted;

  /** Where phrases may end, and where they begin: nodes of the trie, words of the reading. */
  private int[] endNodes = new int[64];

  private int[] endFroms = new int[64];
  private int endCount;

  /** End of the last sign that was negated: "không bị ép hay bị nhốt" denies both. */
  private int negatedTo = -1;

  /** The hits of one group, in order of the text. */
  private static final class Found extends ArrayList<SignHit> {
    private static final long serialVersionUID = 1;

    Found() {
      super(2);
    }

    int coveredTo() {
      return isEmpty() ? 0 : get(size() - 1).to();
    }
  }

  private SignFinder(Lexicon lexicon, Reading reading) {
    this.lexicon = lexicon;
    this.reading = reading;
    this.found = new Found[lexicon.groupCount()];
    this.groups = new BitSet(found.length);
    this.possible = new BitSet(found.length);
    this.wanted = lexicon.named();
  }

  /** All signs in the order of the text, those that are only parts of others left out. */
  static List<SignHit> in(Reading reading, Lexicon lexicon) {
    return new SignFinder(lexicon, reading).find();
  }

  private List<SignHit> find() {
    for (int from = 0; from < reading.count(); from++) {
      walkFrom(from);
    }
    List<Pattern> patterns = chosenPatterns();
    if (findPhrases()) {
      dropHidden();
    }
    for (int i = 0; i < patterns.size(); i++) {
      findPattern(patterns.get(i));
    }
    List<SignHit> hits = new ArrayList<>(2 * reading.count());
    for (int group = groups.nextSetBit(0); group >= 0; group = groups.nextSetBit(group + 1)) {
      if (!lexicon.groups().get(group).code().isEmpty()) {
        hits.addAll(found[group]);
      }
    }
    hits.sort(Comparator.comparingInt(SignHit::from));
    hits.replaceAll(this::withNegation);
    return hits;
  }

  /** Collects where phrases end whose words are those of the reading from here. */
  private void walkFrom(int from) {
    PhraseTrie<Phrase> phrases = lexicon.phrases();
    int node = PhraseTrie.ROOT;
    int end = Math.min(reading.count(), from + LONGEST_PHRASE);
    for (int to = from; to < end; to++) {
      boolean nextClause = to > from && reading.startsClause(to);
      node = nextClause ? PhraseTrie.NOWHERE : phrases.step(node, reading.id(to));
      if (node == PhraseTrie.NOWHERE) {
        return;
      }
      int last = phrases.end(node);
      int first = phrases.begin(node);
      if (first < last) {
        addEnd(from, node);
        for (int i = first; i < last; i++) {
          possible.set(lexicon.groupOf(i));
        }
      }
    }
  }

  private void addEnd(int from, int node) {
    if (endCount == endNodes.length) {
      endNodes = Arrays.copyOf(endNodes, 2 * endCount);
      endFroms = Arrays.copyOf(endFroms, 2 * endCount);
    }
    endNodes[endCount] = node;
    endFroms[endCount] = from;
    endCount++;
  }

  /**
   * The patterns all parts of which may be there. Words that only such patterns need are looked for
   * nowhere else: they are many, and their patterns are few in one text.
   */
  private List<Pattern> chosenPatterns() {
    List<Pattern> chosen = new ArrayList<>();
    List<Pattern> patterns = lexicon.patterns();
    for (int i = 0; i < patterns.size(); i++) {
      Pattern pattern = patterns.get(i);
      if (isPossible(pattern.parts())) {
        chosen.add(pattern);
        possible.set(pattern.group().index());
        pattern.parts().forEach(part -> wanted.set(part.index()));
      }
    }
    return chosen;
  }

  private boolean isPossible(List<SignGroup> parts) {
    for (int i = 0; i < parts.size(); i++) {
      if (!possible.get(parts.get(i).index())) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of them hides others. */
  private boolean findPhrases() {
    boolean hides = false;
    PhraseTrie<Phrase> phrases = lexicon.phrases();
    for (int at = 0; at < endCount; at++) {
      int last = phrases.end(endNodes[at]);
      for (int i = phrases.begin(endNodes[at]); i < last; i++) {
        if (wanted.get(lexicon.groupOf(i))) {
          Phrase phrase = phrases.entry(i);
          int phraseEnd = phrase.endAt(reading, endFroms[at]);
          if (phraseEnd != Phrase.NONE) {
            add(new SignHit(phrase.group(), endFroms[at], phraseEnd, false));
            hides |= phrase.group().hides();
          }
        }
      }
    }
    return hides;
  }

  private Found ofGroup(int group) {
    if (found[group] == null) {
      found[group] = new Found();
      groups.set(group);
    }
    return found[group];
  }

  /** Of what begins at the same word the longest stays; what lies within another is left out. */
  private void add(SignHit hit) {
    Found ofGroup = ofGroup(hit.group().index());
    if (hit.to() <= ofGroup.coveredTo()) {
      return;
    }
    int last = ofGroup.size() - 1;
    if (last >= 0 && ofGroup.get(last).from() == hit.from()) {
      ofGroup.set(last, hit);
    } else {
      ofGroup.add(hit);
    }
  }

  /** "Bắt xe" seizes nobody: what lies within such words is no sign. */
  private void dropHidden() {
    int[] hiddenTo = new int[reading.count()];
    for (int group = groups.nextSetBit(0); group >= 0; group = groups.nextSetBit(group + 1)) {
      if (lexicon.groups().get(group).hides()) {
        for (SignHit hit : found[group]) {
          for (int at = hit.from(); at < hit.to(); at++) {
            hiddenTo[at] = Math.max(hiddenTo[at], hit.to());
          }
        }
      }
    }
    for (int group = groups.nextSetBit(0); group >= 0; group = groups.nextSetBit(group + 1)) {
      if (!lexicon.groups().get(group).hides()) {
        found[group].removeIf(hit -> hit.to() <= hiddenTo[hit.from()]);
        if (found[group].isEmpty()) {
          found[group] = null;
          groups.clear(group);
        }
      }
    }
  }

  private void findPattern(Pattern pattern) {
    List<SignGroup> parts = pattern.parts();
    for (int i = 0; i < parts.size(); i++) {
      if (found[parts.get(i).index()] == null) {
        return;
      }
    }
    Found first = found[parts.get(0).index()];
    for (int i = 0; i < first.size(); i++) {
      SignHit begin = first.get(i);
      int to = begin.to();
      for (int part = 1; part < parts.size() && to >= 0; part++) {
        SignHit next = next(found[parts.get(part).index()], to, pattern.gaps().get(part - 1));
        to = next == null ? -1 : next.to();
      }
      if (to >= 0 && pattern.where().agree(reading, begin.from(), to)) {
        insert(new SignHit(pattern.group(), begin.from(), to, false));
      }
    }
  }

  /** The first hit that stands after this word and within the gap, null when there is none. */
  private @Nullable SignHit next(@Nullable Found hits, int after, Pattern.Gap gap) {
    if (hits == null) {
      return null;
    }
    int last = after + gap.words();
    for (int i = firstFrom(hits, after); i < hits.size(); i++) {
      SignHit hit = hits.get(i);
      if (hit.from() > last) {
        return null;
      }
      return nothingEnds(after, hit.from(), gap) ? hit : null;
    }
    return null;
  }

  private static int firstFrom(Found hits, int word) {
    int low = 0;
    int high = hits.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (hits.get(middle).from() < word) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean nothingEnds(int from, int to, Pattern.Gap gap) {
    for (int at = from; at <= to; at++) {
      boolean ends = gap == Pattern.Gap.SENTENCE ? startsSentence(at) : reading.startsClause(at);
      if (ends) {
        return false;
      }
    }
    return true;
  }

  /** A pattern's hit, in its place among the others of its group. */
  private void insert(SignHit hit) {
    Found ofGroup = ofGroup(hit.group().index());
    int at = firstFrom(ofGroup, hit.from());
    boolean within = at > 0 && ofGroup.get(at - 1).to() >= hit.to();
    if (within) {
      return;
    }
    if (at < ofGroup.size() && ofGroup.get(at).from() == hit.from()) {
      if (ofGroup.get(at).to() < hit.to()) {
        ofGroup.set(at, hit);
      }
    } else {
      ofGroup.add(at, hit);
    }
  }

  private boolean startsSentence(int at) {
    return at > 0
        && at < reading.count()
        && reading.word(at) != reading.word(at - 1)
        && reading.words().before(reading.word(at)) == Words.SENTENCE;
  }

  private SignHit withNegation(SignHit hit) {
    if (!isNegated(hit)) {
      return hit;
    }
    negatedTo = Math.max(negatedTo, hit.to());
    return hit.asNegated();
  }

  /** {@code không bị ép}, {@code chưa có ai bị nhốt}; time words and calls for help stay. */
  private boolean isNegated(SignHit hit) {
    SignGroup group = hit.group();
    if (group.silent()
        || group.topic()
        || group.country() != null
        || group.says(Says.RESCUE)
        || group.says(Says.NEED)
        || group.says(Says.CHILD)
        || group.says(Says.IMMINENT)
        || group.votes().containsKey(Category.UNRELATED)
        || group.votes().containsKey(Category.SUPPORT_REQUEST)) {
      return false;
    }
    Lexicon.Grammar grammar = lexicon.grammar();
    int at = hit.from();
    for (int passed = 0; passed <= NEGATION_REACH && at > 0; passed++) {
      if (at <= negatedTo) {
        return true;
      }
      if (reading.startsClause(at)) {
        break;
      }
      at--;
      if (reading.isOneOf(at, grammar.negations())) {
        return true;
      }
      if (!reading.isOneOf(at, grammar.negationFillers())) {
        break;
      }
    }
    return isDeniedAfterwards(hit, grammar);
  }

  /** {@code có bị bán đâu}, {@code bị ép chi mô}: the particle ends the clause. */
  private boolean isDeniedAfterwards(SignHit hit, Lexicon.Grammar grammar) {
    int last = Math.min(reading.count(), hit.to() + DENIAL_REACH);
    for (int at = hit.to(); at < last && !reading.startsClause(at); at++) {
      boolean ends = at + 1 == reading.count() || reading.startsClause(at + 1);
      if (ends
          && reading.isOneOf(at, grammar.denials())
          && !reading.isOneOf(at - 1, grammar.beforeAPlace())) {
        return denies(hit.from(), grammar);
      }
    }
    return false;
  }

  /** Beside the particle the clause must have {@code có} or {@code phải} before the sign. */
  private boolean denies(int from, Lexicon.Grammar grammar) {
    int at = from - 1;
    return at >= 0
        && !reading.startsClause(from)
        && (reading.isOneOf(at, grammar.deniable())
            || (at > 0
                && !reading.startsClause(at)
                && reading.isOneOf(at - 1, grammar.deniable())));
  }
}
