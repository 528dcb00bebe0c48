package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.understanding.Network.Sparse;
import vn.tinbao.server.understanding.Network.Text;
import vn.tinbao.server.understanding.Weights.Head;

class NetworkTest {
  private static final List<String> ROWS = List.of("#first", "dem", "hom qua", "nhot", "truoc");
  private static final int LOCKED = 3;
  private static final int OVER = 4;
  private static final int OTHER = 1;

  @Test
  void it_learns_what_is_said_in_one_sentence_from_what_is_said_in_two() {
    List<List<Text>> texts = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      texts.add(List.of(text(2, List.of(LOCKED, OVER), List.of(OTHER))));
      texts.add(List.of(text(4, List.of(LOCKED, OTHER), List.of(OVER, OTHER))));
    }
    List<String> lines = WeightTrainer.lines(ROWS, List.of(Network.fitted(ROWS.size(), texts, 0)));
    WeightTable table = new WeightTable(lines);
    double[] over = shares(table, texts.get(0).get(0));
    double[] now = shares(table, texts.get(1).get(0));
    assertThat(over[1]).isGreaterThan(0.8);
    assertThat(now[3]).isGreaterThan(0.8);
  }

  @Test
  void the_same_texts_give_the_same_numbers_and_another_seed_others() {
    List<List<Text>> texts =
        List.of(
            List.of(text(2, List.of(LOCKED), List.of(OVER)), text(2, List.of(LOCKED, OVER))),
            List.of(text(4, List.of(OTHER))));
    List<String> once = WeightTrainer.lines(ROWS, List.of(Network.fitted(5, texts, 7)));
    assertThat(WeightTrainer.lines(ROWS, List.of(Network.fitted(5, texts, 7)))).isEqualTo(once);
    assertThat(WeightTrainer.lines(ROWS, List.of(Network.fitted(5, texts, 8)))).isNotEqualTo(once);
  }

  @SafeVarargs
  private static Text text(int level, List<Integer>... sentences) {
    List<Sparse> held = new ArrayList<>();
    int[] all =
        List.of(sentences).stream().flatMap(List::stream).distinct().mapToInt(i -> i).toArray();
    for (List<Integer> sentence : sentences) {
      held.add(sparse(sentence.stream().mapToInt(i -> i).toArray()));
    }
    return new Text(
        sparse(all),
        held,
        new int[] {Head.slot(Category.CHILD), Head.slot(Understood.Kind.REPORT), Head.slot(level)});
  }

  private static Sparse sparse(int[] columns) {
    float[] counts = new float[columns.length];
    java.util.Arrays.fill(counts, Weights.value(columns.length));
    return new Sparse(columns, counts);
  }

  /** Likelihoods of the five levels. */
  private static double[] shares(WeightTable table, Text text) {
    float[] alone = poured(table, text.whole(), WeightTable.ALONE);
    float[] whole = poured(table, text.whole(), table.whole());
    float[] clearest = new float[table.ofSentence()];
    for (Sparse sentence : text.sentences()) {
      float[] sums = poured(table, sentence, table.sentence());
      table.keepClearest(sums, clearest);
    }
    table.show(whole);
    return Weights.softmax(table.logits(alone, whole, clearest), Head.FIRST_LEVEL, Head.ALL);
  }

  private static float[] poured(WeightTable table, Sparse held, WeightSums.Part part) {
    float[] into = new float[part.size()];
    for (int i = 0; i < held.columns().length; i++) {
      WeightSums sums = table.sums();
      table.add(held.columns()[i], sums);
      sums.pour(part, held.counts()[i], into);
    }
    return into;
  }
}
