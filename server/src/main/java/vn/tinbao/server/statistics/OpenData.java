package vn.tinbao.server.statistics;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.sms.db.SqlTime;

/**
 * Counts for everybody: one table a subject and year, made once, as of 1 February of the year
 * after, and never again: two versions of one table could be compared. No number from 1 to 10 is
 * told, nor what would give one away (k-anonymity 11, as CTDC does; {@link Suppression}). No two
 * tables count the same facts, so none can be played off against another.
 */
@Singleton
public class OpenData {
  /** The least number that is told. */
  public static final long LEAST = 11;

  private static final int FEBRUARY = 2;

  private final Figures figures;
  private final Catalogue catalogue;
  private final JdbcOperations jdbc;
  private final Clock clock;

  OpenData(Figures figures, Catalogue catalogue, JdbcOperations jdbc, Clock clock) {
    this.figures = figures;
    this.catalogue = catalogue;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What the tables are of; the names are part of addresses. */
  public enum Subject {
    /** Reports received, by province and channel. */
    REPORTS("tips_received", Dimension.PROVINCE, Dimension.CHANNEL),
    /** Identified victims, by age band and sex. */
    VICTIMS("victims_identified", Dimension.AGE_BAND, Dimension.SEX);

    private final String figure;
    private final Dimension row;
    private final Dimension column;

    Subject(String figure, Dimension row, Dimension column) {
      this.figure = figure;
      this.row = row;
      this.column = column;
    }

    /** What is counted. */
    public String figure() {
      return figure;
    }

    /** What a line is. */
    public Dimension row() {
      return row;
    }

    /** What a column is. */
    public Dimension column() {
      return column;
    }
  }

  /** A table that was made. */
  public record Made(Subject subject, int year, Instant madeAt) {}

  /**
   * A number of a table.
   *
   * @param row name of the line, empty for the total of its column
   * @param column name of the column, empty for the total of its line
   * @param count null: withheld
   */
  public record Cell(String row, String column, @Nullable Long count) {}

  /** The tables there are, the newest first. */
  @Transactional
  public List<Made> all() {
    return jdbc.prepareStatement(
        "SELECT DISTINCT subject, year, made_at FROM tinbao.open_data ORDER BY year DESC, subject",
        select -> {
          List<Made> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Made(
                      Subject.valueOf(row.getString(1)),
                      row.getInt(2),
                      java.util.Objects.requireNonNull(SqlTime.read(row, "made_at"))));
            }
          }
          return found;
        });
  }

  /** The numbers of a table; empty when it was not made. */
  @Transactional
  public List<Cell> cells(Subject subject, int year) {
    return jdbc.prepareStatement(
        """
        SELECT row_name, column_name, count FROM tinbao.open_data
        WHERE subject = ? AND year = ? ORDER BY n
        """,
        select -> {
          select.setString(1, subject.name());
          select.setInt(2, year);
          List<Cell> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              Long count = row.getObject(3, Long.class);
              found.add(new Cell(row.getString(1), row.getString(2), count));
            }
          }
          return found;
        });
  }

  /**
   * Makes what is missing of the last year whose February after it has come.
   *
   * @return how many tables
   */
  @Transactional
  public int publish() {
    LocalDate today = LegalTime.day(clock.instant());
    int year = today.getYear() - (today.getMonthValue() >= FEBRUARY ? 1 : 2);
    var unused =
        jdbc.prepareStatement(
            "LOCK TABLE tinbao.open_data IN SHARE ROW EXCLUSIVE MODE", lock -> lock.execute());
    int made = 0;
    for (Subject subject : Subject.values()) {
      if (cells(subject, year).isEmpty()) {
        make(subject, year);
        made++;
      }
    }
    return made;
  }

  private void make(Subject subject, int year) {
    Instant asOf = LegalTime.start(LocalDate.of(year + 1, FEBRUARY, 1));
    FigureScope everywhere = FigureScope.everywhere(LocalDate.of(year, 12, 31));
    Map<String, Map<String, Long>> counted = new TreeMap<>();
    TreeSet<String> columns = new TreeSet<>();
    figures
        .cross(
            subject.figure(), subject.row(), subject.column(), everywhere, Period.year(year), asOf)
        .forEach(
            (parts, count) -> {
              String row = name(subject.row(), parts.first());
              String column = name(subject.column(), parts.second());
              columns.add(column);
              counted.computeIfAbsent(row, any -> new TreeMap<>()).merge(column, count, Long::sum);
            });
    List<String> rowNames = List.copyOf(counted.keySet());
    List<String> columnNames = List.copyOf(columns);
    long[][] inner = new long[rowNames.size()][columnNames.size()];
    for (int r = 0; r < inner.length; r++) {
      for (int c = 0; c < columnNames.size(); c++) {
        inner[r][c] =
            counted.getOrDefault(rowNames.get(r), Map.of()).getOrDefault(columnNames.get(c), 0L);
      }
    }
    write(subject, year, rowNames, columnNames, Suppression.of(inner, LEAST));
  }

  private void write(
      Subject subject, int year, List<String> rows, List<String> columns, Suppression.Told told) {
    List<String> rowNames = new ArrayList<>();
    List<String> columnNames = new ArrayList<>();
    List<@Nullable Long> counts = new ArrayList<>();
    for (int r = 0; r < told.cells().length; r++) {
      for (int c = 0; c < told.cells()[r].length; c++) {
        rowNames.add(r < rows.size() ? rows.get(r) : "");
        columnNames.add(c < columns.size() ? columns.get(c) : "");
        counts.add(told.withheld()[r][c] ? null : told.cells()[r][c]);
      }
    }
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.open_data (subject, year, n, row_name, column_name, count, made_at)
        SELECT ?, ?, t.n, t.r, t.c, t.v, ?
        FROM unnest(?::text[], ?::text[], ?::bigint[]) WITH ORDINALITY AS t(r, c, v, n)
        """,
        insert -> {
          insert.setString(1, subject.name());
          insert.setInt(2, year);
          insert.setObject(3, SqlTime.of(SqlTime.now(clock)));
          insert.setArray(4, array(insert.getConnection(), "text", rowNames));
          insert.setArray(5, array(insert.getConnection(), "text", columnNames));
          insert.setArray(6, array(insert.getConnection(), "bigint", counts));
          return insert.executeUpdate();
        });
  }

  private static Array array(java.sql.Connection connection, String type, List<?> values)
      throws java.sql.SQLException {
    return connection.createArrayOf(type, values.toArray());
  }

  /** Units by their names, since ids mean nothing outside; what is not known says so. */
  private String name(Dimension dimension, @Nullable String part) {
    if (part == null) {
      return "UNKNOWN";
    }
    return dimension == Dimension.PROVINCE
        ? catalogue.now().unit(Long.parseLong(part)).map(Unit::fullName).orElse(part)
        : part;
  }

  /** The table of an address; empty for none. */
  public static Optional<Subject> subject(String name) {
    for (Subject subject : Subject.values()) {
      if (subject.name().equalsIgnoreCase(name)) {
        return Optional.of(subject);
      }
    }
    return Optional.empty();
  }
}
