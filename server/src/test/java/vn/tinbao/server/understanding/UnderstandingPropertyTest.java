package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.BuiltInSnapshot;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/** What holds for every text, tried on many made by chance with a fixed seed. */
class UnderstandingPropertyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final int LONGEST_TEXT = 100_000;
  private static final int ROUNDS =
      "full".equals(System.getProperty("tinbao.test.size")) ? 20_000 : 1_000;

  private static final CatalogueSnapshot SNAPSHOT = BuiltInSnapshot.read();
  private static final LexiconUnderstanding UNDERSTANDING =
      new LexiconUnderstanding(SNAPSHOT, Lexicon.builtIn());
  private static final String[] PIECES = {
    "xã",
    "x.",
    "huyện",
    "binh trung",
    "Bình Trung",
    "lang son",
    "Huế",
    "ở",
    "sang",
    "qua",
    "bị",
    "không",
    "trung quốc",
    "cam",
    "lào",
    "nhốt",
    "ép",
    "làm",
    "bán",
    "15t",
    "2012",
    "tối nay",
    ".",
    ",",
    "!",
    "\n",
    "…",
    "“",
    "ko",
    "tq",
    "rủ",
    "cháu gái",
    "casino",
    "Ia H’Drai",
    "q1",
    "p.12",
    "\uD83C\uDD98",
    "đi",
    "an toàn",
    "hòa bình",
    "e",
    "cứu",
    "thọ xuân",
    "thanh hóa",
    "năm"
  };

  @Test
  void no_text_is_too_strange() {
    Random random = new Random(150);
    for (int round = 0; round < ROUNDS; round++) {
      check(strange(random, random.nextInt(400)));
    }
  }

  @Test
  void no_row_of_known_words_is_too_strange() {
    Random random = new Random(151);
    for (int round = 0; round < ROUNDS; round++) {
      check(known(random, random.nextInt(60)));
    }
  }

  @Test
  void the_longest_text_is_read_to_its_end() {
    Random random = new Random(152);
    check(strange(random, LONGEST_TEXT));
    check(known(random, LONGEST_TEXT / 4).substring(0, LONGEST_TEXT));
    check("xã bình trung ".repeat(LONGEST_TEXT / 14));
    check("bị bán sang trung quốc ".repeat(LONGEST_TEXT / 23));
    check("a ".repeat(LONGEST_TEXT / 2));
    check("\uD800".repeat(LONGEST_TEXT));
    check("ở\u0301".repeat(LONGEST_TEXT / 2));
    check("\uFDFA".repeat(LONGEST_TEXT));
  }

  @Test
  void the_time_grows_with_the_length_only() {
    String sentence = "o xa binh trung huyen cao loc co nguoi ru chau gai sang trung quoc toi nay ";
    String small = sentence.repeat(60);
    String large = sentence.repeat(1200);
    for (int warm = 0; warm < 40; warm++) {
      UNDERSTANDING.understand(small, TODAY, null);
    }
    long smallTime = fastest(small, 10);
    long largeTime = fastest(large, 15);
    System.out.printf(
        "understanding: %d characters in %d us, %d characters in %d us%n",
        small.length(), smallTime / 1000, large.length(), largeTime / 1000);
    // Twenty times the text; a quadratic reader would take four hundred times as long.
    assertThat(largeTime).isLessThan(smallTime * 250);
  }

  @Test
  void adding_accents_never_lowers_the_rank_of_the_right_unit() {
    for (Unit unit : SNAPSHOT.units()) {
      if (unit.level() != UnitLevel.COMMUNE) {
        continue;
      }
      String prefix = unit.kind().toLowerCase(Locale.ROOT);
      String accented = "ở " + prefix + " " + unit.name() + " có người rủ đi";
      int bareRank = rank(Fold.text(accented), unit);
      int accentedRank = rank(accented, unit);
      assertThat(bareRank).as(unit.fullName()).isNotNegative();
      assertThat(accentedRank).as(unit.fullName()).isBetween(0, bareRank);
    }
  }

  @Test
  void every_unit_is_found_by_its_full_place_or_honestly_doubted() {
    List<String> wrong = new ArrayList<>();
    int doubted = 0;
    for (Unit unit : SNAPSHOT.units()) {
      LocalDate day = unit.validTo() == null ? TODAY : unit.validTo().minusDays(1);
      String text = "Tôi ở " + SNAPSHOT.fullPlace(unit, day) + ", có người bị lừa.";
      Understood understood = UNDERSTANDING.understand(text, day, null);
      Long decided = understood.placeDecided();
      if (decided == null && understood.ambiguous()) {
        doubted++;
      } else if (decided == null || decided != unit.id()) {
        wrong.add(text + " -> " + decided);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(doubted).isLessThan(SNAPSHOT.units().size() / 30);
  }

  @Test
  void many_threads_get_the_same_answer() throws Exception {
    List<String> texts = new ArrayList<>();
    Random random = new Random(153);
    for (int i = 0; i < 200; i++) {
      texts.add(known(random, 40));
    }
    List<Understood> alone = texts.stream().map(UnderstandingPropertyTest::understand).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Understood>>> answers = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        answers.add(
            threads.submit(
                () -> texts.stream().map(UnderstandingPropertyTest::understand).toList()));
      }
      for (Future<List<Understood>> answer : answers) {
        assertThat(answer.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int rank(String text, Unit unit) {
    Understood understood = understand(text);
    for (int rank = 0; rank < understood.places().size(); rank++) {
      Understood.Place place = understood.places().get(rank);
      boolean samePlace =
          place.unitId() == unit.id()
              || place
                  .currentUnitIds()
                  .equals(SNAPSHOT.currentOf(unit, TODAY).stream().map(Unit::id).toList());
      if (samePlace) {
        return rank;
      }
    }
    return -1;
  }

  private static void check(String text) {
    Understood u = understand(text);
    assertThat(u.urgency()).isBetween(1, 5);
    assertThat(u.categories()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(u.placeDecided() != null && u.ambiguous()).isFalse();
    assertThat(u.places()).extracting(Understood.Place::score).allMatch(s -> s >= 0 && s <= 100);
    if (u.urgencyBecause() != null) {
      assertInside(u.urgencyBecause(), text);
    }
    u.signs().forEach(sign -> assertInside(sign.span(), text));
    u.times().forEach(when -> assertInside(when.span(), text));
    if (u.people() != null) {
      assertInside(u.people().span(), text);
    }
    u.places().forEach(place -> place.spans().forEach(span -> assertInside(span, text)));
  }

  private static void assertInside(Understood.Span span, String text) {
    assertThat(span.start()).isNotNegative().isLessThan(span.end());
    assertThat(span.end()).isLessThanOrEqualTo(text.length());
  }

  private static Understood understand(String text) {
    return UNDERSTANDING.understand(text, TODAY, null);
  }

  private static long fastest(String text, int rounds) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      UNDERSTANDING.understand(text, TODAY, null);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  /** Any Java characters: lone surrogates, marks, other scripts, control characters. */
  private static String strange(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        case 2 -> text.append((char) (0x300 + random.nextInt(0x70)));
        case 3 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        case 4 -> text.append((char) (0x20 + random.nextInt(0x200)));
        default -> text.append(PIECES[random.nextInt(PIECES.length)]).append(' ');
      }
    }
    return text.substring(0, length);
  }

  private static String known(Random random, int words) {
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < words; word++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
      text.append(random.nextInt(12) == 0 ? "" : " ");
    }
    return text.toString();
  }
}
