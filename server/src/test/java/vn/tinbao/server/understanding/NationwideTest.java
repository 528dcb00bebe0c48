package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.NationwideUnits;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/**
 * Places of the whole country, of before and after the reforms of 2025; figures are printed. The
 * official lists lie outside the project; without them these tests are left out, and say so.
 */
class NationwideTest {
  private static final LocalDate BEFORE = LocalDate.of(2024, 6, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static CatalogueSnapshot snapshot = CatalogueSnapshot.empty();
  private static LexiconUnderstanding understanding =
      new LexiconUnderstanding(snapshot, Lexicon.builtIn());

  @BeforeAll
  static void readTheLists() {
    CatalogueSnapshot lists = NationwideUnits.read(List.of()).orElse(null);
    if (lists == null) {
      System.out.println("Skipped: no official lists in ../../shared/data/admin");
      Assumptions.abort("no official lists in ../../shared/data/admin");
    }
    Lexicon lexicon = Lexicon.builtIn();
    long start = System.nanoTime();
    snapshot = lists;
    understanding = new LexiconUnderstanding(lists, lexicon);
    System.out.printf(
        "nationwide: %d units, gazetteer built in %d ms%n",
        lists.units().size(), (System.nanoTime() - start) / 1_000_000);
  }

  @TestFactory
  Stream<DynamicTest> the_hard_places_are_understood() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : lines()) {
      String[] c = line.split("\t", 5);
      tests.add(DynamicTest.dynamicTest(c[4], () -> check(c)));
    }
    return tests.stream();
  }

  @Test
  void every_commune_of_today_is_found_by_its_province() {
    count("today, accents", TODAY, "Tôi ở %s, có người bị lừa", true);
    count("today, no accents", TODAY, "toi o %s co nguoi bi lua", false);
  }

  @Test
  void every_commune_of_2024_is_found_by_its_district() {
    count("2024, accents", BEFORE, "Tôi ở %s, có người bị lừa", true);
    count("2024, no accents", BEFORE, "toi o %s co nguoi bi lua", false);
  }

  @Test
  void a_commune_without_anything_beside_it_is_never_silently_wrong() {
    Figures figures = new Figures();
    for (Unit unit : communes(TODAY)) {
      String text = "toi o " + Fold.text(unit.fullName()) + " co nguoi bi lua";
      figures.add(unit, understanding.understand(text, TODAY, null));
    }
    figures.print("today, no accents, name alone");
    assertThat(figures.wrong).isLessThanOrEqualTo(figures.all / 100);
  }

  @Test
  void sentences_of_many_shapes_are_never_silently_wrong() {
    for (LocalDate day : List.of(TODAY, BEFORE)) {
      shape("bare name, province", day, 90, u -> "có người ở " + u.name() + " " + province(u, day));
      shape("bare name, district", day, 90, u -> "ở " + u.name() + ", " + district(u, day));
      shape("prefix only", day, 60, u -> "Ở " + u.fullName() + " có người bị nhốt");
      shape(
          "story",
          day,
          94,
          u -> "cháu quê " + u.fullName() + ", " + province(u, day) + ", bị giữ bên Campuchia");
      shape(
          "province far away",
          day,
          94,
          u -> "Tôi người " + province(u, day) + ". Con bé đi mất. Nhà nó ở " + u.fullName() + ".");
    }
  }

  @Test
  void names_without_blanks_are_found_beside_their_province() {
    shape(
        "glued",
        TODAY,
        90,
        u ->
            "o "
                + Fold.text(u.name()).replace(" ", "")
                + " "
                + Fold.text(province(u, TODAY))
                + " co nguoi bi lua");
  }

  @Test
  void a_district_that_never_held_the_commune_leaves_it_to_a_person() {
    Figures figures = new Figures();
    for (Unit unit : communes(TODAY)) {
      if (!snapshot.fullPlace(unit).contains("Hà Nội")) {
        String text = "ở " + unit.fullName() + ", huyện Đan Phượng có người bị lừa";
        figures.add(unit, understanding.understand(text, TODAY, null));
      }
    }
    figures.print("today, wrong district");
    assertThat(figures.doubted).isGreaterThanOrEqualTo(figures.all * 98 / 100);
  }

  /** So many of a hundred are found; none at all but one of a hundred is wrong. */
  private static void shape(
      String name, LocalDate day, int found, Function<Unit, String> sentence) {
    Figures figures = new Figures();
    for (Unit unit : communes(day)) {
      boolean named = unit.name().chars().noneMatch(Character::isDigit);
      if (named && Fold.text(unit.name()).length() > 6) {
        figures.add(unit, understanding.understand(sentence.apply(unit), day, null));
      }
    }
    figures.print(day.getYear() + ", " + name);
    assertThat(figures.right).isGreaterThanOrEqualTo(figures.all * found / 100);
    assertThat(figures.wrong).isLessThanOrEqualTo(figures.all / 100);
  }

  private static String province(Unit unit, LocalDate day) {
    List<Unit> chain = snapshot.withAncestors(unit, day);
    return chain.get(chain.size() - 1).name();
  }

  private static String district(Unit unit, LocalDate day) {
    return snapshot.withAncestors(unit, day).get(1).fullName();
  }

  @Test
  void a_message_takes_some_tens_of_microseconds() {
    String text =
        "toi o xa binh trung huyen cao loc lang son co nguoi ru chau gai 15 tuoi sang trung quoc"
            + " lam viec nhe luong cao, toi nay 10h ho cho di, xin cac anh cong an giup";
    for (int warm = 0; warm < 5_000; warm++) {
      understanding.understand(text, TODAY, null);
    }
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 1_000; i++) {
        understanding.understand(text, TODAY, null);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    System.out.printf("nationwide: %d characters in %.1f us%n", text.length(), best / 1e6);
  }

  private static void count(String name, LocalDate day, String sentence, boolean accents) {
    Figures figures = new Figures();
    for (Unit unit : communes(day)) {
      String place = snapshot.fullPlace(unit, day);
      String text = String.format(sentence, accents ? place : Fold.text(place));
      figures.add(unit, understanding.understand(text, day, null));
    }
    figures.print(name);
    assertThat(figures.right + figures.doubted).isGreaterThanOrEqualTo(figures.all * 97 / 100);
    assertThat(figures.wrong).isLessThanOrEqualTo(figures.all / 100);
  }

  private static List<Unit> communes(LocalDate day) {
    return snapshot.units().stream()
        .filter(u -> u.level() == UnitLevel.COMMUNE && u.standsOn(day))
        .toList();
  }

  private static final class Figures {
    int all;
    int right;
    int doubted;
    int above;
    int wrong;
    final List<String> examples = new ArrayList<>();

    void add(Unit unit, Understood understood) {
      all++;
      Long decided = understood.placeDecided();
      boolean among = understood.places().stream().anyMatch(place -> place.unitId() == unit.id());
      if (decided != null && decided == unit.id()) {
        right++;
      } else if (decided == null && understood.ambiguous() && among) {
        doubted++;
      } else if (decided != null && isAbove(decided, unit)) {
        above++;
        note(unit, decided);
      } else if (decided != null) {
        wrong++;
        note(unit, decided);
      } else {
        note(unit, null);
      }
    }

    /** The district or province alone: too coarse, but true. */
    private static boolean isAbove(long decided, Unit unit) {
      LocalDate day = unit.validTo() == null ? TODAY : BEFORE;
      Unit found = snapshot.unit(decided).orElseThrow();
      List<Unit> today = snapshot.currentOf(found, day);
      return found.level() != UnitLevel.COMMUNE
          && snapshot.withAncestors(unit, day).stream()
              .anyMatch(above -> above.id() == decided || today.contains(above));
    }

    private void note(Unit unit, @Nullable Long decided) {
      if (examples.size() < 12) {
        examples.add(
            snapshot.fullPlace(unit)
                + " -> "
                + snapshot.unit(decided).map(u -> snapshot.fullPlace(u)).orElse("nothing"));
      }
    }

    void print(String name) {
      System.out.printf(
          "nationwide: %s: %d communes, %.2f %% found, %.2f %% doubted, %.2f %% only what holds it,"
              + " %.2f %% wrong %s%n",
          name,
          all,
          100.0 * right / all,
          100.0 * doubted / all,
          100.0 * above / all,
          100.0 * wrong / all,
          examples);
    }
  }

  private static void check(String[] c) {
    Understood u = understanding.understand(c[4], TODAY, null);
    String place =
        u.placeDecided() != null
            ? snapshot.fullPlace(snapshot.unit(u.placeDecided()).orElseThrow())
            : u.ambiguous() ? "?" : "-";
    // These are about places; where kind, category or urgency can be read in two ways, "/" says so.
    assertThat(u.kind().name()).isIn(List.of(c[0].split("/", -1)));
    assertThat(u.categories().get(0).name()).isIn(List.of(c[1].split("/", -1)));
    assertThat("" + u.urgency()).isIn(List.of(c[2].split("/", -1)));
    assertThat(place).isEqualTo(c[3]);
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    NationwideTest.class.getResourceAsStream(
                        "/understanding/messages-nationwide.tsv")),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(l -> !l.startsWith("#") && !l.startsWith("kind\t")).toList();
    }
  }
}
