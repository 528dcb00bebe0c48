package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the days and hours that a text names, from the day it was sent on (Asia/Ho_Chi_Minh):
 * {@code tối nay}, {@code sáng mai 5h}, {@code 3 ngày trước}, {@code thứ bảy tuần này}, {@code ngày
 * 15/8}, {@code năm ngoái}. Days of the moon calendar are left alone.
 */
final class TimeReader {
  /** Times told of one text; a text with more is no message. */
  private static final int MOST = 50;

  private static final int LAST_HOUR = 24;

  private final TimeWords table;
  private final DayReader days;

  TimeReader(Numbers numbers, Vocabulary vocabulary) {
    this.table = new TimeWords(vocabulary);
    this.days = new DayReader(table, numbers, vocabulary);
  }

  /**
   * All times in order of the text.
   *
   * @param day the day the text was sent
   */
  List<Understood.When> read(Reading reading, LocalDate day) {
    List<Understood.When> times = new ArrayList<>(0);
    for (int at = 0; at < reading.count() && times.size() < MOST; at++) {
      if (mayBegin(reading, at)) {
        One one = new One(reading, day, at);
        Understood.When when = one.read();
        if (when != null) {
          times.add(when);
          at = one.to - 1;
        }
      }
    }
    return List.copyOf(times);
  }

  private boolean mayBegin(Reading reading, int at) {
    return (table.at(reading, at) & TimeWords.BEGINS) != 0
        || reading.number(at) >= 0
        || days.mayBegin(reading, at);
  }

  /** One time being read: hour, part of the day and day, in whatever order they stand. */
  private final class One {
    private final Reading reading;
    private final LocalDate day;
    private final int from;
    private int to;
    private int hour = -1;
    private long part;
    private boolean early;
    private DayReader.@Nullable Days found;

    private One(Reading reading, LocalDate day, int from) {
      this.reading = reading;
      this.day = day;
      this.from = from;
      this.to = from;
    }

    private Understood.@Nullable When read() {
      while (to < reading.count() && (to == from || !pauses(to)) && takeNext()) {
        // One part after the other.
      }
      boolean told = found != null || (hour >= 0 && (part != 0 || isAt(from - 1)) && !isHabit());
      if (!told) {
        return null;
      }
      DayReader.Days at = found == null ? new DayReader.Days(day, day, to) : found;
      LocalDate last = at.to();
      if (afterMidnight() && at.from().equals(last)) {
        last = last.plusDays(1);
      }
      Words words = reading.words();
      Understood.Span span =
          new Understood.Span(words.start(reading.word(from)), words.end(reading.word(to - 1)));
      return new Understood.When(at.from(), last, hourMeant(), span);
    }

    private boolean takeNext() {
      int at = to;
      if (at > from && isAt(at) && hour < 0 && hourAt(at + 1) >= 0) {
        at++;
      }
      int spoken = hour < 0 ? hourAt(at) : -1;
      if (spoken >= 0) {
        hour = spoken;
        to = endOfHour(at);
        return true;
      }
      if (found == null) {
        DayReader.Days read = days.at(reading, to, day, to == from ? 0 : part);
        if (read != null) {
          found = read;
          to = read.end();
          return true;
        }
      }
      return part == 0 && mayTakePart() && takePart();
    }

    /** {@code hôm qua tối}; but {@code nam ngoai toi co} says {@code tôi}. */
    private boolean mayTakePart() {
      if (found == null) {
        return true;
      }
      boolean oneDay = found.from().equals(found.to());
      boolean ends = to + 1 >= reading.count() || pauses(to + 1) || hourAt(to + 1) >= 0;
      return oneDay && (reading.accented() || ends);
    }

    private boolean takePart() {
      long bits = table.at(reading, to);
      if ((bits & TimeWords.HALF) != 0
          && (table.at(reading, to + 1) & TimeWords.NIGHT) != 0
          && !pauses(to + 1)) {
        part = TimeWords.LATE;
        to += 2;
        return true;
      }
      part = bits & TimeWords.PART;
      if (part == 0) {
        return false;
      }
      to++;
      if ((table.at(reading, to) & TimeWords.EARLY) != 0 && !pauses(to)) {
        early = true;
        to++;
      }
      return true;
    }

    private boolean pauses(int at) {
      return reading.startsClause(at);
    }

    private boolean isAt(int at) {
      return (table.at(reading, at) & TimeWords.AT) != 0;
    }

    /** {@code 14 giờ một ngày}, {@code 2h sáng mỗi đêm}: no point in time. */
    private boolean isHabit() {
      return (table.at(reading, to) & TimeWords.HABIT) != 0
          || (table.at(reading, from - 1) & TimeWords.HABIT) != 0
          || (table.at(reading, to + 1) & TimeWords.HABIT) != 0;
    }

    private int hourAt(int at) {
      int number = reading.number(at);
      if (number < 0) {
        number = days.small(reading, at);
      }
      boolean hours =
          number >= 0
              && number <= LAST_HOUR
              && !pauses(at + 1)
              && (table.at(reading, at + 1) & TimeWords.HOUR) != 0
              && (table.at(reading, at + 2) & (TimeWords.MORE | TimeWords.BEFORE)) == 0;
      return hours ? number : -1;
    }

    private int endOfHour(int at) {
      int end = at + 2;
      if (pauses(end)) {
        return end;
      }
      if ((table.at(reading, end) & TimeWords.HALF) != 0
          && (table.at(reading, end + 1) & TimeWords.NIGHT) == 0) {
        return end + 1;
      }
      int minutes = reading.number(end);
      if (minutes >= 0 && minutes < 60) {
        end++;
        boolean word = !pauses(end) && (table.at(reading, end) & TimeWords.MINUTE) != 0;
        return word ? end + 1 : end;
      }
      return end;
    }

    private boolean afterMidnight() {
      boolean night = (part & (TimeWords.NIGHT | TimeWords.LATE)) != 0;
      return night && hour >= 0 && (hour < 6 || hour == 12 || hour == LAST_HOUR);
    }

    private @Nullable Integer hourMeant() {
      if (hour < 0 && part != 0) {
        return usualHour();
      }
      if (hour < 0) {
        return found == null ? null : found.hour();
      }
      int clock = hour % LAST_HOUR;
      boolean nightly = (part & (TimeWords.EVENING | TimeWords.NIGHT | TimeWords.LATE)) != 0;
      if (clock == 12) {
        return nightly || (part & TimeWords.MORNING) != 0 ? 0 : 12;
      }
      boolean later =
          (nightly && clock >= 6)
              || ((part & TimeWords.EVENING) != 0 && clock >= 4)
              || (part & TimeWords.AFTERNOON) != 0
              || ((part & TimeWords.NOON) != 0 && clock < 6);
      return later && clock < 12 ? clock + 12 : clock;
    }

    private int usualHour() {
      if ((part & TimeWords.MORNING) != 0) {
        return early ? 5 : 7;
      }
      if ((part & TimeWords.NOON) != 0) {
        return 12;
      }
      if ((part & TimeWords.AFTERNOON) != 0) {
        return 15;
      }
      if ((part & TimeWords.EVENING) != 0) {
        return 19;
      }
      return (part & TimeWords.NIGHT) != 0 ? 22 : 23;
    }
  }
}
