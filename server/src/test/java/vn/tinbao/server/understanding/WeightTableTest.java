package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.understanding.Weights.Head;

class WeightTableTest {

  @Test
  void numbers_come_back_as_bytes_times_scale() {
    byte[] bytes = new byte[Head.ALL + 2];
    bytes[Head.slot(Category.CHILD)] = -100;
    bytes[Head.ALL] = 50;
    bytes[Head.ALL + 1] = 127;
    List<String> lines = table();
    lines.add("bi nhot\t0.0625\t" + Base64.getEncoder().encodeToString(bytes));
    lines.add("#child\t0.03125\t" + Base64.getEncoder().encodeToString(bytes));
    WeightTable table = new WeightTable(lines);

    assertThat(poured(table, 0, WeightTable.ALONE, 0.1f)[Head.slot(Category.CHILD)])
        .isEqualTo(-0.625f, within(1e-5f));
    float[] whole = poured(table, table.marked("#child").row(), table.whole(), 2);
    assertThat(whole[0]).isEqualTo(3.125f, within(1e-5f));
    table.show(whole);
    assertThat(whole[0]).as("with where it begins").isEqualTo(0.125f, within(1e-5f));
    assertThat(table.speak(found(0), Head.slot(Category.CHILD), whole)[0])
        .as("by itself, and by a feature of two times 3.125")
        .isEqualTo(-6.25f + 2 * 3.125f, within(1e-5f));
    float[] clearest = new float[1];
    table.keepClearest(poured(table, 0, table.sentence(), 1), clearest);
    table.keepClearest(new float[1], clearest);
    assertThat(clearest[0]).as("of two sentences the clearer").isEqualTo(6.9375f, within(1e-4f));
    double[] logits = table.logits(new float[Head.ALL], whole, clearest);
    assertThat(logits[0]).isEqualTo(0.5 + 0.125 * 2 + 6.9375 * -1, within(1e-4));
    assertThat(table.marked("#adult").row()).isEqualTo(-1);
    assertThat(table.speak(found(0), Head.slot(Category.CHILD), new float[1])[0])
        .as("by itself, where the text does not show the feature")
        .isEqualTo(-6.25f, within(1e-5f));
  }

  private static FoundRows found(int... rows) {
    FoundRows found = new FoundRows(1);
    found.beginSentence();
    for (int row : rows) {
      found.add(row, 0, 1);
    }
    return found;
  }

  @Test
  void what_a_text_says_again_counts_only_in_its_sentence() {
    List<String> lines = table();
    byte[] bytes = new byte[Head.ALL + 2];
    for (int row = 0; row < 23; row++) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (37 * row + 11 * i);
      }
      float scale = row % 5 == 0 ? 0.0625f : 0.001f * (row + 1);
      lines.add("r" + row + "\t" + scale + "\t" + Base64.getEncoder().encodeToString(bytes));
    }
    WeightTable table = new WeightTable(lines);
    int[] all = IntStream.range(0, 23).toArray();
    FoundRows found = found(all);
    WeightSums text = table.sums();
    WeightSums first = table.sums();
    table.addSentence(found, first);
    text.add(first);
    found.beginSentence();
    for (int row : new int[] {3, 4, 5, 6, 7, 7, 3}) {
      found.add(row, 0, 1);
    }
    WeightSums second = table.sums();
    table.addSentence(found, second);
    text.add(second);

    assertPoured(table, text, WeightTable.ALONE, all);
    assertPoured(table, text, table.whole(), all);
    assertPoured(table, first, table.sentence(), all);
    assertPoured(table, second, table.sentence(), 3, 4, 5, 6, 7);
    assertPoured(table, second, table.whole());
  }

  private static void assertPoured(
      WeightTable table, WeightSums sums, WeightSums.Part part, int... rows) {
    float[] left = new float[part.size()];
    sums.pour(part, 1, left);
    for (int row : rows) {
      float[] one = poured(table, row, part, 1);
      for (int i = 0; i < one.length; i++) {
        left[i] -= one[i];
      }
    }
    assertThat(left).containsOnly(new float[] {0}, within(1e-3f));
  }

  private static float[] poured(WeightTable table, int row, WeightSums.Part part, float factor) {
    float[] into = new float[part.size()];
    WeightSums sums = table.sums();
    table.add(row, sums);
    sums.pour(part, factor, into);
    sums.clear();
    sums.pour(part, factor, into);
    return into;
  }

  @Test
  void what_is_packed_comes_back_from_both_ends_of_what_may_be() {
    float[] numbers = {0, -7.99f, 7.99f, 0.25f, -0.25f, 3, -3};
    WeightSums.Part part = new WeightSums.Part(2, numbers.length);
    int[] packed = new int[part.end()];
    part.pack(numbers, 0, packed);
    WeightSums sums = new WeightSums(packed.length);
    sums.add(packed, WeightSums.most(packed));
    WeightSums all = new WeightSums(packed.length);
    all.add(sums);
    all.add(packed, WeightSums.most(packed));
    float[] twice = new float[numbers.length];
    all.pour(part, 1, twice);
    for (int i = 0; i < numbers.length; i++) {
      WeightSums.Terms one = new WeightSums.Terms(1);
      one.add(part, i, 1);
      assertThat(one.of(packed)).isEqualTo(numbers[i], within(WeightSums.STEP));
      assertThat(twice[i]).isEqualTo(2 * numbers[i], within(2 * WeightSums.STEP));
    }
    assertThatThrownBy(() -> new WeightSums.Part(2, 1).pack(new float[] {8.1f}, 0, packed))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("8.1");
  }

  @Test
  void what_cannot_be_read_is_named() {
    byte[] ones = new byte[Head.ALL + 2];
    Arrays.fill(ones, (byte) 1);
    assertThatThrownBy(() -> new WeightTable(with("nhot 0.5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no tab in \"nhot 0.5\"");
    assertThatThrownBy(() -> new WeightTable(with("nhot\t0.5")))
        .hasMessageContaining("not three fields for nhot");
    assertThatThrownBy(() -> new WeightTable(with("nhot\t0.5\tAAAA")))
        .hasMessageContaining("bytes are missing for nhot");
    assertThatThrownBy(
            () -> new WeightTable(with("nhot\t9\t" + Base64.getEncoder().encodeToString(ones))))
        .hasMessageContaining("nhot")
        .hasMessageContaining("beyond");
    assertThatThrownBy(
            () -> new WeightTable(with("a b c\t0.1\t" + Base64.getEncoder().encodeToString(ones))))
        .hasMessageContaining("more than 2 words: a b c");
    assertThatThrownBy(() -> new WeightTable(with("!more\t1"))).hasMessageContaining("!more");
    assertThatThrownBy(() -> new WeightTable(with("!says\tHUNGER\t1 1")))
        .hasMessageContaining("HUNGER");
    assertThatThrownBy(() -> new WeightTable(table().subList(0, 6)))
        .hasMessageContaining("nothing says");
  }

  private static List<String> with(String line) {
    List<String> lines = table();
    lines.add(line);
    return lines;
  }

  static List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("# one feature of a text, one of a sentence");
    lines.add(
        "!bias\t"
            + IntStream.range(0, Head.ALL).mapToObj(i -> "0.5").collect(Collectors.joining(" ")));
    lines.add("!whole\t-3");
    lines.add("!sentence\t-1");
    for (int slot = 0; slot < Head.ALL; slot++) {
      lines.add("!says\t" + Head.name(slot) + "\t2 -1");
    }
    return lines;
  }
}
