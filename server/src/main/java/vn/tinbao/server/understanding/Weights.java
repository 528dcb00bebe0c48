package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * How much each word, each row of two or three, and each {@link Marks mark} speaks for a category,
 * for what the sender wants, and for a level of urgency.
 *
 * <p>The weights ({@code weights.tsv}) are computed from the labelled messages of the tests by
 * {@code ./tinbao bench understanding-weights} (multinomial logistic regression, deterministic) and
 * belong to the program like any other word of the lexicon; nothing is learnt while it runs.
 *
 * <p>Never changed after it was built; safe for many threads.
 */
final class Weights {
  private static final String RESOURCE = "weights.tsv";
  private static final double UNIT = 100;

  /** How much a mark counts beside the rows of words. */
  static final double MARK = 0.07;

  private final Vocabulary own;
  private final int[] ownOf;
  private final PhraseTrie<Entry> rows;
  private final Map<String, Entry> marks;
  private final int count;
  private final int number;
  private final float[] bias;

  /** Weights of one row of words, by {@link Head#slot}. */
  record Entry(int index, byte[] slots, short[] weights) {
    int weight(int slot) {
      for (int i = 0; i < slots.length; i++) {
        if (slots[i] == slot) {
          return weights[i];
        }
      }
      return 0;
    }
  }

  /** A row of words of a reading that has weights: {@code from} inclusive, {@code to} exclusive. */
  record Found(Entry entry, int from, int to) {}

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
      throw new IllegalArgumentException(RESOURCE + ": no judgement is called " + name);
    }
  }

  /**
   * What words and marks say.
   *
   * @param categories likelihood of being the first category, together 1
   * @param kinds likelihood of each kind, together 1
   * @param levels likelihood of urgency 1 to 5, together 1
   * @param found the rows of words that said so
   */
  record Opinion(double[] categories, double[] kinds, double[] levels, List<Found> found) {
    private static final int HELD_OR_MOVED = 4;

    /** The words that speak most for this category. */
    @Nullable Found most(Category category) {
      return most(Head.slot(category));
    }

    /** The words that speak most for urgency. */
    @Nullable Found mostUrgent() {
      return most(Head.slot(HELD_OR_MOVED));
    }

    private @Nullable Found most(int slot) {
      Found best = null;
      int most = 0;
      for (Found row : found) {
        int weight = row.entry().weight(slot);
        if (weight > most) {
          most = weight;
          best = row;
        }
      }
      return best;
    }

    double of(Category category) {
      return categories[category.ordinal()];
    }

    double of(Kind kind) {
      return kinds[kind.ordinal()];
    }

    double level(int level) {
      return levels[level - 1];
    }

    /** Likelihood of urgency 4 or 5. */
    double urgent() {
      return level(HELD_OR_MOVED) + level(HELD_OR_MOVED + 1);
    }
  }

  private Weights(
      Vocabulary own,
      Vocabulary known,
      PhraseTrie<Entry> rows,
      Map<String, Entry> marks,
      int count,
      float[] bias) {
    this.own = own;
    this.ownOf = new int[known.count()];
    for (int id = 0; id < ownOf.length; id++) {
      ownOf[id] = own.id(known.word(id));
    }
    this.rows = rows;
    this.marks = marks;
    this.count = count;
    this.number = own.id(WordRows.NUMBER);
    this.bias = bias;
  }

  /**
   * Reads the weights. Their words stay their own: a misspelt one among them is no known word.
   *
   * @param lines {@code words<TAB>JUDGEMENT=weight …}, hundredths; marks begin with {@value
   *     Marks#BEGINS}; the row without words is the bias
   * @param known the words by whose numbers texts are read
   * @throws IllegalArgumentException naming what cannot be read
   */
  static Weights read(List<String> lines, Vocabulary known) {
    Vocabulary own = new Vocabulary();
    PhraseTrie.Builder<Entry> trie = PhraseTrie.builder();
    Map<String, Entry> marks = new HashMap<>();
    float[] bias = new float[Head.ALL];
    int count = 0;
    for (String line : lines) {
      if (line.startsWith("# ") || line.isBlank()) {
        continue;
      }
      int tab = line.indexOf('\t');
      if (tab < 0) {
        throw new IllegalArgumentException(RESOURCE + ": no tab in \"" + line + "\"");
      }
      String[] parts = line.substring(tab + 1).split(" ", -1);
      byte[] slots = new byte[parts.length];
      short[] weights = new short[parts.length];
      for (int i = 0; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        slots[i] = (byte) Head.slot(parts[i].substring(0, Math.max(0, equals)));
        weights[i] = Short.parseShort(parts[i].substring(equals + 1));
      }
      if (tab == 0) {
        for (int i = 0; i < slots.length; i++) {
          bias[slots[i]] = (float) (weights[i] / UNIT);
        }
      } else if (line.startsWith(Marks.BEGINS)) {
        marks.put(line.substring(0, tab), new Entry(-1, slots, weights));
      } else {
        trie.add(ids(line.substring(0, tab), own), new Entry(count++, slots, weights));
      }
    }
    return new Weights(own, known, trie.build(), Map.copyOf(marks), count, bias);
  }

  private static int[] ids(String words, Vocabulary vocabulary) {
    return Arrays.stream(words.split(" ", -1)).mapToInt(vocabulary::add).toArray();
  }

  /**
   * Weighs a text.
   *
   * @param place for each word of the text whether it is part of a place's name
   */
  Opinion of(Reading reading, boolean[] place, Set<String> marksOfText) {
    float[] sums = new float[Head.ALL];
    List<Found> found = new ArrayList<>();
    BitSet seen = new BitSet(count);
    for (int at = 0; at < reading.count(); at++) {
      int node = PhraseTrie.ROOT;
      for (int to = at; to < reading.count() && to - at < WordRows.LONGEST; to++) {
        int id = place[reading.word(to)] ? Vocabulary.UNKNOWN : ownId(reading, to);
        node = id < 0 ? PhraseTrie.NOWHERE : rows.step(node, id);
        if (node == PhraseTrie.NOWHERE) {
          break;
        }
        List<Entry> here = rows.at(node);
        if (!here.isEmpty() && !seen.get(here.get(0).index())) {
          Entry entry = here.get(0);
          seen.set(entry.index());
          found.add(new Found(entry, at, to + 1));
          for (int i = 0; i < entry.slots().length; i++) {
            sums[entry.slots()[i]] += entry.weights()[i];
          }
        }
      }
    }
    return opinion(sums, ofMarks(marksOfText), found);
  }

  private float[] ofMarks(Set<String> marksOfText) {
    float[] sums = new float[Head.ALL];
    for (String mark : marksOfText) {
      Entry entry = marks.get(mark);
      if (entry != null) {
        for (int i = 0; i < entry.slots().length; i++) {
          sums[entry.slots()[i]] += entry.weights()[i];
        }
      }
    }
    return sums;
  }

  private int ownId(Reading reading, int at) {
    if (reading.number(at) >= 0) {
      return number;
    }
    int id = reading.id(at);
    return id >= 0 ? ownOf[id] : own.id(reading.words().folded(reading.word(at)));
  }

  private Opinion opinion(float[] ofRows, float[] ofMarks, List<Found> found) {
    double row = value(found.size()) / UNIT;
    double mark = MARK / UNIT;
    double[] logits = new double[Head.ALL];
    for (int slot = 0; slot < logits.length; slot++) {
      logits[slot] = bias[slot] + ofRows[slot] * row + ofMarks[slot] * mark;
    }
    return new Opinion(
        softmax(logits, 0, Head.CATEGORIES),
        softmax(logits, Head.CATEGORIES, Head.FIRST_LEVEL),
        softmax(logits, Head.FIRST_LEVEL, Head.ALL),
        found);
  }

  /** Every known row of a text counts the same, all of them together one. */
  static double value(int rowsOfText) {
    return 1 / Math.sqrt(Math.max(1, rowsOfText));
  }

  static double[] softmax(double[] logits, int from, int to) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int slot = from; slot < to; slot++) {
      highest = Math.max(highest, logits[slot]);
    }
    double[] shares = new double[to - from];
    double all = 0;
    for (int slot = from; slot < to; slot++) {
      shares[slot - from] = Math.exp(logits[slot] - highest);
      all += shares[slot - from];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= all;
    }
    return shares;
  }
}
