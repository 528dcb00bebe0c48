package vn.tinbao.server.understanding;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import vn.tinbao.server.understanding.Weights.Head;

/**
 * Computes the numbers of {@link WeightTable} from labelled texts: stochastic gradient descent
 * (Adam) on the likelihood of what people said, with words and features left out by chance so that
 * none is relied on alone. The chance is seeded: the same texts give the same numbers.
 */
final class Network {
  /** Features of a whole text, and as many of a sentence. */
  static final int FEATURES = 48;

  private static final int WHOLE = Head.ALL;
  private static final int SENTENCE = WHOLE + FEATURES;
  private static final int VECTOR = SENTENCE + FEATURES;
  private static final int[] HEADS = {0, Head.CATEGORIES, Head.FIRST_LEVEL, Head.ALL};

  private static final int ROUNDS = 32;
  private static final int AT_ONCE = 128;
  private static final double FIRST_STEP = 3e-3;
  private static final double LAST_STEP = 1e-5;
  private static final float PENALTY = 1e-5f;
  private static final float BEGIN = 0.1f;
  private static final float WORDS_LEFT_OUT = 0.2f;
  private static final float FEATURES_LEFT_OUT = 0.4f;

  /** So often a message is read as it was written, and else one of its variations. */
  private static final float AS_WRITTEN = 0.1f;

  private final Random chance;
  private final Values[] columns;
  private final Values wholeBias = new Values(FEATURES);
  private final Values sentenceBias = new Values(FEATURES);
  private final Values bias = new Values(Head.ALL);
  private final Values[] says = new Values[Head.ALL];
  private int steps;

  /** What is in a text or a sentence: numbers of columns and how much each counts. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sparse(int[] columns, float[] counts) {}

  /**
   * A labelled text.
   *
   * @param right the right slot of each of the three judgements
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Text(Sparse whole, List<Sparse> sentences, int[] right) {}

  /** Numbers that are fitted together, with what Adam remembers of them. */
  private static final class Values {
    private static final float REMEMBERS = 0.9f;
    private static final float REMEMBERS_SQUARES = 0.999f;
    private static final float LEAST = 1e-8f;

    final float[] now;
    final float[] gradient;
    private final float[] mean;
    private final float[] square;
    private boolean touched;

    Values(int size) {
      now = new float[size];
      gradient = new float[size];
      mean = new float[size];
      square = new float[size];
    }

    void begin(Random chance, int from) {
      for (int i = from; i < now.length; i++) {
        now[i] = (float) chance.nextGaussian() * BEGIN;
      }
    }

    void step(double size, int steps, float penalty) {
      float right = (float) (1 - StrictMath.pow(REMEMBERS, steps));
      float rightSquares = (float) (1 - StrictMath.pow(REMEMBERS_SQUARES, steps));
      for (int i = 0; i < now.length; i++) {
        float g = gradient[i] + penalty * now[i];
        mean[i] = REMEMBERS * mean[i] + (1 - REMEMBERS) * g;
        square[i] = REMEMBERS_SQUARES * square[i] + (1 - REMEMBERS_SQUARES) * g * g;
        now[i] -=
            (float)
                (size * (mean[i] / right) / ((float) Math.sqrt(square[i] / rightSquares) + LEAST));
      }
      Arrays.fill(gradient, 0);
      touched = false;
    }
  }

  private Network(int columns, long seed) {
    chance = new Random(seed);
    this.columns = new Values[columns];
    for (int i = 0; i < columns; i++) {
      this.columns[i] = new Values(VECTOR);
      this.columns[i].begin(chance, WHOLE);
    }
    for (int slot = 0; slot < says.length; slot++) {
      says[slot] = new Values(2 * FEATURES);
      says[slot].begin(chance, 0);
    }
  }

  /**
   * Fits a network to messages.
   *
   * @param messages each as it was written, then its variations if it has some
   */
  static Network fitted(int columns, List<List<Text>> messages, long seed) {
    Network network = new Network(columns, seed);
    int[] order = new int[messages.size()];
    Arrays.setAll(order, i -> i);
    for (int round = 0; round < ROUNDS; round++) {
      double step =
          FIRST_STEP * 0.5 * (1 + StrictMath.cos(StrictMath.PI * round / ROUNDS)) + LAST_STEP;
      network.shuffle(order);
      for (int from = 0; from < order.length; from += AT_ONCE) {
        network.batch(messages, order, from, Math.min(order.length, from + AT_ONCE), step);
      }
    }
    return network;
  }

  /**
   * What a column says by itself, 24 values, then to the features of a text, then of a sentence.
   */
  float[] column(int column) {
    return columns[column].now;
  }

  float[] wholeBias() {
    return wholeBias.now;
  }

  float[] sentenceBias() {
    return sentenceBias.now;
  }

  float[] bias() {
    return bias.now;
  }

  /** What each feature says for a judgement, those of the whole text first. */
  float[] says(int slot) {
    return says[slot].now;
  }

  private void shuffle(int[] order) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = chance.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }

  private Text oneOf(List<Text> variations) {
    boolean asWritten = variations.size() == 1 || chance.nextFloat() < AS_WRITTEN;
    return variations.get(asWritten ? 0 : 1 + chance.nextInt(variations.size() - 1));
  }

  private void batch(List<List<Text>> messages, int[] order, int from, int to, double step) {
    int[] touched = new int[16];
    int count = 0;
    for (int i = from; i < to; i++) {
      Text text = oneOf(messages.get(order[i]));
      learn(text, 1f / (to - from));
      for (int s = -1; s < text.sentences().size(); s++) {
        for (int column : (s < 0 ? text.whole() : text.sentences().get(s)).columns()) {
          if (!columns[column].touched) {
            columns[column].touched = true;
            if (count == touched.length) {
              touched = Arrays.copyOf(touched, count * 2);
            }
            touched[count++] = column;
          }
        }
      }
    }
    steps++;
    for (int i = 0; i < count; i++) {
      columns[touched[i]].step(step, steps, PENALTY);
    }
    for (Values each : says) {
      each.step(step, steps, PENALTY);
    }
    bias.step(step, steps, 0);
    wholeBias.step(step, steps, 0);
    sentenceBias.step(step, steps, 0);
  }

  /** Adds what one text says of the gradients. */
  private void learn(Text text, float share) {
    Sparse whole = withSomeLeftOut(text.whole());
    float[] alone = new float[Head.ALL];
    float[] features = wholeBias.now.clone();
    add(whole, 0, alone);
    add(whole, WHOLE, features);
    int sentences = text.sentences().size();
    Sparse[] held = new Sparse[sentences];
    float[] clearest = new float[FEATURES];
    int[] clearestAt = new int[FEATURES];
    Arrays.fill(clearestAt, -1);
    for (int s = 0; s < sentences; s++) {
      held[s] = withSomeLeftOut(text.sentences().get(s));
      float[] sums = sentenceBias.now.clone();
      add(held[s], SENTENCE, sums);
      for (int k = 0; k < FEATURES; k++) {
        if (sums[k] > clearest[k]) {
          clearest[k] = sums[k];
          clearestAt[k] = s;
        }
      }
    }
    float[] shown = new float[2 * FEATURES];
    float[] keeps = new float[2 * FEATURES];
    for (int k = 0; k < shown.length; k++) {
      float shows = k < FEATURES ? features[k] : clearest[k - FEATURES];
      boolean keep = chance.nextFloat() >= FEATURES_LEFT_OUT;
      keeps[k] = keep && shows > 0 ? 1 / (1 - FEATURES_LEFT_OUT) : 0;
      shown[k] = shows * keeps[k];
    }
    float[] errors = errors(alone, shown, text.right(), share);
    float[] back = new float[2 * FEATURES];
    for (int slot = 0; slot < Head.ALL; slot++) {
      float error = errors[slot];
      bias.gradient[slot] += error;
      float[] each = says[slot].now;
      float[] gradient = says[slot].gradient;
      for (int k = 0; k < shown.length; k++) {
        gradient[k] += error * shown[k];
        back[k] += error * each[k] * keeps[k];
      }
    }
    for (int k = 0; k < FEATURES; k++) {
      wholeBias.gradient[k] += back[k];
    }
    spread(whole, errors, 0, Head.ALL, 0);
    spread(whole, back, 0, FEATURES, WHOLE);
    for (int s = 0; s < sentences; s++) {
      float[] ofSentence = new float[FEATURES];
      for (int k = 0; k < FEATURES; k++) {
        if (clearestAt[k] == s) {
          ofSentence[k] = back[FEATURES + k];
          sentenceBias.gradient[k] += ofSentence[k];
        }
      }
      spread(held[s], ofSentence, 0, FEATURES, SENTENCE);
    }
  }

  private Sparse withSomeLeftOut(Sparse all) {
    float[] counts = all.counts().clone();
    for (int i = 0; i < counts.length; i++) {
      counts[i] = chance.nextFloat() < WORDS_LEFT_OUT ? 0 : counts[i] / (1 - WORDS_LEFT_OUT);
    }
    return new Sparse(all.columns(), counts);
  }

  private void add(Sparse held, int from, float[] sums) {
    for (int i = 0; i < held.columns().length; i++) {
      float count = held.counts()[i];
      if (count != 0) {
        float[] vector = columns[held.columns()[i]].now;
        for (int k = 0; k < sums.length; k++) {
          sums[k] += count * vector[from + k];
        }
      }
    }
  }

  private void spread(Sparse held, float[] errors, int first, int size, int to) {
    for (int i = 0; i < held.columns().length; i++) {
      float count = held.counts()[i];
      if (count != 0) {
        float[] gradient = columns[held.columns()[i]].gradient;
        for (int k = 0; k < size; k++) {
          gradient[to + k] += count * errors[first + k];
        }
      }
    }
  }

  private float[] errors(float[] alone, float[] shown, int[] right, float share) {
    double[] logits = new double[Head.ALL];
    for (int slot = 0; slot < Head.ALL; slot++) {
      double sum = bias.now[slot] + alone[slot];
      float[] each = says[slot].now;
      for (int k = 0; k < shown.length; k++) {
        sum += each[k] * shown[k];
      }
      logits[slot] = sum;
    }
    float[] errors = new float[Head.ALL];
    for (int head = 0; head < right.length; head++) {
      double[] shares = Weights.softmax(logits, HEADS[head], HEADS[head + 1]);
      for (int i = 0; i < shares.length; i++) {
        int slot = HEADS[head] + i;
        errors[slot] = (float) (shares[i] - (slot == right[head] ? 1 : 0)) * share;
      }
    }
    return errors;
  }
}
