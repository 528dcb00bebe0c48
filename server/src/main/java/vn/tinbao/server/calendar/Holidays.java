package vn.tinbao.server.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Days off by the Labour Code 2019: art. 112 names the holidays, art. 111.3 gives the next working
 * day for one on a weekend. What was decided for a year stands in {@code calendar/holidays.yaml}.
 */
final class Holidays {
  private static final String FILE = "calendar/holidays.yaml";
  private static final String LAW = "BLLĐ 2019 Đ112";
  private static final String INSTEAD = "BLLĐ 2019 Đ111.3";
  private static final int TET_DAYS = 5;

  private final Map<Integer, Decided> decided = new HashMap<>();

  Holidays() {
    InputStream yaml =
        Objects.requireNonNull(
            Holidays.class.getResourceAsStream("/" + FILE), FILE + " is missing from the program");
    try (yaml) {
      for (Object entry : (List<?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml)) {
        Decided year = Decided.of((Map<?, ?>) entry);
        decided.put(year.year(), year);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  /** What was decided for a year. */
  private record Decided(
      int year,
      boolean confirmed,
      String source,
      @Nullable LocalDate tet,
      @Nullable LocalDate beside,
      List<Swap> swaps) {

    static Decided of(Map<?, ?> entry) {
      List<Swap> swaps = new ArrayList<>();
      if (entry.get("swaps") instanceof List<?> list) {
        for (Object one : list) {
          Map<?, ?> swap = (Map<?, ?>) one;
          swaps.add(
              new Swap(
                  Objects.requireNonNull(date(swap.get("free"))),
                  Objects.requireNonNull(date(swap.get("worked"))),
                  String.valueOf(swap.get("source")),
                  Boolean.TRUE.equals(swap.get("confirmed"))));
        }
      }
      return new Decided(
          ((Number) Objects.requireNonNull(entry.get("year"))).intValue(),
          Boolean.TRUE.equals(entry.get("confirmed")),
          String.valueOf(entry.get("source")),
          date(entry.get("tet")),
          date(entry.get("beside")),
          List.copyOf(swaps));
    }
  }

  private record Swap(LocalDate free, LocalDate worked, String source, boolean confirmed) {}

  /** Whether the days off of a year are known and confirmed. */
  boolean confirmed(int year) {
    Decided known = decided.get(year);
    return known != null && known.confirmed();
  }

  /** Who says what the days off of a year are. */
  String source(int year) {
    Decided known = decided.get(year);
    return known == null ? LAW : known.source();
  }

  /** The days of a year that are not as their weekday says. */
  Map<LocalDate, CalendarDay> of(int year) {
    Decided known =
        decided.getOrDefault(year, new Decided(year, false, LAW, null, null, List.of()));
    Map<LocalDate, CalendarDay> days = new TreeMap<>();
    free(days, LocalDate.of(year, 1, 1), "Tết Dương lịch", LAW + ".1a", true);
    LocalDate tet = known.tet() == null ? MoonCalendar.newYear(year).minusDays(1) : known.tet();
    String tetSource = known.tet() == null ? LAW + ".1b" : known.source();
    for (int i = 0; i < TET_DAYS; i++) {
      free(days, tet.plusDays(i), "Tết Nguyên đán", tetSource, known.tet() != null);
    }
    free(
        days, MoonCalendar.day(year, 3, 10), "Giỗ Tổ Hùng Vương (10/3 âm lịch)", LAW + ".1e", true);
    free(days, LocalDate.of(year, 4, 30), "Ngày Chiến thắng", LAW + ".1c", true);
    free(days, LocalDate.of(year, 5, 1), "Quốc tế Lao động", LAW + ".1d", true);
    free(days, LocalDate.of(year, 9, 2), "Quốc khánh", LAW + ".1đ", true);
    LocalDate beside = known.beside() == null ? LocalDate.of(year, 9, 1) : known.beside();
    String besideSource = known.beside() == null ? LAW + ".1đ" : known.source();
    free(days, beside, "Quốc khánh (ngày liền kề)", besideSource, known.beside() != null);
    instead(days);
    for (Swap swap : known.swaps()) {
      free(days, swap.free(), "Nghỉ hoán đổi", swap.source(), swap.confirmed());
      days.put(
          swap.worked(),
          new CalendarDay(
              swap.worked(), true, "Làm bù ngày hoán đổi", swap.source(), swap.confirmed(), false));
    }
    return days;
  }

  /** For each holiday on a weekend the next day that would be worked. */
  private static void instead(Map<LocalDate, CalendarDay> days) {
    for (CalendarDay holiday : List.copyOf(days.values())) {
      if (weekend(holiday.day())) {
        LocalDate next = holiday.day().plusDays(1);
        while (weekend(next) || days.containsKey(next)) {
          next = next.plusDays(1);
        }
        free(days, next, "Nghỉ bù: " + holiday.name(), INSTEAD, holiday.confirmed());
      }
    }
  }

  private static void free(
      Map<LocalDate, CalendarDay> days,
      LocalDate day,
      String name,
      String source,
      boolean confirmed) {
    days.putIfAbsent(day, new CalendarDay(day, false, name, source, confirmed, false));
  }

  static boolean weekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  private static @Nullable LocalDate date(@Nullable Object value) {
    if (value instanceof Date date) {
      return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
    return value == null ? null : LocalDate.parse(value.toString());
  }
}
