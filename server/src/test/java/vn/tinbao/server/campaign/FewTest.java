package vn.tinbao.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Small figures tell of nobody, alone or beside others. */
class FewTest {

  @Test
  void a_figure_below_the_smallest_is_not_told() {
    assertThat(Few.of(0, 5).shown()).isEqualTo("0");
    assertThat(Few.of(1, 5).shown()).isEqualTo("< 5");
    assertThat(Few.of(4, 5)).hasToString("< 5");
    assertThat(Few.of(5, 5).shown()).isEqualTo("5");
    assertThat(Few.of(1, 1).shown()).isEqualTo("1");
  }

  @Test
  void what_is_too_small_cannot_be_worked_out_from_the_rest() {
    assertThat(Few.parts(List.of(part("A", 12), part("B", 2)), 5))
        .containsExactly(part("OTHER", 14));
    assertThat(Few.parts(List.of(part("A", 12), part("B", 2), part("C", 3)), 5))
        .containsExactly(part("A", 12), part("OTHER", 5));
    assertThat(Few.parts(List.of(part("A", 12), part("B", 0)), 5)).containsExactly(part("A", 12));
  }

  /** For any parts whose sum is told: the sum stays, and no part that is told is too small. */
  @Test
  void whatever_the_parts_the_sum_stays_and_none_is_small() {
    Random random = new Random(30_07);
    for (int i = 0; i < Integer.getInteger("tinbao.test.size", 500); i++) {
      int smallest = 1 + random.nextInt(9);
      List<Few.Part> parts = new ArrayList<>();
      long sum = 0;
      for (int p = 0; p < random.nextInt(8); p++) {
        long count = random.nextInt(12);
        parts.add(part("P" + p, count));
        sum += count;
      }
      if (sum < smallest) {
        continue;
      }
      List<Few.Part> told = Few.parts(parts, smallest);
      assertThat(told.stream().mapToLong(Few.Part::count).sum()).as("%s", parts).isEqualTo(sum);
      assertThat(told).as("%s at %s", parts, smallest).allMatch(part -> part.count() >= smallest);
    }
  }

  private static Few.Part part(String key, long count) {
    return new Few.Part(key, count);
  }
}
