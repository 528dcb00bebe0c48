package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.List;

/**
 * Words and phrases that mean alike, by class ({@code classes.tsv}): lines of a class and its
 * members, parted by a tab; members parted by commas.
 *
 * <p>Never changed after it was read; safe for many threads.
 */
final class WordClasses {
  static final String RESOURCE = "classes.tsv";

  /** First character of a class's row in {@link WeightTable}; no word begins so. */
  static final String BEGINS = "@";

  /** Longest member, in words. */
  static final int LONGEST = 6;

  private final List<String> rows = new ArrayList<>();
  private final PhraseTrie<Member> members;
  private final AccentColumn accents;

  /**
   * A member of a class.
   *
   * @param exact only with its accents: one syllable is too little to be told without them
   */
  record Member(int wordClass, Phrase.Spelling spelling, boolean exact) {}

  /**
   * Reads them.
   *
   * @param words gets their words
   * @throws IllegalArgumentException naming the line that cannot be read
   */
  WordClasses(List<String> lines, Vocabulary words) {
    PhraseTrie.Builder<Member> trie = PhraseTrie.builder();
    for (String line : lines) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      if (fields.length != 2 || fields[0].isBlank()) {
        throw new IllegalArgumentException(RESOURCE + ": not a class and its members: " + line);
      }
      for (String member : fields[1].split(", ", -1)) {
        add(member, words, trie);
      }
      rows.add(BEGINS + fields[0]);
    }
    members = trie.build();
    accents = AccentColumn.of(members, Member::spelling);
  }

  /** Whether a member at this node, whose words stand here, may be meant. */
  boolean anyAgrees(int node, Reading reading, int from) {
    int end = members.end(node);
    for (int i = members.begin(node); i < end; i++) {
      if (agrees(i, reading, from)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the words of the reading from here, which are those of this entry of {@link #members}
   * but for their marks, may mean it.
   */
  boolean agrees(int member, Reading reading, int from) {
    boolean exact = accents.length(member) == 1 && members.entry(member).exact();
    return accents.agree(member, reading, from, exact);
  }

  private void add(String member, Vocabulary words, PhraseTrie.Builder<Member> trie) {
    Phrase.Spelling spelling = Phrase.Spelling.of(member, words);
    if (spelling.length() == 0 || spelling.length() > LONGEST) {
      throw new IllegalArgumentException(
          RESOURCE + ": not one to " + LONGEST + " words: \"" + member + "\"");
    }
    boolean exact = spelling.length() == 1 && spelling.accents()[0] != Accents.NONE;
    trie.add(spelling.ids(), new Member(rows.size(), spelling, exact));
  }

  /** What the rows of the classes are called, by their numbers. */
  List<String> rows() {
    return rows;
  }

  /** The members by the numbers of their words. */
  PhraseTrie<Member> members() {
    return members;
  }
}
