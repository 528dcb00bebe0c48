package vn.tinbao.server.understanding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads how many persons a report is about: {@code hai cháu}, {@code 3 đứa}, {@code một nhóm hơn
 * chục người}, {@code mấy chị em}, {@code cả nhà 5 người}.
 *
 * <p>Of several numbers the one that speaks of those concerned counts: never who guards or recruits
 * them, rather children than people in general, rather more than fewer.
 */
final class PeopleReader {
  private static final int MOST = 9999;

  /** Words that name persons who may be concerned, and how surely. */
  private static final int SURE = 1;

  private static final int PERSON = 1 << 1;

  /** Before a word for a person: {@code 3 mẹ con}, {@code hai chị em}. */
  private static final int RELATIVE = 1 << 2;

  /** Begins a word of two syllables for persons: {@code thanh niên}, {@code học sinh}. */
  private static final int FIRST = 1 << 3;

  private static final int SECOND = 1 << 4;

  /** Who does it to others. */
  private static final int CULPRIT = 1 << 5;

  /** A number right after these counts something else: {@code lớp 9 em}, {@code con thứ hai}. */
  private static final int OTHER_COUNT = 1 << 6;

  /** {@code bọn em}, {@code ba con}, {@code năm sau}: no numbers without accents. */
  private static final int SPOILS_DOUBTFUL = 1 << 7;

  /** {@code tụi em}, {@code bọn cháu}, {@code chúng tôi} behind the number: surely them. */
  private static final int US = 1 << 8;

  /** Between number and person: {@code 5 cái em}, {@code 3 thằng con}, {@code 2 đứa}. */
  private static final int CLASSIFIER = 1 << 9;

  private static final int OUTSIDER = 1 << 10;
  private static final int EVERY = 1 << 11;
  private static final int FEMALE = 1 << 12;

  /** Without accents another word: {@code 2 thang} are months. */
  private static final int ONLY_ACCENTED = 1 << 13;

  /** Before a numeral that is a name: {@code chú Ba}, {@code chị Hai}. */
  private static final int TITLE = 1 << 14;

  private static final int TELLS = 1 << 15;

  /** Behind those who are spoken to: {@code mấy chú ơi}, {@code mấy anh giúp}. */
  private static final int ASKED = 1 << 16;

  /** So far behind the person a word may say that it is an outsider. */
  private static final int OUTSIDER_REACH = 4;

  private final Numbers numbers;
  private final WordTable table = new WordTable();

  PeopleReader(Numbers numbers, Vocabulary vocabulary) {
    this.numbers = numbers;
    add(SURE | PERSON | CLASSIFIER, vocabulary, "cháu", "đứa", "bé", "trẻ", "nhóc", "thiếu");
    add(SURE | PERSON | SPOILS_DOUBTFUL, vocabulary, "em");
    add(PERSON | CLASSIFIER, vocabulary, "người", "bạn", "cô", "mạng", "khẩu", "cậu");
    add(PERSON | CLASSIFIER | ONLY_ACCENTED, vocabulary, "thằng");
    add(RELATIVE | PERSON, vocabulary, "chị", "anh", "mẹ", "má", "bố", "ba", "cha", "vợ", "bà");
    add(RELATIVE | PERSON, vocabulary, "dì", "chú", "bác", "cậu", "ông", "mạ", "bầm", "u");
    add(SPOILS_DOUBTFUL, vocabulary, "con", "chồng", "nó", "tôi", "tui", "mình", "chúng");
    add(SPOILS_DOUBTFUL, vocabulary, "cháu");
    add(SECOND, vocabulary, "em", "con", "chồng", "cháu");
    add(FIRST, vocabulary, "thanh", "học", "sinh", "phụ", "công", "lao", "nạn", "ngư", "thuyền");
    add(FIRST, vocabulary, "nữ", "nam", "bà", "nhân", "thiếu", "con", "thợ", "lao", "trẻ");
    add(SECOND, vocabulary, "niên", "sinh", "viên", "nữ", "nhân", "động", "dân", "gái", "trai");
    add(SECOND, vocabulary, "bầu", "công", "mọn", "nhỏ", "thợ", "hồ", "đàn", "cái");
    add(CULPRIT, vocabulary, "tên", "kẻ", "gã", "mụ", "cò", "chủ", "sếp", "cai", "lính");
    add(OUTSIDER, vocabulary, "lạ", "canh", "gác", "vệ", "kê", "mặt", "trổ", "xăm", "hổ");
    add(OTHER_COUNT, vocabulary, "lớp", "thứ", "số", "phường", "quận", "thôn", "ấp", "xóm", "tổ");
    add(
        OTHER_COUNT,
        vocabulary,
        "khu",
        "tầng",
        "lầu",
        "ngày",
        "tháng",
        "năm",
        "lúc",
        "hồi",
        "làng");
    add(OTHER_COUNT, vocabulary, "đội", "khóm", "bản", "hẻm", "phòng", "cấp", "sđt", "biển");
    add(OTHER_COUNT, vocabulary, "mùng", "dâu");
    add(
        TITLE,
        vocabulary,
        "chị",
        "anh",
        "cô",
        "bà",
        "ông",
        "chú",
        "bác",
        "dì",
        "thằng",
        "mẹ",
        "má");
    add(TELLS, vocabulary, "nói", "kể", "bảo", "báo", "thấy", "đò", "hàng");
    add(ASKED, vocabulary, "ơi", "ạ", "à", "giúp", "cứu", "xem", "xuống", "giùm", "dùm", "cho");
    add(ASKED, vocabulary, "kiểm", "xử", "công", "nhé", "nha", "hỗ", "vào", "vô", "với", "làm");
    add(US, vocabulary, "tụi", "bọn", "chúng");
    add(CLASSIFIER, vocabulary, "cái", "chiếc", "mống");
    add(EVERY, vocabulary, "mỗi", "mọi", "từng");
    add(FEMALE, vocabulary, "gái", "trai", "nhỏ", "bé", "út");
  }

  private void add(int value, Vocabulary vocabulary, String... words) {
    for (String word : List.of(words)) {
      table.add(word, value, vocabulary);
    }
  }

  /** How many are concerned, null when the text does not say. */
  Understood.@Nullable People read(Reading reading) {
    Counted best = null;
    for (int at = 0; at < reading.count(); at++) {
      if (numbers.mayBegin(reading, at)) {
        Counted counted = countedAt(reading, at);
        if (counted != null) {
          best = best == null || counted.beats(best) ? counted : best;
          at = counted.to - 1;
        }
      }
    }
    return best == null ? null : best.people(reading);
  }

  /** Persons under a number, from the number's first word to the person's last. */
  private record Counted(Numbers.Found number, int sureness, int from, int to) {

    boolean beats(Counted other) {
      if (sureness != other.sureness) {
        return sureness > other.sureness;
      }
      return number.high() > other.number.high();
    }

    Understood.People people(Reading reading) {
      Words words = reading.words();
      Understood.Span span =
          new Understood.Span(words.start(reading.word(from)), words.end(reading.word(to - 1)));
      int count = Math.max(1, Math.min(MOST, number.low()));
      return new Understood.People(count, !number.exact(), span);
    }
  }

  private @Nullable Counted countedAt(Reading reading, int at) {
    long before = at == 0 || reading.startsClause(at) ? 0 : reading.in(table, at - 1);
    if ((before & EVERY) != 0 || countsSomethingElse(reading, at, before)) {
      return null;
    }
    Numbers.Found number = numbers.at(reading, at);
    if (number == null || number.low() < 1) {
      return null;
    }
    int person = number.to();
    if (person >= reading.count() || reading.startsClause(person)) {
      return null;
    }
    long here = reading.in(table, person);
    long next = reading.startsClause(person + 1) ? 0 : reading.in(table, person + 1);
    boolean spoiled = (here & SPOILS_DOUBTFUL) != 0 && (next & FEMALE) == 0;
    boolean otherWord = (here & ONLY_ACCENTED) != 0 && !reading.accented();
    if ((number.doubtful() && spoiled) || otherWord) {
      return null;
    }
    int to = endOfPerson(here, next, person);
    if (to < 0
        || (here & CULPRIT) != 0
        || ((here & SURE) == 0 && isOutsider(reading, to))
        || isAddressed(reading, number, here, to)) {
      return null;
    }
    boolean sure = (here & SURE) != 0 || isRelatives(here, next) || (to > person + 1);
    boolean us = (reading.in(table, to) & US) != 0 && !reading.startsClause(to);
    if (number.high() == 1 && !sure) {
      return null;
    }
    return new Counted(number, us ? 2 : sure ? 1 : 0, number.from(), to);
  }

  /** {@code lớp 9 em học}, {@code chú Ba người Huế}. */
  private static boolean countsSomethingElse(Reading reading, int at, long before) {
    boolean name = (before & TITLE) != 0 && reading.number(at) < 0 && reading.accented();
    return name || (before & OTHER_COUNT) != 0;
  }

  /** {@code mấy chú ơi}, {@code nhờ mấy anh chị giúp}, {@code … với mấy anh!} */
  private boolean isAddressed(Reading reading, Numbers.Found number, long here, int to) {
    if (!number.open() || (here & TITLE) == 0) {
      return false;
    }
    int after = to;
    while (!reading.startsClause(after) && (reading.in(table, after) & TITLE) != 0) {
      after++;
    }
    return after >= reading.count()
        || reading.startsClause(after)
        || (reading.in(table, after) & ASKED) != 0;
  }

  private static boolean isRelatives(long here, long next) {
    return (here & RELATIVE) != 0 && (next & SECOND) != 0;
  }

  /** The word after the words for the person, −1 when there is no person. */
  private static int endOfPerson(long here, long next, int person) {
    boolean pair = (here & (FIRST | RELATIVE)) != 0 && (next & SECOND) != 0;
    boolean told = (here & CLASSIFIER) != 0 && (next & (FEMALE | PERSON)) != 0;
    if (pair || told) {
      return person + 2;
    }
    return (here & PERSON) != 0 ? person + 1 : -1;
  }

  /** {@code 3 người lạ}, {@code hai người đàn ông canh cửa}. */
  private boolean isOutsider(Reading reading, int to) {
    for (int at = to; at < reading.count() && at < to + OUTSIDER_REACH; at++) {
      if (reading.startsClause(at)) {
        return false;
      }
      if (at == to && (reading.in(table, at) & TELLS) != 0) {
        return true;
      }
      if ((reading.in(table, at) & OUTSIDER) != 0) {
        return true;
      }
    }
    return false;
  }
}
