package vn.tinbao.server.calendar;

import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import vn.tinbao.server.live.Live;
import vn.tinbao.sms.db.SqlTime;

/**
 * Which days state agencies work: five days a week (decision 188/1999/QĐ-TTg) without holidays, as
 * the program brings them and as people of this house said otherwise. In memory; a change reaches
 * the other nodes by a hint. Clocks that run already keep their due time.
 */
@Singleton
public class LegalCalendar implements WorkingDays {
  /** Years for which anything is known; others have weekends only. */
  public static final int FIRST_YEAR = 2000;

  public static final int LAST_YEAR = 2099;
  private static final String CHANGED = "calendar";
  private static final int MOST_NAME = 200;
  private static final int MOST_SOURCE = 500;

  private final Holidays holidays = new Holidays();
  private final Map<Integer, Map<LocalDate, CalendarDay>> byLaw = new ConcurrentHashMap<>();
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final ApplicationEventPublisher<CalendarEdited> edited;
  private final Live live;
  private final Clock clock;
  private final Disposable listening;
  private volatile @Nullable Said said;

  LegalCalendar(
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      ApplicationEventPublisher<CalendarEdited> edited,
      Live live,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.edited = edited;
    this.live = live;
    this.clock = clock;
    this.listening = live.stream(CHANGED).subscribe(hint -> said = null);
  }

  /** What people of this house said. */
  private record Said(Map<LocalDate, CalendarDay> days, Map<Integer, Year> years) {}

  /**
   * What is known of a year.
   *
   * @param edited whether people of this house said it
   */
  public record Year(int year, boolean confirmed, String source, boolean edited) {}

  /** What is wrong with an edit, by the field. */
  public enum Mistake {
    DAY,
    NAME,
    SOURCE,
    YEAR
  }

  @Override
  public boolean worked(LocalDate day) {
    return of(day).map(CalendarDay::worked).orElse(!Holidays.weekend(day));
  }

  @Override
  public boolean confirmed(LocalDate day) {
    return year(day.getYear()).confirmed() && of(day).map(CalendarDay::confirmed).orElse(true);
  }

  /** What is special about a day. */
  public Optional<CalendarDay> of(LocalDate day) {
    CalendarDay byPeople = said().days().get(day);
    return Optional.ofNullable(byPeople == null ? byLaw(day.getYear()).get(day) : byPeople);
  }

  /** The special days of a year, in order. */
  public List<CalendarDay> days(int year) {
    Map<LocalDate, CalendarDay> days = new TreeMap<>(byLaw(year));
    said().days().values().stream()
        .filter(day -> day.day().getYear() == year)
        .forEach(day -> days.put(day.day(), day));
    return List.copyOf(days.values());
  }

  /** What is known of a year. */
  public Year year(int year) {
    Year byPeople = said().years().get(year);
    return byPeople == null
        ? new Year(year, holidays.confirmed(year), holidays.source(year), false)
        : byPeople;
  }

  /**
   * Says something about a day, over what stood there.
   *
   * @return what is wrong, empty when it was kept
   */
  public Optional<Mistake> say(CalendarDay day, UUID by) {
    Optional<Mistake> wrong = wrong(day.day().getYear(), day.source());
    if (wrong.isEmpty() && (day.name().isBlank() || day.name().length() > MOST_NAME)) {
      wrong = Optional.of(Mistake.NAME);
    }
    if (wrong.isEmpty()) {
      change(
          "CALENDAR_DAY_SAID",
          day.day().toString(),
          by,
          """
          INSERT INTO tinbao.calendar_day (day, worked, name, source, confirmed, changed_by,
            changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (day) DO UPDATE SET worked = excluded.worked, name = excluded.name,
            source = excluded.source, confirmed = excluded.confirmed,
            changed_by = excluded.changed_by, changed_at = excluded.changed_at
          """,
          day.day(),
          day.worked(),
          day.name().strip(),
          day.source().strip(),
          day.confirmed(),
          by,
          SqlTime.now(clock).atOffset(ZoneOffset.UTC));
    }
    return wrong;
  }

  /** Takes back what people said of a day: what the program brings holds again. */
  public void unsay(LocalDate day, UUID by) {
    change(
        "CALENDAR_DAY_UNSAID",
        day.toString(),
        by,
        "DELETE FROM tinbao.calendar_day WHERE day = ?",
        day);
  }

  /**
   * Says whether the days off of a year are known and confirmed.
   *
   * @return what is wrong, empty when it was kept
   */
  public Optional<Mistake> confirm(int year, boolean confirmed, String source, UUID by) {
    Optional<Mistake> wrong = wrong(year, source);
    if (wrong.isEmpty()) {
      change(
          confirmed ? "CALENDAR_YEAR_CONFIRMED" : "CALENDAR_YEAR_DOUBTED",
          Integer.toString(year),
          by,
          """
          INSERT INTO tinbao.calendar_year (year, confirmed, source, changed_by, changed_at)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (year) DO UPDATE SET confirmed = excluded.confirmed,
            source = excluded.source, changed_by = excluded.changed_by,
            changed_at = excluded.changed_at
          """,
          year,
          confirmed,
          source.strip(),
          by,
          SqlTime.now(clock).atOffset(ZoneOffset.UTC));
    }
    return wrong;
  }

  private static Optional<Mistake> wrong(int year, String source) {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      return Optional.of(Mistake.YEAR);
    }
    return source.isBlank() || source.length() > MOST_SOURCE
        ? Optional.of(Mistake.SOURCE)
        : Optional.empty();
  }

  private void change(String action, String subject, UUID by, String sql, Object... values) {
    var unused =
        transactions.executeWrite(
            status -> {
              edited.publishEvent(new CalendarEdited(by, action, subject));
              live.afterCommit(CHANGED, subject);
              return jdbc.prepareStatement(
                  sql,
                  statement -> {
                    for (int i = 0; i < values.length; i++) {
                      statement.setObject(i + 1, values[i]);
                    }
                    return statement.executeUpdate();
                  });
            });
    said = null;
  }

  private Map<LocalDate, CalendarDay> byLaw(int year) {
    return year < FIRST_YEAR || year > LAST_YEAR
        ? Map.of()
        : byLaw.computeIfAbsent(year, holidays::of);
  }

  private Said said() {
    Said known = said;
    if (known == null) {
      known = transactions.executeRead(status -> new Said(readDays(), readYears()));
      said = known;
    }
    return known;
  }

  private Map<LocalDate, CalendarDay> readDays() {
    return jdbc.prepareStatement(
        "SELECT day, worked, name, source, confirmed FROM tinbao.calendar_day",
        select -> {
          Map<LocalDate, CalendarDay> days = new HashMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              LocalDate day = row.getObject("day", LocalDate.class);
              days.put(
                  day,
                  new CalendarDay(
                      day,
                      row.getBoolean("worked"),
                      row.getString("name"),
                      row.getString("source"),
                      row.getBoolean("confirmed"),
                      true));
            }
          }
          return Map.copyOf(days);
        });
  }

  private Map<Integer, Year> readYears() {
    return jdbc.prepareStatement(
        "SELECT year, confirmed, source FROM tinbao.calendar_year",
        select -> {
          Map<Integer, Year> years = new HashMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              int year = row.getInt("year");
              years.put(
                  year, new Year(year, row.getBoolean("confirmed"), row.getString("source"), true));
            }
          }
          return Map.copyOf(years);
        });
  }

  @PreDestroy
  void stop() {
    listening.dispose();
  }
}
