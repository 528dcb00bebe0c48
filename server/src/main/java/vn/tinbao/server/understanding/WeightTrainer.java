package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.understanding.Understood.Kind;
import vn.tinbao.server.understanding.Weights.Head;

/**
 * Computes {@code weights.tsv} from labelled messages: logistic regression by gradient descent with
 * momentum and an L2 penalty, each judgement on its own. No chance in it: the same messages give
 * the same weights.
 */
public final class WeightTrainer {
  private static final int ROUNDS = 500;
  private static final double STEP = 2.4;
  private static final double MOMENTUM = 0.9;
  private static final double BIAS_STEP = 0.5;
  private static final double PENALTY = 0.00005;

  /** A row of words that only one message has says nothing. */
  private static final int LEAST_MESSAGES = 2;

  private static final double HUNDREDTHS = 100;

  /** Hundredths below which a weight is left out. */
  private static final int SMALLEST = 12;

  private final CatalogueSnapshot snapshot;
  private final Lexicon lexicon;

  /** A message with what a person says of it. */
  public record Example(String text, LocalDate day, Category category, Kind kind, int urgency) {}

  public WeightTrainer(CatalogueSnapshot snapshot, Lexicon lexicon) {
    this.snapshot = snapshot;
    this.lexicon = lexicon;
  }

  /** What one message holds: numbers of columns, rows of words first, then marks. */
  private record Held(int[] rows, int[] marks) {
    double value() {
      return Weights.value(rows.length);
    }

    double sum(double[] weights) {
      return value() * at(weights, rows) + Weights.MARK * at(weights, marks);
    }

    void add(double[] weights, double error) {
      for (int row : rows) {
        weights[row] += error * value();
      }
      for (int mark : marks) {
        weights[mark] += error * Weights.MARK;
      }
    }

    private static double at(double[] weights, int[] columns) {
      double sum = 0;
      for (int column : columns) {
        sum += weights[column];
      }
      return sum;
    }
  }

  /** The lines of {@code weights.tsv}, sorted by words. */
  public List<String> train(List<Example> examples) {
    LexiconUnderstanding reader = new LexiconUnderstanding(snapshot, lexicon);
    List<LexiconUnderstanding.Evidence> evidence = new ArrayList<>(examples.size());
    Map<String, Integer> messages = new TreeMap<>();
    for (Example example : examples) {
      LexiconUnderstanding.Evidence held = reader.evidence(example.text(), example.day());
      evidence.add(held);
      held.rows().forEach(row -> messages.merge(row, 1, Integer::sum));
      held.marks().forEach(mark -> messages.merge(mark, 1, Integer::sum));
    }
    messages.values().removeIf(count -> count < LEAST_MESSAGES);
    Map<String, Integer> columns = new HashMap<>();
    messages.keySet().forEach(row -> columns.put(row, columns.size()));
    Held[] held =
        evidence.stream()
            .map(e -> new Held(columns(e.rows(), columns), columns(e.marks(), columns)))
            .toArray(Held[]::new);

    double[][] weights = new double[Head.ALL][columns.size()];
    double[] bias = new double[Head.ALL];
    int[] slots = new int[examples.size()];
    Arrays.setAll(slots, i -> Head.slot(examples.get(i).category()));
    fit(held, slots, 0, Head.CATEGORIES, weights, bias);
    Arrays.setAll(slots, i -> Head.slot(examples.get(i).kind()));
    fit(held, slots, Head.CATEGORIES, Head.FIRST_LEVEL, weights, bias);
    Arrays.setAll(slots, i -> Head.slot(examples.get(i).urgency()));
    fit(held, slots, Head.FIRST_LEVEL, Head.ALL, weights, bias);
    return lines(messages.keySet(), weights, bias);
  }

  private static int[] columns(Set<String> held, Map<String, Integer> columns) {
    return held.stream().filter(columns::containsKey).mapToInt(columns::get).sorted().toArray();
  }

  /** Several judgements of which one is right. */
  private static void fit(
      Held[] messages, int[] right, int from, int to, double[][] weights, double[] bias) {
    int judgements = to - from;
    int columns = weights[0].length;
    double[][] momentum = new double[judgements][columns];
    for (int round = 0; round < ROUNDS; round++) {
      double[][] gradient = new double[judgements][columns];
      double[] biasGradient = new double[judgements];
      double[] logits = new double[judgements];
      for (int message = 0; message < messages.length; message++) {
        for (int j = 0; j < judgements; j++) {
          logits[j] = bias[from + j] + messages[message].sum(weights[from + j]);
        }
        double[] shares = Weights.softmax(logits, 0, judgements);
        for (int j = 0; j < judgements; j++) {
          double error = (shares[j] - (right[message] == from + j ? 1 : 0)) / messages.length;
          messages[message].add(gradient[j], error);
          biasGradient[j] += error;
        }
      }
      for (int j = 0; j < judgements; j++) {
        step(weights[from + j], momentum[j], gradient[j]);
        bias[from + j] -= BIAS_STEP * biasGradient[j];
      }
    }
  }

  private static void step(double[] weights, double[] momentum, double[] gradient) {
    for (int column = 0; column < weights.length; column++) {
      momentum[column] = MOMENTUM * momentum[column] + gradient[column] + PENALTY * weights[column];
      weights[column] -= STEP * momentum[column];
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
