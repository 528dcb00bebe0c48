package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final boolean[] possible;

  /** The groups to look for: all that have a name, and what patterns need that are possible. */
  private final boolean[] wanted;

  /** Nodes of the trie where phrases may end; beside them the words where they begin. */
  private int[] endNodes;

  private int[] endFroms;
  private int endCount;

  /** End of the last sign that was negated: "không bị ép hay bị nhốt" denies both. */
  private int negatedTo = -1;

  /** Where a group was found, in order of the text; in columns, since most are only parts. */
  private static final class Found {
    /** Of each its first word and the word after its last. */
    private int[] spans = new int[4];

    private int count;

    int from(int at) {
      return spans[2 * at];
    }

    int to(int at) {
      return spans[2 * at + 1];
    }

    void endAt(int at, int end) {
      spans[2 * at + 1] = end;
    }

    int coveredTo() {
      return count == 0 ? 0 : to(count - 1);
    }

    void insert(int at, int first, int end) {
      if (2 * count == spans.length) {
        spans = Arrays.copyOf(spans, 4 * count);
      }
      if (at < count) {
        System.arraycopy(spans, 2 * at, spans, 2 * at + 2, 2 * (count - at));
      }
      spans[2 * at] = first;
      spans[2 * at + 1] = end;
      count++;
    }

    /** The first that begins at this word or later. */
    int firstFrom(int word) {
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (from(middle) < word) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /**
     * Drops what lies within others.
     *
     * @param hiddenTo for each word where the others that it stands in end, 0 for none
     */
    void dropWithin(int[] hiddenTo) {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (to(i) > hiddenTo[from(i)]) {
          spans[2 * kept] = from(i);
          spans[2 * kept + 1] = to(i);
          kept++;
        }
      }
      count = kept;
    }
  }

  private SignFinder(Lexicon lexicon, Reading reading) {
    this.lexicon = lexicon;
    this.reading = reading;
    this.found = new Found[lexicon.groupCount()];
    this.groups = new BitSet(found.length);
    this.possible = new boolean[found.length];
    this.wanted = lexicon.named();
    this.endNodes = new int[16 + reading.count()];
    this.endFroms = new int[endNodes.length];
  }

  /** All signs in the order of the text, those that are only parts of others left out. */
  static List<SignHit> in(Reading reading, Lexicon lexicon) {
    return new SignFinder(lexicon, reading).find();
  }

  private List<SignHit> find() {
    for (int from = 0; from < reading.count(); from++) {
      walkFrom(from);
    }
    int[] patterns = chosenPatterns();
    if (findPhrases()) {
      dropHidden();
    }
    for (int number : patterns) {
      findPattern(lexicon.patterns().get(number));
    }
    List<SignHit> hits = inOrder();
    for (int i = 0; i < hits.size(); i++) {
      if (isNegated(hits.get(i))) {
        negatedTo = Math.max(negatedTo, hits.get(i).to());
        hits.set(i, hits.get(i).asNegated());
      }
    }
    return hits;
  }

  /** What was found of groups that have a name, by the words where it begins, then by group. */
  private List<SignHit> inOrder() {
    int[] at = new int[reading.count() + 1];
    int count = 0;
    for (int group = groups.nextSetBit(0); group >= 0; group = groups.nextSetBit(group + 1)) {
      if (lexicon.isNamed(group)) {
        for (int i = 0; i < found[group].count; i++) {
          at[found[group].from(i) + 1]++;
          count++;
        }
      }
    }
    for (int word = 1; word < at.length; word++) {
      at[word] += at[word - 1];
    }
    SignHit[] hits = new SignHit[count];
    for (int group = groups.nextSetBit(0); group >= 0; group = groups.nextSetBit(group + 1)) {
      if (lexicon.isNamed(group)) {
        SignGroup of = lexicon.groups().get(group);
        for (int i = 0; i < found[group].count; i++) {
          int from = found[group].from(i);
          hits[at[from]++] = new SignHit(of, from, found[group].to(i), false);
        }
      }
    }
    return new ArrayList<>(Arrays.asList(hits));
  }

  /** Collects where phrases end whose words are those of the reading from here. */
  private void walkFrom(int from) {
    SignPhrases phrases = lexicon.phrases();
    PhraseTrie<Phrase> trie = phrases.trie();
    int node = PhraseTrie.ROOT;
    int end = Math.min(reading.count(), from + LONGEST_PHRASE);
    for (int to = from; to < end; to++) {
      boolean nextClause = to > from && reading.startsClause(to);
      node = nextClause ? PhraseTrie.NOWHERE : trie.step(node, reading.id(to));
      if (node == PhraseTrie.NOWHERE) {
        return;
      }
      int last = trie.end(node);
      int first = trie.begin(node);
      if (first < last) {
        addEnd(from, node);
        for (int i = first; i < last; i++) {
          possible[phrases.groupOf(i)] = true;
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
  private int[] chosenPatterns() {
    PatternParts parts = lexicon.patternParts();
    int[] chosen = new int[8];
    int count = 0;
    for (int pattern = 0; pattern < parts.patterns(); pattern++) {
      if (parts.areAllIn(possible, pattern)) {
        chosen = count == chosen.length ? Arrays.copyOf(chosen, 2 * count) : chosen;
        chosen[count++] = pattern;
        possible[parts.groupOf(pattern)] = true;
        parts.addTo(wanted, pattern);
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  /** Whether one of them hides others. */
  private boolean findPhrases() {
    boolean hides = false;
    SignPhrases phrases = lexicon.phrases();
    for (int at = 0; at < endCount; at++) {
      int first = phrases.trie().begin(endNodes[at]);
      int last = phrases.trie().end(endNodes[at]);
      int checked = -1;
      int phraseEnd = SignPhrases.NONE;
      for (int i = first; i < last; i++) {
        int group = phrases.groupOf(i);
        if (wanted[group]) {
          if (checked != phrases.firstLike(i)) {
            checked = phrases.firstLike(i);
            phraseEnd = phrases.endAt(i, reading, endFroms[at]);
          }
          if (phraseEnd != SignPhrases.NONE) {
            add(group, endFroms[at], phraseEnd);
            hides |= lexicon.groups().get(group).hides();
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
  private void add(int group, int from, int to) {
    Found ofGroup = ofGroup(group);
    if (to <= ofGroup.coveredTo()) {
      return;
    }
    int last = ofGroup.count - 1;
    if (last >= 0 && ofGroup.from(last) == from) {
      ofGroup.endAt(last, to);
    } else {
      ofGroup.insert(ofGroup.count, from, to);
    }
  }

  /** "Bắt xe" seizes nobody: what lies within such words is no sign. */
  private void dropHidden() {
    int[] hiddenTo = new int[reading.count()];
    for (int group = groups.nextSetBit(0); group >= 0; group = groups.nextSetBit(group + 1)) {
      if (lexicon.groups().get(group).hides()) {
        Found hiding = found[group];
        for (int i = 0; i < hiding.count; i++) {
          for (int at = hiding.from(i); at < hiding.to(i); at++) {
            hiddenTo[at] = Math.max(hiddenTo[at], hiding.to(i));
          }
        }
      }
    }
    for (int group = groups.nextSetBit(0); group >= 0; group = groups.nextSetBit(group + 1)) {
      if (!lexicon.groups().get(group).hides()) {
        found[group].dropWithin(hiddenTo);
        if (found[group].count == 0) {
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
    for (int i = 0; i < first.count; i++) {
      int from = first.from(i);
      int to = first.to(i);
      for (int part = 1; part < parts.size() && to >= 0; part++) {
        to = endOfNext(found[parts.get(part).index()], to, pattern.gaps().get(part - 1));
      }
      if (to >= 0 && pattern.where().agree(reading, from, to)) {
        insert(pattern.group(), from, to);
      }
    }
  }

  /** The end of the first that stands after this word and within the gap, −1 for none. */
  private int endOfNext(@Nullable Found part, int after, Pattern.Gap gap) {
    int next = part == null ? 0 : part.firstFrom(after);
    if (part == null || next == part.count || part.from(next) > after + gap.words()) {
      return -1;
    }
    return nothingEnds(after, part.from(next), gap) ? part.to(next) : -1;
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

  /** What a pattern found, in its place among the others of its group. */
  private void insert(SignGroup group, int from, int to) {
    Found ofGroup = ofGroup(group.index());
    int at = ofGroup.firstFrom(from);
    boolean within = at > 0 && ofGroup.to(at - 1) >= to;
    if (within) {
      return;
    }
    if (at < ofGroup.count && ofGroup.from(at) == from) {
      ofGroup.endAt(at, Math.max(ofGroup.to(at), to));
    } else {
      ofGroup.insert(at, from, to);
    }
  }

  private boolean startsSentence(int at) {
    return at > 0
        && at < reading.count()
        && reading.word(at) != reading.word(at - 1)
        && reading.words().before(reading.word(at)) == Words.SENTENCE;
  }

  /** {@code không bị ép}, {@code chưa có ai bị nhốt}. */
  private boolean isNegated(SignHit hit) {
    if (!lexicon.mayBeDenied(hit.group())) {
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
