package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import vn.tinbao.server.catalogue.BuiltInSnapshot;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;

/** Reports as people write them, each with what must be understood ({@code messages.tsv}). */
class LabelledMessagesTest {
  private static final LocalDate IN_2024 = LocalDate.of(2024, 6, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static final CatalogueSnapshot SNAPSHOT = BuiltInSnapshot.read();
  private static final LexiconUnderstanding UNDERSTANDING =
      new LexiconUnderstanding(SNAPSHOT, Lexicon.builtIn());

  @TestFactory
  Stream<DynamicTest> a_report_is_understood() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : lines()) {
      String[] columns = line.split("\t", 9);
      tests.add(DynamicTest.dynamicTest(columns[8], () -> check(columns)));
    }
    return tests.stream();
  }

  private static void check(String[] c) {
    LocalDate day = c[0].equals("T") ? TODAY : IN_2024;
    Unit hotline = c[1].equals("-") ? null : unit(c[1]);
    Understood understood =
        UNDERSTANDING.understand(c[8], day, hotline == null ? null : hotline.id());
    // Two readings of kind or category may be as good as each other: "REPORT/HELP".
    List<String> right = new ArrayList<>();
    for (String kind : c[2].split("/", -1)) {
      for (String categories : c[3].split("/", -1)) {
        right.add(
            kind + " | " + categories + " | " + String.join(" | ", Arrays.copyOfRange(c, 4, 8)));
      }
    }
    assertThat(describe(understood, c)).isIn(right);
  }

  private static String describe(Understood u, String[] expected) {
    boolean more = expected[3].endsWith("...");
    int shown = more ? expected[3].split(",", -1).length : u.categories().size();
    String categories =
        String.join(",", u.categories().stream().limit(shown).map(Category::name).toList())
            + (more ? "..." : "");
    String place =
        u.placeDecided() != null
            ? SNAPSHOT.unit(u.placeDecided()).orElseThrow().ref()
            : u.ambiguous() ? "?" : "-";
    return String.join(
        " | ",
        u.kind().name(),
        categories,
        String.valueOf(u.urgency()),
        u.child() ? "yes" : "no",
        u.destination() == null ? "-" : u.destination(),
        place);
  }

  private static Unit unit(String ref) {
    return SNAPSHOT.units().stream().filter(u -> u.ref().equals(ref)).findFirst().orElseThrow();
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    LabelledMessagesTest.class.getResourceAsStream("/understanding/messages.tsv")),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(l -> !l.startsWith("#") && !l.startsWith("day\t")).toList();
    }
  }
}
