package vn.tinbao.server.bench.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DuplicatesBenchTest {
  @TempDir Path folder;

  @Test
  void reports_told_twice_are_found_and_others_are_not_proposed() {
    StringWriter out = new StringWriter();

    assertThat(run(out, "--sample", "60")).as(out.toString()).isZero();
    assertThat(out.toString()).contains("told again", "words left out", "other order");
  }

  @Test
  void messages_that_all_say_the_same_miss_the_goal() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      lines
          .append("{\"text\":\"hom qua co nguoi la den thon ru cac chau di lam thue ")
          .append(i)
          .append("\",\"kind\":\"REPORT\",\"urgency\":3}\n");
    }
    Path file = Files.writeString(folder.resolve("same.jsonl"), lines);
    StringWriter out = new StringWriter();

    assertThat(run(out, "--sample", "10", file.toString())).as(out.toString()).isEqualTo(1);
  }

  @Test
  void the_same_chance_tells_it_the_same_way_and_no_text_breaks_it() {
    for (Retelling way : Retelling.values()) {
      String text = "Hôm qua có bà lạ rủ hai cháu gái trong thôn. Tối nay xe đón!";
      assertThat(way.of(text, new Random(1))).isEqualTo(way.of(text, new Random(1)));
      for (String odd : new String[] {"", " ", "…", "a", "\uD800"}) {
        assertThat(way.of(odd, new Random(1))).isNotNull();
      }
    }
  }

  private static int run(StringWriter out, String... arguments) {
    return new CommandLine(new DuplicatesBench())
        .setOut(new PrintWriter(out, true))
        .execute(arguments);
  }
}
