package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streets, hamlets, markets: where in the unit it is, in the sender's words. They are no units and
 * are looked up nowhere; whoever goes there needs them.
 */
final class Localities {
  private static final int MOST = 20;

  /** Longest name of a street or hamlet, in words, as far as its words are written as a name. */
  private static final int LONGEST_NAME = 4;

  /** The same in a text that has no capitals to tell where a name ends. */
  private static final int LONGEST_BARE_NAME = 2;

  private final Words words;
  private final PlaceWords placeWords;
  private final List<PlaceMention> mentions;

  /** For each word the number, from 1, of the first mention it belongs to, 0 for none. */
  private int @Nullable [] covering;

  private Localities(Words words, PlaceWords placeWords, List<PlaceMention> mentions) {
    this.words = words;
    this.placeWords = placeWords;
    this.mentions = mentions;
  }

  /** In the order of the text, never overlapping. */
  static List<Understood.Span> in(Words words, PlaceWords placeWords, List<PlaceMention> mentions) {
    return new Localities(words, placeWords, mentions).find();
  }

  private List<Understood.Span> find() {
    List<Understood.Span> found = new ArrayList<>();
    for (int word = 0; word < words.count() - 1 && found.size() < MOST; word++) {
      int nameFrom = placeWords.localityNameAfter(words, word);
      int to = nameFrom < 0 || insideAName(word) ? -1 : endOfName(nameFrom);
      if (to > nameFrom) {
        found.add(new Understood.Span(words.start(word), words.end(to - 1)));
        word = to - 1;
      }
    }
    return List.copyOf(found);
  }

  /** {@code Bản Lầu} in {@code xã Bản Lầu} is no hamlet. */
  private boolean insideAName(int word) {
    int[] at = covering == null ? cover() : covering;
    if (at[word] == 0) {
      return false;
    }
    PlaceMention mention = mentions.get(at[word] - 1);
    return mention.from() <= word && !mention.isNoUnit();
  }

  private int[] cover() {
    int[] cover = new int[words.count()];
    for (int i = mentions.size(); i > 0; i--) {
      PlaceMention mention = mentions.get(i - 1);
      for (int word = Math.max(0, mention.first());
          word < Math.min(cover.length, mention.end());
          word++) {
        cover[word] = i;
      }
    }
    covering = cover;
    return cover;
  }

  private int endOfName(int from) {
    int to = from;
    int longest = words.usesCase() ? LONGEST_NAME : LONGEST_BARE_NAME;
    while (to < words.count() && to - from < longest && continues(from, to)) {
      to++;
    }
    return to;
  }

  private boolean continues(int from, int to) {
    if (words.before(to) != Words.JOINED) {
      return false;
    }
    boolean number = words.isNumber(to);
    if (to > from && (words.isNumber(to - 1) || placeWords.prefixAt(words, to) != null)) {
      return false;
    }
    if (number) {
      return true;
    }
    if (words.usesCase()) {
      return words.capital(to);
    }
    return !words.isNumber(from)
        && !placeWords.roleWords().isRoleWord(words, to)
        && placeWords.prefixAt(words, to) == null
        && !(to == from && placeWords.isCommonWord(words, to) && !words.accented());
  }
}
