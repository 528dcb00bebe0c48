package vn.tinbao.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.vault.KeyedHash;

class SearchWordsTest {
  private static final int SIZE = Integer.getInteger("tinbao.test.size", 200);

  /** Any keyed hash will do: here the words themselves decide. */
  private static final KeyedHash HASH =
      (purpose, data) -> {
        byte[] out = new byte[32];
        new Random(java.util.Arrays.hashCode(data)).nextBytes(out);
        return out;
      };

  private final BlindWords blind = new BlindWords(HASH);

  @Test
  void words_are_found_without_marks_and_phrases_only_when_they_stand_together() {
    Set<String> has = SearchWords.of("Bà Nguyễn Thị Hường rủ cháu sang Móng Cái");

    assertThat(has).containsAll(SearchWords.wanted("huong MONG cai"));
    assertThat(has).containsAll(SearchWords.wanted("\"nguyễn thị hường\" cháu"));
    assertThat(has.containsAll(SearchWords.wanted("\"hường cháu\""))).isFalse();
    assertThat(has.containsAll(SearchWords.wanted("hường hải phòng"))).isFalse();
  }

  @Test
  void a_long_number_is_one_word_however_it_is_broken_up() {
    for (String written :
        List.of("gọi 0912 345 678 nhé", "0912.345.678", "+84 912 345 678", "0912345678")) {
      assertThat(SearchWords.of(written))
          .as(written)
          .containsAll(SearchWords.wanted("091 234 5678"))
          .containsAll(SearchWords.wanted("+84912345678"));
    }
    assertThat(SearchWords.of("0912 345 679").containsAll(SearchWords.wanted("0912345678")))
        .isFalse();
    assertThat(SearchWords.wanted(" … !? ")).isEmpty();
  }

  @Test
  void lines_are_apart_and_hostile_texts_are_bounded() {
    assertThat(SearchWords.of("bán\nthận")).doesNotContain("ban than");
    assertThat(SearchWords.of("a1 b2 ".repeat(200_000)).size()).isLessThan(10);
    StringBuilder huge = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      huge.append('w').append(i).append(' ');
    }
    assertThat(SearchWords.of(huge.toString()).size()).isLessThan(SearchWords.MOST + 3);
    assertThat(SearchWords.of("\uD800 \u202E‮ \u0000")).allMatch(word -> !word.isBlank());
  }

  @Test
  void an_index_says_yes_to_each_of_its_words_and_no_to_others() {
    Random random = new Random(6);
    for (int round = 0; round < SIZE; round++) {
      UUID tip = new UUID(random.nextLong(), random.nextLong());
      Set<String> words = new HashSet<>();
      for (int i = random.nextInt(90); i >= 0; i--) {
        words.add("w" + random.nextInt(1_000));
      }
      byte[] index = blind.index(tip, words);
      assertThat(index.length % (BlindWords.ROUND * Integer.BYTES)).isZero();
      assertThat(blind.probes(words)).allMatch(probe -> probe.in(tip, index));
      for (int i = 0; i < 20; i++) {
        String other = "w" + random.nextInt(1_000);
        assertThat(blind.probes(List.of(other)).get(0).in(tip, index))
            .as("round %d, %s", round, other)
            .isEqualTo(words.contains(other));
      }
    }
  }

  /** What somebody with the database and without keys could count. */
  @Test
  void no_value_comes_twice_so_that_there_are_no_frequencies() {
    Map<Integer, Integer> seen = new HashMap<>();
    for (int i = 0; i < SIZE; i++) {
      UUID tip = UUID.randomUUID();
      byte[] index = blind.index(tip, SearchWords.of("bị lừa sang campuchia làm việc nhẹ"));
      java.nio.IntBuffer values = java.nio.ByteBuffer.wrap(index).asIntBuffer();
      while (values.hasRemaining()) {
        seen.merge(values.get(), 1, Integer::sum);
      }
    }
    assertThat(seen.values().stream().mapToInt(Integer::intValue).max().orElseThrow())
        .isLessThanOrEqualTo(2);
  }
}
