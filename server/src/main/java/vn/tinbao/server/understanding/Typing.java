package vn.tinbao.server.understanding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was meant by letters that are no word: left-overs of Telex and VNI, stretched letters, words
 * written together, one letter wrong. Only what nothing knows is looked at, and only what becomes a
 * word is changed; the text itself stays as it is.
 *
 * <p>Built when all words are known; never changed; safe for many threads.
 */
final class Typing {
  /** Longer ones are not taken apart. */
  private static final int LONGEST_GLUED = 24;

  /** Shorter ones are led to a word with one letter more only beside a word that goes with it. */
  private static final int SHORTEST_TYPO = 5;

  /** How well a word fits that is known to stand behind the one before. */
  private static final int TOGETHER = 3;

  /** So many English words make a text English. */
  private static final int ENGLISH_TEXT = 4;

  /** Vietnamese words that always have a mark. */
  private static final List<String> NEVER_BARE =
      words(
          """
          nguoi khong duoc nhung truoc tuoi muon mot viec tien duong truong biet thay
          giup cuu dau dang den nhieu vao chau nhot lua gioi huyen phuong noi dua phai
          dien thoai tiep hoc chieu toi nuoc ngoai duoi tren giua thuong giay khach viet
          cung nho luong chong cuoi thuoc nghiep
          """);

  /** Words that people write together with the one beside them. */
  private static final List<String> GLUED =
      words(
          """
          toi em minh o di bi cho la va co khong ko nha xa huyen tinh tp quan phuong qua
          sang ve voi no con chau anh chi me bo ban nguoi cuu giup dang duoc roi tai
          """);

  /** English words that Telex or the splitting of words would take for something else. */
  private static final List<String> ENGLISH =
      words(
          """
          is as or of if us her his has had was car bar hair sex six max mix fix box tax
          for from are our see need been too soon keep book look good cool room boss
          less pass off this that the their there here where were more not him them they
          she and you your out can help my we be please money home come came game make
          take some time camera media manager online police phone text bus bill boy girl
          man men woman women all will now how team mess face ok oke bye hello tiktok
          telegram gmail email web link app call video chat page admin live door doors
          window windows house father mother brother sister friend friends work works
          working worker workers job jobs pay paid must want know people person child
          children daughter night day street city hotel boat truck border passport
          passports then said told locked lock held forced beaten escape with without
          have but back because about into very only before after asked give given took
          taken left saw sent going went near
          """);

  /** A number behind these is theirs: {@code khu5} is no left-over of VNI. */
  private static final List<String> NUMBERED =
      words(
          """
          khu thon to so lop quan phuong ap xom duong doi nha tang lau phong cap khoi
          ben bai km lo ngo hem thu xe ca kho trai ban du da me co be
          """);

  private final Vocabulary vocabulary;
  private final Vocabulary lexicon;
  private final Typos typos;
  private final IdSet glued = new IdSet();
  private final IdSet numbered = new IdSet();
  private final IdSet english = new IdSet();
  private final IdSet telexOrEnglish = new IdSet();
  private final IdSet neverBare = new IdSet();

  /** Where what was meant is put. */
  interface Sink {
    /**
     * One word.
     *
     * @param from first folded character that it stands for
     * @param to the character after the last
     */
    void word(int id, long accents, int from, int to);
  }

  /**
   * Reads by all words of a vocabulary.
   *
   * @param lexicon the words of the lexicon, with the same numbers; {@code vocabulary} has more
   */
  Typing(Vocabulary vocabulary, Vocabulary lexicon) {
    this.vocabulary = vocabulary;
    this.lexicon = lexicon;
    this.typos = new Typos(vocabulary);
    GLUED.forEach(word -> glued.add(vocabulary.id(word)));
    NUMBERED.forEach(word -> numbered.add(vocabulary.id(word)));
    ENGLISH.forEach(this::addEnglish);
    GLUED.forEach(word -> english.remove(vocabulary.id(word)));
    NEVER_BARE.forEach(word -> neverBare.add(vocabulary.id(word)));
    neverBare.remove(Vocabulary.UNKNOWN);
  }

  /** Makes the English words known, so that nothing is read into them. */
  static void learn(Vocabulary vocabulary) {
    ENGLISH.forEach(vocabulary::add);
    GLUED.forEach(vocabulary::add);
    NEVER_BARE.forEach(vocabulary::add);
  }

  private void addEnglish(String word) {
    Fold fold = Fold.of(word);
    Token typed = new Token();
    typed.take(fold, 0, fold.length());
    int id = vocabulary.id(word);
    if (Telex.telex(typed, true) == null) {
      english.add(id);
    } else {
      telexOrEnglish.add(id);
    }
  }

  /** Whether the word is English, or Vietnamese in the keys of Telex: {@code been}. */
  boolean isTelexOrEnglish(int id) {
    return telexOrEnglish.contains(id);
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * Puts what was meant by characters that no word consists of.
   *
   * @param before number of the word before, to be preferred when something known has both
   * @return false when nothing is better than the characters themselves
   */
  boolean repair(Fold fold, int from, int to, int before, Evidence evidence, Sink sink) {
    if (Syllable.isWellFormed(fold.chars(), from, to)) {
      return false;
    }
    Token typed = new Token();
    if (to - from < 2 || !typed.take(fold, from, to)) {
      return false;
    }
    boolean name = from > 0 && isCapitalized(fold, from);
    Token meant = meant(typed, before, name, evidence);
    if (meant != null) {
      sink.word(meant.id(vocabulary), meant.accents(), from, to);
      return true;
    }
    if (hasDigit(typed)) {
      return numbered(typed, from, sink);
    }
    return typed.length() <= LONGEST_GLUED
        && typed.length() > 3
        && evidence.mayTry()
        && new Gluing(fold, typed, from).split(sink);
  }

  /** One word for one word. */
  private @Nullable Token meant(Token typed, int before, boolean name, Evidence evidence) {
    if (hasDigit(typed)) {
      return digits(typed, evidence);
    }
    Token plain = unstretched(typed);
    Token telex = Telex.telex(plain, evidence.telex());
    boolean sure = !name || evidence.telex() || (telex != null && fitOfWord(before, telex) > 2);
    if (telex != null && sure && !evidence.english(this)) {
      evidence.sawTelex();
      return telex;
    }
    if (plain.length() != typed.length() && isWord(plain)) {
      return plain;
    }
    Token once = withoutDoubles(plain);
    if (once.length() < plain.length() && once.length() > 2 && once.id(lexicon) >= 0) {
      return once;
    }
    if (evidence.english(this) || !evidence.mayTry()) {
      return null;
    }
    int least = name ? TOGETHER : 1;
    Token chat = Spellings.chat(plain, word -> fit(fitOfWord(before, word), least));
    return chat != null
        ? chat
        : typos.meant(plain, id -> fit(likelihood(before, id, plain.length()), least));
  }

  /** A name is led to another word only beside one that goes with it. */
  private static int fit(int fit, int least) {
    return fit < least ? 0 : fit;
  }

  private static boolean isCapitalized(Fold fold, int from) {
    String original = fold.original();
    int at = fold.start(from);
    int next = fold.start(from + 1);
    return Character.isUpperCase(original.charAt(at))
        && Character.isLowerCase(original.charAt(next));
  }

  private int fitOfWord(int before, Token spelling) {
    int id = spelling.id(vocabulary);
    if (id < 0) {
      return 0;
    }
    return vocabulary.knowsPair(before, id) ? TOGETHER + 1 : lexicon.knows(id) ? 2 : 1;
  }

  /** Whether the word is never written so by who writes with accents: {@code nguoi}. */
  boolean isNeverBare(int id) {
    return neverBare.contains(id);
  }

  private int likelihood(int before, int id, int length) {
    boolean together = vocabulary.knowsPair(before, id);
    if (lexicon.knows(id)) {
      return together ? TOGETHER + 1 : length < SHORTEST_TYPO ? 0 : 1;
    }
    return together ? TOGETHER : 0;
  }

  private boolean isWord(Token token) {
    return token.id(vocabulary) >= 0 || token.isSyllable();
  }

  /** {@code kh0ng}; {@code ngu7o7i2}, a single tone key only where the text has others too. */
  private @Nullable Token digits(Token typed, Evidence evidence) {
    if (typed.letter(0) >= '0' && typed.letter(0) <= '9') {
      return null;
    }
    Token zeros = new Token();
    zeros.take(typed);
    boolean changed = false;
    for (int at = 0; at < zeros.length(); at++) {
      if (zeros.letter(at) == '0') {
        zeros.letter(at, 'o');
        changed = true;
      }
    }
    if (changed && zeros.id(vocabulary) >= 0 && zeros.length() > 2) {
      return zeros;
    }
    Token vni = Telex.vni(typed);
    return vni != null && (isVniInside(typed) || evidence.vni(this)) ? vni : null;
  }

  private @Nullable Token notNumbered(Token typed, Token vni) {
    boolean oneDigit = vni.length() == typed.length() - 1;
    boolean last = !Character.isLetter(typed.letter(typed.length() - 1));
    return oneDigit && last && numbered.contains(vni.id(vocabulary)) ? null : vni;
  }

  /** A digit before a letter, or two digits: nobody writes numbers so. */
  static boolean isVniInside(Token typed) {
    int digits = 0;
    for (int at = 1; at < typed.length(); at++) {
      char c = typed.letter(at);
      boolean digit = c >= '0' && c <= '9';
      digits += digit ? 1 : 0;
      if (!digit && digits > 0) {
        return true;
      }
    }
    return false;
  }

  /** {@code quan7}: the word and its number. */
  private boolean numbered(Token typed, int from, Sink sink) {
    int digits = 0;
    while (digits < typed.length() && Character.isLetter(typed.letter(digits))) {
      digits++;
    }
    for (int at = digits; at < typed.length(); at++) {
      if (Character.isLetter(typed.letter(at))) {
        return false;
      }
    }
    int word = vocabulary.id(typed.letters(), 0, digits);
    if (digits < 2 || word < 0) {
      return false;
    }
    sink.word(word, typed.accents(0, digits), from, from + digits);
    int number = vocabulary.id(typed.letters(), digits, typed.length());
    sink.word(number, Accents.NONE, from + digits, from + typed.length());
    return true;
  }

  private static boolean hasDigit(Token token) {
    for (int at = 0; at < token.length(); at++) {
      if (token.letter(at) >= '0' && token.letter(at) <= '9') {
        return true;
      }
    }
    return false;
  }

  /** Of three or more of one letter in a row, one is left, or two when that is a word. */
  private Token unstretched(Token typed) {
    Token one = collapsed(typed, 3, 1);
    if (one.length() == typed.length()) {
      return typed;
    }
    Token two = collapsed(typed, 3, 2);
    return two.isSyllable() && two.id(vocabulary) >= 0 ? two : one;
  }

  private static Token withoutDoubles(Token typed) {
    return collapsed(typed, 2, 1);
  }

  /** Runs of this length and more are cut to {@code leave} letters; the marks of all are kept. */
  private static Token collapsed(Token typed, int run, int leave) {
    Token out = new Token();
    int at = 0;
    while (at < typed.length()) {
      int end = at + 1;
      while (end < typed.length() && typed.letter(end) == typed.letter(at)) {
        end++;
      }
      // ứuuu is ứ and a row of u.
      boolean marked = end - at > 1 && (typed.quality(at) != 0 || typed.tone(at) != 0);
      int first = marked && typed.letter(at) == 'u' ? at + 1 : at;
      if (first > at) {
        out.add(typed, at);
      }
      int keep = end - first >= run ? leave : end - first;
      for (int i = first; i < first + keep; i++) {
        out.add(typed, i);
      }
      at = end;
    }
    return out;
  }

  /** What the text shows of how it was typed; one for each text. */
  static final class Evidence {
    private static final int MANY = 3;

    /** So often costly repairs are tried; a text with more that is no word is no message. */
    private static final int MOST_TRIES = 48;

    private final Fold fold;
    private boolean telex;
    private int vni = -1;
    private int english = -1;
    private int tries;

    Evidence(Fold fold) {
      this.fold = fold;
    }

    boolean telex() {
      return telex;
    }

    private boolean mayTry() {
      return tries++ < MOST_TRIES;
    }

    private void sawTelex() {
      telex = true;
    }

    /** Whether words of this text are typed with the digits of VNI; looked up once. */
    private boolean vni(Typing typing) {
      if (vni < 0) {
        vni = countVni(typing);
      }
      return vni >= MANY;
    }

    /** Whether the text is English; looked up once. */
    private boolean english(Typing typing) {
      if (english < 0) {
        english = 0;
        int at = 0;
        while (at < fold.length() && english < ENGLISH_TEXT) {
          int end = endOfWord(at);
          english += typing.english.contains(typing.vocabulary.id(fold.chars(), at, end)) ? 1 : 0;
          at = end + 1;
        }
      }
      return english >= ENGLISH_TEXT;
    }

    private int endOfWord(int from) {
      int end = from;
      while (end < fold.length() && fold.chars()[end] != ' ') {
        end++;
      }
      return end;
    }

    private int countVni(Typing typing) {
      int found = 0;
      int at = 0;
      Token token = new Token();
      while (at < fold.length() && found < MANY) {
        int end = endOfWord(at);
        boolean letterFirst = end - at > 1 && Character.isLetter(fold.chars()[at]);
        if (letterFirst && token.take(fold, at, end) && hasDigit(token)) {
          Token vni = Telex.vni(token);
          boolean good = vni != null && typing.notNumbered(token, vni) != null;
          found += good ? isVniInside(token) ? MANY : 1 : 0;
        }
        at = end + 1;
      }
      return found;
    }
  }

  /** Takes words apart that were written together. */
  private final class Gluing {
    private static final int WORD = 10;
    private static final int SHORT_FORM = 14;
    private static final int LETTER = 19;
    private static final int BONUS = 6;
    private static final int IMPOSSIBLE = 1 << 20;

    private final Fold fold;
    private final Token typed;
    private final int from;
    private final int length;
    private final int longest;
    private final boolean[] cuts;
    private boolean camel;

    /**
     * Cost of the best row of words up to an end whose last word has a length; and the one before.
     */
    private final int[] costs;

    private final int[] previous;
    private final int[] ids;
    private final int[] ways;

    private Gluing(Fold fold, Token typed, int from) {
      this.fold = fold;
      this.typed = typed;
      this.from = from;
      this.length = typed.length();
      this.longest = Math.min(length - 1, 10);
      this.cuts = new boolean[length + 1];
      this.costs = new int[(length + 1) * (longest + 1)];
      this.previous = new int[(length + 1) * (longest + 1)];
      this.ids = new int[(length + 1) * (longest + 1)];
      this.ways = new int[length + 1];
      markCapitals();
    }

    private boolean split(Sink sink) {
      java.util.Arrays.fill(costs, IMPOSSIBLE);
      ways[0] = 1;
      for (int end = 1; end <= length; end++) {
        for (int size = 1; size <= longest && size <= end; size++) {
          extend(end, size);
        }
      }
      int best = best(length);
      if (best < 0) {
        return false;
      }
      int[] sizes = new int[length];
      int pieces = 0;
      for (int end = length, size = best; end > 0; ) {
        sizes[pieces++] = size;
        int before = previous[at(end, size)];
        end -= size;
        size = before;
      }
      if (pieces < 2 || !convinces(sizes, pieces)) {
        return false;
      }
      int at = 0;
      for (int piece = pieces - 1; piece >= 0; piece--) {
        int end = at + sizes[piece];
        sink.word(ids[at(end, sizes[piece])], typed.accents(at, end), from + at, from + end);
        at = end;
      }
      return true;
    }

    private void extend(int end, int size) {
      int start = end - size;
      if (start > 0 && ways[start] == 0) {
        return;
      }
      for (int cut = start + 1; cut < end; cut++) {
        if (cuts[cut]) {
          return;
        }
      }
      if (typed.tonesBetween(start, end) > 1) {
        return;
      }
      int cost = costOf(start, end);
      if (cost == IMPOSSIBLE) {
        return;
      }
      int here = at(end, size);
      int id = ids[here];
      if (start == 0) {
        costs[here] = cost;
        ways[end] = Math.min(ways[end] + 1, 99);
        return;
      }
      for (int before = 1; before <= longest && before <= start; before++) {
        int known = costs[at(start, before)];
        if (known < IMPOSSIBLE) {
          int pair = vocabulary.knowsPair(ids[at(start, before)], id) ? BONUS : 0;
          if (known + cost - pair < costs[here]) {
            costs[here] = known + cost - pair;
            previous[here] = before;
          }
        }
      }
      if (costs[here] < IMPOSSIBLE) {
        ways[end] = Math.min(ways[end] + ways[start], 99);
      }
    }

    private int costOf(int start, int end) {
      int size = end - start;
      boolean syllable = Syllable.isWellFormed(typed.letters(), start, end);
      if (size == 1
          && (!syllable || (typed.letter(start) != 'o' && typed.accents(start, end) == 0))) {
        return IMPOSSIBLE;
      }
      int id = vocabulary.id(typed.letters(), start, end);
      ids[at(end, size)] = id;
      if (id < 0) {
        return IMPOSSIBLE;
      }
      return size == 1 ? LETTER : syllable ? WORD : SHORT_FORM;
    }

    private int best(int end) {
      int best = -1;
      for (int size = 1; size <= longest; size++) {
        int cost = costs[at(end, size)];
        if (cost < IMPOSSIBLE && (best < 0 || cost < costs[at(end, best)])) {
          best = size;
        }
      }
      return best;
    }

    /** Every two neighbours stand together somewhere, or there is only this way to read them. */
    private boolean convinces(int[] sizes, int pieces) {
      boolean allKnown = true;
      boolean common = false;
      int end = length;
      for (int piece = 0; piece + 1 < pieces; piece++) {
        int id = ids[at(end, sizes[piece])];
        int before = ids[at(end - sizes[piece], sizes[piece + 1])];
        allKnown &= vocabulary.knowsPair(before, id);
        common |= glued.contains(id) || glued.contains(before);
        end -= sizes[piece];
      }
      return allKnown || camel || (ways[length] == 1 && common && pieces <= 3);
    }

    /** {@code TrungQuoc}: where a capital follows a small letter, a word begins. */
    private void markCapitals() {
      String original = fold.original();
      for (int at = 1; at < length; at++) {
        boolean capital = Character.isUpperCase(original.charAt(fold.start(from + at)));
        boolean small = Character.isLowerCase(original.charAt(fold.start(from + at - 1)));
        cuts[at] = capital && small;
        camel |= cuts[at];
      }
    }

    private int at(int end, int size) {
      return end * (longest + 1) + size;
    }
  }
}
