package vn.tinbao.server.bench.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vn.tinbao.server.bench.understanding.Judged.PlaceVerdict;
import vn.tinbao.server.catalogue.ListedCatalogue;

class ScorecardTest {
  private static final String TEXT = "\"text\":\"xã Ia Tơi có người bị lừa\",";
  private static final String NOWHERE = "\"text\":\"có người bị lừa\",";
  private static Judge judge = new Judge(ListedCatalogue.builtIn());

  @TempDir Path directory;

  @BeforeAll
  static void readTheCatalogue() {
    judge = new Judge(ListedCatalogue.builtIn());
  }

  private Scorecard judged(String text, String place) throws IOException {
    return judge.judge(LabelledFile.read(file(text, place, "null")));
  }

  private Path file(String text, String place, String lead) throws IOException {
    return Files.writeString(
        directory.resolve("labelled.jsonl"),
        "{"
            + text
            + "\"hotline\":null,\"at\":null,\"kind\":\"REPORT\",\"categories\":[\"LURE_ABROAD\"],"
            + "\"urgency\":4,\"child\":true,\"destination\":\"CHN\",\"place\":"
            + place
            + ",\"lead\":"
            + lead
            + ",\"tags\":[\"accents\"]}\n");
  }

  private PlaceVerdict verdict(String text, String state, String... codes) throws IOException {
    String list = String.join("\",\"", codes);
    String place =
        "{\"state\":\"%s\",\"codes\":[%s]}"
            .formatted(state, codes.length == 0 ? "" : "\"" + list + "\"");
    PlaceVerdict verdict = judged(text, place).all().get(0).place();
    assertThat(verdict).isNotNull();
    return verdict == null ? PlaceVerdict.MISSED : verdict;
  }

  @Test
  void a_place_is_right_honest_coarser_missed_astray_or_silently_wrong() throws IOException {
    String district = "\"text\":\"ở tỉnh Quảng Ngãi có người bị lừa\",";
    assertThat(verdict(TEXT, "DECIDED", "23538")).isEqualTo(PlaceVerdict.RIGHT);
    assertThat(verdict(TEXT, "DECIDED", "23535")).isEqualTo(PlaceVerdict.SILENTLY_WRONG);
    assertThat(verdict(TEXT, "UNKNOWN")).isEqualTo(PlaceVerdict.SILENTLY_WRONG);
    assertThat(verdict(TEXT, "AMBIGUOUS", "23538", "23535")).isEqualTo(PlaceVerdict.SILENTLY_WRONG);
    assertThat(verdict(district, "DECIDED", "23538")).isEqualTo(PlaceVerdict.COARSER);
    assertThat(verdict(district, "AMBIGUOUS", "23538", "23535")).isEqualTo(PlaceVerdict.HONEST);
    assertThat(verdict(NOWHERE, "UNKNOWN")).isEqualTo(PlaceVerdict.RIGHT);
    assertThat(verdict(NOWHERE, "DECIDED", "23538")).isEqualTo(PlaceVerdict.MISSED);
  }

  @Test
  void figures_count_what_is_labelled_and_goals_say_whether_they_are_met() throws IOException {
    Scorecard card = judged(TEXT, "{\"state\":\"DECIDED\",\"codes\":[\"23538\"]}");
    assertThat(card.goals())
        .extracting(Scorecard.Goal::of)
        .as("no urgent message was found, none has a lead")
        .containsExactly(1, 1, 1, 1, 0, 0);
    assertThat(card.goals().get(0).met()).isTrue();
    assertThat(card.goals().get(3).met()).isFalse();
    assertThat(card.met()).isFalse();
    assertThat(card.text()).contains("right place or honest ambiguity", "MISSED", "LURE_ABROAD");
    assertThat(card.byTag()).contains("accents");
    assertThat(card.all().get(0).differences())
        .extracting(Judged.Difference::part)
        .contains(Judged.Part.URGENT, Judged.Part.CHILD, Judged.Part.DESTINATION)
        .doesNotContain(Judged.Part.PLACE, Judged.Part.LEAD);
  }

  @Test
  void a_label_that_says_nothing_of_a_part_is_not_held_against_it() {
    Labelled silent =
        new Labelled(
            "x",
            "xã Ia Tơi",
            null,
            LabelledFile.TODAY,
            null,
            List.of(),
            0,
            null,
            null,
            false,
            null,
            null,
            List.of());
    Scorecard card = judge.judge(List.of(silent));
    assertThat(card.all().get(0).differences()).isEmpty();
    assertThat(card.goals()).allMatch(goal -> goal.of() == 0 && goal.met());
  }

  @Test
  void the_command_prints_figures_and_fails_when_a_goal_is_missed() throws IOException {
    Path file = file(TEXT, "{\"state\":\"DECIDED\",\"codes\":[\"23538\"]}", "\"ca_xa@23538\"");
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new UnderstandingBench());
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(new StringWriter(), true));
    assertThat(command.execute(file.toString(), "--failures", "--tags")).isOne();
    assertThat(out.toString())
        .contains("1 messages", "labelled.jsonl:1", "- urgent: right 4", "First category");
    assertThat(command.execute("none.jsonl")).isEqualTo(2);
    Path bad = Files.writeString(directory.resolve("bad.jsonl"), "\n{\"text\":\"a\"}\n");
    assertThat(command.execute(bad.toString())).isEqualTo(2);
    assertThatThrownBy(() -> LabelledFile.read(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bad.jsonl:2")
        .hasMessageContaining("kind is missing");
  }
}
