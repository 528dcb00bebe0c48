package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import vn.tinbao.server.understanding.PlaceWords.Prefix;
import vn.tinbao.server.understanding.PlaceWords.Role;

/**
 * Finds every name of a unit in a text: the longest names first, those inside a longer one dropped.
 */
final class PlaceMentions {
  private static final int LONGEST_NAME = 8;

  private final Gazetteer gazetteer;
  private final PlaceWords placeWords;
  private final Words words;
  private final LocalDate day;

  private PlaceMentions(Gazetteer gazetteer, PlaceWords placeWords, Words words, LocalDate day) {
    this.gazetteer = gazetteer;
    this.placeWords = placeWords;
    this.words = words;
    this.day = day;
  }

  static List<PlaceMention> in(
      Words words, LocalDate day, Gazetteer gazetteer, PlaceWords placeWords) {
    return new PlaceMentions(gazetteer, placeWords, words, day).find();
  }

  private List<PlaceMention> find() {
    List<PlaceMention> all = new ArrayList<>();
    int[] longestFrom = new int[words.count()];
    for (int from = 0; from < words.count(); from++) {
      int node = PhraseTrie.ROOT;
      for (int to = from; to < words.count() && to - from < LONGEST_NAME; to++) {
        if (to > from && words.before(to) != Words.JOINED) {
          break;
        }
        node = gazetteer.names().step(node, words.id(to));
        if (node == PhraseTrie.NOWHERE) {
          break;
        }
        List<Gazetteer.Name> names = agreeing(gazetteer.names().at(node), from);
        if (!names.isEmpty()) {
          PlaceMention mention = mention(from, to + 1, names);
          if (isPlausible(mention)) {
            all.add(mention);
            longestFrom[from] = to + 1;
          }
        }
      }
    }
    all.removeIf(mention -> insideLonger(mention, longestFrom));
    return withoutOverlaps(all);
  }

  private List<Gazetteer.Name> agreeing(List<Gazetteer.Name> names, int from) {
    if (names.isEmpty()) {
      return names;
    }
    List<Gazetteer.Name> agreeing = new ArrayList<>(names.size());
    for (Gazetteer.Name name : names) {
      if (!gazetteer.unit(name.unit()).validFrom().isAfter(day) && agrees(name, from)) {
        agreeing.add(name);
      }
    }
    return agreeing;
  }

  private boolean agrees(Gazetteer.Name name, int from) {
    long[] accents = name.spelling().accents();
    for (int i = 0; i < accents.length; i++) {
      if (Accents.agreement(words.accents(from + i), accents[i]) == Accents.Agreement.CONFLICT) {
        return false;
      }
    }
    return true;
  }

  /** Without accents and without a prefix, everyday words are no names. */
  private boolean isPlausible(PlaceMention mention) {
    if (words.accented()) {
      return true;
    }
    if (placeWords.tearsPrefix(words, mention.to())) {
      return false;
    }
    if (mention.prefix() != null) {
      return true;
    }
    return !placeWords.tearsEverydayWord(words, mention.from(), mention.to());
  }

  private PlaceMention mention(int from, int to, List<Gazetteer.Name> names) {
    Prefix prefix = placeWords.prefixBefore(words, from);
    int start = prefix == null ? from : from - prefix.spelling().length();
    Role role = placeWords.roleBefore(words, start);
    boolean locality = prefix == null && placeWords.namesLocality(words, from);
    boolean person = prefix == null && !locality && placeWords.namesPerson(words, from);
    return new PlaceMention(from, to, start, prefix, role, locality, person, names);
  }

  private static boolean insideLonger(PlaceMention mention, int[] longestFrom) {
    for (int from = Math.max(0, mention.from() - LONGEST_NAME); from <= mention.from(); from++) {
      boolean longer = from < mention.from() || longestFrom[from] > mention.to();
      if (longer && longestFrom[from] >= mention.to()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Of names that share a word, the one that is said to be a unit; the two at the sides rather than
   * the one between them ({@code Thọ Xuân Thanh Hóa} names no {@code Xuân Thanh}); else both.
   */
  private static List<PlaceMention> withoutOverlaps(List<PlaceMention> mentions) {
    List<PlaceMention> kept = new ArrayList<>(mentions.size());
    for (int i = 0; i < mentions.size(); i++) {
      PlaceMention mention = mentions.get(i);
      PlaceMention before = kept.isEmpty() ? null : kept.get(kept.size() - 1);
      if (before != null && before.overlaps(mention)) {
        PlaceMention after = i + 1 < mentions.size() ? mentions.get(i + 1) : null;
        boolean between = after != null && after.overlaps(mention) && !after.overlaps(before);
        if (mention.prefix() == null && (before.prefix() != null || between)) {
          continue;
        }
        if (before.prefix() == null && mention.prefix() != null) {
          kept.remove(kept.size() - 1);
        }
      }
      kept.add(mention);
    }
    return kept;
  }
}
