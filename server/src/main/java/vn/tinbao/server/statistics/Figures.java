package vn.tinbao.server.statistics;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;

/**
 * The figures, computed from what happened: states by the steps that were taken, agencies by who
 * led when, clocks by when they ran, each as it was written down at the moment that is asked for.
 * Place and category of a report are the corrected ones, at whatever moment: a correction mends an
 * error, it is no event of the case. What was deleted by retention counts by its tombstone.
 */
@Singleton
public class Figures {
  private final FigureList list;
  private final Scopes scopes;
  private final JdbcOperations jdbc;

  Figures(FigureList list, Scopes scopes, JdbcOperations jdbc) {
    this.list = list;
    this.scopes = scopes;
    this.jdbc = jdbc;
  }

  /** The definitions. */
  public FigureList list() {
    return list;
  }

  /**
   * Every figure.
   *
   * @param asOf nothing that was written down later counts
   */
  @Transactional
  public FigureTable of(FigureScope scope, Period period, Instant asOf) {
    Map<Figure, FigureValue> found = new HashMap<>();
    for (FigureSource source : list.sources()) {
      List<Figure> figures = list.of(source);
      if (!figures.isEmpty()) {
        found.putAll(values(source, figures, scope, period, asOf));
      }
    }
    return new FigureTable(
        scope,
        period,
        asOf,
        list.all().stream().map(f -> Objects.requireNonNull(found.get(f))).toList());
  }

  /** The period beside the same days of the year before, both as known at the same moment. */
  @Transactional
  public FigureComparison compare(FigureScope scope, Period period, Instant asOf) {
    return new FigureComparison(
        of(scope, period, asOf), of(scope, period.yearBefore(LegalTime.day(asOf)), asOf));
  }

  /**
   * One figure in its parts.
   *
   * @throws IllegalArgumentException for a word that no figure has, and for a dimension that its
   *     facts do not have: see {@link FigureList#dimensions}
   */
  @Transactional
  public Breakdown by(
      String key, Dimension dimension, FigureScope scope, Period period, Instant asOf) {
    Figure figure =
        list.figure(key).orElseThrow(() -> new IllegalArgumentException("No figure " + key));
    FigureSource source = list.source(figure);
    boolean many = source.many().contains(dimension);
    Map<@Nullable String, Sums> parts = new LinkedHashMap<>();
    read(
        "SELECT "
            + part(source, dimension)
            + " AS part, "
            + figure.numerator()
            + " AS n, "
            + figure.denominator()
            + " AS d FROM ("
            + source.sql()
            + ") f"
            + (many
                ? " CROSS JOIN LATERAL unnest("
                    + source.dimensions().get(dimension)
                    + ") AS e(part)"
                : "")
            + where(scope)
            + " GROUP BY 1",
        scope,
        period,
        asOf,
        row -> {
          String part = scopes.rolledUp(row.getString(1), dimension, scope);
          Sums sums = new Sums(row.getLong(2), row.getLong(3));
          if (sums.numerator() != 0 || sums.denominator() != 0) {
            parts.merge(part, sums, Sums::plus);
          }
        });
    List<Breakdown.Line> lines = new ArrayList<>();
    parts.forEach(
        (part, sums) ->
            lines.add(
                new Breakdown.Line(part, figure.value(sums.numerator(), sums.denominator()))));
    return Breakdown.of(figure, dimension, scope, period, asOf, many, lines);
  }

  /** What was known at a moment, counted from what happened, however long that takes. */
  public FigureReader asOf(Instant moment) {
    return new FigureReader() {
      @Override
      public FigureComparison compare(FigureScope scope, Period period) {
        return Figures.this.compare(scope, period, moment);
      }

      @Override
      public Breakdown by(String key, Dimension dimension, FigureScope scope, Period period) {
        return Figures.this.by(key, dimension, scope, period, moment);
      }

      @Override
      public Map<@Nullable String, List<FigureValue>> together(
          List<String> keys, Dimension dimension, FigureScope scope, Period period) {
        Map<@Nullable String, List<FigureValue>> found = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
          for (Breakdown.Line line : by(keys.get(i), dimension, scope, period).lines()) {
            found.computeIfAbsent(line.part(), part -> nothing(keys)).set(i, line.value());
          }
        }
        return found;
      }
    };
  }

  private List<FigureValue> nothing(List<String> keys) {
    List<FigureValue> values = new ArrayList<>();
    for (String key : keys) {
      values.add(list.figure(key).orElseThrow().value(0, 0));
    }
    return values;
  }

  /** Two parts of one fact; null: not known. */
  record Parts(@Nullable String first, @Nullable String second) {}

  /** Numerators by two dimensions at once, of which no fact has several parts. */
  Map<Parts, Long> cross(
      String key,
      Dimension first,
      Dimension second,
      FigureScope scope,
      Period period,
      Instant asOf) {
    Figure figure =
        list.figure(key).orElseThrow(() -> new IllegalArgumentException("No figure " + key));
    FigureSource source = list.source(figure);
    Map<Parts, Long> found = new HashMap<>();
    read(
        "SELECT "
            + part(source, first)
            + ", "
            + part(source, second)
            + ", "
            + figure.numerator()
            + " FROM ("
            + source.sql()
            + ") f"
            + where(scope)
            + " GROUP BY 1, 2",
        scope,
        period,
        asOf,
        row -> {
          long count = row.getLong(3);
          if (count > 0) {
            found.merge(
                new Parts(
                    scopes.rolledUp(row.getString(1), first, scope),
                    scopes.rolledUp(row.getString(2), second, scope)),
                count,
                Long::sum);
          }
        });
    return found;
  }

  /** Numerator and denominator of a part, as SQL gives them. */
  private record Sums(long numerator, long denominator) {
    Sums plus(Sums other) {
      return new Sums(numerator + other.numerator, denominator + other.denominator);
    }
  }

  /** Those of one source. */
  Map<Figure, FigureValue> values(
      FigureSource source, List<Figure> figures, FigureScope scope, Period period, Instant asOf) {
    String columns =
        figures.stream()
            .map(figure -> figure.numerator() + ", " + figure.denominator())
            .collect(Collectors.joining(", "));
    Map<Figure, FigureValue> found = new HashMap<>();
    read(
        "SELECT " + columns + " FROM (" + source.sql() + ") f" + where(scope),
        scope,
        period,
        asOf,
        row -> {
          for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            found.put(figure, figure.value(row.getLong(2 * i + 1), row.getLong(2 * i + 2)));
          }
        });
    return found;
  }

  private static String part(FigureSource source, Dimension dimension) {
    return switch (dimension) {
      case UNIT, PROVINCE -> "f.unit_id::text";
      case AGENCY -> "f.agency_id";
      case MONTH -> "to_char(f.day, 'YYYY-MM')";
      default -> {
        String sql = source.dimensions().get(dimension);
        if (sql == null) {
          throw new IllegalArgumentException(
              "Facts of " + source.name() + " cannot be told apart by " + dimension);
        }
        yield source.many().contains(dimension) ? "e.part" : "(" + sql + ")::text";
      }
    };
  }

  private static String where(FigureScope scope) {
    List<String> all = new ArrayList<>();
    if (!scope.units().isEmpty()) {
      all.add("f.unit_id = ANY (:units)");
    }
    if (!scope.agencies().isEmpty()) {
      all.add("f.agency_id = ANY (:agencies)");
    }
    return all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all);
  }

  /** Months of a period that have begun, each counted once. */
  static long months(Period period, Instant asOf) {
    LocalDate last = period.toExclusive().minusDays(1);
    LocalDate today = LegalTime.day(asOf);
    LocalDate until = last.isBefore(today) ? last : today;
    return Math.max(
        0, ChronoUnit.MONTHS.between(YearMonth.from(period.from()), YearMonth.from(until)) + 1);
  }

  /** What is done with a row. */
  private interface OnRow {
    void take(ResultSet row) throws SQLException;
  }

  private void read(String named, FigureScope scope, Period period, Instant asOf, OnRow onRow) {
    NamedSql sql = new NamedSql(named);
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("from", period.from());
    values.put("until", period.toExclusive());
    values.put("begins", period.begins());
    values.put("ends", period.ends());
    values.put("as_of", asOf);
    values.put("months", months(period, asOf));
    values.put("units", scopes.units(scope));
    values.put("agencies", scopes.agencies(scope));
    var unused =
        jdbc.prepareStatement(
            sql.sql(),
            select -> {
              sql.bind(select, values);
              try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                  onRow.take(rows);
                }
              }
              return true;
            });
  }
}
