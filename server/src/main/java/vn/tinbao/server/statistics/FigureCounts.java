package vn.tinbao.server.statistics;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.sms.db.SqlTime;

/**
 * The same figures as {@link Figures} as of now, from cells counted ahead: fast enough for a page,
 * whatever the number of reports. Whole months come from cells, days at the edges from facts; of
 * the whole country both from their sums by province and by day. What is not counted ahead (people,
 * campaigns) is counted as {@link Figures} does.
 */
@Singleton
public class FigureCounts implements FigureReader {
  /** Who asks counts so many changed reports first; more of them the job counts, soon. */
  private static final int AT_ONCE = 500;

  private final FigureList list;
  private final FigureLayout layout;
  private final FigureFold fold;
  private final Figures figures;
  private final Scopes scopes;
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  FigureCounts(
      FigureList list,
      FigureLayout layout,
      FigureFold fold,
      Figures figures,
      Scopes scopes,
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.list = list;
    this.layout = layout;
    this.fold = fold;
    this.figures = figures;
    this.scopes = scopes;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * How far the counting is.
   *
   * @param waiting changes that are not counted yet, 100,000 at most
   * @param wrong cells in which the last nightly check found another number; they were mended
   * @param checkedAt null: not yet
   */
  public record Standing(long waiting, long wrong, @Nullable Instant checkedAt) {}

  /**
   * Counts what changed, when that is little, so that who asks sees what was written down before.
   */
  public Standing standing() {
    Standing before = transactions.executeRead(status -> read());
    if (before.waiting() > 0 && before.waiting() <= AT_ONCE) {
      var unused = fold.fold();
      return transactions.executeRead(status -> read());
    }
    return before;
  }

  /** The definitions. */
  public FigureList list() {
    return list;
  }

  /** Counts all that waits, however long that takes. */
  public void catchUp() {
    while (fold.fold()) {
      continue;
    }
  }

  private Standing read() {
    return jdbc.prepareStatement(
        """
        SELECT (SELECT count(*) FROM (SELECT FROM tinbao.figure_changed LIMIT 100000) c),
          (SELECT count(*) FROM (SELECT FROM tinbao.figure_fact WHERE lapses_at <= ? LIMIT 100000) l),
          l.version, l.wrong, l.checked_at
        FROM (SELECT 1) one LEFT JOIN tinbao.figure_layout l ON true
        """,
        select -> {
          select.setObject(1, SqlTime.of(clock.instant()));
          try (ResultSet row = select.executeQuery()) {
            row.next();
            boolean counted = layout.version().equals(row.getString(3));
            long waiting = row.getLong(1) + row.getLong(2);
            return new Standing(
                counted ? waiting : Math.max(waiting, AT_ONCE + 1L),
                row.getLong(4),
                SqlTime.read(row, "checked_at"));
          }
        });
  }

  /** Every figure, as of now. */
  @Transactional
  public FigureTable of(FigureScope scope, Period period) {
    Instant now = SqlTime.now(clock);
    Map<Figure, FigureValue> found = new HashMap<>();
    for (FigureSource source : list.sources()) {
      List<Figure> all = list.of(source);
      if (source.folded() == null) {
        found.putAll(figures.values(source, all, scope, period, now));
      } else {
        String sums =
            all.stream()
                .map(f -> sum(layout.place(f)) + ", " + sum(layout.place(f) + 1))
                .collect(Collectors.joining(", "));
        read(
            "SELECT " + sums + rows(source, null, scope, period),
            scope,
            row -> {
              for (int i = 0; i < all.size(); i++) {
                Figure figure = all.get(i);
                found.put(figure, figure.value(row.getLong(2 * i + 1), row.getLong(2 * i + 2)));
              }
            });
      }
    }
    return new FigureTable(
        scope,
        period,
        now,
        list.all().stream().map(f -> Objects.requireNonNull(found.get(f))).toList());
  }

  /** The period beside the same days of the year before, both as of now. */
  @Override
  @Transactional
  public FigureComparison compare(FigureScope scope, Period period) {
    return new FigureComparison(
        of(scope, period), of(scope, period.yearBefore(LegalTime.day(clock.instant()))));
  }

  /**
   * One figure in its parts, as of now; as {@link Figures#by}, which also counts what is not
   * counted ahead.
   */
  @Override
  @Transactional
  public Breakdown by(String key, Dimension dimension, FigureScope scope, Period period) {
    Instant now = SqlTime.now(clock);
    Figure figure =
        list.figure(key).orElseThrow(() -> new IllegalArgumentException("No figure " + key));
    FigureSource source = list.source(figure);
    List<FigureLayout.Slot> slots = layout.slots(source, dimension);
    boolean first = list.of(source).get(0).equals(figure);
    if (source.folded() == null || (!dimension.general() && (slots.isEmpty() || !first))) {
      return figures.by(key, dimension, scope, period, now);
    }
    return dimension.general()
        ? grouped(figure, source, dimension, scope, period, now)
        : slotted(figure, source, dimension, slots, scope, period, now);
  }

  /** As of now; only for facts that are counted ahead. */
  @Override
  @Transactional
  public Map<@Nullable String, List<FigureValue>> together(
      List<String> keys, Dimension dimension, FigureScope scope, Period period) {
    List<Figure> asked =
        keys.stream()
            .map(
                key ->
                    list.figure(key)
                        .orElseThrow(() -> new IllegalArgumentException("No figure " + key)))
            .toList();
    FigureSource source = list.source(asked.get(0));
    if (!dimension.general()
        || source.folded() == null
        || asked.stream().anyMatch(figure -> !list.source(figure).equals(source))) {
      throw new IllegalArgumentException(keys + " by " + dimension);
    }
    return grouped(asked, source, dimension, scope, period);
  }

  private Breakdown grouped(
      Figure figure,
      FigureSource source,
      Dimension dimension,
      FigureScope scope,
      Period period,
      Instant now) {
    List<Breakdown.Line> lines = new ArrayList<>();
    grouped(List.of(figure), source, dimension, scope, period)
        .forEach(
            (key, values) -> {
              FigureValue value = values.get(0);
              if (value.numerator().signum() != 0 || value.denominator() != 0) {
                lines.add(new Breakdown.Line(key, value));
              }
            });
    return Breakdown.of(figure, dimension, scope, period, now, false, lines);
  }

  private Map<@Nullable String, List<FigureValue>> grouped(
      List<Figure> asked,
      FigureSource source,
      Dimension dimension,
      FigureScope scope,
      Period period) {
    String part =
        switch (dimension) {
          case UNIT, PROVINCE -> "nullif(unit_id, 0)::text";
          case AGENCY -> "agency_id";
          default -> "to_char(day, 'YYYY-MM')";
        };
    String sums =
        asked.stream()
            .map(figure -> sum(layout.place(figure)) + ", " + sum(layout.place(figure) + 1))
            .collect(Collectors.joining(", "));
    Map<@Nullable String, long[]> parts = new LinkedHashMap<>();
    read(
        "SELECT " + part + ", " + sums + rows(source, dimension, scope, period) + " GROUP BY 1",
        scope,
        row -> {
          long[] all =
              parts.computeIfAbsent(
                  scopes.rolledUp(row.getString(1), dimension, scope),
                  any -> new long[2 * asked.size()]);
          for (int i = 0; i < all.length; i++) {
            all[i] += row.getLong(i + 2);
          }
        });
    Map<@Nullable String, List<FigureValue>> found = new LinkedHashMap<>();
    parts.forEach(
        (key, all) -> {
          List<FigureValue> values = new ArrayList<>();
          for (int i = 0; i < asked.size(); i++) {
            values.add(asked.get(i).value(all[2 * i], all[2 * i + 1]));
          }
          found.put(key, List.copyOf(values));
        });
    return found;
  }

  private Breakdown slotted(
      Figure figure,
      FigureSource source,
      Dimension dimension,
      List<FigureLayout.Slot> slots,
      FigureScope scope,
      Period period,
      Instant now) {
    List<Breakdown.Line> lines = new ArrayList<>();
    read(
        "SELECT "
            + slots.stream().map(slot -> sum(slot.at())).collect(Collectors.joining(", "))
            + rows(source, null, scope, period),
        scope,
        row -> {
          for (int i = 0; i < slots.size(); i++) {
            long sum = row.getLong(i + 1);
            if (sum != 0) {
              lines.add(new Breakdown.Line(slots.get(i).part(), figure.value(sum, sum)));
            }
          }
        });
    return Breakdown.of(
        figure, dimension, scope, period, now, source.many().contains(dimension), lines);
  }

  private static String sum(int place) {
    return "coalesce(sum(sums[" + place + "]), 0)::bigint";
  }

  /**
   * What is to be summed up: whole months and the days at both edges. By the primary keys of
   * figure_top, figure_day and figure_cell, and figure_fact_by_place.
   *
   * @param by null: no part of it apart from others
   */
  private String rows(
      FigureSource source, @Nullable Dimension by, FigureScope scope, Period period) {
    LocalDate begins = period.from();
    LocalDate ends = period.toExclusive();
    LocalDate firstMonth =
        begins.getDayOfMonth() == 1 ? begins : begins.plusMonths(1).withDayOfMonth(1);
    LocalDate lastMonth = ends.withDayOfMonth(1);
    boolean everywhere = scope.units().isEmpty() && scope.agencies().isEmpty();
    String map = everywhere ? placed() : null;
    boolean together = by == null || by == Dimension.MONTH;
    boolean tops =
        map != null
            && (together
                || (by == Dimension.PROVINCE
                    && map.equals(scopes.provinces(scope.unitsOn()).version())));
    String days =
        tops && together
            ? "SELECT day, 0::bigint AS unit_id, '' AS agency_id, sums FROM tinbao.figure_day"
            : "SELECT day, unit_id, agency_id, sums FROM tinbao.figure_fact";
    String months =
        tops
            ? "SELECT month AS day, province_id AS unit_id, '' AS agency_id, sums"
                + " FROM tinbao.figure_top"
            : "SELECT month AS day, unit_id, agency_id, sums FROM tinbao.figure_cell";
    List<String> parts = new ArrayList<>();
    if (firstMonth.isBefore(lastMonth)) {
      part(months, "month", source, firstMonth, lastMonth, parts);
      part(days, "day", source, begins, firstMonth, parts);
      part(days, "day", source, lastMonth, ends, parts);
    } else {
      part(days, "day", source, begins, ends, parts);
    }
    List<String> where = new ArrayList<>();
    if (!scope.units().isEmpty()) {
      where.add("unit_id = ANY (:units)");
    }
    if (!scope.agencies().isEmpty()) {
      where.add("agency_id = ANY (:agencies)");
    }
    return " FROM ("
        + String.join(" UNION ALL ", parts)
        + ") r"
        + (where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where));
  }

  private static void part(
      String select,
      String column,
      FigureSource source,
      LocalDate from,
      LocalDate until,
      List<String> into) {
    if (from.isBefore(until)) {
      into.add(
          "%s WHERE source = '%s' AND %s >= '%s' AND %s < '%s'"
              .formatted(select, source.name(), column, from, column, until));
    }
  }

  /** On which map the country is counted ahead; null: not yet. */
  private @Nullable String placed() {
    return jdbc.prepareStatement(
        "SELECT map FROM tinbao.figure_layout WHERE version = ?",
        select -> {
          select.setString(1, layout.version());
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : null;
          }
        });
  }

  /** What is done with a row. */
  private interface OnRow {
    void take(ResultSet row) throws SQLException;
  }

  private void read(String named, FigureScope scope, OnRow onRow) {
    NamedSql sql = new NamedSql(named);
    Map<String, @Nullable Object> values = new HashMap<>();
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
