package vn.tinbao.server.routing.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UnderstandCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T01:30:00Z"), ZoneOffset.UTC);
  private static final Argument<Map<String, Object>> OBJECT =
      Argument.mapOf(String.class, Object.class);
  private static final String REPORT =
      "chau gai o xa ia tơi bi ru qua cam lam viec nhe, tối nay di";

  @TempDir Path directory;

  private final StringWriter err = new StringWriter();
  private int code;

  private List<Map<String, Object>> run(byte[] input, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    code = run(new ByteArrayInputStream(input), out, options);
    return out.toString(StandardCharsets.UTF_8).lines().map(UnderstandCommandTest::object).toList();
  }

  private List<Map<String, Object>> run(String input, String... options) {
    return run(input.getBytes(StandardCharsets.UTF_8), options);
  }

  private int run(InputStream in, OutputStream out, String... options) {
    CommandLine line = new CommandLine(new UnderstandCommand(in, out, CLOCK));
    line.setErr(new PrintWriter(err, true));
    return line.execute(options);
  }

  private static Map<String, Object> object(String line) {
    try {
      return ObjectMapper.getDefault().readValue(line, OBJECT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(String text) {
    return "{\"text\":\"" + text + "\",\"hotlineTerritory\":null,\"at\":null}\n";
  }

  @Test
  @SuppressWarnings("unchecked")
  void a_report_is_answered_with_what_the_words_say_and_who_must_act() {
    Map<String, Object> answer = run(json(REPORT)).get(0);
    assertThat(code).isZero();
    assertThat(answer)
        .containsEntry("kind", "REPORT")
        .containsEntry("urgency", 5)
        .containsEntry("destination", "KHM")
        .containsEntry("placeDecided", "23538")
        .containsEntry("ambiguous", false)
        .containsEntry("at", "2026-11-22")
        .containsKeys("categories", "child", "reasons", "version", "signs", "hints", "because");
    Map<String, Object> place = ((List<Map<String, Object>>) answer.get("places")).get(0);
    assertThat(place)
        .containsEntry("code", "23538")
        .containsEntry("name", "Xã Ia Tơi")
        .containsEntry("level", "COMMUNE")
        .containsEntry("validFrom", "2025-07-01")
        .containsEntry("currentCodes", List.of("23538"))
        .containsKeys("score", "reason");
    List<Integer> offsets = ((List<List<Integer>>) place.get("offsets")).get(0);
    assertThat(REPORT.substring(offsets.get(0), offsets.get(1))).contains("ia tơi");
    Map<String, Object> lead = (Map<String, Object>) answer.get("leadAgency");
    assertThat(lead.get("id").toString()).matches(".+@.+/2025-07-01");
    assertThat(lead.get("name").toString()).isNotBlank();
    assertThat((List<String>) answer.get("reasons")).isNotEmpty();
  }

  @Test
  void the_day_it_was_sent_decides_which_units_stand() {
    List<Map<String, Object>> answers =
        run(
            "{\"text\":\"xã Ia Dom có người bị lừa\",\"at\":\"2024-06-01\"}\n"
                + "{\"text\":\"xã Ia Dom có người bị lừa\",\"at\":\"2026-01-01\"}\n");
    assertThat(answers.get(0)).containsEntry("placeDecided", "23537");
    assertThat(answers.get(1)).containsEntry("placeDecided", "23538");
  }

  @Test
  void a_bad_line_is_answered_by_its_number_and_the_others_go_on() {
    List<Map<String, Object>> answers =
        run(
            json("xã Ia Tơi")
                + "\n"
                + "no json\n"
                + "[1,2]\n"
                + "{\"text\":5}\n"
                + "{\"text\":null}\n"
                + "{}\n"
                + "{\"text\":\"a\",\"hotlineTerritory\":\"99999\"}\n"
                + "{\"text\":\"a\",\"hotlineTerritory\":618}\n"
                + "{\"text\":\"a\",\"hotlineTerritory\":\"x\"}\n"
                + "{\"text\":\"a\",\"at\":\"2025-02-30\"}\n"
                + "{\"text\":\"a\",\"at\":20250230}\n"
                + "{\"text\":\"a\",\"at\":\"+999999999-01-01\"}\n"
                + "{\"text\":\"a\",\"text\":\"b\"}\n"
                + "{\"text\":\"a\"} {\"text\":\"b\"}\n"
                + "{\"text\":\"a\"\n"
                + "[".repeat(5000)
                + "\n"
                + "{\"id\":7,\"more\":{\"text\":[1]},\"text\":\"xã Ia Tơi\"}");
    assertThat(code).isOne();
    assertThat(answers.get(0)).containsKey("kind");
    assertThat(answers.subList(1, 16))
        .extracting(a -> a.get("line"))
        .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
    assertThat(answers.subList(1, 16)).allSatisfy(a -> assertThat(a).containsKey("error"));
    assertThat(answers.subList(3, 12))
        .extracting(a -> a.get("field"))
        .containsExactly(
            "text",
            "text",
            "text",
            "hotlineTerritory",
            "hotlineTerritory",
            "hotlineTerritory",
            "at",
            "at",
            "at");
    assertThat(answers.get(16)).containsEntry("placeDecided", "23538");
    assertThat(answers).hasSize(17);
  }

  @Test
  void what_is_huge_or_no_text_at_all_costs_only_its_own_line() {
    String huge = json("x".repeat(LineReader.MOST_BYTES + 10));
    String tooLong = json("é".repeat(MessageReader.LONGEST_TEXT + 1));
    String long1 = json("bị giữ ở xã Ia Tơi ".repeat(5000));
    byte[] notUtf8 = "{\"text\":\"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
    all.writeBytes((huge + tooLong + long1).getBytes(StandardCharsets.UTF_8));
    all.writeBytes(notUtf8);
    all.writeBytes((json("") + json("\\ud800 \\u0000")).getBytes(StandardCharsets.UTF_8));
    List<Map<String, Object>> answers = run(all.toByteArray());
    assertThat(answers).hasSize(6);
    assertThat(answers.get(0).get("error").toString()).contains("longer than 1048576 bytes");
    assertThat(answers.get(1)).containsEntry("field", "text");
    assertThat(answers.get(2)).containsKey("kind");
    assertThat(answers.get(3)).containsEntry("error", "the line is not UTF-8");
    assertThat(answers.get(4)).containsKey("kind").containsEntry("placeDecided", null);
    assertThat(answers.get(5)).containsKey("kind");
    assertThat(run("")).isEmpty();
    assertThat(code).isZero();
  }

  @Test
  void an_answer_comes_before_the_next_line_is_asked_for() throws Exception {
    PipedOutputStream feed = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(feed, 1 << 16);
    PipedOutputStream out = new PipedOutputStream();
    PipedInputStream answers = new PipedInputStream(out, 1 << 16);
    Thread command = new Thread(() -> code = run(in, out));
    command.start();
    LineReader lines = new LineReader(answers);
    for (int i = 0; i < 3; i++) {
      feed.write(json("xã Ia Tơi " + i).getBytes(StandardCharsets.UTF_8));
      feed.flush();
      assertThat(lines.next()).contains("\"placeDecided\":\"23538\"");
    }
    feed.close();
    command.join();
    assertThat(code).isZero();
  }

  @Test
  void lists_are_read_without_a_database_and_a_wrong_one_is_a_sentence() throws IOException {
    Path list =
        Files.writeString(
            directory.resolve("u@nits.tsv"),
            "code\tlevel\tkind\tname\tfull_name\tslug\tparent\n"
                + "20\tprovince\tTỉnh\tLạng Sơn\tTỉnh Lạng Sơn\t\t\n"
                + "06217\tcommune\tXã\tKhánh Khê Thượng\tXã Khánh Khê Thượng\t\t20\n");
    assertThat(
            run(json("có người bị lừa ở xã Khánh Khê Thượng"), "--units", list + "@2025-08-01")
                .get(0))
        .containsEntry("placeDecided", "06217");
    assertThat(run("", "--units", directory.resolve("none.tsv") + "@2025-07-01")).isEmpty();
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("none.tsv: there is no such file");
    run("", "--units", list.toString());
    assertThat(code).isEqualTo(2);
    run("", "--units", list + "@2025-02-31");
    assertThat(code).isEqualTo(2);
    run("", "--database", "--units", list + "@2025-07-01");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("exclude each other");
  }
}
