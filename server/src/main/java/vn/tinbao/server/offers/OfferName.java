package vn.tinbao.server.offers;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name of a company as it is compared: its words without those that only say what kind of company
 * it is, which are written out, shortened or left out as one pleases.
 *
 * @param words those that tell which company it is
 * @param marked whether any word of the whole text has marks
 */
record OfferName(List<Word> words, boolean marked) {
  private static final Pattern PARTS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern TONES = Pattern.compile("[\\u0300\\u0301\\u0303\\u0309\\u0323]");
  private static final Pattern NO_TONES = Pattern.compile("[^\\u0300\\u0301\\u0303\\u0309\\u0323]");

  /** Shorter words must be typed as they are; one letter off would mean anything. */
  private static final int LEAST_NEAR = 4;

  private static final int LEAST_PART = 3;

  /** Kinds of companies, as adjacent words: a single one of them may well be part of a name. */
  private static final List<List<Word>> KINDS =
      Stream.of(
              "trách nhiệm hữu hạn",
              "hai thành viên trở lên",
              "joint stock company",
              "xuất khẩu lao động",
              "company limited",
              "công ty cp",
              "một thành viên",
              "1 thành viên",
              "công ty",
              "cổ phần",
              "co ltd",
              "cty cp",
              "ct cp",
              "ct tnhh",
              "ctcp",
              "cty",
              "tnhh",
              "mtv",
              "jsc",
              "ltd",
              "xklđ")
          .map(OfferName::split)
          .toList();

  OfferName {
    words = List.copyOf(words);
  }

  /**
   * A word.
   *
   * @param bare without marks
   * @param tones with marks, the tone at the end: where it is written in a word is a habit
   */
  record Word(String bare, String tones) {
    boolean marked() {
      return !bare.equals(tones);
    }
  }

  /** How one name is like another. */
  enum Match {
    /** The same words. */
    SAME,
    /** Its words stand in the other one, whole and together. */
    WITHIN,
    /** One might be taken for the other. */
    LIKE,
    /** Some of its words might. */
    PARTLY,
    NONE
  }

  static OfferName of(String text) {
    List<Word> all = split(text);
    List<Word> telling = new ArrayList<>();
    int at = 0;
    while (at < all.size()) {
      int kind = kindAt(all, at);
      if (kind == 0) {
        telling.add(all.get(at));
      }
      at += Math.max(1, kind);
    }
    return new OfferName(telling, all.stream().anyMatch(Word::marked));
  }

  /**
   * How this name, as somebody typed it, stands to one on the list. Marks count where both have
   * any.
   */
  Match in(OfferName listed) {
    if (words.isEmpty()) {
      return Match.NONE;
    }
    boolean marks = marked && listed.marked;
    for (int from = 0; from + words.size() <= listed.words.size(); from++) {
      if (stands(listed.words.subList(from, from + words.size()), marks)) {
        return words.size() == listed.words.size() ? Match.SAME : Match.WITHIN;
      }
    }
    String bare = bare();
    if (bare.length() >= LEAST_PART && listed.bare().contains(bare)) {
      return Match.LIKE;
    }
    long near = words.stream().filter(word -> listed.hasLike(word.bare())).count();
    if (near == words.size()) {
      return Match.LIKE;
    }
    // Two of three words are the same: a name that was made to look like another.
    return words.size() >= 3 && near * 3 >= words.size() * 2L ? Match.PARTLY : Match.NONE;
  }

  private boolean stands(List<Word> there, boolean marks) {
    for (int i = 0; i < words.size(); i++) {
      Word one = words.get(i);
      Word other = there.get(i);
      if (!(marks ? one.tones().equals(other.tones()) : one.bare().equals(other.bare()))) {
        return false;
      }
    }
    return true;
  }

  private boolean hasLike(String word) {
    return words.stream()
        .map(Word::bare)
        .anyMatch(
            one ->
                one.equals(word)
                    || word.length() >= LEAST_PART && one.startsWith(word)
                    || word.length() >= LEAST_NEAR
                        && one.length() >= LEAST_NEAR
                        && Folded.near(one, word));
  }

  private String bare() {
    return words.stream().map(Word::bare).collect(Collectors.joining(" "));
  }

  /** How many words from here on only say what kind of company it is. */
  private static int kindAt(List<Word> all, int at) {
    for (List<Word> kind : KINDS) {
      if (at + kind.size() <= all.size() && isKind(all.subList(at, at + kind.size()), kind)) {
        return kind.size();
      }
    }
    return 0;
  }

  private static boolean isKind(List<Word> words, List<Word> kind) {
    for (int i = 0; i < kind.size(); i++) {
      Word word = words.get(i);
      if (!word.bare().equals(kind.get(i).bare())
          || word.marked() && !word.tones().equals(kind.get(i).tones())) {
        return false;
      }
    }
    return true;
  }

  private static List<Word> split(String text) {
    List<Word> words = new ArrayList<>();
    String small = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    for (String part : PARTS.split(small)) {
      String bare = Folded.text(part).replace(" ", "");
      if (!bare.isEmpty()) {
        String apart = Normalizer.normalize(part, Normalizer.Form.NFD);
        String letters = TONES.matcher(apart).replaceAll("");
        words.add(new Word(bare, letters + NO_TONES.matcher(apart).replaceAll("")));
      }
    }
    return List.copyOf(words);
  }
}
