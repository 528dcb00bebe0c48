package vn.tinbao.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at is there. */
class DocsTest {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  void every_link_to_a_file_of_ours_leads_somewhere() throws IOException {
    TreeSet<String> broken = new TreeSet<>();
    for (Path document : documents()) {
      for (String target : links(Files.readString(document))) {
        if (!Files.exists(document.resolveSibling(target).normalize())) {
          broken.add(TOP.relativize(document) + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void each_row_of_the_threat_model_names_the_test_that_holds_it() throws IOException {
    List<String> rows =
        Files.readAllLines(TOP.resolve("docs/threat-model.md")).stream()
            .filter(line -> line.startsWith("| "))
            .filter(line -> !line.matches("\\| (what|who|attack).*\\| (test|held by) \\|"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(links(row))
                    .as(row)
                    .isNotEmpty()
                    .allMatch(target -> target.contains("/src/test/java/")));
  }

  private static List<String> links(String text) {
    return LINK.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(TOP.resolve("docs"))) {
      return Stream.concat(
              Stream.of(TOP.resolve("README.md")),
              docs.filter(path -> path.toString().endsWith(".md")))
          .toList();
    }
  }
}
