package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
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
    lines.add("bi nhot\t0.5\t" + Base64.getEncoder().encodeToString(bytes));
    lines.add("#child\t2\t" + Base64.getEncoder().encodeToString(bytes));
    WeightTable table = new WeightTable(lines);

    float[] alone = new float[Head.ALL];
    table.addAlone(0, 0.1f, alone);
    assertThat(alone[Head.slot(Category.CHILD)]).isEqualTo(-5f, within(1e-5f));
    float[] whole = new float[1];
    table.addOfWhole(table.mark("#child"), 0.1f, whole);
    assertThat(whole[0]).isEqualTo(10f, within(1e-5f));
    table.show(whole);
    assertThat(whole[0]).as("with where it begins").isEqualTo(7f, within(1e-5f));
    float[] sentence = new float[1];
    table.addOfSentence(0, 1, sentence);
    float[] clearest = new float[1];
    table.keepClearest(sentence, clearest);
    table.keepClearest(new float[1], clearest);
    assertThat(clearest[0]).as("of two sentences the clearer").isEqualTo(62.5f, within(1e-4f));
    double[] logits = table.logits(new float[Head.ALL], whole, clearest);
    assertThat(logits[0]).isEqualTo(0.5 + 7 * 2 + 62.5 * -1, within(1e-4));
    assertThat(table.mark("#adult")).isEqualTo(-1);
  }

  @Test
  void what_cannot_be_read_is_named() {
    assertThatThrownBy(() -> new WeightTable(with("nhot 0.5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no tab in \"nhot 0.5\"");
    assertThatThrownBy(() -> new WeightTable(with("nhot\t0.5")))
        .hasMessageContaining("not three fields for nhot");
    assertThatThrownBy(() -> new WeightTable(with("nhot\t0.5\tAAAA")))
        .hasMessageContaining("bytes are missing for nhot");
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
