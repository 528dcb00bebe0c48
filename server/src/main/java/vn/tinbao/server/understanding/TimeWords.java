package vn.tinbao.server.understanding;

import java.util.List;

/** The words that times are told with, each with what it means there. */
final class TimeWords {
  static final long MORNING = 1;
  static final long NOON = 1L << 1;
  static final long AFTERNOON = 1L << 2;
  static final long EVENING = 1L << 3;
  static final long NIGHT = 1L << 4;
  static final long LATE = 1L << 5;
  static final long PART = MORNING | NOON | AFTERNOON | EVENING | NIGHT | LATE;

  /** {@code nay}, {@code ni}: after a part of the day, a day, a span. */
  static final long NOW = 1L << 6;

  /** {@code này}: after week, month, year, weekday. */
  static final long THIS = 1L << 7;

  /** {@code qua}: yesterday, and over to another country. */
  static final long PAST = 1L << 8;

  static final long TOMORROW = 1L << 9;
  static final long AFTER_TOMORROW = 1L << 10;
  static final long BEYOND = 1L << 11;
  static final long BEFORE = 1L << 12;
  static final long AFTER = 1L << 13;
  static final long LAST = 1L << 14;
  static final long NEXT = 1L << 15;
  static final long DONE = 1L << 16;
  static final long MORE = 1L << 17;

  /** {@code hôm}, {@code bữa}. */
  static final long ONE_DAY = 1L << 18;

  static final long DAY = 1L << 19;
  static final long WEEK = 1L << 20;
  static final long MONTH = 1L << 21;
  static final long YEAR = 1L << 22;
  static final long HOUR = 1L << 23;
  static final long MINUTE = 1L << 24;

  /** {@code thứ}; {@code chủ} and {@code nhật}. */
  static final long WEEKDAY = 1L << 25;

  static final long SUN = 1L << 26;
  static final long DAY_OF_SUN = 1L << 27;
  static final long BEGINNING = 1L << 28;
  static final long MIDDLE = 1L << 29;
  static final long END = 1L << 30;

  /** {@code lúc}, {@code vào}, {@code khoảng}: an hour or a day follows. */
  static final long AT = 1L << 31;

  static final long SINCE = 1L << 32;
  static final long AGO = 1L << 33;
  static final long HERE = 1L << 34;
  static final long HALF = 1L << 35;
  static final long JUST = 1L << 36;
  static final long MOMENT = 1L << 37;
  static final long RECENT = 1L << 38;
  static final long EARLY = 1L << 39;

  /** {@code hồi}: earlier today, or last night. */
  static final long EARLIER = 1L << 40;

  static final long BORN = 1L << 41;
  static final long HABIT = 1L << 42;

  /** After {@code qua} these say that somebody is brought there: {@code dem qua Trung Quoc}. */
  static final long GOAL = 1L << 43;

  /** Before {@code thứ hai} these say that it is the second of them. */
  static final long COUNTED = 1L << 44;

  static final long MONEY = 1L << 45;
  static final long FUTURE = 1L << 46;
  static final long OVER = 1L << 47;
  static final long TODAY = 1L << 48;
  static final long YESTERDAY = 1L << 49;
  static final long TONIGHT = 1L << 50;
  static final long AGE = 1L << 51;
  static final long WHOLE = 1L << 52;
  static final long LUNAR = 1L << 53;
  static final long FIRST_TEN = 1L << 54;
  static final long GOES = 1L << 55;
  static final long NAME = 1L << 56;
  static final long RIGHT = 1L << 57;
  static final long ENGLISH_LAST = 1L << 58;
  static final long ENGLISH_NEXT = 1L << 59;

  /** What a time may begin with, numbers apart. */
  static final long BEGINS =
      PART
          | HALF
          | TODAY
          | YESTERDAY
          | TONIGHT
          | RIGHT
          | MOMENT
          | EARLIER
          | JUST
          | ONE_DAY
          | DAY
          | TOMORROW
          | WEEK
          | MONTH
          | YEAR
          | BEGINNING
          | MIDDLE
          | END
          | WEEKDAY
          | SUN
          | AGO
          | FIRST_TEN
          | ENGLISH_LAST
          | ENGLISH_NEXT;

  private final WordTable table = new WordTable();

  TimeWords(Vocabulary vocabulary) {
    add(MORNING, vocabulary, "sáng", "morning");
    add(NOON, vocabulary, "trưa");
    add(AFTERNOON, vocabulary, "chiều", "afternoon");
    add(EVENING, vocabulary, "tối", "evening");
    add(NIGHT, vocabulary, "đêm", "night");
    add(LATE, vocabulary, "khuya");
    add(NOW, vocabulary, "nay", "ni", "nì");
    add(THIS, vocabulary, "này", "ni", "nì", "nầy", "this");
    add(PAST, vocabulary, "qua");
    add(TOMORROW, vocabulary, "mai", "tomorrow", "tmr");
    add(AFTER_TOMORROW, vocabulary, "mốt");
    add(BEYOND, vocabulary, "kia", "kìa", "tê", "tề");
    add(BEFORE, vocabulary, "trước", "trc");
    add(AFTER, vocabulary, "sau");
    add(LAST, vocabulary, "ngoái");
    add(NEXT, vocabulary, "tới");
    add(DONE, vocabulary, "rồi");
    add(MORE, vocabulary, "nữa");
    add(ONE_DAY, vocabulary, "hôm", "bữa", "bựa", "hổm");
    add(DAY, vocabulary, "ngày", "days", "day");
    add(WEEK, vocabulary, "tuần", "week", "weeks");
    add(MONTH, vocabulary, "tháng", "month", "months");
    add(YEAR, vocabulary, "năm", "year", "years");
    add(HOUR, vocabulary, "giờ", "h", "g", "tiếng", "hours", "hour");
    add(MINUTE, vocabulary, "phút", "ph", "p");
    add(WEEKDAY, vocabulary, "thứ");
    add(SUN, vocabulary, "chủ", "chúa");
    add(DAY_OF_SUN, vocabulary, "nhật");
    add(BEGINNING, vocabulary, "đầu");
    add(MIDDLE, vocabulary, "giữa");
    add(END, vocabulary, "cuối");
    add(AT, vocabulary, "lúc", "vào", "khoảng", "tầm", "cỡ", "chừng");
    add(SINCE, vocabulary, "từ", "hôm", "hồi", "bữa");
    add(AGO, vocabulary, "cách");
    add(HERE, vocabulary, "đây", "nay");
    add(HALF, vocabulary, "nửa", "rưỡi");
    add(JUST, vocabulary, "vừa", "mới");
    add(MOMENT, vocabulary, "lát", "chút", "tí", "xíu", "chốc", "xí");
    add(RECENT, vocabulary, "rày", "nãy");
    add(EARLY, vocabulary, "sớm");
    add(EARLIER, vocabulary, "hồi");
    add(BORN, vocabulary, "sinh", "đẻ", "sn");
    add(HABIT, vocabulary, "mỗi", "hàng", "một", "nào", "1");
    add(GOAL, vocabulary, "cam", "campuchia", "lào", "trung", "biên", "bên", "bển", "đó", "cửa");
    add(GOAL, vocabulary, "nước", "thái", "đài", "hàn", "nhật", "sông", "đường", "mỹ", "miên");
    add(GOAL, vocabulary, "malaysia", "myanmar", "singapore", "đấy", "tàu");
    add(COUNTED, vocabulary, "con", "đứa", "lần", "người", "cái", "tầng", "anh", "chị", "em");
    add(
        COUNTED,
        vocabulary,
        "vợ",
        "hạng",
        "cháu",
        "út",
        "nước",
        "cô",
        "chiếc",
        "lượt",
        "ty",
        "nhà");
    add(MONEY, vocabulary, "triệu", "tr", "nghìn", "ngàn", "k", "đồng", "tiền", "chục", "trăm");
    add(MONEY, vocabulary, "củ", "chai", "người", "đứa", "tỷ", "tỉ");
    add(FUTURE, vocabulary, "sẽ", "sắp", "định", "hẹn", "chuẩn", "tới", "tính", "kêu", "bảo");
    add(OVER, vocabulary, "đã", "rồi", "từ", "hôm", "hồi", "mất", "bữa", "bỏ", "vừa", "mới");
    add(TODAY, vocabulary, "today", "hnay");
    add(YESTERDAY, vocabulary, "yesterday", "hqua");
    add(TONIGHT, vocabulary, "tonight");
    add(AGE, vocabulary, "tuổi");
    add(WHOLE, vocabulary, "cả", "suốt", "gần", "hơn", "trong");
    add(LUNAR, vocabulary, "âm", "âl", "tết", "giêng", "chạp", "rằm");
    add(FIRST_TEN, vocabulary, "mùng", "mồng");
    add(GOES, vocabulary, "đi", "nó", "họ", "là", "sẽ", "tụi", "bọn", "chúng", "bay", "đưa");
    add(GOES, vocabulary, "chở", "phải", "người", "qua", "sang", "lên", "em", "cháu", "con");
    add(NAME, vocabulary, "chị", "cô", "em", "tên", "bà", "thị", "bạn", "hoàng", "quỳnh", "ngọc");
    add(NAME, vocabulary, "mẹ", "má", "bé", "con", "tương", "sao", "hoa", "thanh", "xuân", "bạch");
    add(RIGHT, vocabulary, "bây", "bi", "hiện");
    add(ENGLISH_LAST, vocabulary, "last");
    add(ENGLISH_NEXT, vocabulary, "next");
  }

  long at(Reading reading, int at) {
    return reading.in(table, at);
  }

  private void add(long value, Vocabulary vocabulary, String... words) {
    for (String word : List.of(words)) {
      table.add(word, value, vocabulary);
    }
  }
}
