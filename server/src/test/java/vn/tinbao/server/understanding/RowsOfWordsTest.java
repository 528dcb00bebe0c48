package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowsOfWordsTest {
  @Test
  void knows_the_row_of_each_word_and_of_two_side_by_side() {
    Random random = new Random(7);
    RowsOfWords rows = new RowsOfWords();
    Map<List<Integer>, Integer> known = new HashMap<>();
    for (int row = 0; row < 9_000; row++) {
      List<Integer> words =
          row % 3 == 0
              ? List.of(random.nextInt(5_000))
              : List.of(random.nextInt(5_000), random.nextInt(5_000));
      if (known.putIfAbsent(words, row) == null) {
        rows.add(words.stream().mapToInt(Integer::intValue).toArray(), row);
      }
    }
    known.forEach(
        (words, row) ->
            assertThat(
                    words.size() == 1 ? rows.of(words.get(0)) : rows.of(words.get(0), words.get(1)))
                .as("%s", words)
                .isEqualTo(row));
    for (int word = -1; word < 5_100; word++) {
      int second = random.nextInt(5_100) - 1;
      assertThat(rows.of(word)).isEqualTo(known.getOrDefault(List.of(word), RowsOfWords.NONE));
      assertThat(rows.of(word, second))
          .isEqualTo(known.getOrDefault(List.of(word, second), RowsOfWords.NONE));
    }
  }
}
