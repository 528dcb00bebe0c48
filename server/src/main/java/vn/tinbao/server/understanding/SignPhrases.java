package vn.tinbao.server.understanding;

import org.jspecify.annotations.Nullable;

/**
 * The phrases of all signs, in columns by their numbers in the {@link #trie}: a text touches
 * hundreds of them, few of which count.
 */
final class SignPhrases {
  /** There is no such phrase here. */
  static final int NONE = -1;

  private final PhraseTrie<Phrase> trie;
  private final AccentColumn accents;
  private final short[] groupOf;
  private final int[] firstLike;
  private final boolean[] exact;

  /** What may stand beside it, null for anything. */
  private final Phrase.@Nullable Neighbours[] where;

  SignPhrases(PhraseTrie<Phrase> trie) {
    this.trie = trie;
    this.accents = AccentColumn.of(trie, Phrase::spelling);
    this.groupOf = new short[trie.entries()];
    this.firstLike = new int[trie.entries()];
    this.exact = new boolean[trie.entries()];
    this.where = new Phrase.Neighbours[trie.entries()];
    for (int node = 0; node < trie.size(); node++) {
      for (int i = trie.begin(node); i < trie.end(node); i++) {
        groupOf[i] = (short) trie.entry(i).group().index();
        exact[i] = trie.entry(i).exact();
        Phrase.Neighbours neighbours = trie.entry(i).where();
        where[i] = neighbours == Phrase.Neighbours.ANY ? null : neighbours;
        boolean like = i > trie.begin(node) && areAlike(i - 1, i);
        firstLike[i] = like ? firstLike[i - 1] : i;
      }
    }
  }

  private boolean areAlike(int one, int other) {
    Phrase first = trie.entry(one);
    Phrase second = trie.entry(other);
    return first.exact() == second.exact()
        && first.where() == second.where()
        && accents.areAlike(one, other);
  }

  /** The numbers of the phrases by their words. */
  PhraseTrie<Phrase> trie() {
    return trie;
  }

  /** Index of the group that it is a phrase of. */
  int groupOf(int phrase) {
    return groupOf[phrase];
  }

  /** The same for all phrases, be it of several groups, that count wherever one of them does. */
  int firstLike(int phrase) {
    return firstLike[phrase];
  }

  /**
   * The word after the phrase that begins at this word of the reading, {@link #NONE} when it does
   * not. The words are already known to be the same but for their marks.
   */
  int endAt(int phrase, Reading reading, int from) {
    if (!accents.agree(phrase, reading, from, exact[phrase])) {
      return NONE;
    }
    int to = from + accents.length(phrase);
    Phrase.Neighbours neighbours = where[phrase];
    return neighbours == null || neighbours.agree(reading, from, to) ? to : NONE;
  }
}
