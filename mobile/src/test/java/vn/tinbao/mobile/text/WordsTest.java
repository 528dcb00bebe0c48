package vn.tinbao.mobile.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Pattern KEY_IN_CODE = Pattern.compile("\\bsay\\(\\s*\"([^\"]+)\"");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  private final Words words = new Words();

  @Test
  void vietnamese_is_spoken_first_and_english_on_request() {
    assertThat(words.say("home.report")).isEqualTo("Báo tin");
    words.speak(Language.EN);
    assertThat(words.say("home.report")).isEqualTo("Report");
  }

  @Test
  void parts_are_put_in_their_places() {
    assertThat(words.say("report.step", 2, 4)).isEqualTo("Bước 2 trên 4");
    assertThatThrownBy(() -> words.say("no.such.key")).isInstanceOf(IllegalArgumentException.class);
    assertThat(words.sayOr("no.such.key", "x")).isEqualTo("x");
  }

  @Test
  void both_languages_say_the_same_things_with_the_same_parts() {
    assertThat(words.keys(Language.EN)).isEqualTo(words.keys(Language.VI));
    for (String key : words.keys(Language.VI)) {
      words.speak(Language.VI);
      Set<String> vietnamese = places(words.say(key));
      words.speak(Language.EN);
      assertThat(places(words.say(key))).as(key).isEqualTo(vietnamese);
    }
  }

  @Test
  void every_sentence_is_composed_because_a_phone_build_does_not_shape_combining_marks() {
    for (String key : words.keys(Language.VI)) {
      assertThat(Normalizer.isNormalized(words.say(key), Normalizer.Form.NFC)).as(key).isTrue();
    }
  }

  @Test
  void every_sentence_that_the_code_asks_for_is_there_and_none_is_left_over() throws IOException {
    Set<String> unused = new TreeSet<>(words.keys(Language.VI));
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        String code = Files.readString(source);
        for (String key : words.keys(Language.VI)) {
          if (code.contains("\"" + key + "\"") || code.contains("\"" + prefix(key) + "\"")) {
            unused.remove(key);
          }
        }
        Matcher matcher = KEY_IN_CODE.matcher(code);
        while (matcher.find()) {
          String key = matcher.group(1);
          boolean known =
              key.endsWith(".")
                  ? words.keys(Language.VI).stream().anyMatch(each -> each.startsWith(key))
                  : words.keys(Language.VI).contains(key);
          assertThat(known).as("%s in %s", key, source.getFileName()).isTrue();
        }
      }
    }
    assertThat(unused).isEmpty();
  }

  @Test
  void days_are_written_as_in_vietnam_wherever_the_phone_is() {
    Instant at = Instant.parse("2026-11-21T18:30:00Z");
    assertThat(Times.dayAndTime(at)).isEqualTo("22/11/2026 01:30");
    assertThat(Times.brief(at, at.plusSeconds(3600))).isEqualTo("01:30");
    assertThat(Times.brief(at, at.plusSeconds(86_400))).isEqualTo("22/11/2026 01:30");
  }

  /** {@code task.state.} of {@code task.state.DONE}. */
  private static String prefix(String key) {
    return key.substring(0, key.lastIndexOf('.') + 1);
  }

  private static Set<String> places(String sentence) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = PLACE.matcher(sentence);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
