package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The ways in which the name of one unit is written. Vietnamese names have few ({@code Mỹ}, {@code
 * Mĩ}); names in the languages of the highlands have no one spelling: {@code Krông Pắc} is {@code
 * Krông Pắk}, {@code Ea} is {@code Ia}, {@code M'Drắk} is {@code Ma Đrắk}.
 */
final class NameSpellings {
  private static final int MOST = 32;
  private static final Pattern APOSTROPHE = Pattern.compile("['’‘`´ʼ]\\s*");
  private static final Pattern SHORT_I = Pattern.compile("(m|k|l|t|s|h|v|qu)[iy]");

  /** Syllables that stand only in names of the highlands. */
  private static final Set<String> HIGHLAND =
      Set.of(
          "ia", "ea", "ya", "krong", "dak", "dac", "plei", "pleiku", "kon", "kong", "buon", "ayun",
          "dakrong", "lak", "pac", "buk", "da", "chro", "bua");

  /** Syllables that are written in several ways wherever they stand in such a name. */
  private static final Map<String, List<String>> SYLLABLES =
      Map.ofEntries(
          Map.entry("dak", List.of("Đắk", "Đắc")),
          Map.entry("dac", List.of("Đắk", "Đắc")),
          Map.entry("ea", List.of("Ea", "Ia", "Ya")),
          Map.entry("ia", List.of("Ia", "Ea", "Ya")),
          Map.entry("ya", List.of("Ya", "Ia", "Ea")),
          Map.entry("kon", List.of("Kon", "Con", "Công")),
          Map.entry("kong", List.of("Kông", "Công", "Kong")),
          Map.entry("krong", List.of("Krông", "Crông")),
          Map.entry("plei", List.of("Plei", "Plây", "Pley", "Play")),
          Map.entry("dakrong", List.of("Đakrông", "Đa Krông", "Đắk Rông")),
          Map.entry("ayun", List.of("Ayun", "A Yun")),
          Map.entry("kbang", List.of("Kbang", "K Bang", "Ka Bang", "Kơ Bang")));

  /** What is heard between two consonants and written by some: {@code Hơ Leo}. */
  private static final Map<Character, List<String>> CONSONANTS =
      Map.of(
          'h', List.of("Hơ"),
          'm', List.of("Ma", "Mơ"),
          'k', List.of("Ka", "Kơ"),
          'r', List.of("Rơ"),
          'n', List.of("Nơ"),
          'b', List.of("Bơ"),
          'p', List.of("Pơ"));

  /** {@code Đưng KNớ}: an apostrophe is left out. Of {@code KDang} everybody leaves it out. */
  private static final Pattern TWO_CAPITALS = Pattern.compile("(?<= )(\\p{Lu})(\\p{Lu}\\p{Ll})");

  /** {@code EaBar}: a blank is left out. */
  private static final Pattern CAPITAL_INSIDE = Pattern.compile("(\\p{Ll})(\\p{Lu})");

  /** {@code Ea Bar}, which many write as one word. */
  private static final Pattern TWO_WORDS = Pattern.compile("(Ea|Ia|Ya) (\\p{L}+)");

  private NameSpellings() {}

  /** The name as given first, then all others. */
  static Set<String> of(String name) {
    Set<String> all = new LinkedHashSet<>();
    all.add(name);
    String parted = TWO_CAPITALS.matcher(name).replaceAll("$1'$2");
    parted = CAPITAL_INSIDE.matcher(parted).replaceAll("$1 $2");
    for (String spelling : withoutApostrophes(parted)) {
      addSyllables(spelling, isHighland(parted), all);
    }
    if (TWO_WORDS.matcher(parted).matches()) {
      all.add(parted.replace(" ", ""));
    }
    for (String spelling : List.copyOf(all)) {
      all.add(withOtherI(spelling));
    }
    return all;
  }

  private static boolean isHighland(String name) {
    if (APOSTROPHE.matcher(name).find() || name.startsWith("Chư ") || name.startsWith("Cư ")) {
      return true;
    }
    for (String syllable : Fold.text(name).split(" ", -1)) {
      if (HIGHLAND.contains(syllable) || syllable.endsWith("k")) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> withoutApostrophes(String name) {
    Set<String> all = new LinkedHashSet<>();
    all.add(name);
    if (APOSTROPHE.matcher(name).find()) {
      all.add(APOSTROPHE.matcher(name).replaceAll(" "));
      all.add(APOSTROPHE.matcher(name).replaceAll(""));
      all.add(APOSTROPHE.matcher(name).replaceAll("").replace(" ", ""));
      String[] parts = APOSTROPHE.split(name, 2);
      char consonant = parts[0].isEmpty() ? ' ' : parts[0].charAt(parts[0].length() - 1);
      for (String heard : CONSONANTS.getOrDefault(Character.toLowerCase(consonant), List.of())) {
        String before = parts[0].substring(0, parts[0].length() - 1);
        all.add(before + heard + " " + parts[1]);
        all.add(before + heard + parts[1]);
      }
    }
    return all;
  }

  private static void addSyllables(String name, boolean highland, Set<String> all) {
    List<String> done = List.of("");
    for (String syllable : name.split(" ", -1)) {
      List<String> next = new ArrayList<>();
      for (String other : highland ? others(syllable, done.get(0).isEmpty()) : Set.of(syllable)) {
        for (String before : done) {
          if (next.size() < MOST) {
            next.add(before.isEmpty() ? other : before + " " + other);
          }
        }
      }
      done = next;
    }
    all.addAll(done);
  }

  private static Set<String> others(String syllable, boolean first) {
    String folded = Fold.text(syllable);
    Set<String> all = new LinkedHashSet<>();
    all.add(syllable);
    all.addAll(SYLLABLES.getOrDefault(folded, List.of()));
    if (first && (syllable.equals("Chư") || syllable.equals("Cư"))) {
      all.addAll(List.of("Chư", "Cư"));
    }
    for (String spelling : List.copyOf(all)) {
      if (folded.endsWith("k")) {
        all.add(spelling.substring(0, spelling.length() - 1) + "c");
      } else if (folded.endsWith("c") && folded.length() > 2 && !folded.endsWith("uc")) {
        all.add(spelling.substring(0, spelling.length() - 1) + "k");
      } else if (folded.endsWith("eh")) {
        all.add(spelling.substring(0, spelling.length() - 1));
      }
    }
    if (folded.startsWith("dr")) {
      for (String spelling : List.copyOf(all)) {
        all.add((spelling.charAt(0) == 'Đ' ? "D" : "Đ") + spelling.substring(1));
      }
    }
    return all;
  }

  private static String withOtherI(String name) {
    String[] parts = name.split(" ", -1);
    for (int i = 0; i < parts.length; i++) {
      if (SHORT_I.matcher(Fold.text(parts[i])).matches()) {
        parts[i] = swapI(parts[i]);
      }
    }
    return String.join(" ", parts);
  }

  private static String swapI(String syllable) {
    String with = "iíìỉĩịyýỳỷỹỵ";
    char last = syllable.charAt(syllable.length() - 1);
    int at = with.indexOf(last);
    if (at < 0) {
      return syllable;
    }
    int half = with.length() / 2;
    return syllable.substring(0, syllable.length() - 1) + with.charAt((at + half) % with.length());
  }
}
