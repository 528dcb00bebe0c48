package vn.tinbao.server.understanding;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.tinbao.server.understanding.Weights.Head;

/**
 * The numbers behind {@link Weights}, as {@code weights.tsv} holds them: lines of fields parted by
 * tabs.
 *
 * <ul>
 *   <li>{@code !bias}, {@code !whole}, {@code !sentence}: where judgements, features of a text and
 *       features of a sentence begin, numbers parted by spaces
 *   <li>{@code !says JUDGEMENT}: what each feature says for it, those of the whole text first
 *   <li>{@code words scale bytes}: a row of words, a word with its accents (begins with {@value
 *       AccentedWords#BEGINS}), a class of words ({@value WordClasses#BEGINS}), or a mark (begins
 *       with {@value Marks#BEGINS}): what it says by itself to each judgement, then to each feature
 *       of a text, then of a sentence; bytes in Base64, to be multiplied by the scale
 * </ul>
 *
 * Never changed after it was read; safe for many threads.
 */
final class WeightTable {
  static final String RESOURCE = "weights.tsv";

  /** A feature that says less of a judgement than this part of what another does says little. */
  private static final float MUCH = 1f / 8;

  /** What rows say by themselves. */
  static final WeightSums.Part ALONE = new WeightSums.Part(0, Head.ALL);

  private final Vocabulary words = new Vocabulary();
  private final WordClasses classes;
  private final int[] rowOfClass;
  private final RowsOfWords rows = new RowsOfWords();
  private final AccentedWords accented = new AccentedWords();
  private final Map<String, Marks.Mark> marks = new HashMap<>();
  private final int[][] vectors;
  private final int[] most;
  private float[] bias = {};
  private float[] wholeBias = {};
  private float[] sentenceBias = {};
  private final float[][] says = new float[Head.ALL][];

  /** For what rows say to the features of a whole text. */
  private WeightSums.Part whole = ALONE;

  /** For what rows say to the features of a sentence. */
  private WeightSums.Part sentence = ALONE;

  /** The same by feature: what it says for each judgement. */
  private final double[][] saidBy;

  /** Reads one without classes. */
  WeightTable(List<String> lines) {
    this(lines, List.of());
  }

  /**
   * Reads it.
   *
   * @param classLines of {@link WordClasses}
   * @throws IllegalArgumentException naming what cannot be read
   */
  WeightTable(List<String> lines, List<String> classLines) {
    classes = new WordClasses(classLines, words);
    Map<String, Integer> ofClasses = new HashMap<>();
    vectors = new int[lines.size()][];
    most = new int[lines.size()];
    int count = 0;
    for (String line : lines) {
      if (line.startsWith("# ") || line.isBlank()) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      if (fields.length < 2) {
        throw new IllegalArgumentException(RESOURCE + ": no tab in \"" + line + "\"");
      }
      if (line.charAt(0) == '!') {
        layer(fields);
        continue;
      }
      if (fields.length != 3) {
        throw new IllegalArgumentException(RESOURCE + ": not three fields for " + fields[0]);
      }
      vectors[count] = vector(fields);
      most[count] = WeightSums.most(vectors[count]);
      if (line.startsWith(Marks.BEGINS)) {
        marks.put(fields[0], new Marks.Mark(fields[0], count));
      } else if (line.startsWith(WordClasses.BEGINS)) {
        ofClasses.put(fields[0], count);
      } else if (line.startsWith(AccentedWords.BEGINS)) {
        accented.add(fields[0], words, count);
      } else {
        rows.add(ids(fields[0]), count);
      }
      count++;
    }
    for (int slot = 0; slot < says.length; slot++) {
      if (says[slot] == null) {
        throw new IllegalArgumentException(RESOURCE + ": nothing says " + Head.name(slot));
      }
    }
    saidBy = saidBy();
    rowOfClass = classes.rows().stream().mapToInt(row -> ofClasses.getOrDefault(row, -1)).toArray();
  }

  private int[] vector(String[] fields) {
    float scale = Float.parseFloat(fields[1]);
    byte[] bytes = Base64.getDecoder().decode(fields[2]);
    if (bytes.length != Head.ALL + wholeBias.length + sentenceBias.length) {
      throw new IllegalArgumentException(RESOURCE + ": bytes are missing for " + fields[0]);
    }
    float[] numbers = new float[bytes.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = scale * bytes[i];
    }
    int[] vector = new int[sentence().end()];
    try {
      ALONE.pack(numbers, 0, vector);
      whole().pack(numbers, Head.ALL, vector);
      sentence().pack(numbers, Head.ALL + wholeBias.length, vector);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(RESOURCE + ": " + fields[0] + " is " + e.getMessage(), e);
    }
    return vector;
  }

  private void layer(String[] fields) {
    float[] numbers = numbers(fields[fields.length - 1]);
    switch (fields[0]) {
      case "!bias" -> bias = numbers;
      case "!whole" -> wholeBias = numbers;
      case "!sentence" -> sentenceBias = numbers;
      case "!says" -> says[Head.slot(fields[1])] = numbers;
      default -> throw new IllegalArgumentException(RESOURCE + ": what is " + fields[0] + "?");
    }
    whole = ALONE.next(wholeBias.length);
    sentence = whole.next(sentenceBias.length);
  }

  private double[][] saidBy() {
    double[][] by = new double[wholeBias.length + sentenceBias.length][Head.ALL];
    for (int feature = 0; feature < by.length; feature++) {
      for (int slot = 0; slot < Head.ALL; slot++) {
        by[feature][slot] = says[slot][feature];
      }
    }
    return by;
  }

  private static float[] numbers(String parted) {
    String[] each = parted.split(" ", -1);
    float[] numbers = new float[each.length];
    for (int i = 0; i < each.length; i++) {
      numbers[i] = Float.parseFloat(each[i]);
    }
    return numbers;
  }

  private int[] ids(String row) {
    String[] each = row.split(" ", -1);
    if (each.length > WordRows.LONGEST) {
      throw new IllegalArgumentException(
          RESOURCE + ": more than " + WordRows.LONGEST + " words: " + row);
    }
    return Arrays.stream(each).mapToInt(words::add).toArray();
  }

  /** The words of the rows. */
  Vocabulary words() {
    return words;
  }

  /** Rows of one and of two words. */
  RowsOfWords rows() {
    return rows;
  }

  /** Words that mean alike. */
  WordClasses classes() {
    return classes;
  }

  /** The row of a class, −1 when it says nothing. */
  int rowOfClass(int number) {
    return rowOfClass[number];
  }

  /** Rows of words with their accents. */
  AccentedWords accented() {
    return accented;
  }

  /** How many features a whole text has. */
  int ofWhole() {
    return wholeBias.length;
  }

  /** How many features a sentence has. */
  int ofSentence() {
    return sentenceBias.length;
  }

  /** A mark with its row, −1 when it says nothing. */
  Marks.Mark marked(String name) {
    Marks.Mark known = marks.get(name);
    return known == null ? new Marks.Mark(name, -1) : known;
  }

  /** For what rows say to the features of a whole text. */
  WeightSums.Part whole() {
    return whole;
  }

  /** For what rows say to the features of a sentence. */
  WeightSums.Part sentence() {
    return sentence;
  }

  /** For what rows say. */
  WeightSums sums() {
    return new WeightSums(sentence().end());
  }

  /** Adds what a row says. */
  void add(int row, WeightSums sums) {
    sums.add(vectors[row], most[row]);
  }

  /**
   * Adds what the rows of a sentence say: what others said before adds only to the features of this
   * sentence. Four rows at once: what they come to is read and written less often.
   */
  void addSentence(FoundRows rows, WeightSums sums) {
    int at = rows.firstOfSentence();
    for (; at + 3 < rows.count(); at += 4) {
      add(rows.row(at), rows.row(at + 1), rows.row(at + 2), rows.row(at + 3), 0, sums);
    }
    for (; at < rows.count(); at++) {
      add(rows.row(at), sums);
    }
    int again = 0;
    for (; again + 3 < rows.agains(); again += 4) {
      add(
          rows.again(again),
          rows.again(again + 1),
          rows.again(again + 2),
          rows.again(again + 3),
          whole.end(),
          sums);
    }
    for (; again < rows.agains(); again++) {
      addToSentence(rows.again(again), sums);
    }
  }

  private void add(int one, int two, int three, int four, int from, WeightSums sums) {
    sums.add(
        vectors[one],
        vectors[two],
        vectors[three],
        vectors[four],
        most[one] + most[two] + most[three] + most[four],
        from);
  }

  /** Adds what a row says by itself and to the features of a whole text. */
  void addToWhole(int row, WeightSums sums) {
    sums.add(vectors[row], most[row], 0, whole().end());
  }

  /** Adds what a row says to the features of a sentence. */
  void addToSentence(int row, WeightSums sums) {
    sums.add(vectors[row], most[row], whole().end(), sentence().end());
  }

  /** Keeps of each feature what the clearest sentence so far shows. */
  void keepClearest(float[] sentence, float[] clearest) {
    for (int i = 0; i < sentence.length; i++) {
      clearest[i] = Math.max(clearest[i], sentence[i] + sentenceBias[i]);
    }
  }

  /** Turns sums into features of a whole text: nothing shows less than not at all. */
  void show(float[] whole) {
    for (int i = 0; i < whole.length; i++) {
      whole[i] = Math.max(0, whole[i] + wholeBias[i]);
    }
  }

  /** What all say together, by {@link Head#slot}. */
  double[] logits(float[] alone, float[] whole, float[] clearest) {
    double[] logits = new double[Head.ALL];
    for (int slot = 0; slot < logits.length; slot++) {
      logits[slot] = bias[slot] + alone[slot];
    }
    addSaid(whole, 0, logits);
    addSaid(clearest, whole.length, logits);
    return logits;
  }

  /** Many features of a text show nothing. */
  private void addSaid(float[] features, int first, double[] logits) {
    for (int i = 0; i < features.length; i++) {
      float shows = features[i];
      if (shows != 0) {
        double[] said = saidBy[first + i];
        for (int slot = 0; slot < logits.length; slot++) {
          logits[slot] += said[slot] * shows;
        }
      }
    }
  }

  /**
   * How much rows speak for a judgement in a text: by themselves, and through the features that the
   * text shows and that say much of it.
   *
   * @param shown how much the text shows of each feature
   */
  float[] speak(FoundRows rows, int slot, float[] shown) {
    float most = 0;
    for (int i = 0; i < shown.length; i++) {
      most = Math.max(most, Math.abs(says[slot][i] * shown[i]));
    }
    WeightSums.Terms terms = new WeightSums.Terms(1 + shown.length);
    terms.add(ALONE, slot, 1);
    for (int i = 0; i < shown.length; i++) {
      if (Math.abs(says[slot][i] * shown[i]) > most * MUCH) {
        terms.add(whole, i, says[slot][i]);
      }
    }
    float[] sums = new float[rows.count()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = terms.of(vectors[rows.row(i)]);
    }
    return sums;
  }
}
