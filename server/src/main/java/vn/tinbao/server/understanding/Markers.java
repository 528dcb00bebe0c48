package vn.tinbao.server.understanding;

import org.jspecify.annotations.Nullable;

/**
 * Short phrases that say something of the place right behind or right before them: {@code thị xã},
 * {@code cửa khẩu}, {@code cũ}.
 */
final class Markers<M> {
  private final PhraseTrie<Marker<M>> trie;
  private final int longest;

  /** The last words of all phrases. */
  private final IdSet lasts;

  /** A phrase and what it says. */
  record Marker<M>(Phrase.Spelling spelling, M meaning) {

    int length() {
      return spelling.length();
    }
  }

  private Markers(PhraseTrie<Marker<M>> trie, int longest, IdSet lasts) {
    this.trie = trie;
    this.longest = longest;
    this.lasts = lasts;
  }

  static <M> Builder<M> builder() {
    return new Builder<>();
  }

  /** The longest phrase that ends right before this word, null when there is none. */
  @Nullable Marker<M> before(Words words, int word) {
    if (word == 0 || !lasts.contains(words.id(word - 1))) {
      return null;
    }
    for (int length = Math.min(longest, word); length > 0; length--) {
      int from = word - length;
      int node = PhraseTrie.ROOT;
      for (int at = from; at < word && node != PhraseTrie.NOWHERE; at++) {
        boolean torn = at > from && words.before(at) != Words.JOINED;
        node = torn ? PhraseTrie.NOWHERE : trie.step(node, words.id(at));
      }
      Marker<M> marker = node == PhraseTrie.NOWHERE ? null : agreeing(node, words, from);
      if (marker != null) {
        return marker;
      }
    }
    return null;
  }

  /** The longest phrase that begins with this word, null when there is none. */
  @Nullable Marker<M> at(Words words, int word) {
    Marker<M> found = null;
    int node = PhraseTrie.ROOT;
    for (int at = word; at < words.count(); at++) {
      boolean torn = at > word && words.before(at) != Words.JOINED;
      node = torn ? PhraseTrie.NOWHERE : trie.step(node, words.id(at));
      if (node == PhraseTrie.NOWHERE) {
        break;
      }
      Marker<M> marker = agreeing(node, words, word);
      found = marker == null ? found : marker;
    }
    return found;
  }

  private @Nullable Marker<M> agreeing(int node, Words words, int from) {
    int last = trie.end(node);
    for (int i = trie.begin(node); i < last; i++) {
      Marker<M> marker = trie.entry(i);
      if (agrees(marker.spelling(), words, from)) {
        return marker;
      }
    }
    return null;
  }

  /** A single word must be spelled as here; several are unmistakable without their marks too. */
  private static boolean agrees(Phrase.Spelling spelling, Words words, int from) {
    long[] accents = spelling.accents();
    for (int i = 0; i < accents.length; i++) {
      if (Accents.conflict(words.accents(from + i), accents[i])) {
        return false;
      }
    }
    return accents.length > 1 || words.accents(from) == accents[0] || !words.bareIsMeant(from);
  }

  /** Collects phrases. */
  static final class Builder<M> {
    private final PhraseTrie.Builder<Marker<M>> trie = PhraseTrie.builder();
    private final IdSet lasts = new IdSet();
    private int longest;

    void add(String words, M meaning, Vocabulary vocabulary) {
      Phrase.Spelling spelling = Phrase.Spelling.of(words, vocabulary);
      longest = Math.max(longest, spelling.length());
      trie.add(spelling.ids(), new Marker<>(spelling, meaning));
      lasts.add(spelling.ids()[spelling.length() - 1]);
    }

    Markers<M> build() {
      return new Markers<>(trie.build(), longest, lasts);
    }
  }
}
