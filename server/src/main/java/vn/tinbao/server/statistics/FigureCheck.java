package vn.tinbao.server.statistics;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.sms.db.SqlTime;

/**
 * Compares what was counted ahead with a recomputation from events, month by month, unit by unit
 * and lead by lead, says loudly what differs and has it counted anew.
 */
@Singleton
class FigureCheck {
  private static final Logger LOG = LoggerFactory.getLogger(FigureCheck.class);

  /** Of one month so many are told in the log; all are mended. */
  private static final int TOLD = 20;

  private final FigureLayout layout;
  private final FigureList list;
  private final FigureFold fold;
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  FigureCheck(
      FigureLayout layout,
      FigureList list,
      FigureFold fold,
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.layout = layout;
    this.list = list;
    this.fold = fold;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * A cell that was counted wrongly.
   *
   * @param figure its word, or for a part of it the place in the sums; {@code figure_top} and
   *     {@code figure_day}: so many sums of cells were wrong
   */
  record Difference(
      String source,
      LocalDate month,
      long unitId,
      String agencyId,
      String figure,
      long counted,
      long recomputed) {}

  /**
   * Checks all months there are; each is a transaction of its own, in which nothing else counts.
   */
  List<Difference> run() {
    List<Difference> all = new ArrayList<>();
    while (fold.fold()) {
      // Until little is left: the rest is counted with each month.
      continue;
    }
    for (FigureSource source : layout.sources()) {
      for (LocalDate month : months(source)) {
        List<Difference> found = check(source, month);
        found.stream()
            .limit(TOLD)
            .forEach(
                one ->
                    LOG.error(
                        "Figures differ: {} of {} in unit {}, lead {}: counted {}, events say {};"
                            + " counted anew",
                        one.figure(),
                        one.month(),
                        one.unitId(),
                        one.agencyId(),
                        one.counted(),
                        one.recomputed()));
        all.addAll(found);
      }
    }
    transactions.executeWrite(
        status ->
            jdbc.prepareStatement(
                "UPDATE tinbao.figure_layout SET checked_at = ?, wrong = ?",
                update -> {
                  update.setObject(1, SqlTime.of(clock.instant()));
                  update.setLong(2, all.size());
                  return update.executeUpdate();
                }));
    if (all.isEmpty()) {
      LOG.info("Figures checked: what was counted ahead is what events say");
    } else {
      LOG.error("Figures checked: {} sums differed from what events say", all.size());
    }
    return all;
  }

  private TreeSet<LocalDate> months(FigureSource source) {
    return transactions.executeRead(
        status ->
            jdbc.prepareStatement(
                """
                SELECT DISTINCT month FROM tinbao.figure_cell WHERE source = ?
                UNION SELECT DISTINCT date_trunc('month', received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
                  FROM tinbao.tip
                """,
                select -> {
                  select.setString(1, source.name());
                  TreeSet<LocalDate> found = new TreeSet<>();
                  try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                      found.add(row.getObject(1, LocalDate.class));
                    }
                  }
                  return found;
                }));
  }

  private List<Difference> check(FigureSource source, LocalDate month) {
    return transactions.executeWrite(
        status -> {
          execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          fold.lock();
          Instant now = SqlTime.now(clock);
          while (fold.portion(now)) {
            continue;
          }
          List<Difference> found = differences(source, month, now);
          String ofMonth = " AND month = '" + month + "'";
          String ofDays = " AND day >= '" + month + "' AND day < '" + month.plusMonths(1) + "'";
          if (!found.isEmpty()) {
            mend(source, month, now);
            fold.tops(source, ofMonth);
            fold.days(source, ofDays);
            return found;
          }
          long tops =
              differing(
                  "figure_top",
                  "month, province_id",
                  source,
                  ofMonth,
                  fold.cellsByProvince(source, ofMonth));
          long days =
              differing("figure_day", "day", source, ofDays, fold.factsByDay(source, ofDays));
          if (tops > 0) {
            fold.tops(source, ofMonth);
            found.add(new Difference(source.name(), month, 0, "", "figure_top", tops, 0));
          }
          if (days > 0) {
            fold.days(source, ofDays);
            found.add(new Difference(source.name(), month, 0, "", "figure_day", days, 0));
          }
          return found;
        });
  }

  private List<Difference> differences(FigureSource source, LocalDate month, Instant now) {
    NamedSql sql =
        new NamedSql(
            "SELECT coalesce(c.unit_id, e.unit_id), coalesce(c.agency_id, e.agency_id), c.sums, e.sums"
                + " FROM (SELECT unit_id, agency_id, sums FROM tinbao.figure_cell WHERE source = '"
                + source.name()
                + "' AND month = :from) c FULL JOIN (SELECT unit_id, agency_id, "
                + layout.ofMany(source, "")
                + " AS sums FROM (SELECT coalesce(f.unit_id, 0) AS unit_id, f.agency_id, "
                + layout.ofOneFact(source)
                + " AS sums FROM ("
                + source.sql()
                + ") f) r GROUP BY 1, 2) e ON e.unit_id = c.unit_id AND e.agency_id = c.agency_id"
                + " WHERE c.sums IS DISTINCT FROM e.sums");
    return jdbc.prepareStatement(
        sql.sql(),
        select -> {
          sql.bind(select, values(month, now));
          List<Difference> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              long[] counted = sums(source, row, 3);
              long[] recomputed = sums(source, row, 4);
              for (int i = 0; i < counted.length; i++) {
                if (counted[i] != recomputed[i]) {
                  found.add(
                      new Difference(
                          source.name(),
                          month,
                          row.getLong(1),
                          row.getString(2),
                          name(source, i),
                          counted[i],
                          recomputed[i]));
                }
              }
            }
          }
          return found;
        });
  }

  /** How many rows of sums are not what they sum up; those of nothing count for nothing. */
  private long differing(
      String table, String key, FigureSource source, String rows, String recomputed) {
    return jdbc.prepareStatement(
        "SELECT count(*) FROM (SELECT "
            + key
            + ", sums FROM tinbao."
            + table
            + " WHERE source = '"
            + source.name()
            + "'"
            + rows
            + ") c FULL JOIN ("
            + recomputed
            + ") e USING ("
            + key
            + ") WHERE c.sums IS DISTINCT FROM e.sums AND EXISTS"
            + " (SELECT FROM unnest(coalesce(c.sums, '{}') || coalesce(e.sums, '{}')) n WHERE n <> 0)",
        select -> {
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /**
   * The month begins anew: its cells are emptied, and what has facts there or belongs there comes
   * again.
   */
  private void mend(FigureSource source, LocalDate month, Instant now) {
    NamedSql sql =
        new NamedSql(
            "WITH old AS (DELETE FROM tinbao.figure_fact WHERE source = '"
                + source.name()
                + "' AND day >= :from AND day < :until RETURNING subject),"
                + " cells AS (DELETE FROM tinbao.figure_cell WHERE source = '"
                + source.name()
                + "' AND month = :from)"
                + " INSERT INTO tinbao.figure_changed (subject)"
                + " SELECT subject FROM old UNION SELECT f.subject FROM ("
                + source.sql()
                + ") f");
    var unused =
        jdbc.prepareStatement(
            sql.sql(),
            update -> {
              sql.bind(update, values(month, now));
              return update.executeUpdate();
            });
  }

  private static Map<String, Object> values(LocalDate month, Instant now) {
    LocalDate next = month.plusMonths(1);
    return Map.of(
        "from", month,
        "until", next,
        "begins", LegalTime.start(month),
        "ends", LegalTime.start(next),
        "as_of", now);
  }

  private long[] sums(FigureSource source, ResultSet row, int column) throws java.sql.SQLException {
    long[] sums = new long[layout.width(source)];
    java.sql.Array array = row.getArray(column);
    if (array != null) {
      Long[] values = (Long[]) array.getArray();
      for (int i = 0; i < Math.min(sums.length, values.length); i++) {
        sums[i] = values[i];
      }
    }
    return sums;
  }

  private String name(FigureSource source, int at) {
    List<Figure> figures = list.of(source);
    return at / 2 < figures.size()
        ? figures.get(at / 2).key() + (at % 2 == 0 ? "" : " (of)")
        : figures.get(0).key() + " [" + (at + 1) + "]";
  }

  private void execute(String sql) {
    var unused = jdbc.prepareStatement(sql, statement -> statement.execute());
  }
}
