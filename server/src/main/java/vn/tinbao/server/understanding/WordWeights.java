package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * How much each word, and each row of two or three, speaks for a category, for what the sender
 * wants, and for urgency: a second opinion beside the signs, for words that no lexicon foresaw.
 *
 * <p>The weights ({@code weights.tsv}) are computed from the labelled messages of the tests by
 * {@code ./tinbao bench understanding-weights} (multinomial logistic regression, deterministic) and
 * belong to the program like any other word of the lexicon; nothing is learnt while it runs.
 *
 * <p>Never changed after it was built; safe for many threads.
 */
final class WordWeights {
  private static final String RESOURCE = "weights.tsv";
  private static final double UNIT = 100;

  private final Vocabulary own;
  private final int[] ownOf;
  private final PhraseTrie<Entry> rows;
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
    static final int URGENT = CATEGORIES + KINDS;
    static final int ALL = URGENT + 1;

    private Head() {}

    static int slot(Category category) {
      return category.ordinal();
    }

    static int slot(Kind kind) {
      return CATEGORIES + kind.ordinal();
    }

    static String name(int slot) {
      if (slot < CATEGORIES) {
        return Category.values()[slot].name();
      }
      return slot < URGENT ? Kind.values()[slot - CATEGORIES].name() + "_KIND" : "URGENT";
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
   * What the words say.
   *
   * @param categories likelihood of being the first category, together 1
   * @param kinds likelihood of each kind, together 1
   * @param urgent likelihood of urgency 4 or 5
   * @param found the rows of words that said so
   */
  record Opinion(double[] categories, double[] kinds, double urgent, List<Found> found) {

    /** The words that speak most for this category. */
    @Nullable Found most(Category category) {
      return most(Head.slot(category));
    }

    /** The words that speak most for urgency. */
    @Nullable Found mostUrgent() {
      return most(Head.URGENT);
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
  }

  private WordWeights(
      Vocabulary own, Vocabulary known, PhraseTrie<Entry> rows, int count, float[] bias) {
    this.own = own;
    this.ownOf = new int[known.count()];
    for (int id = 0; id < ownOf.length; id++) {
      ownOf[id] = own.id(known.word(id));
    }
    this.rows = rows;
    this.count = count;
    this.number = own.id(WordFeatures.NUMBER);
    this.bias = bias;
  }

  /**
   * Reads the weights. Their words stay their own: a misspelt one among them is no known word.
   *
   * @param lines {@code words<TAB>JUDGEMENT=weight …}, hundredths; the row without words is the
   *     bias
   * @param known the words by whose numbers texts are read
   * @throws IllegalArgumentException naming what cannot be read
   */
  static WordWeights read(List<String> lines, Vocabulary known) {
    Vocabulary own = new Vocabulary();
    PhraseTrie.Builder<Entry> trie = PhraseTrie.builder();
    float[] bias = new float[Head.ALL];
    int count = 0;
    for (String line : lines) {
      if (line.startsWith("#") || line.isBlank()) {
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
      } else {
        trie.add(ids(line.substring(0, tab), own), new Entry(count++, slots, weights));
      }
    }
    return new WordWeights(own, known, trie.build(), count, bias);
  }

  private static int[] ids(String words, Vocabulary vocabulary) {
    return Arrays.stream(words.split(" ", -1)).mapToInt(vocabulary::add).toArray();
  }

  /**
   * Weighs a text.
   *
   * @param place for each word of the text whether it is part of a place's name
   * @return null when it knows none of the words
   */
  @Nullable Opinion of(Reading reading, boolean[] place) {
    float[] sums = new float[Head.ALL];
    List<Found> found = new ArrayList<>();
    BitSet seen = new BitSet(count);
    for (int at = 0; at < reading.count(); at++) {
      int node = PhraseTrie.ROOT;
      for (int to = at; to < reading.count() && to - at < WordFeatures.LONGEST; to++) {
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
    return found.isEmpty() ? null : opinion(sums, found);
  }

  private int ownId(Reading reading, int at) {
    if (reading.number(at) >= 0) {
      return number;
    }
    int id = reading.id(at);
    return id >= 0 ? ownOf[id] : own.id(reading.words().folded(reading.word(at)));
  }

  private Opinion opinion(float[] sums, List<Found> found) {
    double scale = 1 / (UNIT * Math.sqrt(found.size()));
    double[] logits = new double[Head.ALL];
    for (int slot = 0; slot < logits.length; slot++) {
      logits[slot] = bias[slot] + sums[slot] * scale;
    }
    return new Opinion(
        softmax(logits, 0, Head.CATEGORIES),
        softmax(logits, Head.CATEGORIES, Head.URGENT),
        1 / (1 + Math.exp(-logits[Head.URGENT])),
        found);
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
