package vn.tinbao.sms.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Vietnamese without its marks ("không dấu"), as most of it is sent: two segments where the marks
 * would take five. Some words then read as others; those that matter here are known by name, from
 * {@code text/unaccented-words.tsv}.
 */
public final class Unaccented {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SYLLABLE = Pattern.compile("[\\p{L}\\p{M}]+");

  /** By the word without marks: what it may be. The longest is tried first. */
  private static final Map<String, List<String>> WORDS = read();

  private static final int MOST_SYLLABLES =
      WORDS.keySet().stream().mapToInt(word -> word.split(" ", -1).length).max().orElse(1);

  private Unaccented() {}

  /**
   * A word that means something else without its marks.
   *
   * @param written as it stands in the text
   * @param start where, in characters of the composed text
   * @param plain without marks
   * @param others what it may be taken for
   */
  public record Ambiguity(String written, int start, String plain, List<String> others) {}

  /**
   * The same words without Vietnamese marks, in composed form; typographic quotes, dashes and dots
   * become those of the 7-bit alphabet. Other scripts stay as they are.
   */
  public static String of(String text) {
    String bare =
        MARKS
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
            .replaceAll("")
            .replace('đ', 'd')
            .replace('Đ', 'D')
            // Icelandic and African letters that look the same and are typed by mistake.
            .replace('ð', 'd')
            .replace('Ð', 'D')
            .replace('’', '\'')
            .replace('‘', '\'')
            .replace('“', '"')
            .replace('”', '"')
            .replace('–', '-')
            .replace('—', '-')
            .replace('\u00a0', ' ')
            .replace("…", "...");
    return Normalizer.normalize(bare, Normalizer.Form.NFC);
  }

  /** Where the text would say something else without its marks, in order. */
  public static List<Ambiguity> ambiguities(String text) {
    String composed = Segments.compose(text);
    List<MatchResult> syllables = SYLLABLE.matcher(composed).results().toList();
    List<Ambiguity> found = new ArrayList<>();
    int i = 0;
    while (i < syllables.size()) {
      int taken = 0;
      for (int n = Math.min(MOST_SYLLABLES, syllables.size() - i); n > 0 && taken == 0; n--) {
        int start = syllables.get(i).start();
        int end = syllables.get(i + n - 1).end();
        String written = composed.substring(start, end);
        String word = written.toLowerCase(Locale.ROOT);
        String plain = of(word);
        List<String> readings = WORDS.getOrDefault(plain, List.of());
        if (readings.contains(word)) {
          List<String> others = readings.stream().filter(other -> !other.equals(word)).toList();
          found.add(new Ambiguity(written, start, plain, others));
          taken = n;
        }
      }
      i += Math.max(1, taken);
    }
    return List.copyOf(found);
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> words = new LinkedHashMap<>();
    try (InputStream in =
            Objects.requireNonNull(
                Unaccented.class.getResourceAsStream("/text/unaccented-words.tsv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        List<String> readings = List.of(Segments.compose(line.strip()).split("\\s*,\\s*", -1));
        String plain = of(readings.get(0));
        if (readings.size() < 2 || !readings.stream().allMatch(word -> of(word).equals(plain))) {
          throw new IllegalStateException("Not one word without marks: " + line);
        }
        if (words.put(plain, readings) != null) {
          throw new IllegalStateException("Twice: " + plain);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
