package vn.tinbao.server.understanding;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a day, or a row of days, that a text names. */
final class DayReader {
  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = 2099;
  private static final int SUNDAY = 8;

  /** What {@code mấy hôm nay} and {@code hổm rày} reach back to. */
  private static final int RECENTLY = 7;

  /** Words around a weekday that say whether it is over. */
  private static final int AROUND = 8;

  private final TimeWords table;
  private final Numbers numbers;
  private final WordTable weekdays = new WordTable();

  /**
   * Days from … to, both included.
   *
   * @param end the word of the reading after the last that was read
   * @param hour when the words say so, null when not
   */
  record Days(LocalDate from, LocalDate to, int end, @Nullable Integer hour) {
    Days(LocalDate from, LocalDate to, int end) {
      this(from, to, end, null);
    }
  }

  DayReader(TimeWords table, Numbers numbers, Vocabulary vocabulary) {
    this.table = table;
    this.numbers = numbers;
    List<String> words = List.of("hai", "ba", "tư", "năm", "sáu", "bảy");
    for (int i = 0; i < words.size(); i++) {
      weekdays.add(words.get(i), i + 2, vocabulary);
    }
    weekdays.add("bẩy", 7, vocabulary);
  }

  /** Whether a number in words may begin here. */
  boolean mayBegin(Reading reading, int at) {
    return numbers.mayBegin(reading, at);
  }

  /** A number in words that stands alone, −1 when there is none: {@code chín giờ}. */
  int small(Reading reading, int at) {
    Numbers.Found found = numbers.mayBegin(reading, at) ? numbers.at(reading, at) : null;
    boolean alone = found != null && found.exact() && found.from() == at && found.to() == at + 1;
    return alone && found != null ? found.low() : -1;
  }

  /**
   * The days that are named from this word on, null when none are.
   *
   * @param day from which is counted
   * @param part of the day that was named right before, 0 when none was
   */
  @Nullable Days at(Reading reading, int at, LocalDate day, long part) {
    return new At(reading, at, day, part).read();
  }

  /** One place of one text. */
  private final class At {
    private final Reading reading;
    private final int at;
    private final LocalDate day;
    private final long part;
    private final long here;
    private final long next;

    private At(Reading reading, int at, LocalDate day, long part) {
      this.reading = reading;
      this.at = at;
      this.day = day;
      this.part = part;
      this.here = table.at(reading, at);
      this.next = reading.startsClause(at + 1) ? WordTable.NOTHING : bits(at + 1);
    }

    private @Nullable Days read() {
      if (part != 0) {
        Days days = afterPart();
        if (days != null) {
          return days;
        }
      }
      Days days = dayWord();
      if (days == null && is(TimeWords.WEEK | TimeWords.MONTH | TimeWords.YEAR)) {
        days = span(at);
      }
      if (is(TimeWords.ENGLISH_LAST | TimeWords.ENGLISH_NEXT)) {
        days = english();
      }
      if (days == null && is(TimeWords.BEGINNING | TimeWords.MIDDLE | TimeWords.END)) {
        days = partOfSpan();
      }
      if (days == null && is(TimeWords.WEEKDAY | TimeWords.SUN)) {
        days = weekday();
      }
      if (days == null && (mayBegin(reading, at) || is(TimeWords.AGO | TimeWords.HALF))) {
        days = distance();
      }
      return days == null ? date() : days;
    }

    /** {@code tối nay}, {@code đêm qua}, {@code sáng mai}, {@code đêm rồi}. */
    private @Nullable Days afterPart() {
      boolean bare = !reading.accented();
      if (is(TimeWords.NOW)) {
        boolean age = reading.number(at + 1) >= 0 && (bits(at + 2) & TimeWords.AGE) != 0;
        return age ? null : one(0, at + 1);
      }
      if (is(TimeWords.PAST)) {
        return bare && (next & TimeWords.GOAL) != 0 ? null : one(-1, at + 1);
      }
      if (is(TimeWords.TOMORROW)) {
        return one(1, at + 1);
      }
      if (is(TimeWords.AFTER_TOMORROW)) {
        return one(2, at + 1);
      }
      if (is(TimeWords.BEYOND)) {
        return one(-2, at + 1);
      }
      boolean counted = at > 1 && mayBegin(reading, at - 2) && !reading.startsClause(at - 1);
      boolean night = (part & (TimeWords.NIGHT | TimeWords.EVENING)) != 0;
      return is(TimeWords.DONE) && night && !counted ? one(-1, at + 1) : null;
    }

    private @Nullable Days dayWord() {
      if (is(TimeWords.TODAY)) {
        return one(0, at + 1);
      }
      if (is(TimeWords.TONIGHT)) {
        return new Days(day, day, at + 1, 19);
      }
      if (is(TimeWords.YESTERDAY)) {
        return one(-1, at + 1);
      }
      if (is(TimeWords.RIGHT) && (next & TimeWords.HOUR) != 0) {
        return one(0, at + 2);
      }
      if (is(TimeWords.MOMENT) && (next & TimeWords.MORE) != 0) {
        return one(0, at + 2);
      }
      if (is(TimeWords.EARLIER)) {
        return earlier();
      }
      if (is(TimeWords.JUST) && (next & TimeWords.RECENT) != 0) {
        return one(0, at + 2);
      }
      if (is(TimeWords.ONE_DAY)) {
        return oneDay();
      }
      if (is(TimeWords.DAY)) {
        return namedDay();
      }
      return is(TimeWords.TOMORROW) && isTomorrow() ? one(1, at + 1) : null;
    }

    /** {@code hồi nãy}, {@code hồi sáng}; {@code hồi tối} and {@code hồi hôm} are last night. */
    private @Nullable Days earlier() {
      if ((next & TimeWords.RECENT) != 0) {
        return one(0, at + 2);
      }
      long then = reading.startsClause(at + 2) ? WordTable.NOTHING : bits(at + 2);
      if ((next & TimeWords.ONE_DAY) != 0 && (then & ~TimeWords.PAST) == 0) {
        return new Days(day.minusDays(1), day.minusDays(1), at + 2, 22);
      }
      long of = next & TimeWords.PART;
      if (of == 0 || (then & ~(TimeWords.GOES | TimeWords.OVER | TimeWords.GOAL)) != 0) {
        return null;
      }
      boolean night = (of & (TimeWords.EVENING | TimeWords.NIGHT | TimeWords.LATE)) != 0;
      int hour = night ? 21 : (of & TimeWords.MORNING) != 0 ? 7 : 13;
      LocalDate when = night ? day.minusDays(1) : day;
      return new Days(when, when, at + 2, hour);
    }

    /** {@code hôm nay}, {@code bữa qua}, {@code hôm kia}, {@code hôm trước}, {@code hổm rày}. */
    private @Nullable Days oneDay() {
      if ((next & TimeWords.NOW) != 0) {
        boolean several = at > 0 && numbers.mayBegin(reading, at - 1);
        return several ? null : one(0, at + 2);
      }
      if ((next & TimeWords.PAST) != 0) {
        return one(-1, at + 2);
      }
      if ((next & TimeWords.BEYOND) != 0) {
        return one(-2, at + 2);
      }
      if ((next & TimeWords.TOMORROW) != 0) {
        return one(1, at + 2);
      }
      if ((next & (TimeWords.RECENT | TimeWords.BEFORE | TimeWords.DONE)) != 0) {
        LocalDate last = (next & TimeWords.RECENT) != 0 ? day : day.minusDays(1);
        return new Days(day.minusDays(RECENTLY), last, at + 2);
      }
      return null;
    }

    private @Nullable Days namedDay() {
      if ((next & TimeWords.TOMORROW) != 0) {
        return one(1, at + 2);
      }
      if ((next & (TimeWords.AFTER_TOMORROW | TimeWords.BEYOND)) != 0) {
        return one(2, at + 2);
      }
      if ((next & TimeWords.PAST) != 0 && reading.accented()) {
        return one(-1, at + 2);
      }
      return null;
    }

    /** {@code mai đi}, {@code mai nó chở}; but {@code chị Mai đi}. */
    private boolean isTomorrow() {
      boolean english = reading.words().length(reading.word(at)) != 3;
      boolean named = at > 0 && !reading.startsClause(at) && (bits(at - 1) & TimeWords.NAME) != 0;
      boolean capital =
          reading.words().usesCase()
              && reading.words().capital(reading.word(at))
              && !reading.startsClause(at)
              && at > 0;
      return english || (!named && !capital && (next & TimeWords.GOES) != 0);
    }

    /**
     * {@code tuần này}, {@code tháng trước}, {@code năm ngoái}, {@code tháng 8}, {@code năm 2016}.
     */
    private @Nullable Days span(int unit) {
      long bits = bits(unit);
      int after = unit + 1;
      Integer steps = steps(unit);
      if (steps != null) {
        int end = after + (vague(after) ? 2 : 1);
        if ((bits & TimeWords.MONTH) != 0 && !reading.accented() && isThisFellow(unit)) {
          return null;
        }
        return whole(bits, steps, end);
      }
      if ((bits(unit - 1) & TimeWords.LUNAR) != 0 || (bits(after) & TimeWords.LUNAR) != 0) {
        return null;
      }
      int number = numberAt(after);
      if ((bits & TimeWords.MONTH) != 0 && number >= 1 && number <= 12 && !joinedUnit(after + 1)) {
        return month(number, after + 1);
      }
      boolean year = (bits & TimeWords.YEAR) != 0 && isYear(number);
      boolean birth = (bits(unit - 1) & TimeWords.BORN) != 0;
      return year && !birth ? ofYear(number, after + 1) : null;
    }

    /** {@code last week}, {@code next month}. */
    private @Nullable Days english() {
      long unit = next & (TimeWords.WEEK | TimeWords.MONTH | TimeWords.YEAR);
      boolean one = Long.bitCount(unit) == 1;
      return one ? whole(unit, is(TimeWords.ENGLISH_LAST) ? -1 : 1, at + 2) : null;
    }

    /** How many weeks, months or years from now the span lies, null when it is not said. */
    private @Nullable Integer steps(int unit) {
      long bits = bits(unit);
      long mod = bits(unit + 1);
      if (reading.startsClause(unit + 1) || isCountedBy(unit - 1, unit)) {
        return null;
      }
      if ((mod & TimeWords.LAST) != 0 || vague(unit + 1)) {
        return -1;
      }
      if ((mod & (TimeWords.THIS | TimeWords.NOW)) != 0) {
        return 0;
      }
      if ((mod & (TimeWords.BEFORE | TimeWords.DONE | TimeWords.PAST)) != 0) {
        boolean goesOver = (mod & TimeWords.PAST) != 0 && (bits(unit + 2) & TimeWords.GOAL) != 0;
        return goesOver ? null : -1;
      }
      if ((mod & (TimeWords.AFTER | TimeWords.NEXT)) != 0) {
        return 1;
      }
      boolean beyond = (mod & TimeWords.BEYOND) != 0;
      return beyond ? Integer.valueOf((bits & TimeWords.YEAR) != 0 ? -2 : 2) : null;
    }

    /** {@code vừa rồi}, {@code vừa qua}. */
    private boolean vague(int after) {
      return (bits(after) & TimeWords.JUST) != 0
          && (bits(after + 1) & (TimeWords.DONE | TimeWords.PAST)) != 0;
    }

    /** Without accents {@code thang nay} is {@code thằng này} unless something else speaks. */
    private boolean isThisFellow(int unit) {
      boolean demonstrative = (bits(unit + 1) & (TimeWords.NOW | TimeWords.THIS)) != 0;
      long before = bits(unit - 1);
      return demonstrative
          && (before
                  & (TimeWords.WHOLE
                      | TimeWords.BEGINNING
                      | TimeWords.END
                      | TimeWords.MIDDLE
                      | TimeWords.SINCE
                      | TimeWords.DAY))
              == 0
          && numberAt(unit - 1) < 0;
    }

    /** {@code 3 tuần}, but not {@code thứ 3 tuần} or {@code tháng 3 năm}. */
    private boolean isCountedBy(int number, int unit) {
      if (number < 0 || reading.startsClause(unit) || !mayBegin(reading, number)) {
        return false;
      }
      long named =
          TimeWords.WEEKDAY | TimeWords.MONTH | TimeWords.DAY | TimeWords.SINCE | TimeWords.YEAR;
      boolean name = number > 0 && (bits(number - 1) & named) != 0;
      return !name && !reading.joinedBy(number, "/-.");
    }

    private Days whole(long unit, int steps, int end) {
      if ((unit & TimeWords.WEEK) != 0) {
        LocalDate monday = monday().plusWeeks(steps);
        return new Days(monday, monday.plusDays(6), end);
      }
      if ((unit & TimeWords.MONTH) != 0) {
        LocalDate first = day.withDayOfMonth(1).plusMonths(steps);
        return new Days(first, first.with(TemporalAdjusters.lastDayOfMonth()), end);
      }
      return ofYear(day.getYear() + steps, end);
    }

    private static Days ofYear(int year, int end) {
      return new Days(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), end);
    }

    private LocalDate monday() {
      return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** {@code 8 tháng 2 năm} and {@code tháng 3 ngày}: the number belongs to what follows it. */
    private boolean joinedUnit(int after) {
      boolean unit = (bits(after) & (TimeWords.DAY | TimeWords.WEEK | TimeWords.MONTH)) != 0;
      return unit && !reading.startsClause(after);
    }

    private Days month(int month, int after) {
      YearSaid year = yearAt(after);
      int end = year == null ? after : year.end;
      LocalDate first =
          year == null
              ? nearest(LocalDate.of(day.getYear(), month, 15)).withDayOfMonth(1)
              : LocalDate.of(year.year, month, 1);
      return new Days(first, first.with(TemporalAdjusters.lastDayOfMonth()), end);
    }

    /** The year in which a day of the year lies nearest to the day the text was sent. */
    private LocalDate nearest(LocalDate thisYear) {
      LocalDate best = thisYear;
      for (LocalDate other : List.of(thisYear.minusYears(1), thisYear.plusYears(1))) {
        if (apart(other) < apart(best)) {
          best = other;
        }
      }
      return best;
    }

    private long apart(LocalDate other) {
      return Math.abs(ChronoUnit.DAYS.between(day, other));
    }

    private record YearSaid(int year, int end) {}

    /** {@code năm 2023}, {@code /2023}, {@code năm ngoái}, {@code 2023}. */
    private @Nullable YearSaid yearAt(int from) {
      if (from >= reading.count()) {
        return null;
      }
      boolean slash = reading.joinedBy(from, "/-.");
      if (reading.startsClause(from) && !slash) {
        return null;
      }
      boolean word = (bits(from) & TimeWords.YEAR) != 0;
      int number = numberAt(word ? from + 1 : from);
      if (isYear(number)) {
        return new YearSaid(number, from + (word ? 2 : 1));
      }
      if (slash && number >= 0 && number < 100 && number > 14) {
        return new YearSaid(2000 + number, from + 1);
      }
      Integer steps = word ? steps(from) : null;
      return steps == null ? null : new YearSaid(day.getYear() + steps, from + 2);
    }

    private static boolean isYear(int number) {
      return number >= FIRST_YEAR && number <= LAST_YEAR;
    }

    /** {@code cuối tuần}, {@code đầu tháng sau}, {@code cuối năm 2022}, {@code giữa tháng 8}. */
    private @Nullable Days partOfSpan() {
      long unit = next & (TimeWords.WEEK | TimeWords.MONTH | TimeWords.YEAR);
      if (unit == 0 || Long.bitCount(unit) != 1) {
        return null;
      }
      Days whole = span(at + 1);
      if (whole == null) {
        whole = whole(unit, 0, at + 2);
      }
      if (unit == TimeWords.WEEK) {
        boolean end = is(TimeWords.END);
        return end
            ? new Days(whole.from.plusDays(5), whole.to, whole.end)
            : new Days(whole.from, whole.from.plusDays(2), whole.end);
      }
      long third = (ChronoUnit.DAYS.between(whole.from, whole.to) + 1) / 3;
      if (is(TimeWords.BEGINNING)) {
        return new Days(whole.from, whole.from.plusDays(third), whole.end);
      }
      if (is(TimeWords.END)) {
        return new Days(whole.to.minusDays(third), whole.to, whole.end);
      }
      return new Days(whole.from.plusDays(third), whole.to.minusDays(third), whole.end);
    }

    private @Nullable Days weekday() {
      int number;
      if (is(TimeWords.SUN)) {
        number = (next & TimeWords.DAY_OF_SUN) != 0 ? SUNDAY : 0;
      } else {
        int digits = reading.number(at + 1);
        number = digits >= 0 ? digits : (int) reading.in(weekdays, at + 1);
        boolean counted = at > 0 && (bits(at - 1) & TimeWords.COUNTED) != 0;
        boolean money = (bits(at + 2) & TimeWords.MONEY) != 0;
        number = counted || money || reading.startsClause(at + 1) ? 0 : number;
      }
      if (number < 2 || number > SUNDAY) {
        return null;
      }
      DayOfWeek wanted = DayOfWeek.of(number - 1);
      int after = at + 2;
      if ((bits(after) & TimeWords.HABIT) != 0 || (bits(at - 1) & TimeWords.HABIT) != 0) {
        return null;
      }
      if ((bits(after) & TimeWords.WEEK) != 0 && !reading.startsClause(after)) {
        Integer steps = steps(after);
        if (steps != null) {
          LocalDate found = monday().plusWeeks(steps).with(wanted);
          return new Days(found, found, after + (vague(after + 1) ? 3 : 2));
        }
      }
      return weekday(wanted, after);
    }

    private Days weekday(DayOfWeek wanted, int after) {
      long mod = reading.startsClause(after) ? 0 : bits(after);
      LocalDate before = day.with(TemporalAdjusters.previous(wanted));
      if ((mod & (TimeWords.BEFORE | TimeWords.DONE)) != 0 || vague(after)) {
        return new Days(before, before, after + (vague(after) ? 2 : 1));
      }
      LocalDate coming = day.with(TemporalAdjusters.nextOrSame(wanted));
      if ((mod & TimeWords.NEXT) != 0) {
        LocalDate next = day.with(TemporalAdjusters.next(wanted));
        return new Days(next, next, after + 1);
      }
      if ((mod & (TimeWords.THIS | TimeWords.NOW)) != 0) {
        return new Days(coming, coming, after + 1);
      }
      LocalDate found = isOver() ? day.with(TemporalAdjusters.previousOrSame(wanted)) : coming;
      return new Days(found, found, after);
    }

    /** Whether the words around say that it was: {@code bỏ đi từ chiều thứ sáu}. */
    private boolean isOver() {
      boolean over = false;
      int last = Math.min(reading.count(), at + AROUND);
      for (int i = Math.max(0, at - AROUND); i < last; i++) {
        long bits = bits(i);
        if ((bits & TimeWords.FUTURE & ~TimeWords.NEXT) != 0 && (bits & TimeWords.NEXT) == 0) {
          return false;
        }
        over |= (bits & TimeWords.OVER) != 0;
      }
      return over;
    }

    /** {@code 3 ngày trước}, {@code mấy tháng nay}, {@code 2 tiếng nữa}, {@code cách đây 2 năm}. */
    private @Nullable Days distance() {
      int first = at;
      boolean ago = is(TimeWords.AGO) && (next & TimeWords.HERE) != 0;
      if (ago) {
        first = at + 2;
      }
      int low;
      int high;
      int unitAt;
      boolean half = (bits(first) & TimeWords.HALF) != 0;
      if (half) {
        low = 1;
        high = 1;
        unitAt = first + 1;
      } else {
        Numbers.Found number = mayBegin(reading, first) ? numbers.at(reading, first) : null;
        if (number == null || number.low() < 1) {
          return null;
        }
        low = number.low();
        high = number.high();
        unitAt = number.to();
      }
      if (reading.startsClause(unitAt)) {
        return null;
      }
      return distance(unitAt, low, high, half, ago);
    }

    private @Nullable Days distance(int unitAt, int low, int high, boolean half, boolean ago) {
      ChronoUnit unit = unit(bits(unitAt));
      if (unit == null || (high > 99 && unit != ChronoUnit.MINUTES)) {
        return null;
      }
      int after = unitAt + 1;
      long mod = reading.startsClause(after) ? 0 : bits(after);
      if (ago) {
        return point(unit, -high, -low, half, unitAt + 1);
      }
      boolean since = (mod & (TimeWords.NOW | TimeWords.DONE)) != 0;
      boolean passed = (mod & TimeWords.PAST) != 0 && (bits(after + 1) & TimeWords.GOAL) == 0;
      if (since || passed) {
        return new Days(moved(unit, -high, half), day, after + 1);
      }
      if ((mod & TimeWords.BEFORE) != 0) {
        return point(unit, -high, -low, half, after + 1);
      }
      if ((mod & TimeWords.MORE) != 0) {
        return point(unit, low, high, half, after + 1);
      }
      if ((mod & TimeWords.NEXT) != 0 && bits(after + 1) == 0) {
        return new Days(day, moved(unit, high, half), after + 1);
      }
      return null;
    }

    private static @Nullable ChronoUnit unit(long bits) {
      if ((bits & (TimeWords.ONE_DAY | TimeWords.DAY)) != 0) {
        return ChronoUnit.DAYS;
      }
      if ((bits & TimeWords.WEEK) != 0) {
        return ChronoUnit.WEEKS;
      }
      if ((bits & TimeWords.MONTH) != 0) {
        return ChronoUnit.MONTHS;
      }
      if ((bits & TimeWords.YEAR) != 0) {
        return ChronoUnit.YEARS;
      }
      if ((bits & TimeWords.HOUR) != 0) {
        return ChronoUnit.HOURS;
      }
      return (bits & TimeWords.MINUTE) != 0 ? ChronoUnit.MINUTES : null;
    }

    private Days point(ChronoUnit unit, int low, int high, boolean half, int end) {
      LocalDate from = moved(unit, low, half);
      LocalDate to = moved(unit, high, half);
      if (half || unit == ChronoUnit.DAYS || !unit.isDateBased()) {
        return new Days(from, to, end);
      }
      return switch (unit) {
        case WEEKS ->
            new Days(
                from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                to.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)),
                end);
        case MONTHS ->
            new Days(from.withDayOfMonth(1), to.with(TemporalAdjusters.lastDayOfMonth()), end);
        default ->
            new Days(LocalDate.of(from.getYear(), 1, 1), LocalDate.of(to.getYear(), 12, 31), end);
      };
    }

    private LocalDate moved(ChronoUnit unit, int by, boolean half) {
      if (!unit.isDateBased()) {
        return day;
      }
      if (!half) {
        return day.plus(by, unit);
      }
      int sign = Integer.signum(by);
      return switch (unit) {
        case YEARS -> day.plusMonths(6L * sign);
        case MONTHS -> day.plusDays(15L * sign);
        case WEEKS -> day.plusDays(3L * sign);
        default -> day;
      };
    }

    /** {@code ngày 15/8}, {@code 15/8/2026}, {@code ngày 15 tháng 8}, {@code mùng 3 tháng 9}. */
    private @Nullable Days date() {
      boolean said =
          is(TimeWords.DAY | TimeWords.FIRST_TEN) || (is(TimeWords.ONE_DAY) && here != 0);
      int first = said ? at + 1 : at;
      int number = reading.number(first);
      if (number < 1 || number > 31) {
        return null;
      }
      if (said && reading.startsClause(first)) {
        return null;
      }
      int second = first + 1;
      boolean slash = reading.joinedBy(second, "/-.");
      int month = reading.number(second);
      if (slash && month >= 1 && month <= 12) {
        boolean stroke = reading.joinedBy(second, "/");
        return dayOfMonth(
            number, month, second + 1, said || (stroke && (part != 0 || isSince(at - 1))));
      }
      if ((bits(second) & TimeWords.MONTH) != 0 && !reading.startsClause(second)) {
        return inMonth(number, second, said);
      }
      boolean only = said && is(TimeWords.DAY | TimeWords.FIRST_TEN) && !isCounted(second);
      return only ? dayAlone(number, second) : null;
    }

    private boolean isSince(int before) {
      return (bits(before) & TimeWords.SINCE) != 0;
    }

    /** {@code ngày 2 bữa}, {@code ngày 12 tiếng}: a number of things. */
    private boolean isCounted(int after) {
      if (reading.startsClause(after) || after >= reading.count()) {
        return false;
      }
      return (bits(after) & ~(TimeWords.AT | TimeWords.THIS | TimeWords.NOW)) != 0
          || reading.id(after) == Vocabulary.UNKNOWN;
    }

    private @Nullable Days dayOfMonth(int number, int month, int after, boolean said) {
      YearSaid year = yearAt(after);
      if (year == null && !said) {
        return null;
      }
      if (isLunar(year == null ? after : year.end)) {
        return null;
      }
      try {
        LocalDate found =
            year == null
                ? nearest(LocalDate.of(day.getYear(), month, number))
                : LocalDate.of(year.year, month, number);
        return new Days(found, found, year == null ? after : year.end);
      } catch (DateTimeException e) {
        return null;
      }
    }

    private @Nullable Days inMonth(int number, int monthWord, boolean said) {
      int month = numberAt(monthWord + 1);
      if (month >= 1 && month <= 12) {
        return said ? dayOfMonth(number, month, monthWord + 2, true) : null;
      }
      Integer steps = said ? steps(monthWord) : null;
      if (steps == null) {
        return null;
      }
      LocalDate first = day.withDayOfMonth(1).plusMonths(steps);
      LocalDate found = first.withDayOfMonth(Math.min(number, first.lengthOfMonth()));
      return new Days(found, found, monthWord + 2);
    }

    private @Nullable Days dayAlone(int number, int after) {
      if (isLunar(after)) {
        return null;
      }
      LocalDate best = null;
      for (int step = -1; step <= 1; step++) {
        LocalDate first = day.withDayOfMonth(1).plusMonths(step);
        if (number <= first.lengthOfMonth()) {
          LocalDate other = first.withDayOfMonth(number);
          boolean possible = !isSince(at - 1) || !other.isAfter(day);
          boolean better = best == null || apart(other) < apart(best);
          best = possible && better ? other : best;
        }
      }
      return best == null ? null : new Days(best, best, after);
    }

    private boolean isLunar(int after) {
      return (bits(after) & TimeWords.LUNAR) != 0 && !reading.startsClause(after);
    }

    private int numberAt(int word) {
      int digits = reading.number(word);
      if (digits >= 0
          || !mayBegin(reading, word)
          || (table.at(reading, word) & TimeWords.YEAR) != 0) {
        return digits;
      }
      Numbers.Found found = numbers.at(reading, word);
      boolean exact = found != null && found.exact() && !found.doubtful() && found.to() == word + 1;
      return exact && found != null ? found.low() : -1;
    }

    private Days one(int offset, int end) {
      LocalDate found = day.plusDays(offset);
      return new Days(found, found, end);
    }

    private boolean is(long what) {
      return (here & what) != 0;
    }

    /** What this word means to times. */
    private long bits(int word) {
      return table.at(reading, word);
    }
  }
}
