package vn.tinbao.server.understanding;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * How much each word, each row of two, and each {@link Marks mark} speaks for a category, for what
 * the sender wants, and for a level of urgency.
 *
 * <p>A text is read twice. As a whole: all that it holds speaks together. And sentence by sentence:
 * what is said together counts together, and of each feature the sentence that shows it most. What
 * both readings say, and each word by itself, is summed into the judgements.
 *
 * <p>The numbers ({@link WeightTable}) are computed from the labelled messages of the tests by
 * {@code ./tinbao bench understanding-weights} and belong to the program like any other word of the
 * lexicon; nothing is learnt while it runs.
 *
 * <p>Never changed after it was built; safe for many threads.
 */
final class Weights {
  /** How much a mark counts beside the rows of words, in the whole text. */
  static final float MARK = 0.1f;

  /** The same in a sentence. */
  static final float MARK_OF_SENTENCE = 0.15f;

  /** So many marks a sentence mostly has at most. */
  private static final int MARKS_OF_SENTENCE = 64;

  private final WeightTable table;
  private final PhraseTrie<WordClasses.Member> members;
  private final int[] ownOf;
  private final int number;

  /**
   * The weights for texts that are read by the numbers of this vocabulary. Their words stay their
   * own: a misspelt one among them is no known word.
   */
  Weights(WeightTable table, Vocabulary known) {
    this.table = table;
    this.members = table.classes().members();
    this.ownOf = new int[known.count()];
    for (int id = 0; id < ownOf.length; id++) {
      ownOf[id] = table.words().id(known.word(id));
    }
    this.number = table.words().id(WordRows.NUMBER);
  }

  /** A row of words of a reading that has weights: {@code from} inclusive, {@code to} exclusive. */
  record Found(int row, int from, int to) {}

  /** Where each judgement stands in the columns of the weights. */
  static final class Head {
    static final int CATEGORIES = Category.values().length;
    static final int KINDS = Kind.values().length;
    static final int LEVELS = 5;
    static final int FIRST_LEVEL = CATEGORIES + KINDS;
    static final int ALL = FIRST_LEVEL + LEVELS;

    private Head() {}

    static int slot(Category category) {
      return category.ordinal();
    }

    static int slot(Kind kind) {
      return CATEGORIES + kind.ordinal();
    }

    /** Of an urgency of 1 to 5. */
    static int slot(int level) {
      return FIRST_LEVEL + level - 1;
    }

    static String name(int slot) {
      if (slot < CATEGORIES) {
        return Category.values()[slot].name();
      }
      return slot < FIRST_LEVEL
          ? Kind.values()[slot - CATEGORIES].name() + "_KIND"
          : "LEVEL_" + (slot - FIRST_LEVEL + 1);
    }

    static int slot(String name) {
      for (int slot = 0; slot < ALL; slot++) {
        if (name(slot).equals(name)) {
          return slot;
        }
      }
      throw new IllegalArgumentException(WeightTable.RESOURCE + ": no judgement is called " + name);
    }
  }

  /** What words and marks say of a text. */
  static final class Opinion {
    private static final int HELD_OR_MOVED = 4;

    private final double[] categories;
    private final double[] kinds;
    private final double[] levels;
    private final FoundRows found;
    private final WeightTable table;
    private final float[] whole;

    private Opinion(double[] logits, FoundRows found, WeightTable table, float[] whole) {
      this.categories = softmax(logits, 0, Head.CATEGORIES);
      this.kinds = softmax(logits, Head.CATEGORIES, Head.FIRST_LEVEL);
      this.levels = softmax(logits, Head.FIRST_LEVEL, Head.ALL);
      this.found = found;
      this.table = table;
      this.whole = whole;
    }

    /** How many known rows of words it rests on. */
    int rows() {
      return found.count();
    }

    /** The words that speak most for this category. */
    @Nullable Found most(Category category) {
      return most(Head.slot(category));
    }

    /** The words that speak most for urgency. */
    @Nullable Found mostUrgent() {
      return most(Head.slot(HELD_OR_MOVED));
    }

    private @Nullable Found most(int slot) {
      float[] weights = table.speak(found, slot, whole);
      int best = -1;
      float most = 0;
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] > most) {
          most = weights[i];
          best = i;
        }
      }
      return best < 0 ? null : new Found(found.row(best), found.from(best), found.to(best));
    }

    /** Likelihood of being the first category; of all categories together 1. */
    double of(Category category) {
      return categories[category.ordinal()];
    }

    /** Likelihood of this kind; of all kinds together 1. */
    double of(Kind kind) {
      return kinds[kind.ordinal()];
    }

    /** Likelihood of this urgency, 1 to 5; of all levels together 1. */
    double level(int level) {
      return levels[level - 1];
    }

    /** Likelihood of urgency 4 or 5. */
    double urgent() {
      return level(HELD_OR_MOVED) + level(HELD_OR_MOVED + 1);
    }
  }

  /**
   * Weighs a text.
   *
   * @param place for each word of the text whether it is part of a place's name
   */
  Opinion of(Reading reading, List<Sentences.Sentence> sentences, boolean[] place, Marks marks) {
    int[] own = ownIds(reading, place);
    WeightSums text = table.sums();
    WeightSums said = table.sums();
    float[] clearest = new float[table.ofSentence()];
    float[] shown = new float[table.ofSentence()];
    FoundRows found = new FoundRows(reading.count());
    RowSet seen = new RowSet(MARKS_OF_SENTENCE);
    for (int i = 0; i < sentences.size(); i++) {
      found.beginSentence();
      find(reading, sentences.get(i), own, found);
      table.addSentence(found, said);
      text.add(said);
      Arrays.fill(shown, 0);
      said.pour(table.sentence(), value(found.inSentence()), shown);
      said.clear();
      addMarks(marks.bySentence().get(i), seen, row -> table.addToSentence(row, said));
      said.pour(table.sentence(), MARK_OF_SENTENCE, shown);
      said.clear();
      table.keepClearest(shown, clearest);
    }
    float[] says = new float[Head.ALL];
    float[] features = new float[table.ofWhole()];
    text.pour(WeightTable.ALONE, value(found.count()), says);
    text.pour(table.whole(), value(found.count()), features);
    addMarks(marks.whole(), seen, row -> table.addToWhole(row, said));
    said.pour(WeightTable.ALONE, MARK, says);
    said.pour(table.whole(), MARK, features);
    table.show(features);
    return new Opinion(table.logits(says, features, clearest), found, table, features);
  }

  /** Adds those that weigh something, each once. */
  private static void addMarks(List<Marks.Mark> marks, RowSet seen, IntConsumer add) {
    seen.clear();
    for (int i = 0; i < marks.size(); i++) {
      int row = marks.get(i).row();
      if (row >= 0 && seen.add(row)) {
        add.accept(row);
      }
    }
  }

  /** Adds the known rows of a sentence. */
  private void find(Reading reading, Sentences.Sentence sentence, int[] own, FoundRows found) {
    for (int at = sentence.from(); at < sentence.to(); at++) {
      if (own[at] < 0) {
        continue;
      }
      if (WordRows.isAccented(reading, at)) {
        add(table.accented().row(own[at], reading.accents(at)), at, 1, found);
      }
      int longest = longestMember(reading, at, sentence.to(), own);
      for (int i = members.begin(longest); i < members.end(longest); i++) {
        if (table.classes().agrees(i, reading, at)) {
          WordClasses.Member member = members.entry(i);
          add(table.rowOfClass(member.wordClass()), at, member.spelling().length(), found);
        }
      }
      add(table.rows().of(own[at]), at, 1, found);
      if (at + 1 < sentence.to()) {
        add(table.rows().of(own[at], own[at + 1]), at, 2, found);
      }
    }
  }

  /**
   * The node of the longest members of classes that begin here and are written so, {@link
   * PhraseTrie#ROOT} for none.
   */
  private int longestMember(Reading reading, int from, int end, int[] own) {
    int longest = PhraseTrie.ROOT;
    int node = PhraseTrie.ROOT;
    for (int to = from; to < end && to - from < WordClasses.LONGEST; to++) {
      node = members.step(node, own[to]);
      if (node == PhraseTrie.NOWHERE) {
        return longest;
      }
      if (table.classes().anyAgrees(node, reading, from)) {
        longest = node;
      }
    }
    return longest;
  }

  private static void add(int row, int from, int words, FoundRows found) {
    if (row >= 0) {
      found.add(row, from, words);
    }
  }

  /** The rows of the classes that a sentence has members of, each once, for training. */
  Set<String> classes(Reading reading, Sentences.Sentence sentence, boolean[] place) {
    int[] own = ownIds(reading, place);
    Set<String> rows = new LinkedHashSet<>();
    for (int at = sentence.from(); at < sentence.to(); at++) {
      int longest = longestMember(reading, at, sentence.to(), own);
      for (int i = members.begin(longest); i < members.end(longest); i++) {
        if (table.classes().agrees(i, reading, at)) {
          rows.add(table.classes().rows().get(members.entry(i).wordClass()));
        }
      }
    }
    return rows;
  }

  /** The words by the numbers of the table, {@link Vocabulary#UNKNOWN} for names of places. */
  private int[] ownIds(Reading reading, boolean[] place) {
    int[] own = new int[reading.count()];
    for (int at = 0; at < own.length; at++) {
      own[at] = place[reading.word(at)] ? Vocabulary.UNKNOWN : ownId(reading, at);
    }
    return own;
  }

  private int ownId(Reading reading, int at) {
    if (reading.number(at) >= 0) {
      return number;
    }
    int id = reading.id(at);
    return id >= 0 ? ownOf[id] : table.words().id(reading.words().folded(reading.word(at)));
  }

  /** Every known row counts the same, all of them together one. */
  static float value(int rows) {
    return (float) (1 / Math.sqrt(Math.max(1, rows)));
  }

  static double[] softmax(double[] logits, int from, int to) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int slot = from; slot < to; slot++) {
      highest = Math.max(highest, logits[slot]);
    }
    double[] shares = new double[to - from];
    double all = 0;
    for (int slot = from; slot < to; slot++) {
      shares[slot - from] = StrictMath.exp(logits[slot] - highest);
      all += shares[slot - from];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= all;
    }
    return shares;
  }
}
