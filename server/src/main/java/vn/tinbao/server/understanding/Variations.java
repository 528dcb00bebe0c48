package vn.tinbao.server.understanding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A message as others might have written it, for {@link WeightTrainer}: other words of the same
 * {@link WordClasses class}, a sentence less, sentences in another order, without accents. What it
 * means stays nearly always the same; so the weights come to rest on what messages mean and less on
 * how their authors happened to say it.
 */
final class Variations {
  /** Share of the known phrases that are said otherwise; each message has one of these. */
  private static final float[] SHARES = {0, 0.15f, 0.3f, 0.45f, 0.6f};

  private static final float SENTENCE_LEFT_OUT = 0.25f;
  private static final float ANOTHER_ORDER = 0.2f;
  private static final float WITHOUT_ACCENTS = 0.3f;

  /** From this share of marked letters on, a text is written with accents. */
  private static final double ACCENTED = 0.03;

  /** Their members are alike in kind and not in meaning: not to be exchanged. */
  private static final Pattern NOT_ALIKE = Pattern.compile("(?:age|time|number|count)\\b.*");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern MARK = Pattern.compile("\\p{M}+");
  private static final Pattern AFTER_SENTENCE = Pattern.compile("(?<=[.!?;\\n])\\s+");

  private final List<List<String>> members = new ArrayList<>();
  private final Map<String, List<Integer>> exact = new HashMap<>();
  private final Map<String, List<Integer>> bare = new HashMap<>();

  /** A phrase that was found, in words. */
  private record Found(int words, List<Integer> classes) {}

  /**
   * Exchanges by these classes.
   *
   * @param classLines of {@link WordClasses}
   */
  Variations(List<String> classLines) {
    for (String line : classLines) {
      int tab = line.indexOf('\t');
      if (line.startsWith("#") || tab < 0) {
        continue;
      }
      List<String> phrases = List.of(line.substring(tab + 1).split(", ", -1));
      boolean alike = !NOT_ALIKE.matcher(line.substring(0, tab)).matches();
      int number = alike ? members.size() : -1;
      for (String phrase : phrases) {
        String spelled = Normalizer.normalize(phrase, Normalizer.Form.NFC);
        exact.computeIfAbsent(spelled, p -> new ArrayList<>()).add(number);
        if (phrase.indexOf(' ') > 0) {
          bare.computeIfAbsent(withoutAccents(spelled), p -> new ArrayList<>()).add(number);
        }
      }
      if (alike) {
        members.add(phrases);
      }
    }
  }

  /** Another way to write it; the same chance gives the same. */
  String of(String text, Random chance) {
    String otherWords = otherWords(text, SHARES[chance.nextInt(SHARES.length)], chance);
    List<String> sentences = new ArrayList<>(List.of(AFTER_SENTENCE.split(otherWords)));
    if (sentences.size() > 2 && chance.nextFloat() < SENTENCE_LEFT_OUT) {
      sentences.remove(chance.nextInt(sentences.size()));
    }
    if (chance.nextFloat() < ANOTHER_ORDER) {
      Collections.shuffle(sentences, chance);
    }
    String written = String.join(" ", sentences);
    return chance.nextFloat() < WITHOUT_ACCENTS ? withoutAccents(written) : written;
  }

  private String otherWords(String given, float share, Random chance) {
    String text = Normalizer.normalize(given, Normalizer.Form.NFC);
    boolean accented = isAccented(text);
    List<MatchResult> words = WORD.matcher(text).results().toList();
    List<String> small = words.stream().map(w -> w.group().toLowerCase(Locale.ROOT)).toList();
    StringBuilder written = new StringBuilder();
    int copied = 0;
    int at = 0;
    while (at < words.size()) {
      Found found = longest(text, words, small, at, accented);
      if (found.words() == 0) {
        at++;
        continue;
      }
      int number = found.classes().get(chance.nextInt(found.classes().size()));
      if (chance.nextFloat() < share && number >= 0) {
        List<String> alike = members.get(number);
        String other = alike.get(chance.nextInt(alike.size()));
        written.append(text, copied, words.get(at).start());
        written.append(accented ? other : withoutAccents(other));
        copied = words.get(at + found.words() - 1).end();
      }
      at += found.words();
    }
    return written.append(text, copied, text.length()).toString();
  }

  private Found longest(
      String text, List<MatchResult> words, List<String> small, int from, boolean accented) {
    Found longest = new Found(0, List.of());
    StringBuilder phrase = new StringBuilder();
    for (int to = from; to < words.size() && to - from < WordClasses.LONGEST; to++) {
      if (to > from) {
        if (!text.substring(words.get(to - 1).end(), words.get(to).start()).isBlank()) {
          break;
        }
        phrase.append(' ');
      }
      phrase.append(small.get(to));
      List<Integer> classes = exact.get(phrase.toString());
      if (classes == null && !accented) {
        classes = bare.get(withoutAccents(phrase.toString()));
      }
      if (classes != null) {
        longest = new Found(to - from + 1, classes);
      }
    }
    return longest;
  }

  private static boolean isAccented(String text) {
    String without = withoutAccents(text);
    int marked = 0;
    for (int at = 0; at < Math.min(text.length(), without.length()); at++) {
      marked += text.charAt(at) == without.charAt(at) ? 0 : 1;
    }
    return marked > ACCENTED * text.length();
  }

  private static String withoutAccents(String text) {
    return MARK.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
        .replaceAll("")
        .replace('đ', 'd')
        .replace('Đ', 'D');
  }
}
