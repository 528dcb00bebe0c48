package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vn.tinbao.server.understanding.SignGroup.Says;

/**
 * Finds the phrases of the lexicon in a reading, the longest of each group, and what is negated.
 */
final class SignFinder {
  private static final int LONGEST_PHRASE = 12;

  /** So many small words may stand between a negation and what it denies. */
  private static final int NEGATION_REACH = 3;

  private final Lexicon lexicon;
  private final Reading reading;

  /** End of the last sign that was negated: "không bị ép hay bị nhốt" denies both. */
  private int negatedTo = -1;

  private SignFinder(Lexicon lexicon, Reading reading) {
    this.lexicon = lexicon;
    this.reading = reading;
  }

  /** All signs in the order of the text. */
  static List<SignHit> in(Reading reading, Lexicon lexicon) {
    return new SignFinder(lexicon, reading).find();
  }

  private List<SignHit> find() {
    List<SignHit> hits = new ArrayList<>();
    int[] coveredTo = new int[lexicon.groupCount()];
    List<SignHit> here = new ArrayList<>();
    for (int from = 0; from < reading.count(); from++) {
      here.clear();
      phrasesFrom(from, here);
      for (SignHit hit : here) {
        if (hit.to() > coveredTo[hit.group().index()]) {
          coveredTo[hit.group().index()] = hit.to();
          boolean negated = isNegated(hit);
          negatedTo = negated ? hit.to() : negatedTo;
          hits.add(negated ? hit.asNegated() : hit);
        }
      }
    }
    return withoutThoseInsideUnrelated(hits);
  }

  private void phrasesFrom(int from, List<SignHit> here) {
    int node = PhraseTrie.ROOT;
    int end = Math.min(reading.count(), from + LONGEST_PHRASE);
    for (int to = from; to < end; to++) {
      boolean nextSentence = to > from && startsSentence(to);
      node = nextSentence ? PhraseTrie.NOWHERE : lexicon.phrases().step(node, reading.id(to));
      if (node == PhraseTrie.NOWHERE) {
        return;
      }
      for (Phrase phrase : lexicon.phrases().at(node)) {
        int phraseEnd = phrase.endAt(reading, from);
        if (phraseEnd != Phrase.NONE) {
          addLonger(here, new SignHit(phrase.group(), from, phraseEnd, false));
        }
      }
    }
  }

  private static void addLonger(List<SignHit> here, SignHit hit) {
    for (SignHit other : here) {
      if (other.group().index() == hit.group().index() && other.to() >= hit.to()) {
        return;
      }
    }
    here.removeIf(shorter -> shorter.group().index() == hit.group().index());
    here.add(hit);
  }

  private boolean startsSentence(int at) {
    return reading.word(at) != reading.word(at - 1)
        && reading.words().before(reading.word(at)) == Words.SENTENCE;
  }

  /** {@code không bị ép}, {@code chưa có ai bị nhốt}; time words and calls for help stay. */
  private boolean isNegated(SignHit hit) {
    SignGroup group = hit.group();
    if (group.silent()
        || group.country() != null
        || group.says(Says.RESCUE)
        || group.says(Says.IMMINENT)) {
      return false;
    }
    Lexicon.Grammar grammar = lexicon.grammar();
    int at = hit.from();
    for (int passed = 0; passed <= NEGATION_REACH && at > 0; passed++) {
      if (at == negatedTo) {
        return true;
      }
      if (reading.startsClause(at)) {
        return false;
      }
      at--;
      if (reading.isOneOf(at, grammar.negations())) {
        return true;
      }
      if (!reading.isOneOf(at, grammar.negationFillers())) {
        return false;
      }
    }
    return false;
  }

  /** "Công ty lừa đảo bán hàng" says nothing of people, whatever its words say elsewhere. */
  private List<SignHit> withoutThoseInsideUnrelated(List<SignHit> hits) {
    boolean[] unrelated = new boolean[0];
    for (SignHit hit : hits) {
      if (hit.group().category() == Category.UNRELATED && hit.to() - hit.from() > 1) {
        if (unrelated.length == 0) {
          unrelated = new boolean[reading.count()];
        }
        Arrays.fill(unrelated, hit.from(), hit.to(), true);
      }
    }
    if (unrelated.length == 0) {
      return hits;
    }
    boolean[] covered = unrelated;
    return hits.stream()
        .filter(
            hit ->
                hit.group().category() == Category.UNRELATED
                    || !(covered[hit.from()] && covered[hit.to() - 1]))
        .toList();
  }
}
