package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.understanding.Understood.Kind;
import vn.tinbao.server.understanding.WordWeights.Head;

/**
 * Computes {@code weights.tsv} from labelled messages: logistic regression by gradient descent with
 * momentum and an L2 penalty, each judgement on its own. No chance in it: the same messages give
 * the same weights.
 */
public final class WordWeightTrainer {
  private static final int ROUNDS = 400;
  private static final double STEP = 2.4;
  private static final double MOMENTUM = 0.9;
  private static final double BIAS_STEP = 0.5;
  private static final double PENALTY = 0.0003;

  /** A row of words that only one message has says nothing. */
  private static final int LEAST_MESSAGES = 2;

  private static final double HUNDREDTHS = 100;

  /** Hundredths below which a weight is left out. */
  private static final int SMALLEST = 8;

  private final CatalogueSnapshot snapshot;
  private final Lexicon lexicon;

  /** A message with what a person says of it. */
  public record Example(String text, LocalDate day, Category category, Kind kind, boolean urgent) {}

  public WordWeightTrainer(CatalogueSnapshot snapshot, Lexicon lexicon) {
    this.snapshot = snapshot;
    this.lexicon = lexicon;
  }

  /** The lines of {@code weights.tsv}, sorted by words. */
  public List<String> train(List<Example> examples) {
    List<Set<String>> rows = rows(examples);
    Map<String, Integer> messages = new TreeMap<>();
    rows.forEach(set -> set.forEach(row -> messages.merge(row, 1, Integer::sum)));
    messages.values().removeIf(count -> count < LEAST_MESSAGES);
    Map<String, Integer> columns = new HashMap<>();
    messages.keySet().forEach(row -> columns.put(row, columns.size()));
    int[][] features =
        rows.stream()
            .map(
                set ->
                    set.stream()
                        .filter(columns::containsKey)
                        .mapToInt(columns::get)
                        .sorted()
                        .toArray())
            .toArray(int[][]::new);

    double[][] weights = new double[Head.ALL][columns.size()];
    double[] bias = new double[Head.ALL];
    fit(
        features,
        examples.stream().mapToInt(e -> Head.slot(e.category())).toArray(),
        0,
        Head.CATEGORIES,
        weights,
        bias);
    fit(
        features,
        examples.stream().mapToInt(e -> Head.slot(e.kind())).toArray(),
        Head.CATEGORIES,
        Head.URGENT,
        weights,
        bias);
    fitOne(features, examples, weights[Head.URGENT], bias);
    return lines(messages.keySet(), weights, bias);
  }

  private List<Set<String>> rows(List<Example> examples) {
    LexiconUnderstanding reader = new LexiconUnderstanding(snapshot, lexicon);
    List<Set<String>> all = new ArrayList<>(examples.size());
    for (Example example : examples) {
      all.add(reader.rowsOfWords(example.text(), example.day()));
    }
    return all;
  }

  /** Several judgements of which one is right. */
  private static void fit(
      int[][] features, int[] right, int from, int to, double[][] weights, double[] bias) {
    int judgements = to - from;
    int columns = weights[0].length;
    double[][] momentum = new double[judgements][columns];
    for (int round = 0; round < ROUNDS; round++) {
      double[][] gradient = new double[judgements][columns];
      double[] biasGradient = new double[judgements];
      double[] logits = new double[judgements];
      for (int message = 0; message < features.length; message++) {
        double value = value(features[message]);
        for (int j = 0; j < judgements; j++) {
          logits[j] = bias[from + j] + value * sum(weights[from + j], features[message]);
        }
        double[] shares = WordWeights.softmax(logits, 0, judgements);
        for (int j = 0; j < judgements; j++) {
          double error = shares[j] - (right[message] == from + j ? 1 : 0);
          add(gradient[j], features[message], error * value / features.length);
          biasGradient[j] += error / features.length;
        }
      }
      for (int j = 0; j < judgements; j++) {
        step(weights[from + j], momentum[j], gradient[j]);
        bias[from + j] -= BIAS_STEP * biasGradient[j];
      }
    }
  }

  private static void fitOne(
      int[][] features, List<Example> examples, double[] weights, double[] bias) {
    double[] momentum = new double[weights.length];
    for (int round = 0; round < ROUNDS; round++) {
      double[] gradient = new double[weights.length];
      double biasGradient = 0;
      for (int message = 0; message < features.length; message++) {
        double value = value(features[message]);
        double logit = bias[Head.URGENT] + value * sum(weights, features[message]);
        double error = 1 / (1 + Math.exp(-logit)) - (examples.get(message).urgent() ? 1 : 0);
        add(gradient, features[message], error * value / features.length);
        biasGradient += error / features.length;
      }
      step(weights, momentum, gradient);
      bias[Head.URGENT] -= BIAS_STEP * biasGradient;
    }
  }

  private static void step(double[] weights, double[] momentum, double[] gradient) {
    for (int column = 0; column < weights.length; column++) {
      momentum[column] = MOMENTUM * momentum[column] + gradient[column] + PENALTY * weights[column];
      weights[column] -= STEP * momentum[column];
    }
  }

  /** Every row of a message weighs the same, all of them together one. */
  private static double value(int[] features) {
    return 1 / Math.sqrt(Math.max(1, features.length));
  }

  private static double sum(double[] weights, int[] features) {
    double sum = 0;
    for (int feature : features) {
      sum += weights[feature];
    }
    return sum;
  }

  private static void add(double[] gradient, int[] features, double value) {
    for (int feature : features) {
      gradient[feature] += value;
    }
  }

  private static List<String> lines(Set<String> rows, double[][] weights, double[] bias) {
    List<String> lines = new ArrayList<>();
    lines.add("\t" + judgements(slot -> bias[slot]));
    int column = 0;
    for (String row : rows) {
      int at = column++;
      String judgements = judgements(slot -> weights[slot][at]);
      if (!judgements.isEmpty()) {
        lines.add(row + "\t" + judgements);
      }
    }
    return lines;
  }

  private static String judgements(IntToDoubleFunction weight) {
    StringJoiner joiner = new StringJoiner(" ");
    for (int slot = 0; slot < Head.ALL; slot++) {
      long rounded = Math.round(weight.applyAsDouble(slot) * HUNDREDTHS);
      if (Math.abs(rounded) >= SMALLEST) {
        joiner.add(Head.name(slot) + "=" + rounded);
      }
    }
    return joiner.toString();
  }
}
