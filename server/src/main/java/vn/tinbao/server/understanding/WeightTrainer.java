package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.understanding.Network.Sparse;
import vn.tinbao.server.understanding.Understood.Kind;
import vn.tinbao.server.understanding.Weights.Head;

/**
 * Computes {@code weights.tsv} from labelled messages and {@link Variations variations} of them:
 * several {@link Network networks} that began differently, put side by side so that their errors
 * even out. The same messages give the same file.
 */
public final class WeightTrainer {
  private static final int NETWORKS = 2;

  /** So many ways to write each message are made up. */
  private static final int VARIATIONS = 5;

  /** A row of words that fewer messages have says nothing. */
  private static final int LEAST_MESSAGES = 8;

  private final CatalogueSnapshot snapshot;
  private final Lexicon lexicon;

  /** A message with what a person says of it. */
  public record Example(String text, LocalDate day, Category category, Kind kind, int urgency) {}

  public WeightTrainer(CatalogueSnapshot snapshot, Lexicon lexicon) {
    this.snapshot = snapshot;
    this.lexicon = lexicon;
  }

  /** The lines of {@code weights.tsv}, rows sorted by words. */
  public List<String> train(List<Example> examples) {
    LexiconUnderstanding reader = new LexiconUnderstanding(snapshot, lexicon);
    Map<String, Integer> columns = columns(examples, reader);
    Variations variations = new Variations(Lexicon.lines(WordClasses.RESOURCE));
    List<List<Network.Text>> messages =
        IntStream.range(0, examples.size())
            .parallel()
            .mapToObj(i -> written(examples.get(i), new Random(i), variations, reader, columns))
            .toList();
    List<Network> networks =
        IntStream.range(0, NETWORKS)
            .parallel()
            .mapToObj(seed -> Network.fitted(columns.size(), messages, seed))
            .toList();
    return lines(List.copyOf(columns.keySet()), networks);
  }

  /** Numbers of the rows and marks that enough messages have, in the order of their text. */
  private static Map<String, Integer> columns(List<Example> examples, LexiconUnderstanding reader) {
    Map<String, Integer> messages = new TreeMap<>();
    for (Example example : examples) {
      LexiconUnderstanding.Evidence held = reader.evidence(example.text(), example.day());
      Set<String> all = new LinkedHashSet<>(held.marks());
      held.sentences().forEach(all::addAll);
      all.forEach(one -> messages.merge(one, 1, Integer::sum));
    }
    messages.values().removeIf(count -> count < LEAST_MESSAGES);
    Map<String, Integer> columns = new LinkedHashMap<>();
    messages.keySet().forEach(one -> columns.put(one, columns.size()));
    return columns;
  }

  /** A message as it was written, then as others might have written it. */
  private static List<Network.Text> written(
      Example example,
      Random chance,
      Variations variations,
      LexiconUnderstanding reader,
      Map<String, Integer> columns) {
    List<Network.Text> texts = new ArrayList<>(1 + VARIATIONS);
    for (int i = 0; i <= VARIATIONS; i++) {
      String text = i == 0 ? example.text() : variations.of(example.text(), chance);
      texts.add(text(reader.evidence(text, example.day()), example, columns));
    }
    return texts;
  }

  private static Network.Text text(
      LexiconUnderstanding.Evidence held, Example example, Map<String, Integer> columns) {
    Set<String> rows = new LinkedHashSet<>();
    List<Sparse> sentences = new ArrayList<>();
    for (Set<String> sentence : held.sentences()) {
      sentences.add(sparse(sentence, columns, Weights.MARK_OF_SENTENCE));
      sentence.stream().filter(one -> !isMark(one)).forEach(rows::add);
    }
    rows.addAll(held.marks());
    return new Network.Text(
        sparse(rows, columns, Weights.MARK),
        sentences,
        new int[] {
          Head.slot(example.category()), Head.slot(example.kind()), Head.slot(example.urgency())
        });
  }

  private static boolean isMark(String one) {
    return one.startsWith(Marks.BEGINS);
  }

  private static Sparse sparse(Set<String> held, Map<String, Integer> columns, float mark) {
    List<String> known = held.stream().filter(columns::containsKey).sorted().toList();
    float row = Weights.value((int) known.stream().filter(one -> !isMark(one)).count());
    float[] counts = new float[known.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = isMark(known.get(i)) ? mark : row;
    }
    return new Sparse(known.stream().mapToInt(columns::get).toArray(), counts);
  }

  static List<String> lines(List<String> rows, List<Network> networks) {
    float share = 1f / networks.size();
    List<String> lines = new ArrayList<>();
    lines.add("!bias\t" + numbers(mean(networks, Network::bias)));
    lines.add("!whole\t" + numbers(beside(networks, Network::wholeBias)));
    lines.add("!sentence\t" + numbers(beside(networks, Network::sentenceBias)));
    for (int slot = 0; slot < Head.ALL; slot++) {
      int of = slot;
      float[] whole = beside(networks, n -> Arrays.copyOf(n.says(of), Network.FEATURES));
      float[] sentence =
          beside(
              networks,
              n -> Arrays.copyOfRange(n.says(of), Network.FEATURES, 2 * Network.FEATURES));
      float[] all = Arrays.copyOf(whole, whole.length + sentence.length);
      System.arraycopy(sentence, 0, all, whole.length, sentence.length);
      for (int i = 0; i < all.length; i++) {
        all[i] *= share;
      }
      lines.add("!says\t" + Head.name(slot) + "\t" + numbers(all));
    }
    for (int column = 0; column < rows.size(); column++) {
      lines.add(rows.get(column) + "\t" + vector(column, networks));
    }
    return lines;
  }

  /** Scale and bytes of a row. */
  private static String vector(int column, List<Network> networks) {
    float[] alone = mean(networks, n -> Arrays.copyOf(n.column(column), Head.ALL));
    float[] whole =
        beside(
            networks,
            n -> Arrays.copyOfRange(n.column(column), Head.ALL, Head.ALL + Network.FEATURES));
    float[] sentence =
        beside(
            networks,
            n ->
                Arrays.copyOfRange(
                    n.column(column),
                    Head.ALL + Network.FEATURES,
                    Head.ALL + 2 * Network.FEATURES));
    float[] all = Arrays.copyOf(alone, alone.length + whole.length + sentence.length);
    System.arraycopy(whole, 0, all, alone.length, whole.length);
    System.arraycopy(sentence, 0, all, alone.length + whole.length, sentence.length);
    float most = 0;
    for (float value : all) {
      most = Math.max(most, Math.abs(value));
    }
    float scale = Math.max(most, Float.MIN_NORMAL) / Byte.MAX_VALUE;
    byte[] bytes = new byte[all.length];
    for (int i = 0; i < all.length; i++) {
      bytes[i] = (byte) Math.round(all[i] / scale);
    }
    return scale + "\t" + Base64.getEncoder().encodeToString(bytes);
  }

  private static float[] mean(List<Network> networks, Function<Network, float[]> of) {
    float[] mean = new float[of.apply(networks.get(0)).length];
    for (Network network : networks) {
      float[] each = of.apply(network);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += each[i] / networks.size();
      }
    }
    return mean;
  }

  private static float[] beside(List<Network> networks, Function<Network, float[]> of) {
    float[] all = new float[0];
    for (Network network : networks) {
      float[] each = of.apply(network);
      all = Arrays.copyOf(all, all.length + each.length);
      System.arraycopy(each, 0, all, all.length - each.length, each.length);
    }
    return all;
  }

  private static String numbers(float[] numbers) {
    StringJoiner joiner = new StringJoiner(" ");
    for (float number : numbers) {
      joiner.add(Float.toString(number));
    }
    return joiner.toString();
  }
}
