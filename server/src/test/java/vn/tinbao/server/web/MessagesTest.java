package vn.tinbao.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Pattern USED = Pattern.compile("\\bui\\.t\\(\"([^\"]+)\"[,)]");
  private static final Pattern ARGUMENT = Pattern.compile("\\{\\d");

  private final Messages messages = new Messages();

  @Test
  void both_languages_say_the_same_things() {
    assertThat(messages.sentences(Languages.VIETNAMESE).keySet())
        .isEqualTo(messages.sentences(Languages.ENGLISH).keySet());
  }

  @Test
  void both_languages_take_the_same_arguments() {
    messages
        .sentences(Languages.VIETNAMESE)
        .forEach(
            (key, sentence) ->
                assertThat(arguments(messages.sentences(Languages.ENGLISH).get(key)))
                    .as(key)
                    .isEqualTo(arguments(sentence)));
  }

  @Test
  void every_sentence_that_a_page_says_is_written_down() throws IOException {
    TreeSet<String> missing = new TreeSet<>();
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
      for (Path template : templates.filter(p -> p.toString().endsWith(".jte")).toList()) {
        Matcher used = USED.matcher(Files.readString(template));
        while (used.find()) {
          if (!messages.has(used.group(1))) {
            missing.add(used.group(1));
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void a_number_has_its_dots_in_vietnamese() {
    assertThat(messages.text(Languages.VIETNAMESE, "staff.wait", 1234)).contains("1.234");
  }

  private static TreeSet<String> arguments(String sentence) {
    TreeSet<String> found = new TreeSet<>();
    Matcher matcher = ARGUMENT.matcher(sentence);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}
