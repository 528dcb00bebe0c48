package vn.tinbao.server.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MinHashTest {
  private static final int SIZE = Integer.getInteger("tinbao.test.size", 200);
  private final MinHash hash = new MinHash(new byte[] {1, 2, 3});

  @Test
  void likeness_is_reckoned_as_a_slow_count_of_pieces_says() {
    Random random = new Random(61);
    double error = 0;
    for (int round = 0; round < SIZE; round++) {
      Set<String> one = new HashSet<>();
      Set<String> other = new HashSet<>();
      int common = random.nextInt(100);
      for (int i = 0; i < 100; i++) {
        String piece = "p" + random.nextLong();
        one.add(piece);
        other.add(i < common ? piece : "q" + random.nextLong());
      }
      Set<String> either = new HashSet<>(one);
      either.addAll(other);
      double exact = common / (double) either.size();
      double reckoned = hash.of(one).sketch().common(hash.of(other).sketch());
      error += Math.abs(reckoned - exact);
      assertThat(reckoned).isCloseTo(exact, within(0.25));
    }
    assertThat(error / SIZE).isLessThan(0.05);
  }

  @Test
  void another_key_gives_other_bands_and_like_texts_share_some() {
    String story = "Hôm qua có bà lạ rủ hai cháu gái trong thôn sang Trung Quốc làm nhà hàng";
    MinHash.Made here = hash.of(Shingles.of(story));
    MinHash.Made again = hash.of(Shingles.of(story + ", tối nay xe đón ở ngã ba"));

    assertThat(
            hash.of(
                    Shingles.of(
                        "hom qua CO ba la ru hai chau gai trong thon sang trung quoc"
                            + " lam nha hang"))
                .bands())
        .isEqualTo(here.bands());
    assertThat(shared(here, again)).isPositive();
    assertThat(shared(here, new MinHash(new byte[] {9}).of(Shingles.of(story)))).isZero();
    assertThat(here.bands()).doesNotHaveDuplicates();
  }

  @Test
  void a_short_text_says_little_and_none_says_nothing() {
    MinHash.Made few = hash.of(Shingles.of("cuu em voi"));

    assertThat(few.sketch().likeness(few.sketch())).isLessThan(Likeness.WORTH_A_LOOK);
    assertThat(hash.of(Shingles.of(" … ")).bands()).isEmpty();
    assertThat(hash.of(Set.of()).sketch().likeness(few.sketch())).isZero();
    assertThat(Sketch.of(few.sketch().bytes()).likeness(few.sketch()))
        .isEqualTo(few.sketch().likeness(few.sketch()));
    assertThat(Shingles.of("a b ".repeat(500_000))).hasSize(2);
  }

  @Test
  void place_and_time_alone_never_make_two_tips_alike() {
    Likeness near = new Likeness(0.1, Likeness.Place.SAME, Duration.ZERO, false, false);
    assertThat(near.worthALook()).isFalse();
    assertThat(new Likeness(0.3, Likeness.Place.SAME, Duration.ZERO, false, false).worthALook())
        .isTrue();
    assertThat(
            new Likeness(0.3, Likeness.Place.ELSEWHERE, Duration.ofDays(200), false, false)
                .worthALook())
        .isFalse();
    assertThat(new Likeness(0, Likeness.Place.SAME, Duration.ZERO, true, false).worthALook())
        .isTrue();
    assertThat(
            new Likeness(0, Likeness.Place.UNKNOWN, Duration.ofDays(2), false, true).worthALook())
        .isTrue();
  }

  private static long shared(MinHash.Made one, MinHash.Made other) {
    return Arrays.stream(one.bands())
        .filter(band -> Arrays.stream(other.bands()).anyMatch(b -> b == band))
        .count();
  }
}
